//! Cases for citizens: what they can be about, filing, following, and what she does to her own.

mod events;
mod pages;

use axum::routing::{get, post};
use zhangban::page::{CASE_ATTACHMENT, FILE_CASE_WITH_FILES, Page};
use zhangban_api::cases::following::{CASE_EVENTS, CaseKey};
use zhangban_api::cases::{
    ActOnCase, Actor, CaseForm, CaseNumber, CaseView, CitizenAct, Entry, Event, FileCase, FollowCase, GetCategories,
    GetReceipt, Move, QueryCode, Receipt,
};
use zhangban_api::cases::{filing, following};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, Endpoint, ErrorCode, FieldError, Message};

use crate::attachments;
use crate::audit;
use crate::cases::record::{self, CaseRecord, Source};
use crate::cases::{Act, code, moves};
use crate::context::Context;
use crate::idempotency::{answered, key_of, once};
use crate::kept::Edition;
use crate::random::random;
use crate::refusal::Refusal;
use crate::routes::{Asked, Routes};
use crate::store::Transaction;

pub(super) use self::pages::{case_of, with_categories, with_key, with_typed};

/// That the desk wrote a case down for a citizen, in the words of the audit log.
const FILE: &str = "case.file";

/// Cases, and their pages.
pub fn routes(routes: Routes) -> Routes {
    let routes = routes
        .kept_endpoint::<GetCategories, _>(Edition::of_data, |context, _| Ok(context.published().cases.clone()))
        .endpoint::<FileCase, _, _>(|context, asked: Asked<FileCase>| async move {
            let key = key_of(&asked)?;
            file::<FileCase>(&context, &key, &asked.request, Filing::by_citizen(&asked.request)).await
        })
        .endpoint::<GetReceipt, _, _>(|context, asked: Asked<GetReceipt>| async move {
            let key = key_of(&asked)?;
            receipt(&context, &key).await
        })
        .endpoint::<FollowCase, _, _>(|context, asked: Asked<FollowCase>| async move {
            follow(&context, &asked.request).await
        })
        .endpoint::<ActOnCase, _, _>(|context, asked: Asked<ActOnCase>| async move {
            let key = key_of(&asked)?;
            act(&context, &key, &asked.request).await
        });
    routes
        .route(Page::FileCase.path(), get(pages::categories))
        .route(Page::WriteCase.path(), get(pages::filing).post(pages::filed))
        .route(FILE_CASE_WITH_FILES, get(pages::filing).post(pages::filed))
        .route(Page::WaitingCases.path(), get(pages::waiting))
        .route(CASE_EVENTS, get(events::events))
        .route(CASE_ATTACHMENT, post(pages::attachment))
        .route(Page::FollowCase.path(), get(pages::following).post(pages::followed))
}

/// Rule: the same key is one case and one receipt, by whichever way it comes. The code on the receipt is kept nowhere: it
/// follows from the key.
pub(super) async fn file<E: Endpoint<Reply = Receipt>>(
    context: &Context,
    key: &IdempotencyKey,
    asked: &E::Request,
    filing: Filing<'_>,
) -> Result<Receipt, Refusal> {
    let code = code::of_filing(context.key(), key);
    let kept = code::kept(code.clone()).await?;
    let receipt = once::<E>(context, key, asked, async |transaction: &mut Transaction| {
        keep(context, filing, kept, transaction).await
    })
    .await?;
    context.cases_changed(receipt.number);
    Ok(Receipt { code: code.shown(), ..receipt })
}

/// The receipt of what was filed with a key, for a phone that never heard of it.
async fn receipt(context: &Context, key: &IdempotencyKey) -> Result<Receipt, Refusal> {
    let receipt = answered::<FileCase>(context, key).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Receipt { code: code::of_filing(context.key(), key).shown(), ..receipt })
}

/// A case that is filed, and by whom.
#[derive(Clone, Copy)]
pub(super) struct Filing<'a> {
    /// What is filed.
    pub(super) form: &'a CaseForm,
    /// How it came.
    pub(super) source: Source,
    /// Who at the desk wrote it down; empty where the citizen did.
    pub(super) who: &'a str,
}

impl<'a> Filing<'a> {
    /// What a citizen files herself.
    fn by_citizen(form: &'a CaseForm) -> Self {
        Self { form, source: Source::App, who: "" }
    }
}

/// What the audit log keeps of a case that was written down at the desk.
#[derive(serde::Serialize)]
struct WrittenDown {
    source: Source,
}

/// Writes a new case; its receipt has no code yet.
async fn keep(
    context: &Context,
    filing: Filing<'_>,
    code: String,
    transaction: &mut Transaction,
) -> Result<Receipt, Refusal> {
    let Filing { form, source, who } = filing;
    let (published, now) = (context.published(), context.now());
    let case = form.parse(&published.cases).map_err(ApiError::invalid)?;
    let (number, with) = (CaseNumber::new(now.date(), u64::from_be_bytes(random()?)), case.attachments.clone());
    let mut case = CaseRecord::filed(number, code, case, source, now);
    // Of a million numbers a day one may be taken; the next one will be free.
    while !case.insert(transaction).await? {
        case.number = CaseNumber::new(now.date(), u64::from_be_bytes(random()?));
    }
    let event = if source == Source::App { Event::Filed } else { Event::WrittenDown { source } };
    let entry = Entry { at: now, event, words: String::new(), who: who.to_owned() };
    case.note(transaction, &entry).await?;
    attachments::claim(transaction, &with, case.number.stored(), now).await?;
    if !who.is_empty() {
        let subject = case.number.to_string();
        audit::record(transaction, now, who, FILE, &subject, &WrittenDown { source }).await?;
    }
    let office = record::office_name(&published.cases, &case.office);
    Ok(Receipt { number: case.number, code: String::new(), filed_at: now, due_at: case.clock.due_at, office })
}

/// Number and code as they were typed, if they can be ones at all.
fn parsed(number: &str, code: &str) -> Result<(CaseNumber, QueryCode), Refusal> {
    let (number, code) = (CaseNumber::parse(number), QueryCode::parse(code));
    let mut faults = Vec::new();
    if number.is_none() {
        let message = Message::new(
            "请填写受理编号，13 位数字；有一位不对也会提示",
            "Enter the case number, 13 digits; one of them may be wrong",
        );
        faults.push(FieldError::new(following::field::NUMBER, message));
    }
    if code.is_none() {
        let message = Message::new("请填写查询码，10 位字母和数字", "Enter the query code, 10 letters and digits");
        faults.push(FieldError::new(following::field::CODE, message));
    }
    number.zip(code).ok_or_else(|| ApiError::invalid(faults).into())
}

/// Rule: a wrong number and a wrong code are answered alike, in words and in time; tries are slowed, never locked.
async fn open(context: &Context, number: &str, code: &str) -> Result<CaseRecord, Refusal> {
    let (number, code) = parsed(number, code)?;
    let of = number.to_string();
    let this_try = context.tries().begin(&of, context.now());
    this_try.wait().await;
    let case = CaseRecord::find(context.store(), number).await?;
    if code::opens(code, case.as_ref().map(|case| case.code.clone())).await?
        && let Some(case) = case
    {
        this_try.was_right();
        return Ok(case);
    }
    this_try.was_wrong(context.now());
    Err(ErrorCode::NoCase.into())
}

async fn follow(context: &Context, key: &CaseKey) -> Result<CaseView, Refusal> {
    let case = open(context, &key.number, &key.code).await?;
    view(context, case).await
}

async fn view(context: &Context, case: CaseRecord) -> Result<CaseView, Refusal> {
    let timeline = record::timeline(context.store(), case.number, false).await?;
    let with = attachments::of_case(context.store(), case.number.stored()).await?;
    let with = with.into_iter().map(|attachment| attachment.uploaded).collect();
    Ok(heard(context, case.view(&context.published().cases, timeline, with, context.now())))
}

/// With what lets her page hear of it. What is kept of an answer has none.
fn heard(context: &Context, case: CaseView) -> CaseView {
    CaseView { events: events::token(context, case.number), ..case }
}

/// What the citizen does. Sent twice with the same key, it is done once.
async fn act(context: &Context, key: &IdempotencyKey, asked: &CitizenAct) -> Result<CaseView, Refusal> {
    let number = open(context, &asked.number, &asked.code).await?.number;
    let act = act_of(asked)?;
    let with = attachments::of_case(context.store(), number.stored()).await?;
    let with = with.into_iter().map(|attachment| attachment.uploaded).collect();
    once::<ActOnCase>(context, key, asked, async |transaction: &mut Transaction| {
        let mut case = CaseRecord::hold(transaction, number).await?.ok_or(ErrorCode::NoCase)?;
        let entry = moves::make(&mut case, act, Actor::Citizen, "", context.now())?;
        case.update(transaction, &entry).await?;
        let mut timeline = record::timeline(context.store(), number, false).await?;
        timeline.push(entry);
        Ok(case.view(&context.published().cases, timeline, with, context.now()))
    })
    .await
    .map(|case| {
        context.cases_changed(number);
        heard(context, case)
    })
}

/// What it is, with its words checked.
fn act_of(asked: &CitizenAct) -> Result<Act, Refusal> {
    let fault = |field: &str, message: Message| ApiError::invalid(vec![FieldError::new(field, message)]);
    let words = || filing::text(&asked.text).map_err(|message| fault(following::field::TEXT, message));
    let perhaps = || if asked.text.trim().is_empty() { Ok(String::new()) } else { words() };
    Ok(match asked.does {
        Move::Message => Act::Message(words()?),
        Move::Reopen => Act::Reopen(words()?),
        Move::Withdraw => Act::Withdraw(perhaps()?),
        Move::Rate => {
            if !(1..=5).contains(&asked.rating) {
                let message =
                    Message::new("请选择评价，从“很差”到“很好”", "Choose a rating, from very poor to very good");
                return Err(fault(following::field::RATING, message).into());
            }
            Act::Rate { rating: asked.rating, words: perhaps()? }
        }
        _ => return Err(ErrorCode::NotNow.into()),
    })
}
