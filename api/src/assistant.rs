//! The number assistant: what it offers, and what it answers.

use serde::{Deserialize, Serialize};

use crate::endpoint::Nothing;
use crate::search::Hit;
use crate::{Endpoint, Method, PhoneNumber, Text};

/// `GET /api/assistant`: the greeting and the numbers that can be sent.
pub struct GetAssistant;

impl Endpoint for GetAssistant {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/assistant";
    const SUMMARY: &'static str = "The greeting of the number assistant and the numbers that can be sent to it";
    type Request = Nothing;
    type Reply = Assistant;
}

/// `POST /api/assistant/reply`: by `POST`, because people write about themselves, and an address is written down by many.
pub struct AskAssistant;

impl Endpoint for AskAssistant {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/assistant/reply";
    const SUMMARY: &'static str = "What the number assistant answers to a number or to words; neither is kept";
    const PERSONAL: bool = true;
    type Request = Question;
    type Reply = Reply;
}

/// As many characters of a question are read: more than anybody types on a phone, and a stranger cannot make one
/// question as expensive as a thousand.
pub const LONGEST_QUESTION: usize = 500;

/// Names of the fields, in the request and in the form.
pub mod field {
    /// What is asked.
    pub const TEXT: &str = "text";
}

/// How a conversation begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assistant {
    /// The first words.
    pub greeting: Text,
    /// The numbers that can be sent now, in their order.
    pub choices: Vec<Choice>,
}

/// A number that can be sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choice {
    /// The number.
    pub number: u8,
    /// What it answers.
    pub title: Text,
}

/// What somebody sends.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// A number or words. The first 500 characters are read; where nothing can be read the answer is the greeting.
    pub text: String,
}

/// What people write about themselves stays out of logs.
impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Question").finish_non_exhaustive()
    }
}

/// What the assistant answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reply {
    /// Whether it has an answer.
    pub outcome: Outcome,
    /// What it is about; empty where there is no answer.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub title: Text,
    /// The words; line breaks are meant. May be empty.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
    /// Services and articles to open. Where there is no answer: what was found by searching.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Hit>,
    /// Numbers to call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Phone>,
    /// Pages on which a person can be reached; only where there is no answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Hit>,
}

/// Whether there is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The department has an answer to this.
    Answered,
    /// Nothing could be read, so this is the greeting.
    Greeted,
    /// The department has no answer; what may help stands here instead.
    Unanswered,
}

/// A number to call.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Phone {
    /// Who answers.
    pub name: Text,
    /// The number.
    pub number: PhoneNumber,
}
