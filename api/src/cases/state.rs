//! Where a case stands, who may move it, and where it goes: one table.
//!
//! `docs/cases.md` draws this table; a test compares the two.

use serde::{Deserialize, Serialize};

use crate::Message;

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// It has arrived; nobody has taken it yet.
    Received,
    /// An office works on it.
    WithOffice,
    /// It has been answered.
    Answered,
    /// The citizen was not content with the answer.
    Reopened,
    /// Another body answers for it; the timeline says which.
    NotOurs,
    /// Answered, and the time to reopen it is over.
    Closed,
    /// The citizen took it back.
    Withdrawn,
    /// The same as another case of the same matter, which goes on.
    Merged,
}

/// Something that is done to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Take it, or give it to a colleague.
    Assign,
    /// Give it to another office.
    HandOver,
    /// Answer it.
    Answer,
    /// Ask the citizen for something that is missing.
    AskBack,
    /// Stop the clock for a reason that the citizen sees.
    Pause,
    /// Let the clock go on.
    Resume,
    /// Say that another body answers for it, and which.
    NotOurs,
    /// Write something that only the desk sees.
    Note,
    /// Say that it is the same as another case.
    Merge,
    /// Add words to it.
    Message,
    /// Take it back.
    Withdraw,
    /// Say how good the answer was.
    Rate,
    /// Say that the answer does not help.
    Reopen,
    /// Close it: nobody reopened it in time.
    Close,
    /// Warn that the time is running out.
    Escalate,
    /// Put question and answer forward for the public, to be looked over by somebody else.
    Propose,
    /// Show question and answer to the public.
    Publish,
    /// Take them from the public again.
    Unpublish,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Whoever has number and query code.
    Citizen,
    /// Somebody at the desk who answers.
    Answerer,
    /// Somebody at the desk who also looks over what others do.
    Lead,
    /// The server, because a time has come.
    Clock,
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What is done.
    pub does: Move,
    /// Who may do it.
    pub by: &'static [Actor],
    /// Where the case must stand.
    pub from: &'static [CaseState],
    /// Where it stands afterwards; `None` where it stays.
    pub to: Option<CaseState>,
}

use Actor::{Answerer, Citizen, Clock, Lead};
use CaseState::{Answered, Closed, Merged, NotOurs, Received, Reopened, WithOffice, Withdrawn};

const DESK: &[Actor] = &[Answerer, Lead];
const OPEN: &[CaseState] = &[Received, WithOffice, Reopened];
const ANSWERED: &[CaseState] = &[Answered, NotOurs];
const EVERYWHERE: &[CaseState] = &[Received, WithOffice, Answered, Reopened, NotOurs, Closed, Withdrawn, Merged];

/// Every move there is. What is not here cannot be done.
pub const MOVES: &[Rule] = &[
    Rule { does: Move::Assign, by: DESK, from: OPEN, to: Some(WithOffice) },
    Rule { does: Move::HandOver, by: DESK, from: OPEN, to: Some(WithOffice) },
    Rule { does: Move::Answer, by: DESK, from: &[Received, WithOffice, Reopened, Answered], to: Some(Answered) },
    Rule { does: Move::AskBack, by: DESK, from: OPEN, to: Some(WithOffice) },
    Rule { does: Move::Pause, by: DESK, from: OPEN, to: None },
    Rule { does: Move::Resume, by: &[Answerer, Lead, Citizen], from: OPEN, to: None },
    Rule { does: Move::NotOurs, by: DESK, from: OPEN, to: Some(NotOurs) },
    Rule { does: Move::Note, by: DESK, from: EVERYWHERE, to: None },
    Rule { does: Move::Merge, by: DESK, from: OPEN, to: Some(Merged) },
    Rule { does: Move::Message, by: &[Citizen], from: &[Received, WithOffice, Reopened, Answered, NotOurs], to: None },
    Rule { does: Move::Withdraw, by: &[Citizen], from: OPEN, to: Some(Withdrawn) },
    Rule { does: Move::Rate, by: &[Citizen], from: &[Answered, NotOurs, Closed], to: None },
    Rule { does: Move::Reopen, by: &[Citizen], from: ANSWERED, to: Some(Reopened) },
    Rule { does: Move::Close, by: &[Clock], from: ANSWERED, to: Some(Closed) },
    Rule { does: Move::Escalate, by: &[Clock], from: OPEN, to: None },
    Rule { does: Move::Propose, by: DESK, from: &[Answered, Closed], to: None },
    Rule { does: Move::Publish, by: &[Lead], from: &[Answered, Closed], to: None },
    Rule { does: Move::Unpublish, by: DESK, from: &[Answered, Closed], to: None },
];

impl CaseState {
    /// All states, in the order in which a case usually passes them.
    pub const ALL: [Self; 8] = [Received, WithOffice, Answered, Reopened, NotOurs, Closed, Withdrawn, Merged];

    /// Where a case stands after a move; `None` where the table has no such move.
    pub fn after(self, does: Move, by: Actor) -> Option<Self> {
        let fits = |rule: &&Rule| rule.does == does && rule.by.contains(&by) && rule.from.contains(&self);
        MOVES.iter().find(fits).map(|rule| rule.to.unwrap_or(self))
    }

    /// Whether somebody still has to answer it: its clock runs or is paused.
    pub fn is_open(self) -> bool {
        OPEN.contains(&self)
    }

    /// The word that stands for it in the store and in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::WithOffice => "with_office",
            Self::Answered => "answered",
            Self::Reopened => "reopened",
            Self::NotOurs => "not_ours",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
            Self::Merged => "merged",
        }
    }

    /// Reads what [`CaseState::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// What a citizen reads.
    pub const fn name(self) -> Message {
        match self {
            Self::Received => Message::new("已收到", "Received"),
            Self::WithOffice => Message::new("办理中", "In progress"),
            Self::Answered => Message::new("已答复", "Answered"),
            Self::Reopened => Message::new("重新办理", "Reopened"),
            Self::NotOurs => Message::new("不属于我们办理", "Not ours"),
            Self::Closed => Message::new("已办结", "Closed"),
            Self::Withdrawn => Message::new("您已撤回", "Withdrawn"),
            Self::Merged => Message::new("并入同一件事", "Merged"),
        }
    }
}

impl Move {
    /// The word that stands for it in the store and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::HandOver => "hand_over",
            Self::Answer => "answer",
            Self::AskBack => "ask_back",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::NotOurs => "not_ours",
            Self::Note => "note",
            Self::Merge => "merge",
            Self::Message => "message",
            Self::Withdraw => "withdraw",
            Self::Rate => "rate",
            Self::Reopen => "reopen",
            Self::Close => "close",
            Self::Escalate => "escalate",
            Self::Propose => "propose",
            Self::Publish => "publish",
            Self::Unpublish => "unpublish",
        }
    }

    /// Reads what [`Move::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        MOVES.iter().map(|rule| rule.does).find(|does| does.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_goes_from_receipt_to_the_close_and_back() {
        let way = [
            (Move::Assign, Answerer, WithOffice),
            (Move::Answer, Answerer, Answered),
            (Move::Rate, Citizen, Answered),
            (Move::Reopen, Citizen, Reopened),
            (Move::HandOver, Lead, WithOffice),
            (Move::Answer, Answerer, Answered),
            (Move::Close, Clock, Closed),
        ];
        let mut state = Received;
        for (does, by, expected) in way {
            state = state.after(does, by).unwrap_or_else(|| panic!("{does:?} from {state:?}"));
            assert_eq!(state, expected);
        }
    }

    #[test]
    fn what_the_table_does_not_name_is_refused() {
        for (state, does, by) in [
            (Closed, Move::Answer, Lead),
            (Closed, Move::Reopen, Citizen),
            (Received, Move::Rate, Citizen),
            (Received, Move::Answer, Citizen),
            (Withdrawn, Move::Message, Citizen),
            (Answered, Move::Publish, Answerer),
            (Merged, Move::Answer, Lead),
        ] {
            assert_eq!(state.after(does, by), None, "{does:?} by {by:?} from {state:?}");
        }
    }

    #[test]
    fn the_page_of_the_documentation_says_the_same() {
        let page = include_str!("../../../docs/cases.md");
        let words = |actors: &[Actor]| {
            let word = |actor: &Actor| match actor {
                Citizen => "citizen",
                Answerer => "answerer",
                Lead => "lead",
                Clock => "clock",
            };
            actors.iter().map(word).collect::<Vec<_>>().join(", ")
        };
        for rule in MOVES {
            let from = rule.from.iter().map(|state| state.word()).collect::<Vec<_>>().join(", ");
            let to = rule.to.map_or("stays", CaseState::word);
            let line = format!("| {} | {} | {from} | {to} |", rule.does.word(), words(rule.by));
            assert!(page.lines().any(|other| other == line), "{line}");
        }
        assert_eq!(page.lines().filter(|line| line.starts_with("| ")).count(), MOVES.len() + 1);
    }

    #[test]
    fn each_move_has_one_line_and_one_word() {
        for (at, rule) in MOVES.iter().enumerate() {
            assert!(MOVES[at + 1..].iter().all(|other| other.does != rule.does), "{:?}", rule.does);
            assert_eq!(Move::parse(rule.does.word()), Some(rule.does));
        }
        for state in CaseState::ALL {
            assert_eq!(CaseState::parse(state.word()), Some(state));
        }
    }

    #[test]
    fn every_open_case_can_be_answered_and_withdrawn() {
        for state in CaseState::ALL.into_iter().filter(|state| state.is_open()) {
            assert_eq!(state.after(Move::Answer, Answerer), Some(Answered));
            assert_eq!(state.after(Move::Withdraw, Citizen), Some(Withdrawn));
        }
    }
}
