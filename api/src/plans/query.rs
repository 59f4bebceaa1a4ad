//! What is looked for in the enrolment plans.

use serde::{Deserialize, Serialize};

use super::subjects::ReSelected;
use crate::paging;

/// How many groups are shown at a time: with their majors a few screens of a phone.
pub const WINDOW: usize = 10;

/// As many characters of what was typed are looked for: longer than any name.
pub const LONGEST_QUERY: usize = 40;

/// In which order groups are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanSort {
    /// As the department published them.
    #[default]
    Published,
    /// By the name of the college, as it is read.
    College,
    /// Those that take most candidates first.
    Quota,
    /// Those that cost least first; to be announced last.
    Tuition,
}

impl PlanSort {
    /// All of them, with their words in JSON and in addresses.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Published, "published"),
        (Self::College, "college"),
        (Self::Quota, "quota"),
        (Self::Tuition, "tuition"),
    ];

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// What is looked for. Nothing given finds everything of the newest year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanQuery {
    /// The year; the newest where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The track, by its short name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub track: String,
    /// The batch, by its short name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub batch: String,
    /// A college: words of its name, its code, its reading or initials. The first 40 characters count.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub college: String,
    /// A major: words of its name or remarks, its reading or initials. The first 40 characters count.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub major: String,
    /// The two re-selected subjects somebody took: only what is open with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subjects: Option<ReSelected>,
    /// The province of the college.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub province: String,
    /// The kind of enrolment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// In which order.
    #[serde(default, skip_serializing_if = "PlanSort::is_default")]
    pub sort: PlanSort,
    /// Which ten groups, from 1.
    #[serde(default = "paging::first", skip_serializing_if = "paging::is_first")]
    pub page: u16,
}

impl Default for PlanQuery {
    fn default() -> Self {
        Self {
            year: None,
            track: String::new(),
            batch: String::new(),
            college: String::new(),
            major: String::new(),
            subjects: None,
            province: String::new(),
            kind: String::new(),
            sort: PlanSort::default(),
            page: paging::first(),
        }
    }
}

impl PlanQuery {
    /// How many groups come before the window.
    pub fn skipped(&self) -> usize {
        paging::skipped(self.page, WINDOW)
    }
}
