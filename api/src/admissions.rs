//! The admission look-up: candidate number and citizen ID in, where the file stands out.

use serde::{Deserialize, Serialize};

use crate::exams::NextStep;
use crate::identity::{IdentityQuery, Whose};
use crate::{Endpoint, Method, Moment, Text};

/// `POST /api/admissions/query`: the identity travels in the body, never in an address.
pub struct QueryAdmission;

impl Endpoint for QueryAdmission {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/admissions/query";
    const SUMMARY: &'static str = "Where one candidate's file stands, in the batches that are released; a number and an ID \
                                   that do not belong together match nobody";
    const PERSONAL: bool = true;
    type Request = IdentityQuery;
    type Reply = AdmissionReport;
}

/// Where one candidate's file stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdmissionReport {
    /// Whose it is.
    pub whose: Whose,
    /// One of each released batch she is in, the last batch first; at least one.
    pub admissions: Vec<Admission>,
}

/// What became of a candidate in one batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Admission {
    /// The batch, by its short name.
    pub batch: String,
    /// Where the file stands.
    pub state: AdmissionState,
    /// When it came there.
    pub times: StepTimes,
    /// The college the file is at; there once it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub college: Option<College>,
    /// Why the file was returned; there if and only if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The letter of admission, once it is on its way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<Letter>,
    /// What to do next, and by when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next_steps: Vec<NextStep>,
}

/// Where a file stands in a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AdmissionState {
    /// It waits to be sent (未投档).
    NotSent,
    /// It was sent to a college, which reads it (院校在阅).
    Reading,
    /// The college wants her; the province has not confirmed it yet (预录取).
    Provisional,
    /// Admitted (录取).
    Admitted,
    /// The college gave the file back, with a reason (退档).
    Returned,
    /// The batch is over without a place (未录取); where there is a supplementary round, the next steps say so.
    NotAdmitted,
}

impl AdmissionState {
    /// All of them, with the word that stands in files and on the wire.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::NotSent, "not_sent"),
        (Self::Reading, "reading"),
        (Self::Provisional, "provisional"),
        (Self::Admitted, "admitted"),
        (Self::Returned, "returned"),
        (Self::NotAdmitted, "not_admitted"),
    ];

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, of)| *of == word).map(|(state, _)| *state)
    }

    /// The word that stands in files and on the wire.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }

    /// Whether a college has, or had, the file.
    pub const fn was_sent(self) -> bool {
        matches!(self, Self::Reading | Self::Provisional | Self::Admitted | Self::Returned)
    }

    /// Whether nothing more will come of it in this batch.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Admitted | Self::Returned | Self::NotAdmitted)
    }
}

/// When a file came to each step it has come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepTimes {
    /// Sent to the college.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Moment>,
    /// Provisionally admitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provisional_at: Option<Moment>,
    /// Admitted, returned, or the batch over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Moment>,
}

/// A college, and the place in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct College {
    /// Its code in this province's plans; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Its name.
    pub name: String,
    /// The major group (专业组); empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The major; empty as long as none is decided.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub major: String,
}

/// A letter of admission on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Letter {
    /// The tracking number.
    pub number: String,
    /// Who carries it.
    pub carrier: Text,
    /// The carrier's own page where the number is looked up.
    pub page: String,
}
