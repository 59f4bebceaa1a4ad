//! Words in both languages: written by us (`Message`) or by the department (`Text`).

use serde::{Deserialize, Serialize};

/// A sentence of ours. Both languages stand together, so a missing one does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// Chinese, as a department would write it: short and polite.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Message {
    /// A message in both languages.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }
}

/// A text of the department's: a name in its folder, or a sentence on its way to a citizen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Text {
    /// Chinese; always there.
    pub zh: String,
    /// English; empty where the department has none, and then the Chinese is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Text {
    /// A text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

impl From<Message> for Text {
    fn from(message: Message) -> Self {
        Self::new(message.zh, message.en)
    }
}

/// A text as people read it: lines end in one way, whatever a browser made of them, and nothing stands between the
/// characters that cannot be seen (PostgreSQL takes no NUL).
pub(crate) fn readable(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect()
}

/// The characters of a typed number: blanks and hyphens of every width are dropped, full-width letters and digits
/// become plain ones. People paste what their phone gives them.
pub(crate) fn typed_characters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '‐' | '–' | '\u{200b}'..='\u{200f}' | '\u{feff}'))
        .map(plain_width)
}

/// The plain form of a full-width letter, digit or sign.
pub fn plain_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    }
}
