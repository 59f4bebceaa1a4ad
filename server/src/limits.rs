//! How much is taken on at once. What is over the limit is told to come again, quickly and politely.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zhangban_api::{ApiError, ErrorCode};

use crate::context::Context;
use crate::first_paint;
use crate::refusal;

/// The largest body of a request, in bytes: a form of 2,000 characters, percent-encoded, three times over.
pub const BODY: usize = 64 * 1024;

/// After how many seconds a turned-away citizen should come again.
const RETRY_AFTER: u32 = 3;

/// How much is taken on at once.
#[derive(Clone)]
pub struct Limits {
    places: Arc<Semaphore>,
    time: Duration,
    listeners: Arc<Semaphore>,
}

/// How many pages may listen for events at once. Each holds a connection and some kilobytes for as long as it is open; a
/// process has a thousand files by default and a service manager usually gives it many more.
const LISTENERS: usize = 2_048;

impl Limits {
    /// At most `concurrent` requests in work, none longer than `time`.
    pub fn new(concurrent: usize, time: Duration) -> Self {
        Self { places: Arc::new(Semaphore::new(concurrent)), time, listeners: Arc::new(Semaphore::new(LISTENERS)) }
    }

    /// With so many listeners.
    #[must_use]
    pub fn with_listeners(self, listeners: usize) -> Self {
        Self { listeners: Arc::new(Semaphore::new(listeners)), ..self }
    }

    /// A place to listen for events, until it is dropped; none where all are taken.
    pub fn listener(&self) -> Option<OwnedSemaphorePermit> {
        self.listeners.clone().try_acquire_owned().ok()
    }
}

impl Default for Limits {
    /// 512 at once is far more than two cores can work on; waiting longer in a queue would help nobody. Eight seconds
    /// leave time to end everything within the ten of a shutdown.
    fn default() -> Self {
        Self::new(512, Duration::from_secs(8))
    }
}

/// Turns away what is too much.
pub async fn hold(State(context): State<Context>, request: Request, next: Next) -> Response {
    let wants_page = !request.uri().path().starts_with("/api/");
    let limits = context.limits();
    let refused = match limits.places.try_acquire() {
        Err(_) => ApiError::overloaded(RETRY_AFTER),
        Ok(_place) => {
            let headers = wants_page.then(|| request.headers().clone());
            match tokio::time::timeout(limits.time, next.run(request)).await {
                Ok(response) => return response,
                Err(_) => match headers {
                    Some(headers) => return first_paint::refused(&context, &headers, ErrorCode::TimedOut.into()),
                    None => ErrorCode::TimedOut.into(),
                },
            }
        }
    };
    if wants_page { overloaded_page() } else { refusal::answer(refused) }
}

/// A page that costs nothing to make and tries again by itself.
fn overloaded_page() -> Response {
    let mut response = refusal::answer(ApiError::overloaded(RETRY_AFTER));
    let page = include_str!("overloaded.html");
    *response.body_mut() = page.into();
    response
        .headers_mut()
        .insert(axum::http::header::CONTENT_TYPE, axum::http::HeaderValue::from_static("text/html; charset=utf-8"));
    response
}
