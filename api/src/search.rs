//! Searching everything at once: services, hotlines, colleges, articles.

use serde::{Deserialize, Serialize};

use crate::{Endpoint, Message, Method, PhoneNumber, Text};

/// `GET /api/search?q=`: the best of every kind, and how many there are.
pub struct SearchEverything;

impl Endpoint for SearchEverything {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/search";
    const SUMMARY: &'static str = "Services, hotlines, colleges and articles that match, the best five of each kind";
    type Request = SearchQuery;
    type Reply = Found;
}

/// How many hits of a kind are shown; the rest is a link away.
pub const BEST: usize = 5;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SearchQuery {
    /// What was typed: a name, a number, pinyin or initials. The first 100 characters count; nothing typed finds nothing.
    #[serde(default)]
    pub q: String,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Found {
    /// What was looked for, without the blanks around it; empty where nothing was typed.
    pub q: String,
    /// By kind, in the order in which they help most; kinds without hits are not there.
    pub groups: Vec<Group>,
}

impl Found {
    /// How many there are in all.
    pub fn total(&self) -> usize {
        self.groups.iter().map(|group| group.total).sum()
    }
}

/// The hits of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Group {
    /// Which kind.
    pub kind: Kind,
    /// How many there are.
    pub total: usize,
    /// The best of them, at most [`BEST`].
    pub hits: Vec<Hit>,
    /// Where all of them are, as an address of the app; empty where all are here.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub all: String,
}

/// What can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An item of the menu.
    Service,
    /// A number of the directory.
    Hotline,
    /// A college of the register.
    College,
    /// An article.
    Article,
}

impl Kind {
    /// What hits of this kind are called together.
    pub const fn name(self) -> Message {
        match self {
            Self::Service => Message::new("服务", "Services"),
            Self::Hotline => Message::new("便民电话", "Hotlines"),
            Self::College => Message::new("院校", "Colleges"),
            Self::Article => Message::new("文章", "Articles"),
        }
    }
}

/// One thing that was found, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hit {
    /// What it is called.
    pub title: Text,
    /// Where it is: path and query of the app.
    pub address: String,
    /// What else is to be known of it; may be empty.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub snippet: Text,
    /// The number to call, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumber>,
    /// Whether it is made up for a demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
}
