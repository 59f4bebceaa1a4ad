//! What the desk does to a case, from a form.

use serde::Serialize;
use zhangban_api::cases::desk::field;
use zhangban_api::cases::{Actor, CaseNumber, CaseState, Entry, Move, filing};
use zhangban_api::staff::{Role, StaffName};
use zhangban_api::{ApiError, ErrorCode, FieldError, Message};

use super::{actor, sees};
use crate::audit;
use crate::cases::record::{self, CaseRecord};
use crate::cases::{Act, moves};
use crate::context::Context;
use crate::form::Form;
use crate::refusal::Refusal;
use crate::staff::{self, SignedIn};
use crate::store::Transaction;

/// What the page of a case offers, the usual first.
pub(super) const OFFERED: [Move; 9] = [
    Move::Answer,
    Move::Assign,
    Move::AskBack,
    Move::HandOver,
    Move::Pause,
    Move::Resume,
    Move::NotOurs,
    Move::Note,
    Move::Merge,
];

/// Whether it can be done now.
pub(super) fn possible(case: &CaseRecord, does: Move, by: Actor) -> bool {
    let fits = match does {
        Move::Pause => case.clock.runs(),
        Move::Resume => case.clock.paused_at.is_some(),
        _ => true,
    };
    fits && case.state.after(does, by).is_some()
}

/// What the audit log keeps of it: which state of the case, and none of its words.
#[derive(Serialize)]
struct Done {
    version: u32,
}

/// Does it, and says what it was.
///
/// Rules: what somebody else has changed since the page was read is refused (409), with what was typed; the same form
/// sent twice is done once.
pub(super) async fn act(context: &Context, who: &SignedIn, form: &Form) -> Result<Move, Refusal> {
    let number = CaseNumber::parse(form.get(field::NUMBER)).ok_or(ErrorCode::NotFound)?;
    let does = Move::parse(form.get(field::DOES)).filter(|does| OFFERED.contains(does)).ok_or(ErrorCode::NotNow)?;
    let mut transaction = context.store().begin().await?;
    let case = CaseRecord::hold(&mut transaction, number).await?.filter(|case| sees(who, case));
    let mut case = case.ok_or(ErrorCode::NotFound)?;
    let act = act_of(context, who, &case, does, form, &mut transaction).await?;
    if form.get(field::VERSION).parse() != Ok(case.version) {
        let before = record::newest(&mut transaction, number).await?;
        let same = before.is_some_and(|before| is_the_same(&before, &act, who));
        return if same { Ok(does) } else { Err(ErrorCode::Changed.into()) };
    }
    let now = context.now();
    let entry = moves::make(&mut case, act, actor(who), &who.name, now)?;
    case.update(&mut transaction, &entry).await?;
    let done = Done { version: case.version };
    audit::record(&mut transaction, now, &who.name, &format!("case.{}", does.word()), &number.to_string(), &done)
        .await?;
    transaction.commit().await?;
    context.cases_changed(number);
    Ok(does)
}

/// Whether the newest thing that happened is what is asked for once more.
fn is_the_same(before: &Entry, act: &Act, who: &SignedIn) -> bool {
    let (event, words) = act.clone().told();
    before.who == who.name && before.event == event && before.words == words
}

fn fault(field: &str, message: Message) -> Refusal {
    ApiError::invalid(vec![FieldError::new(field, message)]).into()
}

/// What it is, with its words checked and whatever it names found.
async fn act_of(
    context: &Context,
    who: &SignedIn,
    case: &CaseRecord,
    does: Move,
    form: &Form,
    transaction: &mut Transaction,
) -> Result<Act, Refusal> {
    let (text, to) = field::of_move(does);
    let (text, to) = (form.get(text), form.get(to).trim());
    let words = || filing::text(text).map_err(|message| fault(field::TEXT, message));
    let perhaps = || if text.trim().is_empty() { Ok(String::new()) } else { words() };
    let published = context.published();
    let categories = &published.cases;
    Ok(match does {
        Move::Answer => Act::Answer(words()?),
        Move::AskBack => Act::AskBack(words()?),
        Move::Pause => Act::Pause(words()?),
        Move::Resume => Act::Resume,
        Move::Note => Act::Note(words()?),
        Move::Assign => {
            let to = assignee(context, who, to).await?;
            Act::Assign { to, office: record::office_name(categories, &case.office) }
        }
        Move::HandOver => {
            let choose = Message::new("请选择要转给哪个处室", "Choose the office it goes to");
            let office = categories.office(to).ok_or_else(|| fault(field::TO, choose))?;
            Act::HandOver { office: office.id.clone(), name: office.name.clone(), words: perhaps()? }
        }
        Move::NotOurs => {
            let choose = Message::new("请选择由谁负责", "Choose who answers for it");
            let body = categories.other(to).ok_or_else(|| fault(field::TO, choose))?;
            let phone = body.phone.as_ref().map(ToString::to_string).unwrap_or_default();
            Act::NotOurs { body: body.name.clone(), phone, words: perhaps()? }
        }
        Move::Merge => {
            let choose = Message::new("请填写另一件的受理编号", "Enter the number of the other case");
            let other = CaseNumber::parse(to).filter(|other| *other != case.number);
            let other = other.ok_or_else(|| fault(field::TO, choose))?;
            let found = CaseRecord::hold(transaction, other).await?;
            let goes_on = found.is_some_and(|other| sees(who, &other) && other.state != CaseState::Merged);
            if !goes_on {
                return Err(fault(field::TO, choose));
            }
            Act::Merge(String::new())
        }
        _ => return Err(ErrorCode::NotNow.into()),
    })
}

/// Whoever it goes to: herself, or a colleague if she is a lead.
async fn assignee(context: &Context, who: &SignedIn, to: &str) -> Result<String, Refusal> {
    if to.is_empty() || to == who.name {
        return Ok(who.name.clone());
    }
    let nobody = Message::new("没有这个账号", "There is no such account");
    let name = StaffName::parse(to).filter(|_| who.role == Role::Lead).ok_or_else(|| fault(field::TO, nobody))?;
    if !staff::is_there(context.store(), name.as_str()).await? {
        return Err(fault(field::TO, nobody));
    }
    Ok(name.as_str().to_owned())
}
