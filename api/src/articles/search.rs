//! Finding articles: a channel, page by page, and words in them.

use serde::{Deserialize, Serialize};

use super::{ArticleEntry, Channel};
use crate::finding::as_long_as_a_query;
use crate::text::plain_width;
use crate::{Endpoint, Method, paging};

/// `GET /api/articles/search`: the articles of a channel or of all, that say all the words looked for.
pub struct FindArticles;

impl Endpoint for FindArticles {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/articles/search";
    const SUMMARY: &'static str =
        "Twenty articles at a time, newest first; those with the words in the title come before";
    type Request = ArticleSearch;
    type Reply = Articles;
}

/// How many articles are on a page: two screens of a phone's thumb.
pub const PAGE: usize = 20;

/// What is looked for. Nothing given finds everything.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ArticleSearch {
    /// Words; all of them must be found. The first 100 characters count.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Only this channel; all where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Which twenty, from 1.
    #[serde(default = "paging::first", skip_serializing_if = "paging::is_first")]
    pub page: u16,
}

impl Default for ArticleSearch {
    fn default() -> Self {
        Self { q: String::new(), channel: None, page: paging::first() }
    }
}

impl ArticleSearch {
    /// How many come before its page.
    pub fn skipped(&self) -> usize {
        paging::skipped(self.page, PAGE)
    }
}

/// A page of articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Articles {
    /// What was looked for.
    pub search: ArticleSearch,
    /// The articles, in their order.
    pub entries: Vec<ArticleEntry>,
    /// How many there are in all.
    pub total: usize,
}

impl Articles {
    /// How many come after what is shown.
    pub fn left(&self) -> usize {
        self.total.saturating_sub(self.search.skipped() + self.entries.len())
    }
}

/// A piece of a text in which something was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Piece {
    /// As it stands there.
    pub text: String,
    /// Whether it is what was looked for.
    #[serde(default, skip_serializing_if = "is_not")]
    pub hit: bool,
}

/// What somebody typed, made ready. Chinese has no blanks between words, so a run of Han characters is looked for as it
/// stands; letters and digits are words of their own, wherever they touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Runs of Han characters, and words; each folded.
    pub runs: Vec<String>,
}

impl Query {
    /// Makes what was typed ready.
    pub fn new(typed: &str) -> Self {
        let mut runs = Vec::new();
        for run in runs_of(&folded(as_long_as_a_query(typed))) {
            if !runs.contains(&run) {
                runs.push(run);
            }
        }
        Self { runs }
    }

    /// Whether nothing was typed that can be looked for.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
}

/// Full-width characters plain, letters small; as many characters as before, so that places stay.
pub fn folded(text: &str) -> String {
    text.chars().map(|character| plain_width(character).to_ascii_lowercase()).collect()
}

/// Whether a character is one of Chinese writing.
pub const fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The runs of Han characters and the words of a folded text, in their order.
pub fn runs_of(folded: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    // What the last character was: Han, part of a word, or nothing that is looked for.
    let mut before = None;
    for character in folded.chars() {
        let now = if is_han(character) { Some(true) } else { character.is_alphanumeric().then_some(false) };
        match runs.last_mut() {
            Some(run) if now.is_some() && now == before => run.push(character),
            _ if now.is_some() => runs.push(character.into()),
            _ => {}
        }
        before = now;
    }
    runs
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_not(flag: &bool) -> bool {
    !*flag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_runs_and_words_are_looked_for_each_by_itself() {
        for (typed, runs) in [
            ("高考成绩", vec!["高考成绩"]),
            ("高考2026", vec!["高考", "2026"]),
            ("ＡＢc 教基〔2026〕3 号", vec!["abc", "教基", "2026", "3", "号"]),
            ("放假，放假", vec!["放假"]),
            (" 。%_\\ ", vec![]),
        ] {
            assert_eq!(Query::new(typed).runs, runs, "{typed}");
        }
    }

    #[test]
    fn what_stands_in_an_address_is_what_is_searched() {
        let search = ArticleSearch { q: "放假".into(), channel: Some(Channel::PublicNotices), page: 2 };
        let json = serde_json::to_string(&search).unwrap();
        assert_eq!(json, r#"{"q":"放假","channel":"public_notices","page":2}"#);
        assert_eq!(serde_json::from_str::<ArticleSearch>(&json).unwrap(), search);
        assert_eq!(serde_json::to_string(&ArticleSearch::default()).unwrap(), "{}");
    }
}
