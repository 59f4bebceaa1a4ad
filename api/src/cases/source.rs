//! How a case came to the department.

use serde::{Deserialize, Serialize};

use crate::Message;

/// How a case came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The citizen filed it herself.
    #[default]
    App,
    /// Somebody at the desk wrote it down at the counter.
    Counter,
    /// Somebody at the desk wrote it down during a call.
    Phone,
}

impl Source {
    /// The ways in which the desk files for a citizen.
    pub const OF_THE_DESK: [Self; 2] = [Self::Counter, Self::Phone];

    /// The word in the store and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Counter => "counter",
            Self::Phone => "phone",
        }
    }

    /// Reads what [`Source::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::App, Self::Counter, Self::Phone].into_iter().find(|source| source.word() == word)
    }

    /// What people call it.
    pub const fn name(self) -> Message {
        match self {
            Self::App => Message::new("网上提交", "Online"),
            Self::Counter => Message::new("窗口", "At the counter"),
            Self::Phone => Message::new("来电", "By phone"),
        }
    }
}
