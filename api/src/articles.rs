//! Articles: what the department publishes, by channel and by level.

mod emergency;
mod search;

pub use emergency::{EMERGENCY_EVENTS, Emergencies, EmergencyNotice, GetEmergencies};
pub use search::{ArticleSearch, Articles, FindArticles, PAGE, Piece, Query, folded, is_han, runs_of};

use serde::{Deserialize, Serialize};

use crate::department::Service;
use crate::endpoint::Nothing;
use crate::{Endpoint, Message, Method, Moment, Text};

/// `GET /api/article`: one article, whole.
pub struct GetArticle;

impl Endpoint for GetArticle {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/article";
    const SUMMARY: &'static str = "One article with its text as safe HTML, its attachments and what became of it";
    type Request = ArticleId;
    type Reply = Article;
}

/// `GET /api/articles/newest`: the newest for the home page.
pub struct GetNewest;

impl Endpoint for GetNewest {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/articles/newest";
    const SUMMARY: &'static str = "The headlines of the three newest articles that are valid";
    type Request = Nothing;
    type Reply = Newest;
}

/// Which article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ArticleId {
    /// Its short name: `2026-holidays`.
    pub id: String,
}

/// A channel: each is a tile of the menu and a folder of the department's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Latest news.
    News,
    /// Documents and notices.
    Documents,
    /// Public notices.
    PublicNotices,
    /// Enrolment column.
    EnrolmentColumn,
    /// Exclusive materials.
    Materials,
    /// Special topics.
    Topics,
    /// Charity.
    Charity,
}

impl Channel {
    /// All of them, as a page lists them.
    pub const ALL: [Self; 7] = [
        Self::News,
        Self::Documents,
        Self::PublicNotices,
        Self::EnrolmentColumn,
        Self::Materials,
        Self::Topics,
        Self::Charity,
    ];

    /// The word in addresses, in JSON, and the name of its folder.
    pub const fn word(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Documents => "documents",
            Self::PublicNotices => "public_notices",
            Self::EnrolmentColumn => "enrolment_column",
            Self::Materials => "materials",
            Self::Topics => "topics",
            Self::Charity => "charity",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.word() == word)
    }

    /// What a citizen reads.
    pub const fn name(self) -> Message {
        match self {
            Self::News => Message::new("最新消息", "Latest news"),
            Self::Documents => Message::new("文件通知", "Documents"),
            Self::PublicNotices => Message::new("公示公告", "Public notices"),
            Self::EnrolmentColumn => Message::new("招生专栏", "Enrolment"),
            Self::Materials => Message::new("专属资料", "Materials"),
            Self::Topics => Message::new("专题专栏", "Special topics"),
            Self::Charity => Message::new("公益活动", "Charity"),
        }
    }

    /// The channel that a menu item opens.
    pub const fn of(service: Service) -> Option<Self> {
        match service {
            Service::News => Some(Self::News),
            Service::Documents => Some(Self::Documents),
            Service::PublicNotices => Some(Self::PublicNotices),
            Service::EnrolmentColumn => Some(Self::EnrolmentColumn),
            Service::Materials => Some(Self::Materials),
            Service::Topics => Some(Self::Topics),
            Service::Charity => Some(Self::Charity),
            _ => None,
        }
    }
}

/// How much an article matters, and to whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Something that helps with a matter of one's own.
    Convenience,
    /// Something to know.
    #[default]
    News,
    /// Something to act upon now: a banner on every page while it lasts.
    Emergency,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Convenience, Self::News, Self::Emergency];

    /// The word in the department's files and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Convenience => "convenience",
            Self::News => "news",
            Self::Emergency => "emergency",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }

    /// What a citizen reads.
    pub const fn name(self) -> Message {
        match self {
            Self::Convenience => Message::new("便民", "Service"),
            Self::News => Message::new("资讯", "News"),
            Self::Emergency => Message::new("紧急", "Emergency"),
        }
    }
}

/// Whether an article still holds, by the server's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// It does.
    #[default]
    Valid,
    /// Its time has passed.
    Expired,
    /// A newer one says more.
    Updated,
    /// Another one has called it off.
    Cancelled,
}

impl Validity {
    /// What a citizen reads beside the title; nothing beside one that holds.
    pub const fn name(self) -> Option<Message> {
        match self {
            Self::Valid => None,
            Self::Expired => Some(Message::new("已失效", "Expired")),
            Self::Updated => Some(Message::new("已更新", "Updated")),
            Self::Cancelled => Some(Message::new("已解除", "Called off")),
        }
    }
}

/// An article in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArticleEntry {
    /// Its short name.
    pub id: String,
    /// Where it belongs.
    pub channel: Channel,
    /// How much it matters.
    pub level: Level,
    /// Its title.
    pub title: Text,
    /// Who issued it.
    pub office: Text,
    /// Since when it can be read.
    pub published_at: Moment,
    /// Whether it still holds.
    #[serde(default)]
    pub validity: Validity,
    /// Whether it is made up for a demonstration.
    #[serde(default)]
    pub sample: bool,
    /// What it says in a sentence or two.
    pub summary: Text,
    /// Where the words that were looked for stand in it; empty where none were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub snippet: Vec<Piece>,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Article {
    /// Its short name.
    pub id: String,
    /// Where it belongs.
    pub channel: Channel,
    /// How much it matters.
    pub level: Level,
    /// Its title.
    pub title: Text,
    /// Who issued it.
    pub office: Text,
    /// The number of the document; empty where it has none.
    #[serde(default)]
    pub number: String,
    /// Since when it can be read.
    pub published_at: Moment,
    /// Until when it holds.
    pub valid_until: Option<Moment>,
    /// Whether it still holds.
    #[serde(default)]
    pub validity: Validity,
    /// Whether it calls off what it follows.
    #[serde(default)]
    pub cancels: bool,
    /// Whom it concerns; may be empty.
    #[serde(default)]
    pub who: Text,
    /// What to do; may be empty.
    #[serde(default)]
    pub what_to_do: Text,
    /// By when; may be empty.
    #[serde(default)]
    pub by_when: Text,
    /// The text as HTML that the server has made: nothing in it can act.
    pub html: Text,
    /// Files that belong to it.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// What came before it and after it in the same matter, oldest first; empty where it stands alone.
    #[serde(default)]
    pub chain: Vec<ChainLink>,
    /// Where it is from; empty where the department itself is the source.
    #[serde(default)]
    pub source: String,
    /// Whether it is made up for a demonstration.
    #[serde(default)]
    pub sample: bool,
}

/// A file that belongs to an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attachment {
    /// What it is.
    pub name: Text,
    /// Where it can be had; the address changes with the content.
    pub address: String,
    /// What its name ends in, in capitals: `XLSX`.
    pub kind: String,
    /// How many bytes it has.
    pub bytes: u32,
}

/// An article of the same matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChainLink {
    /// Its short name.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Since when it can be read.
    pub published_at: Moment,
    /// Whether it calls off what came before it.
    #[serde(default)]
    pub cancels: bool,
}

/// The newest articles, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Newest {
    /// Three at most.
    pub headlines: Vec<Headline>,
}

/// As much of an article as the home page has room for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Headline {
    /// Its short name.
    pub id: String,
    /// How much it matters.
    pub level: Level,
    /// Its title.
    pub title: Text,
    /// Since when it can be read.
    pub published_at: Moment,
}
