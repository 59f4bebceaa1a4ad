//! Server-sent events: what every stream of them has in common.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt};
use zhangban_api::ApiError;

use crate::context::Context;
use crate::refusal;

/// Gateways close a connection on which nothing was said for a minute, some for half.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

/// Within how many seconds a page whose connection broke comes again. Each is told another number: after a restart not
/// everybody comes in the same second.
const COMES_AGAIN: std::ops::Range<u64> = 3..20;

/// Tells a page what happens, until it goes or the server ends.
///
/// Rule: a listener costs a connection and no place among the requests in work; there are so many and no more. Whoever
/// finds none asks every minute instead.
pub(crate) fn tell(context: &Context, events: impl Stream<Item = Event> + Send + 'static) -> Response {
    let Some(place) = context.limits().listener() else { return refusal::answer(ApiError::overloaded(60)) };
    let mut ending = context.ending();
    let ended = async move {
        let _ = ending.wait_for(|ending| *ending).await;
    };
    let comes_again = Duration::from_secs(rand::random_range(COMES_AGAIN));
    let told = events.enumerate().take_until(Box::pin(ended)).map(move |(at, event)| {
        // Held for as long as somebody listens.
        let _ = &place;
        Ok::<_, Infallible>(if at == 0 { event.retry(comes_again) } else { event })
    });
    let mut response = Sse::new(told).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx gathers answers before it passes them on, unless it is told not to.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}
