//! Following a case: what its citizen sees, and what she can do.

use serde::{Deserialize, Serialize};

use super::category::CaseKind;
use super::deadline::{Clock, Warning};
use super::number::CaseNumber;
use super::source::Source;
use super::state::{Actor, CaseState, Move};
use crate::attachments::Uploaded;
use crate::{Endpoint, Method, Moment, Text};

/// `POST /api/cases/follow`: number and code together open it; which of the two is wrong is not said.
pub struct FollowCase;

impl Endpoint for FollowCase {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/cases/follow";
    const SUMMARY: &'static str = "A case as its citizen sees it, by number and query code";
    const PERSONAL: bool = true;
    type Request = CaseKey;
    type Reply = CaseView;
}

/// `POST /api/cases/act`: what the citizen does to her case; the same key does it once.
pub struct ActOnCase;

impl Endpoint for ActOnCase {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/cases/act";
    const SUMMARY: &'static str = "Add words to one's case, withdraw, rate or reopen it";
    const PERSONAL: bool = true;
    const IDEMPOTENT_BY_KEY: bool = true;
    type Request = CitizenAct;
    type Reply = CaseView;
}

/// Server-sent events: the version of a case ([`CaseView::version`]), at once and whenever something happens to it. Its
/// number and code stand in no address: what is asked for is [`CaseView::events`], in the field [`field::OF`].
pub const CASE_EVENTS: &str = "/api/cases/events";

/// What opens a case.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseKey {
    /// The number, as it was typed.
    pub number: String,
    /// The query code, as it was typed.
    pub code: String,
}

impl std::fmt::Debug for CaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseKey(..)")
    }
}

/// Names of the fields, in the request and in the form.
pub mod field {
    /// The number.
    pub const NUMBER: &str = "number";
    /// The query code.
    pub const CODE: &str = "code";
    /// What is done.
    pub const DOES: &str = "does";
    /// The words.
    pub const TEXT: &str = "text";
    /// Five levels.
    pub const RATING: &str = "rating";
    /// Of which case events are heard.
    pub const OF: &str = "of";
}

/// What a citizen does to her case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CitizenAct {
    /// The number, as it was typed.
    pub number: String,
    /// The query code, as it was typed.
    pub code: String,
    /// `message`, `withdraw`, `rate` or `reopen`.
    pub does: Move,
    /// The words: of the message, the reason to reopen or to withdraw, a word to the rating.
    #[serde(default)]
    pub text: String,
    /// From 1 (very poor) to 5 (very good), for `rate` only.
    #[serde(default)]
    pub rating: u8,
}

impl std::fmt::Debug for CitizenAct {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CitizenAct").field("does", &self.does).finish_non_exhaustive()
    }
}

/// A case as its citizen sees it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseView {
    /// Its number.
    pub number: CaseNumber,
    /// What it is about.
    pub category: Text,
    /// What kind of case it is.
    pub kind: CaseKind,
    /// Where it stands.
    pub state: CaseState,
    /// Who answers it.
    pub office: Text,
    /// When it was filed.
    pub filed_at: Moment,
    /// What time it is for the server: the clock counts from here.
    pub now: Moment,
    /// By when it is answered.
    pub clock: Clock,
    /// The words.
    pub text: String,
    /// Which school or place; may be empty.
    pub place: String,
    /// Questions and answers.
    pub answers: Vec<(Text, String)>,
    /// What came with it.
    pub attachments: Vec<Uploaded>,
    /// Everything that happened, from the first.
    pub timeline: Vec<Entry>,
    /// From 1 to 5, if it was rated.
    pub rating: Option<u8>,
    /// Until when it can be reopened, if it can.
    pub reopen_until: Option<Moment>,
    /// Whether it is shown to everybody.
    pub published: bool,
    /// How often something happened to it.
    pub version: u32,
    /// Lets an open page hear for a day that something happened to it, and says nothing to anybody else.
    #[serde(default)]
    pub events: String,
}

impl std::fmt::Debug for CaseView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CaseView").field("number", &self.number).field("state", &self.state).finish_non_exhaustive()
    }
}

impl CaseView {
    /// Whether the citizen can do this now.
    pub fn can(&self, does: Move) -> bool {
        let in_time = does != Move::Reopen || self.reopen_until.is_some_and(|until| self.now <= until);
        in_time && self.state.after(does, Actor::Citizen).is_some()
    }
}

/// Something that happened to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// What.
    pub event: Event,
    /// The words that go with it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Who wrote it, for the desk alone; empty for citizens.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It arrived.
    Filed,
    /// The desk wrote it down for the citizen.
    WrittenDown {
        /// How it came.
        source: Source,
    },
    /// An office has it now.
    With {
        /// Which.
        office: Text,
    },
    /// It was answered.
    Answered,
    /// Something was asked of the citizen.
    AskedBack,
    /// The citizen added words.
    Message,
    /// The clock was paused; the words say why.
    Paused,
    /// The clock goes on.
    Resumed,
    /// Another body answers for it.
    NotOurs {
        /// Which.
        body: Text,
        /// Its number, as it is said; may be empty.
        phone: String,
    },
    /// It is the same as another case.
    Merged,
    /// The citizen took it back.
    Withdrawn,
    /// It was rated.
    Rated {
        /// From 1 to 5.
        rating: u8,
    },
    /// It was reopened; the words say why.
    Reopened,
    /// Nobody reopened it in time.
    Closed,
    /// The time is running out.
    Warned {
        /// How far.
        warning: Warning,
    },
    /// The desk put question and answer forward for the public; the words are both. For the desk alone.
    Proposed,
    /// It is shown to everybody.
    Published,
    /// It is no longer shown.
    Unpublished,
    /// Something the desk wrote for itself.
    Note,
}

impl Event {
    /// Whether the citizen did it herself.
    pub fn is_of_citizen(&self) -> bool {
        matches!(self, Self::Filed | Self::Message | Self::Withdrawn | Self::Rated { .. } | Self::Reopened)
    }
}
