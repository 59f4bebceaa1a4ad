//! Emergencies as server-sent events: told to every open page in the second in which they change.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, stream};
use zhangban_api::ApiError;

use crate::context::Context;
use crate::refusal;

/// Gateways close a connection on which nothing was said for a minute, some for half.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

/// Within how many seconds a page whose connection broke comes again. Each is told another number: after a restart not
/// everybody comes in the same second.
const COMES_AGAIN: std::ops::Range<u64> = 3..20;

/// Rule: a listener costs a connection and no place among the requests in work; there are so many and no more. Whoever
/// finds none asks every minute instead.
pub(super) async fn events(State(context): State<Context>) -> Response {
    let Some(place) = context.limits().listener() else { return refusal::answer(ApiError::overloaded(60)) };
    let events = told(&context).map(move |event| {
        // Held for as long as somebody listens.
        let _ = &place;
        Ok::<_, Infallible>(event)
    });
    let keep_alive = KeepAlive::new().interval(SIGN_OF_LIFE);
    let mut response = Sse::new(events).keep_alive(keep_alive).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx gathers answers before it passes them on, unless it is told not to.
    headers.insert(header::HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// What stands on every page, at once and whenever it changes; ends when the server does.
fn told(context: &Context) -> impl Stream<Item = Event> + use<> {
    let (emergencies, ending) = (context.emergencies(), context.ending());
    let comes_again = Duration::from_secs(rand::random_range(COMES_AGAIN));
    stream::unfold((emergencies, ending, true), move |(mut emergencies, mut ending, first)| async move {
        if !first {
            tokio::select! {
                changed = emergencies.changed() => changed.ok()?,
                _ = ending.wait_for(|ending| *ending) => return None,
            }
        }
        let now = emergencies.borrow_and_update().clone();
        let event = Event::default().data(&*now);
        let event = if first { event.retry(comes_again) } else { event };
        Some((event, (emergencies, ending, false)))
    })
}
