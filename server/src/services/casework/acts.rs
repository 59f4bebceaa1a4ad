//! What the desk does to a case, from a form.

use serde::Serialize;
use zhangban_api::cases::desk::field;
use zhangban_api::cases::public::{self as public_api, Proposal};
use zhangban_api::cases::{Actor, CaseNumber, CaseState, Entry, Move, filing};
use zhangban_api::staff::{Role, StaffName};
use zhangban_api::{ApiError, ErrorCode, FieldError, Message};

use super::{actor, sees};
use crate::audit;
use crate::cases::public;
use crate::cases::record::{self, CaseRecord};
use crate::cases::{Act, moves};
use crate::context::Context;
use crate::form::Form;
use crate::refusal::Refusal;
use crate::staff::{self, SignedIn};
use crate::store::Transaction;

const NO_CONSENT: Message = Message::new(
    "群众没有同意公开，不能公开这件事。",
    "The citizen did not agree to this being shown. It stays between her and you.",
);
const NOTHING_PROPOSED: Message =
    Message::new("还没有提请公开的内容，请先提请公开。", "Nothing has been put forward yet. Do that first.");
const SECOND_PAIR_OF_EYES: Message = Message::new(
    "这份内容是您提请公开的，请由另一位负责人审核。",
    "You put this forward yourself. Somebody else who leads has to look at it.",
);
const STILL_IN_IT: Message = Message::new(
    "内容里还有群众的联系方式、地点或受理编号，请先去掉",
    "The contact, the place or the number of the case is still in it. Take it out first",
);

/// What the page of a case offers, the usual first.
pub(super) const OFFERED: [Move; 12] = [
    Move::Answer,
    Move::Publish,
    Move::Propose,
    Move::Assign,
    Move::AskBack,
    Move::HandOver,
    Move::Pause,
    Move::Resume,
    Move::NotOurs,
    Move::Note,
    Move::Merge,
    Move::Unpublish,
];

/// Whether it can be done now.
pub(super) fn possible(case: &CaseRecord, does: Move, by: Actor) -> bool {
    let fits = match does {
        Move::Pause => case.clock.runs(),
        Move::Resume => case.clock.paused_at.is_some(),
        Move::Propose | Move::Publish => case.publish && !case.published,
        Move::Unpublish => case.published,
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
    may_go_out(&mut transaction, who, &case, does).await?;
    let proposal = proposal_of(who, &act);
    let entry = moves::make(&mut case, act, actor(who), &who.name, now)?;
    case.update(&mut transaction, &entry).await?;
    match does {
        Move::Publish => public::approve(&mut transaction, number, &who.name, now).await?,
        Move::Unpublish => public::withdraw(&mut transaction, number).await?,
        _ => {
            if let Some(proposal) = proposal {
                public::propose(&mut transaction, &case, &proposal).await?;
            }
        }
    }
    let done = Done { version: case.version };
    audit::record(&mut transaction, now, &who.name, &format!("case.{}", does.word()), &number.to_string(), &done)
        .await?;
    transaction.commit().await?;
    context.cases_changed(number);
    Ok(does)
}

/// Rules: only with the consent of the citizen, and what goes out has been seen by somebody else than who put it forward.
async fn may_go_out(
    transaction: &mut Transaction,
    who: &SignedIn,
    case: &CaseRecord,
    does: Move,
) -> Result<(), Refusal> {
    if !matches!(does, Move::Propose | Move::Publish) {
        return Ok(());
    }
    let refused = |code: ErrorCode, message: Message| ApiError { message: message.into(), ..code.into() };
    if !case.publish {
        return Err(refused(ErrorCode::NotNow, NO_CONSENT).into());
    }
    if does == Move::Publish && case.state.after(does, actor(who)).is_some() {
        let proposal = public::proposal(transaction, case.number).await?;
        let proposal = proposal.ok_or_else(|| refused(ErrorCode::NotNow, NOTHING_PROPOSED))?;
        if proposal.proposed_by == who.name {
            return Err(refused(ErrorCode::NotAllowed, SECOND_PAIR_OF_EYES).into());
        }
    }
    Ok(())
}

fn proposal_of(who: &SignedIn, act: &Act) -> Option<Proposal> {
    let Act::Propose { question, answer } = act else { return None };
    Some(Proposal { question: question.clone(), answer: answer.clone(), proposed_by: who.name.clone() })
}

/// A text for everybody: neither contact nor place nor number of the case may be left in it.
fn for_everybody(typed: &str, field: &str, case: &CaseRecord) -> Result<String, Refusal> {
    let text = filing::text(typed).map_err(|message| fault(field, message))?;
    let number = case.number.to_string();
    let own = [case.contact.as_str(), case.place.as_str(), number.as_str()];
    if own.into_iter().any(|own| public_api::gives_away(&text, own)) {
        return Err(fault(field, STILL_IN_IT));
    }
    Ok(text)
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
        Move::Propose => Act::Propose {
            question: for_everybody(text, field::TEXT, case)?,
            answer: for_everybody(to, field::TO, case)?,
        },
        Move::Publish => Act::Publish,
        Move::Unpublish => Act::Unpublish,
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
