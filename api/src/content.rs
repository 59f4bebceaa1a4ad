//! What the desk writes for everybody: hotlines, replies of the number assistant, articles.
//!
//! An edit is a form with the fields of the department's file: a row of the hotlines, a rule of `replies.toml`, an article
//! with what stands before its text. It waits as a draft or until its time, and is then taken over as if it were imported.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Endpoint, Message, Method, Moment, Text};

/// `GET /api/desk/content`: what there is of a kind, and what is being written.
pub struct ListContent;

impl Endpoint for ListContent {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/desk/content";
    const SUMMARY: &'static str = "Hotlines, replies or articles with the edits that wait; for staff only";
    const PERSONAL: bool = true;
    type Request = ContentSearch;
    type Reply = ContentList;
}

/// `GET /api/desk/content/item`: one of them as a form.
pub struct GetContent;

impl Endpoint for GetContent {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/desk/content/item";
    const SUMMARY: &'static str = "A hotline, a reply or an article as a form; for staff only";
    const PERSONAL: bool = true;
    type Request = ContentNamed;
    type Reply = ContentForm;
}

/// How many are listed at once.
pub const PAGE: usize = 50;

/// What can be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContentKind {
    /// Numbers of the directory.
    #[default]
    Hotlines,
    /// Rules of the number assistant.
    Replies,
    /// Articles.
    Articles,
}

impl ContentKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Hotlines, Self::Replies, Self::Articles];

    /// The word in addresses, in the store, and of the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hotlines => "hotlines",
            Self::Replies => "replies",
            Self::Articles => "articles",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What people call them.
    pub const fn name(self) -> Message {
        match self {
            Self::Hotlines => Message::new("便民电话", "Hotlines"),
            Self::Replies => Message::new("助手答复", "Replies"),
            Self::Articles => Message::new("文章", "Articles"),
        }
    }

    /// The fields of its form, in their order.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Hotlines => &field::HOTLINE,
            Self::Replies => &field::REPLY,
            Self::Articles => &field::ARTICLE,
        }
    }
}

/// What to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContentSearch {
    /// Of which kind.
    #[serde(default)]
    pub kind: ContentKind,
    /// What is looked for.
    #[serde(default)]
    pub q: String,
    /// Which fifty, from 1; 0 is 1.
    #[serde(default)]
    pub page: u32,
}

/// What there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContentList {
    /// What is new and waits first, then what stands, in the order in which citizens see it.
    pub rows: Vec<ContentRow>,
    /// How many there are in all.
    pub count: u32,
    /// Whether whoever asks may write.
    pub may_write: bool,
}

/// One of them in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContentRow {
    /// Which of those that stand; empty for one that does not stand yet.
    pub item: String,
    /// What it is called.
    pub title: Text,
    /// What else is to be known: a number, a channel, what it answers to.
    pub note: Text,
    /// The edit that waits, or the last one that was taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edit: Option<Edit>,
}

/// An edit, without its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edit {
    /// Its number.
    pub id: u32,
    /// What became of it.
    pub state: EditState,
    /// Whether it takes away what stands.
    #[serde(default)]
    pub withdraws: bool,
    /// Who wrote it last.
    pub who: String,
    /// When.
    pub at: Moment,
    /// When it is to be taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish_at: Option<Moment>,
    /// When it goes by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<Moment>,
    /// Why it could not be taken over at its time.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub why: Text,
}

/// What became of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EditState {
    /// Somebody is writing it.
    Draft,
    /// It waits for its time.
    Scheduled,
    /// Its time came, and it did not fit what stood there by then.
    Failed,
    /// It was taken over.
    Published,
    /// It was taken over, and its own time is over.
    Expired,
    /// A later edit took its place, or somebody threw it away.
    Over,
    /// A file that was imported later says something else.
    Replaced,
}

impl EditState {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Scheduled, Self::Failed, Self::Published, Self::Expired, Self::Over, Self::Replaced];

    /// The word in the store.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Failed => "failed",
            Self::Published => "published",
            Self::Expired => "expired",
            Self::Over => "over",
            Self::Replaced => "replaced",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether somebody can go on writing it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Scheduled | Self::Failed)
    }
}

/// Which one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContentNamed {
    /// Of which kind.
    #[serde(default)]
    pub kind: ContentKind,
    /// Which of those that stand; empty for one that does not stand yet.
    #[serde(default)]
    pub item: String,
    /// Which edit of one that does not stand yet; 0 for a new one.
    #[serde(default)]
    pub edit: u32,
}

/// One of them as a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContentForm {
    /// Whether it stands, for citizens to see.
    pub stands: bool,
    /// The edit that waits, or the last one that was taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edit: Option<Edit>,
    /// Names what stood there when it was read: what somebody else has changed meanwhile is not overwritten.
    pub seen: String,
    /// Its fields, by name.
    pub fields: BTreeMap<String, String>,
    /// What may stand in the category of a hotline, or be opened by a reply: word and name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<(String, Text)>,
    /// Files that an article has, by the names under which its text may use them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// Whether whoever asks may write.
    pub may_write: bool,
}

/// What a form of the desk can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Shows it as citizens will see it, and keeps nothing.
    Preview,
    /// Keeps it.
    Keep,
    /// Takes it over, at once or at its time.
    Publish,
    /// Takes away what stands, at once or at its time.
    Withdraw,
    /// Throws the edit away.
    Discard,
}

impl Does {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Preview, Self::Keep, Self::Publish, Self::Withdraw, Self::Discard];

    /// The word of its button.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Preview => "preview",
            Self::Keep => "keep",
            Self::Publish => "publish",
            Self::Withdraw => "withdraw",
            Self::Discard => "discard",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|does| does.word() == word)
    }
}

/// Names of fields, in addresses and in the forms. Those of a kind are the keys of the department's files.
pub mod field {
    /// Which kind.
    pub const KIND: &str = "kind";
    /// Which one of those that stand.
    pub const ITEM: &str = "item";
    /// Which edit.
    pub const EDIT: &str = "edit";
    /// What was looked for.
    pub const QUERY: &str = "q";
    /// Which fifty.
    pub const PAGE: &str = "page";
    /// What stood there when the form was read.
    pub const SEEN: &str = "seen";
    /// What is to be done.
    pub const DOES: &str = "does";
    /// When it is to be taken over.
    pub const PUBLISH_AT: &str = "publish_at";
    /// When it goes by itself.
    pub const EXPIRE_AT: &str = "expire_at";

    /// The fields of a hotline.
    pub const HOTLINE: [&str; 10] =
        ["name", "name_en", "phone", "category", "category_en", "note", "note_en", "hours", "verified_on", "sample"];
    /// The fields of a reply.
    pub const REPLY: [&str; 15] = [
        "id", "title", "title_en", "number", "exact", "all", "any", "pattern", "priority", "from", "text", "text_en",
        "service", "articles", "phones",
    ];
    /// The fields of an article.
    pub const ARTICLE: [&str; 24] = [
        "id",
        "channel",
        "level",
        "title",
        "title_en",
        "office",
        "office_en",
        "number",
        "summary",
        "summary_en",
        "who",
        "who_en",
        "what_to_do",
        "what_to_do_en",
        "by_when",
        "by_when_en",
        "body",
        "body_en",
        "updates",
        "cancels",
        "attachments",
        "source",
        "sample",
        "withdrawn",
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for kind in ContentKind::ALL {
            assert_eq!(ContentKind::parse(kind.word()), Some(kind));
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.word()));
            assert!(!kind.fields().contains(&field::PUBLISH_AT));
        }
        for state in EditState::ALL {
            assert_eq!(EditState::parse(state.word()), Some(state));
        }
        for does in Does::ALL {
            assert_eq!(Does::parse(does.word()), Some(does));
        }
    }
}
