//! Feedback: kept once however often it is sent, and its page.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use zhangban::first_paint::FirstPaint;
use zhangban::page::Page;
use zhangban_api::feedback::{Feedback, FeedbackForm, FeedbackReceipt, SendFeedback, field};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, ErrorCode};

use crate::context::Context;
use crate::first_paint;
use crate::idempotency::{key_of, once, when_first_is_done};
use crate::random::random;
use crate::refusal::{self, Refusal};
use crate::routes::{Asked, Routes, body};
use crate::store::{Transaction, Value};

/// Leaving feedback, and its page.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<SendFeedback, _, _>(|context, asked: Asked<SendFeedback>| async move {
            let key = key_of(&asked)?;
            keep_once(&context, &key, &asked.request).await
        })
        .route(Page::Feedback.path(), get(form).post(posted))
}

/// Rule: the same key is kept once and answered the same, by whichever way it comes.
async fn keep_once(context: &Context, key: &IdempotencyKey, form: &FeedbackForm) -> Result<FeedbackReceipt, Refusal> {
    once::<SendFeedback>(context, key, form, async |transaction: &mut Transaction| {
        keep(context, form, transaction).await
    })
    .await
}

async fn keep(
    context: &Context,
    form: &FeedbackForm,
    transaction: &mut Transaction,
) -> Result<FeedbackReceipt, Refusal> {
    let topics = &context.published().department.feedback_topics;
    let Feedback { rating, topic, message, contact } = form.parse(topics).map_err(ApiError::invalid)?;
    let (received_at, answerable) = (context.now(), contact.is_some());
    // A random number: two servers never ask each other for the next one. Half of 64 bits are never used up.
    let id = i64::from_be_bytes(random()?) & i64::MAX;
    let values = [
        Value::Int(id),
        Value::Int(rating.into()),
        topic.into(),
        message.into(),
        contact.map(|contact| contact.reveal().to_owned()).unwrap_or_default().into(),
        Value::Int(received_at.unix()),
    ];
    let sql = "INSERT INTO feedback (id, rating, topic, message, contact, received_at) VALUES ($1, $2, $3, $4, $5, $6)";
    transaction.execute(sql, &values).await?;
    Ok(FeedbackReceipt { received_at, answerable })
}

/// The page, with a key of its own: it is made for one person, and stored by nobody.
async fn form(State(context): State<Context>, headers: HeaderMap) -> Response {
    match with_key(first_paint::begin(&context, Page::Feedback.path()), None) {
        Ok(paint) => first_paint::personal(&context, &headers, StatusCode::OK, paint),
        Err(refusal) => first_paint::refused(&context, &headers, refusal.told()),
    }
}

/// Puts a key into the form: the one it came with, or a new one.
fn with_key(paint: FirstPaint, key: Option<&IdempotencyKey>) -> Result<FirstPaint, Refusal> {
    let key = match key {
        Some(key) => key.clone(),
        None => IdempotencyKey::from_random(random()?),
    };
    Ok(paint.with_typed(IdempotencyKey::FIELD, key.as_str()))
}

/// The form as a browser without scripting sends it. A field that is missing was left empty.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    idempotency_key: String,
    rating: String,
    topic: String,
    message: String,
    contact: String,
}

async fn posted(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let form = match body(request).await {
        Ok(body) => serde_urlencoded::from_bytes::<Form>(&body).unwrap_or_default(),
        Err(code) => return first_paint::refused(&context, &headers, code.into()),
    };
    let Form { idempotency_key, rating, topic, message, contact } = form;
    let key = IdempotencyKey::parse(&idempotency_key);
    // A browser sends line breaks as CRLF; the app in the same browser does not, and the words are the same.
    let message = message.replace("\r\n", "\n");
    let form = FeedbackForm { rating: rating.parse().unwrap_or_default(), topic, message, contact };
    let answer = match &key {
        Some(key) => when_first_is_done(|| keep_once(&context, key, &form)).await.map_err(Refusal::told),
        None => Err(ErrorCode::KeyMissing.into()),
    };
    let paint = first_paint::begin(&context, Page::Feedback.path()).with_posted::<SendFeedback>(&answer);
    let Err(error) = answer else {
        return first_paint::personal(&context, &headers, StatusCode::OK, paint);
    };
    // What was typed comes back. A key that belongs to other words is of no use any more.
    let key = key.filter(|_| error.code != ErrorCode::KeyReused);
    let paint = paint
        .with_typed(field::RATING, &rating)
        .with_typed(field::TOPIC, &form.topic)
        .with_typed(field::MESSAGE, &form.message)
        .with_typed(field::CONTACT, &form.contact);
    match with_key(paint, key.as_ref()) {
        Ok(paint) => first_paint::personal(&context, &headers, refusal::status(error.code), paint),
        Err(refusal) => first_paint::refused(&context, &headers, refusal.told()),
    }
}
