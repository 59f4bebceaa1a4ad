//! Filing for a citizen who is at the counter or on the telephone: the same form, the same rules and the same receipt as
//! hers, from a page of the desk.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use zhangban::first_paint::FirstPaint;
use zhangban::page::Page;
use zhangban::services::casework::FiledAtDesk;
use zhangban_api::cases::desk::{DeskFiling, field as desk_field};
use zhangban_api::cases::filing::field;
use zhangban_api::cases::{Receipt, Source};
use zhangban_api::endpoint::Nothing;
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::staff::{self as staff_api, WhoAmI};
use zhangban_api::{ApiError, ErrorCode, FieldError, Message};

use super::super::cases::{Filing, case_of, file, with_categories, with_key, with_typed};
use super::super::desk;
use super::CASEWORKERS;
use crate::context::Context;
use crate::first_paint;
use crate::form::Form;
use crate::idempotency::when_first_is_done;
use crate::refusal::{self, Refusal};
use crate::staff::{SignedIn, signed_in};

/// The form, empty.
pub(super) async fn form(State(context): State<Context>, headers: HeaderMap) -> Response {
    match signed_in(&context, &headers, CASEWORKERS).await {
        Ok(who) => page(&context, &headers, StatusCode::OK, with_key(begin(&context, &who), None)),
        Err(refusal) => desk::refused(&context, &headers, refusal),
    }
}

fn begin(context: &Context, who: &SignedIn) -> FirstPaint {
    let paint = first_paint::begin(context, Page::DeskFile.path()).with::<WhoAmI>(&Nothing {}, &Ok(who.me()));
    with_categories(context, paint)
}

fn page(context: &Context, headers: &HeaderMap, status: StatusCode, paint: Result<FirstPaint, Refusal>) -> Response {
    match paint {
        Ok(paint) => desk::page(context, headers, status, paint),
        Err(refusal) => desk::refused(context, headers, refusal),
    }
}

/// A case was written down: its receipt, or the form with what is wrong.
pub(super) async fn filed(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let (form, who) = match desk::posted(&context, &headers, request, CASEWORKERS).await {
        Ok(posted) => posted,
        Err(refusal) => return desk::refused(&context, &headers, refusal),
    };
    let key = IdempotencyKey::parse(form.get(IdempotencyKey::FIELD));
    let filing = DeskFiling {
        source: Source::parse(form.get(desk_field::SOURCE)).unwrap_or_default(),
        form: case_of(&form, &context),
    };
    let paint = begin(&context, &who);
    if has_more_questions(&context, &form, &filing) {
        let paint = came_back(paint, &form, &filing);
        return page(&context, &headers, StatusCode::OK, with_key(paint, key.as_ref()));
    }
    match keep(&context, &headers, &who, &form, key.as_ref(), &filing).await {
        Ok(receipt) => {
            // The category says whom to call about it.
            let paint = paint.with_posted::<FiledAtDesk>(&Ok(receipt)).staying();
            let paint = paint.with_typed(field::CATEGORY, &filing.form.category);
            page(&context, &headers, StatusCode::CREATED, Ok(paint))
        }
        Err(refusal) => {
            let error = refusal.told();
            let status = refusal::status(error.code);
            // A key that belongs to other words is of no use any more.
            let key = key.filter(|_| error.code != ErrorCode::KeyReused);
            let paint = came_back(paint, &form, &filing).with_posted::<FiledAtDesk>(&Err(error));
            page(&context, &headers, status, with_key(paint, key.as_ref()))
        }
    }
}

/// Rule: nobody who has no scripting misses what a category asks. Its questions come with the category, so the form that
/// only chose it comes back with them.
fn has_more_questions(context: &Context, form: &Form, filing: &DeskFiling) -> bool {
    let published = context.published();
    let category = published.cases.category(&filing.form.category);
    category.is_some_and(|one| !one.questions.is_empty() && form.get(desk_field::ASKED) != one.id)
}

fn came_back(paint: FirstPaint, form: &Form, filing: &DeskFiling) -> FirstPaint {
    with_typed(paint, &filing.form)
        .with_typed(desk_field::SOURCE, form.get(desk_field::SOURCE))
        .with_typed(desk_field::ASKED, &filing.form.category)
}

async fn keep(
    context: &Context,
    headers: &HeaderMap,
    who: &SignedIn,
    form: &Form,
    key: Option<&IdempotencyKey>,
    filing: &DeskFiling,
) -> Result<Receipt, Refusal> {
    who.may_write(headers, form.get(staff_api::field::TOKEN))?;
    if !Source::OF_THE_DESK.contains(&filing.source) {
        let message = Message::new("请选择群众是怎样反映的", "Choose how it came");
        let mut faults = vec![FieldError::new(desk_field::SOURCE, message)];
        faults.extend(filing.form.parse(&context.published().cases).err().unwrap_or_default());
        return Err(ApiError::invalid(faults).into());
    }
    let key = key.ok_or(ErrorCode::KeyMissing)?;
    let by_desk = Filing { form: &filing.form, source: filing.source, who: &who.name };
    when_first_is_done(|| file::<FiledAtDesk>(context, key, filing, by_desk)).await
}
