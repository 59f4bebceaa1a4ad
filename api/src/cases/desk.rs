//! Cases as the desk sees them: what is due next, a case on one screen, and what can be done to it.

use serde::{Deserialize, Serialize};

use super::category::{Office, Template};
use super::deadline::{Clock, Warning};
use super::filing::CaseForm;
use super::following::CaseView;
use super::number::CaseNumber;
use super::public::Proposal;
use super::source::Source;
use super::state::{CaseState, Move};
use crate::{Endpoint, Method, Moment, Text};

/// `GET /api/desk/cases`: what is due next, for whoever is signed in.
pub struct DeskQueue;

impl Endpoint for DeskQueue {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/desk/cases";
    const SUMMARY: &'static str = "Cases of the desk, what is due next first";
    const PERSONAL: bool = true;
    type Request = QueueSearch;
    type Reply = Queue;
}

/// `GET /api/desk/case`: one case whole; that it was looked at is written into the audit log.
pub struct DeskCase;

impl Endpoint for DeskCase {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/desk/case";
    const SUMMARY: &'static str = "A case as the desk sees it";
    const PERSONAL: bool = true;
    type Request = CaseNamed;
    type Reply = DeskView;
}

/// Server-sent events: a word at once, and another whenever what is open at the desk has changed. It says that, and not what.
pub const DESK_EVENTS: &str = "/api/desk/events";

/// Cases on one page of the queue.
pub const PAGE: usize = 50;

/// Which cases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QueueSearch {
    /// Which part of the queue.
    #[serde(default)]
    pub show: Show,
    /// A number, its last six digits, or words of the case.
    #[serde(default)]
    pub q: String,
    /// Which fifty, from 1; 0 is 1.
    #[serde(default)]
    pub page: u32,
}

/// Names of what stands in the address of the queue and of a case.
pub mod field {
    use super::Move;

    /// How a case came that the desk writes down.
    pub const SOURCE: &str = "source";
    /// The category whose questions were asked in the form.
    pub const ASKED: &str = "asked";
    /// Which part of the queue.
    pub const SHOW: &str = "show";
    /// What is looked for.
    pub const QUERY: &str = "q";
    /// Which fifty.
    pub const PAGE: &str = "page";
    /// Which case.
    pub const NUMBER: &str = "number";
    /// What is done.
    pub const DOES: &str = "does";
    /// The words, as a fault names them.
    pub const TEXT: &str = "text";
    /// The office, the other body, the case or the colleague it goes to, as a fault names it.
    pub const TO: &str = "to";

    /// The fields of words and of whom it goes to in the form of a move: forms of one page share no names.
    pub const fn of_move(does: Move) -> (&'static str, &'static str) {
        match does {
            Move::Answer => ("answer-text", "answer-to"),
            Move::Assign => ("assign-text", "assign-to"),
            Move::AskBack => ("ask-back-text", "ask-back-to"),
            Move::HandOver => ("hand-over-text", "hand-over-to"),
            Move::Pause => ("pause-text", "pause-to"),
            Move::NotOurs => ("not-ours-text", "not-ours-to"),
            Move::Note => ("note-text", "note-to"),
            Move::Merge => ("merge-text", "merge-to"),
            // The words of both: what was asked, and what was answered.
            Move::Propose => ("propose-question", "propose-answer"),
            _ => (TEXT, TO),
        }
    }
    /// How often the case had been changed when it was read.
    pub const VERSION: &str = "version";
}

/// A part of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// What is not answered yet, what is due next first.
    #[default]
    Due,
    /// What is mine of it.
    Mine,
    /// What nobody has taken.
    Unassigned,
    /// What is answered, the newest first.
    Answered,
    /// What is put forward for the public and waits for a second pair of eyes.
    Proposed,
    /// Everything, the newest first.
    All,
}

impl Show {
    /// All parts.
    pub const ALL: [Self; 6] = [Self::Due, Self::Mine, Self::Unassigned, Self::Answered, Self::Proposed, Self::All];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Answered => "answered",
            Self::Proposed => "proposed",
            Self::All => "all",
        }
    }

    /// Reads what [`Show::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|show| show.word() == word)
    }
}

/// A page of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Queue {
    /// The cases.
    pub rows: Vec<QueueRow>,
    /// How many there are in all.
    pub count: u32,
    /// What time it is for the server.
    pub now: Moment,
}

/// A case in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QueueRow {
    /// Its number.
    pub number: CaseNumber,
    /// What it is about.
    pub category: Text,
    /// Who answers it.
    pub office: Text,
    /// Where it stands.
    pub state: CaseState,
    /// By when.
    pub clock: Clock,
    /// How far the time has gone.
    pub warning: Warning,
    /// The first words of it.
    pub beginning: String,
    /// Who has taken it; may be empty.
    pub assignee: String,
}

/// A case that the desk writes down for a citizen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskFiling {
    /// How it came.
    pub source: Source,
    /// What the citizen said.
    pub form: CaseForm,
}

/// Which case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseNamed {
    /// Its number, as it was typed.
    pub number: String,
}

/// A case as the desk sees it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskView {
    /// What its citizen sees, with who wrote what, and the notes of the desk.
    pub case: CaseView,
    /// How it came.
    pub source: Source,
    /// Who has taken it; may be empty.
    pub assignee: String,
    /// Where to answer besides the case; empty where none was left, or where it is not for this person.
    pub contact: String,
    /// Whether the contact must not reach anybody else.
    pub anonymous: bool,
    /// Whether it may be shown to everybody.
    pub may_be_published: bool,
    /// What everybody would read of it, or reads; none without consent and before it is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<Proposal>,
    /// What can be done now by whoever asks.
    pub moves: Vec<Move>,
    /// Offices it can be handed to.
    pub offices: Vec<Office>,
    /// Other bodies that may answer for it.
    pub others: Vec<Office>,
    /// Answers to begin with.
    pub templates: Vec<Template>,
    /// How often it has been changed: a change of something that somebody else has changed meanwhile is refused.
    pub version: u32,
    /// What every form of hers carries ([`Me::form_token`](crate::staff::Me::form_token)).
    pub form_token: String,
}

impl std::fmt::Debug for DeskView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeskView").field("case", &self.case).field("moves", &self.moves).finish_non_exhaustive()
    }
}
