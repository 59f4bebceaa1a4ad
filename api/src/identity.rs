//! Who asks for something of her own: candidate number and citizen ID, always together.

use serde::{Deserialize, Serialize};

use crate::{CandidateNumber, CitizenId, FieldError, Message};

/// Who asks, as it was typed. It travels in a body, never in an address.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IdentityQuery {
    /// The exam, by its short name.
    pub exam: String,
    /// 14 digits; blanks are dropped.
    pub candidate_number: String,
    /// 18 characters; blanks are dropped, `x` is `X`.
    pub citizen_id: String,
}

impl std::fmt::Debug for IdentityQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdentityQuery").field("exam", &self.exam).finish_non_exhaustive()
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

impl IdentityQuery {
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

/// Whose an answer is: she is named only as far as she can recognise herself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Whose {
    /// The exam, by its short name.
    pub exam: String,
    /// The first two and last four digits of the candidate number.
    pub candidate_number: String,
    /// The first character of the name.
    pub name: String,
    /// The track, by its short name.
    pub track: String,
}

/// What of a name may be shown once it has been sent: the first character.
pub fn masked_name(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().unwrap_or('*');
    std::iter::once(first).chain(characters.map(|_| '*').take(3)).collect()
}
