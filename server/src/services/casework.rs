//! Cases at the desk: what is due next, a case on one screen, and what is done to it.

mod acts;
mod counter;
mod events;
mod queue;

use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use zhangban::page::{DESK_ATTACHMENT, Page, desk_case_at};
use zhangban_api::attachments::{AttachmentId, Uploaded};
use zhangban_api::cases::desk::{CaseNamed, DESK_EVENTS, DeskCase, DeskQueue, DeskView, QueueSearch, field};
use zhangban_api::cases::public::Proposal;
use zhangban_api::cases::{Actor, CaseNumber, Entry, Move};
use zhangban_api::endpoint::Nothing;
use zhangban_api::staff::{self as staff_api, Role, WhoAmI};
use zhangban_api::{ApiError, ErrorCode};

use super::desk;
use crate::attachments;
use crate::audit;
use crate::cases::public;
use crate::cases::record::{self, CaseRecord};
use crate::context::Context;
use crate::first_paint;
use crate::form::Form;
use crate::refusal::{self, Refusal};
use crate::routes::{Asked, Routes};
use crate::staff::{SignedIn, signed_in};

/// Who works on cases.
const CASEWORKERS: &[Role] = &[Role::Answerer, Role::Lead];

/// That somebody looked at a case, in the words of the audit log.
const LOOK: &str = "case.look";

/// The queue, a case, and their pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<DeskQueue, _, _>(|context, asked: Asked<DeskQueue>| async move {
            let who = signed_in(&context, &asked.headers, CASEWORKERS).await?;
            queue::page_of(&context, &who, &asked.request).await
        })
        .endpoint::<DeskCase, _, _>(|context, asked: Asked<DeskCase>| async move {
            let who = signed_in(&context, &asked.headers, CASEWORKERS).await?;
            look(&context, &who, &asked.request).await
        })
        .route(Page::Desk.path(), get(queue_page))
        .route(Page::DeskCase.path(), get(case_page).post(acted))
        .route(Page::DeskFile.path(), get(counter::form).post(counter::filed))
        .route(DESK_ATTACHMENT, get(attachment))
        .route(DESK_EVENTS, get(events::events))
}

/// Who she is to the table of moves.
fn actor(who: &SignedIn) -> Actor {
    if who.role == Role::Lead { Actor::Lead } else { Actor::Answerer }
}

/// Rule: whoever belongs to an office sees the cases of that office, and of no other.
fn sees(who: &SignedIn, case: &CaseRecord) -> bool {
    who.department.as_ref().is_none_or(|office| *office == case.office)
}

/// A case that she may see; that she looked is written down before she sees it.
async fn look(context: &Context, who: &SignedIn, asked: &CaseNamed) -> Result<DeskView, Refusal> {
    let number = CaseNumber::parse(&asked.number).ok_or(ErrorCode::NotFound)?;
    let case = CaseRecord::find(context.store(), number).await?.filter(|case| sees(who, case));
    let case = case.ok_or(ErrorCode::NotFound)?;
    let mut transaction = context.store().begin().await?;
    audit::record(&mut transaction, context.now(), &who.name, LOOK, &number.to_string(), &()).await?;
    transaction.commit().await?;
    let timeline = record::timeline(context.store(), number, true).await?;
    let with = attachments::of_case(context.store(), number.stored()).await?;
    let with = with.into_iter().map(|attachment| attachment.uploaded).collect();
    let proposal = public::draft(context.store(), &case).await?;
    Ok(with_proposal(view(context, who, case, timeline, with), who, proposal))
}

fn view(context: &Context, who: &SignedIn, case: CaseRecord, timeline: Vec<Entry>, with: Vec<Uploaded>) -> DeskView {
    let published = context.published();
    let categories = &published.cases;
    let by = actor(who);
    let moves = acts::OFFERED.into_iter().filter(|does| acts::possible(&case, *does, by)).collect();
    DeskView {
        source: case.source,
        assignee: case.assignee.clone(),
        contact: case.contact.clone(),
        anonymous: case.anonymous,
        may_be_published: case.publish,
        public: None,
        moves,
        offices: categories.offices.iter().filter(|office| office.id != case.office).cloned().collect(),
        others: categories.others.clone(),
        templates: categories.templates.clone(),
        version: case.version,
        form_token: who.form_token().to_owned(),
        case: case.view(categories, timeline, with, context.now()),
    }
}

/// Adds what everybody would read. Rule: nobody lets out what she has put forward herself.
fn with_proposal(mut view: DeskView, who: &SignedIn, proposal: Option<Proposal>) -> DeskView {
    let by_another = |by: &str| !by.is_empty() && by != who.name;
    let can_go_out = proposal.as_ref().is_some_and(|proposal| by_another(&proposal.proposed_by));
    view.moves.retain(|does| match does {
        Move::Propose => proposal.is_some(),
        Move::Publish => can_go_out,
        _ => true,
    });
    DeskView { public: proposal, ..view }
}

/// The queue as a page.
async fn queue_page(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let who = match signed_in(&context, &headers, CASEWORKERS).await {
        Ok(who) => who,
        // Whoever has other work is led to it.
        Err(Refusal::Asked(error)) if error.code == ErrorCode::NotAllowed => {
            return desk::to_page(Page::DeskContent.path());
        }
        Err(refusal) => return desk::refused(&context, &headers, refusal),
    };
    let search = Query::<QueueSearch>::try_from_uri(&uri).map(|query| query.0).unwrap_or_default();
    let answer = queue::page_of(&context, &who, &search).await.map_err(Refusal::told);
    let address = uri.path_and_query().map_or(Page::Desk.path(), |address| address.as_str());
    let paint = first_paint::begin(&context, address)
        .with::<WhoAmI>(&Nothing {}, &Ok(who.me()))
        .with::<DeskQueue>(&search, &answer);
    desk::page(&context, &headers, StatusCode::OK, paint)
}

/// A case as a page.
async fn case_page(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let asked = Query::<CaseNamed>::try_from_uri(&uri).map(|query| query.0).unwrap_or_default();
    match signed_in(&context, &headers, CASEWORKERS).await {
        Ok(who) => shown(&context, &headers, &who, &asked, None).await,
        Err(refusal) => desk::refused(&context, &headers, refusal),
    }
}

/// A form that came back, and why.
struct CameBack<'a> {
    form: &'a Form,
    error: ApiError,
}

async fn shown(
    context: &Context,
    headers: &HeaderMap,
    who: &SignedIn,
    asked: &CaseNamed,
    back: Option<CameBack<'_>>,
) -> Response {
    let answer = look(context, who, asked).await.map_err(Refusal::told);
    let mut status = answer.as_ref().err().map_or(StatusCode::OK, |error| refusal::status(error.code));
    let mut paint = first_paint::begin(context, &desk_case_at(&asked.number)).with::<DeskCase>(asked, &answer);
    if let Some(CameBack { form, error }) = back {
        status = refusal::status(error.code);
        let (text, to) = field::of_move(Move::parse(form.get(field::DOES)).unwrap_or(Move::Note));
        paint = paint
            .with_typed(field::DOES, form.get(field::DOES))
            .with_typed(field::TEXT, form.get(text))
            .with_typed(field::TO, form.get(to));
        paint = paint.with_posted::<zhangban::services::casework::ActedOnCase>(&Err(error));
    }
    desk::page(context, headers, status, paint)
}

/// Something was done at the desk: the page of the case follows, or comes back with what is wrong.
async fn acted(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let (form, who) = match desk::posted(&context, &headers, request, CASEWORKERS).await {
        Ok(posted) => posted,
        Err(refusal) => return desk::refused(&context, &headers, refusal),
    };
    let asked = CaseNamed { number: form.get(field::NUMBER).to_owned() };
    let done = match who.may_write(&headers, form.get(staff_api::field::TOKEN)) {
        Ok(()) => acts::act(&context, &who, &form).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        // What is answered leaves the queue: the next one is what she wants to see.
        Ok(Move::Answer | Move::NotOurs | Move::Merge) => desk::to_page(Page::Desk.path()),
        Ok(_) => desk::to_page(&desk_case_at(&asked.number)),
        Err(refusal) => {
            let back = CameBack { form: &form, error: refusal.told() };
            shown(&context, &headers, &who, &asked, Some(back)).await
        }
    }
}

/// Which attachment.
#[derive(serde::Deserialize)]
struct Named {
    id: String,
}

/// What came with a case, for whoever may see the case.
async fn attachment(State(context): State<Context>, headers: HeaderMap, Query(named): Query<Named>) -> Response {
    match shown_attachment(&context, &headers, &named).await {
        Ok(response) => response,
        Err(refusal) => desk::refused(&context, &headers, refusal),
    }
}

async fn shown_attachment(context: &Context, headers: &HeaderMap, named: &Named) -> Result<Response, Refusal> {
    let who = signed_in(context, headers, CASEWORKERS).await?;
    let id = AttachmentId::parse(&named.id).ok_or(ErrorCode::NotFound)?;
    let (attachment, bytes) = attachments::read(context, &id).await?.ok_or(ErrorCode::NotFound)?;
    let number = CaseNumber::from_stored(attachment.case).ok_or(ErrorCode::NotFound)?;
    let case = CaseRecord::find(context.store(), number).await?.filter(|case| sees(&who, case));
    case.ok_or(ErrorCode::NotFound)?;
    Ok(attachments::response(&attachment, bytes))
}
