//! TOML files: unknown keys are refused, and whatever is wrong is named with its line and column.

use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use zhangban_api::{Message, Text};

use super::encoding;
use super::fault::Report;

/// A file of settings that is longer was not written by a person.
const LONGEST: u64 = 1 << 20;

const EMPTY_WORDS: Message = Message::new("中文不能为空，请填写。", "The Chinese text cannot be empty. Fill it in.");
const SHORT_NAME: Message = Message::new(
    "请用小写英文字母、数字、连字符或下划线，最多 40 个。",
    "Use small letters, digits, hyphens and underscores, 40 at most.",
);

/// Words in both languages, as they stand in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) zh: Spanned<String>,
    #[serde(default)]
    en: String,
}

/// A TOML file that has been read, with its text, to find lines in.
pub(super) struct TomlFile<'r> {
    text: String,
    report: &'r mut Report,
}

impl<'r> TomlFile<'r> {
    /// Reads a file; what is wrong with its form is reported, and then there is nothing.
    pub(super) fn read<T: DeserializeOwned>(path: &Path, report: &'r mut Report) -> Option<(T, Self)> {
        let text = match encoding::read_to_string(path, LONGEST) {
            Ok(text) => text,
            Err(broken) => {
                report.add(broken.row, None, String::new(), broken.message);
                return None;
            }
        };
        Self::of(text, report)
    }

    /// Reads a text that stands in a file; its lines are those of the file.
    pub(super) fn of<T: DeserializeOwned>(text: String, report: &'r mut Report) -> Option<(T, Self)> {
        let mut file = Self { text, report };
        match toml::from_str(&file.text) {
            Ok(value) => Some((value, file)),
            Err(fault) => {
                let reason = fault.message().lines().collect::<Vec<_>>().join("; ");
                let expected = Text::new(format!("写法有误（{reason}）。"), format!("This cannot be read: {reason}."));
                file.fault(&fault.span().unwrap_or(0..0), expected);
                None
            }
        }
    }

    /// Says what is wrong with a part of the file.
    pub(super) fn fault(&mut self, span: &Range<usize>, expected: impl Into<Text>) {
        let before = self.text.get(..span.start).unwrap_or(&self.text);
        let row = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        let found = self.text.get(span.clone()).unwrap_or_default();
        let found = if found.contains('\n') { "" } else { found.trim_matches(['"', '\'']) };
        self.report.add(Some(row), Some(format!("第 {column} 列 / column {column}")), found.to_owned(), expected);
    }

    /// Words whose Chinese is there.
    pub(super) fn words(&mut self, words: &Words) -> Text {
        if words.zh.get_ref().trim().is_empty() {
            self.fault(&words.zh.span(), EMPTY_WORDS);
        }
        Text::new(words.zh.get_ref().trim(), words.en.trim())
    }

    /// A value that is made by parsing.
    pub(super) fn parsed<T, E: Into<Text>>(
        &mut self,
        text: &Spanned<String>,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        parse(text.get_ref().trim()).map_err(|expected| self.fault(&text.span(), expected)).ok()
    }

    /// A short name that stands in addresses and requests.
    pub(super) fn short_name(&mut self, name: &Spanned<String>) -> String {
        if !is_short_name(name.get_ref()) {
            self.fault(&name.span(), SHORT_NAME);
        }
        name.get_ref().clone()
    }
}

/// A text as it stands in a TOML file, on one line. What JSON escapes, TOML reads alike; it refuses one sign more.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// Whether a name can stand in addresses and requests as it is.
pub(super) fn is_short_name(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    (1..=40).contains(&name.len()) && name.bytes().all(allowed)
}

/// A day or a point in time, between quotation marks or without them.
pub(super) fn time_as_text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Spanned<String>, D::Error> {
    let value = Spanned::<toml::Value>::deserialize(deserializer)?;
    let span = value.span();
    match value.into_inner() {
        toml::Value::String(text) => Ok(Spanned::new(span, text)),
        toml::Value::Datetime(time) => Ok(Spanned::new(span, time.to_string())),
        _ => Err(serde::de::Error::custom("a date or a time is expected, such as 2025-06-25T00:00:00+08:00")),
    }
}
