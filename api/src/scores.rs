//! The score query: candidate number and citizen ID in, one result out.

use serde::{Deserialize, Serialize};

use crate::{CandidateNumber, CitizenId, Endpoint, FieldError, Message, Method};

/// `POST /api/scores/query`: the identity travels in the body, never in an address.
pub struct QueryScore;

impl Endpoint for QueryScore {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/scores/query";
    const SUMMARY: &'static str = "One candidate's result; a number and an ID that do not belong together match nobody";
    const PERSONAL: bool = true;
    type Request = ScoreQuery;
    type Reply = ScoreReport;
}

/// Whose result is asked for, as it was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScoreQuery {
    /// The exam, by its short name.
    pub exam: String,
    /// 14 digits; blanks are dropped.
    pub candidate_number: String,
    /// 18 characters; blanks are dropped, `x` is `X`.
    pub citizen_id: String,
}

impl std::fmt::Debug for ScoreQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScoreQuery").field("exam", &self.exam).finish_non_exhaustive()
    }
}

/// Names of the fields, in the request and in the form.
pub mod field {
    /// Which exam.
    pub const EXAM: &str = "exam";
    /// The candidate number.
    pub const CANDIDATE_NUMBER: &str = "candidate_number";
    /// The citizen ID.
    pub const CITIZEN_ID: &str = "citizen_id";
}

/// The exam asked for does not exist.
pub const CHOOSE_AN_EXAM: Message = Message::new("请选择考试", "Choose the exam");

impl ScoreQuery {
    /// The parsed identity, or every fault at once in the order of the form.
    pub fn identity(&self) -> Result<(CandidateNumber, CitizenId), Vec<FieldError>> {
        let number = CandidateNumber::parse(&self.candidate_number)
            .map_err(|fault| FieldError::new(field::CANDIDATE_NUMBER, fault.message()));
        let id =
            CitizenId::parse(&self.citizen_id).map_err(|fault| FieldError::new(field::CITIZEN_ID, fault.message()));
        match (number, id) {
            (Ok(number), Ok(id)) => Ok((number, id)),
            (number, id) => Err([number.err(), id.err()].into_iter().flatten().collect()),
        }
    }
}

/// One candidate's result. It names the candidate only as far as she can recognise herself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreReport {
    /// The exam, by its short name.
    pub exam: String,
    /// The first two and last four digits of the candidate number.
    pub candidate_number: String,
    /// The first character of the name.
    pub name: String,
    /// The track, by its short name.
    pub track: String,
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

/// What of a name may be shown once it has been sent: the first character.
pub fn masked_name(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().unwrap_or('*');
    std::iter::once(first).chain(characters.map(|_| '*').take(3)).collect()
}
