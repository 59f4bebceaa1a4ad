//! What is done to a case: whether it may be, and everything that follows from it.

use zhangban_api::cases::{Actor, CaseState, Clock, Entry, Event, Move, Warning};
use zhangban_api::{ErrorCode, Moment, Text};

use super::record::CaseRecord;
use crate::refusal::Refusal;

/// Something that is done to a case, with what belongs to it. Words are checked already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Somebody takes it: her short name, and that of her office.
    Assign {
        /// Who.
        to: String,
        /// The name of the office, as the timeline says it.
        office: Text,
    },
    /// It goes to another office.
    HandOver {
        /// Its short name.
        office: String,
        /// Its name.
        name: Text,
        /// Why; may be empty.
        words: String,
    },
    /// It is answered.
    Answer(String),
    /// Something is asked of the citizen.
    AskBack(String),
    /// The clock is paused, for this reason.
    Pause(String),
    /// The clock goes on.
    Resume,
    /// Another body answers for it.
    NotOurs {
        /// Its name.
        body: Text,
        /// Its number, as it is said.
        phone: String,
        /// What the citizen reads besides.
        words: String,
    },
    /// The desk writes something for itself.
    Note(String),
    /// It is the same as another case: its number, as it is said.
    Merge(String),
    /// The citizen adds words.
    Message(String),
    /// The citizen takes it back; a reason, if she gives one.
    Withdraw(String),
    /// The citizen rates the answer, perhaps with a word.
    Rate {
        /// From 1 to 5.
        rating: u8,
        /// A word.
        words: String,
    },
    /// The answer does not help; why.
    Reopen(String),
    /// Nobody reopened it in time.
    Close,
    /// The time is running out.
    Escalate(Warning),
    /// It is put forward for the public, in these words.
    Propose {
        /// What was asked.
        question: String,
        /// What was answered.
        answer: String,
    },
    /// It is shown to everybody.
    Publish,
    /// It is no longer shown.
    Unpublish,
}

impl Act {
    /// The move it is.
    pub fn does(&self) -> Move {
        match self {
            Self::Assign { .. } => Move::Assign,
            Self::HandOver { .. } => Move::HandOver,
            Self::Answer(_) => Move::Answer,
            Self::AskBack(_) => Move::AskBack,
            Self::Pause(_) => Move::Pause,
            Self::Resume => Move::Resume,
            Self::NotOurs { .. } => Move::NotOurs,
            Self::Note(_) => Move::Note,
            Self::Merge(_) => Move::Merge,
            Self::Message(_) => Move::Message,
            Self::Withdraw(_) => Move::Withdraw,
            Self::Rate { .. } => Move::Rate,
            Self::Reopen(_) => Move::Reopen,
            Self::Close => Move::Close,
            Self::Escalate(_) => Move::Escalate,
            Self::Propose { .. } => Move::Propose,
            Self::Publish => Move::Publish,
            Self::Unpublish => Move::Unpublish,
        }
    }

    /// What the timeline says, and the words beside it.
    pub fn told(self) -> (Event, String) {
        match self {
            Self::Assign { office, .. } => (Event::With { office }, String::new()),
            Self::HandOver { name, words, .. } => (Event::With { office: name }, words),
            Self::Answer(words) => (Event::Answered, words),
            Self::AskBack(words) => (Event::AskedBack, words),
            Self::Pause(words) => (Event::Paused, words),
            Self::Resume => (Event::Resumed, String::new()),
            Self::NotOurs { body, phone, words } => (Event::NotOurs { body, phone }, words),
            Self::Note(words) => (Event::Note, words),
            Self::Merge(words) => (Event::Merged, words),
            Self::Message(words) => (Event::Message, words),
            Self::Withdraw(words) => (Event::Withdrawn, words),
            Self::Rate { rating, words } => (Event::Rated { rating }, words),
            Self::Reopen(words) => (Event::Reopened, words),
            Self::Close => (Event::Closed, String::new()),
            Self::Escalate(warning) => (Event::Warned { warning }, String::new()),
            Self::Propose { question, answer } => (Event::Proposed, format!("{question}\n\n{answer}")),
            Self::Publish => (Event::Published, String::new()),
            Self::Unpublish => (Event::Unpublished, String::new()),
        }
    }
}

/// Does it to the case as it is held, and says what the timeline says; what cannot be done now is refused (409).
pub fn make(case: &mut CaseRecord, act: Act, by: Actor, who: &str, now: Moment) -> Result<Entry, Refusal> {
    let state = case.state.after(act.does(), by).filter(|_| fits(case, &act, now)).ok_or(ErrorCode::NotNow)?;
    match &act {
        Act::Assign { to, .. } => case.assignee.clone_from(to),
        Act::HandOver { office, .. } => {
            case.office.clone_from(office);
            case.assignee.clear();
        }
        Act::Answer(_) | Act::NotOurs { .. } => {
            case.clock.stop(now);
            case.answered_at = Some(now);
            // The promise was about the first answer: a later clock says nothing about it.
            if case.first_answered_at.is_none() {
                case.first_answered_at = Some(now);
                case.first_due_at = Some(case.clock.due_at);
            }
        }
        Act::Merge(_) | Act::Withdraw(_) => case.clock.stop(now),
        Act::Pause(_) => case.clock.pause(now),
        Act::Resume | Act::Message(_) => case.clock.resume(now),
        Act::Reopen(_) => {
            case.clock = Clock::starting(now, case.deadline);
            case.warned = Warning::None;
            case.reopened += 1;
            // What was shown was another answer: it goes out again only when somebody has looked over the new one.
            case.published = false;
        }
        Act::Rate { rating, .. } => case.rating = Some(*rating),
        Act::Escalate(warning) => case.warned = *warning,
        Act::Publish => case.published = true,
        Act::Unpublish => case.published = false,
        Act::AskBack(_) | Act::Note(_) | Act::Propose { .. } | Act::Close => {}
    }
    case.state = state;
    case.version += 1;
    let (event, words) = act.told();
    Ok(Entry { at: now, event, words, who: who.to_owned() })
}

/// What the table of moves does not know: times and consent.
fn fits(case: &CaseRecord, act: &Act, now: Moment) -> bool {
    match act {
        Act::Reopen(_) => case.reopen_until().is_some_and(|until| now <= until),
        Act::Close => case.reopen_until().is_some_and(|until| now > until),
        Act::Pause(_) => case.clock.runs(),
        Act::Resume => case.clock.paused_at.is_some(),
        Act::Escalate(warning) => case.clock.runs() && *warning > case.warned,
        Act::Propose { .. } | Act::Publish => case.publish && !case.published && case.first_answered_at.is_some(),
        Act::Unpublish => case.published,
        Act::Message(_) if case.state == CaseState::Closed => false,
        _ => true,
    }
}
