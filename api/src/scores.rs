//! The score query: candidate number and citizen ID in, one result out.

use serde::{Deserialize, Serialize};

use crate::identity::{IdentityQuery, Whose};
use crate::{Endpoint, Method};

/// `POST /api/scores/query`: the identity travels in the body, never in an address.
pub struct QueryScore;

impl Endpoint for QueryScore {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/scores/query";
    const SUMMARY: &'static str = "One candidate's result; a number and an ID that do not belong together match nobody";
    const PERSONAL: bool = true;
    type Request = IdentityQuery;
    type Reply = ScoreReport;
}

/// One candidate's result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreReport {
    /// Whose it is.
    pub whose: Whose,
    /// Whether there are marks, and if not, why.
    pub state: ResultState,
    /// The marks; there if and only if `state` is `published`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Marks>,
}

/// What became of a result. A missing one is a state of its own, never a zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResultState {
    /// The marks are there.
    Published,
    /// Held back for the time being (暂缓公布).
    Withheld,
    /// The candidate was absent (缺考).
    Absent,
    /// Being looked at again (复核中).
    UnderReview,
}

impl ResultState {
    /// All of them, with the word that stands in files and on the wire.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Published, "published"),
        (Self::Withheld, "withheld"),
        (Self::Absent, "absent"),
        (Self::UnderReview, "under_review"),
    ];

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, of)| *of == word).map(|(state, _)| *state)
    }

    /// The word that stands in files and on the wire.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }
}

/// The marks of a published result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Marks {
    /// Marks by subject, in the order of the slip; they add up to `total`.
    pub subjects: Vec<SubjectMark>,
    /// The total.
    pub total: u16,
    /// How many in the track have a higher total, plus one.
    pub rank: u32,
}

/// The mark in one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubjectMark {
    /// The subject, by its short name.
    pub subject: String,
    /// The mark.
    pub mark: u16,
}
