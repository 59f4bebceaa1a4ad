//! How much is taken on at once. What is over the limit is told to come again, quickly and politely.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::http::Method;
use axum::response::Response;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zhangban::page::{FILE_CASE_WITH_FILES, Page};
use zhangban_api::attachments::UploadAttachment;
use zhangban_api::{ApiError, Endpoint, ErrorCode};

use crate::context::Context;
use crate::first_paint::{self, Reader};
use crate::refusal;
use crate::routes::body;

/// The largest body of a request, in bytes: a form of 2,000 characters, percent-encoded, three times over.
pub const BODY: usize = 64 * 1024;

/// The largest body that brings a file, in bytes: a file of the largest size and what a form puts around it. A file that
/// is a little larger is read to its end, so that a browser hears why it is refused.
pub const UPLOAD: usize = zhangban_api::attachments::BYTES + BODY;

/// The largest form of the desk, in bytes: an article of 1 MiB in Latin letters, or of a hundred thousand Han characters,
/// which travel percent-encoded.
pub const WRITING: usize = 1 << 20;

/// Where bodies bring files, or articles: they have places of their own.
const UPLOADS: &[&str] = &[UploadAttachment::PATH, FILE_CASE_WITH_FILES, Page::DeskEdit.path()];

/// How many files are on their way at once; each may be in memory as a whole.
const UPLOADS_AT_ONCE: usize = 32;

/// How long a file may take: ten megabytes at 100 kB a second, and its turn to be worked on.
const UPLOAD_TIME: Duration = Duration::from_mins(2);

/// The largest body that an address takes.
pub fn of_body(path: &str) -> usize {
    match path {
        _ if path == Page::DeskEdit.path() => WRITING,
        _ if is_upload(path) => UPLOAD,
        _ => BODY,
    }
}

fn is_upload(path: &str) -> bool {
    UPLOADS.contains(&path)
}

/// After how many seconds a turned-away citizen should come again.
const RETRY_AFTER: u32 = 3;

/// How many posted forms are given back at once; each may be as large as a body.
const FORMS: usize = 64;

/// A page that tries again by itself.
const WAIT: &str = include_str!("overloaded.html");

/// A page that gives a form back.
const SEND_AGAIN: &str = include_str!("overloaded_form.html");

/// Instead of the form, where it could not be read.
const GO_BACK: &str = "<p>请等几秒，按浏览器的“返回”键回到表单，再提交一次。</p>\n\
    <p lang=\"en\">Wait a few seconds, go back to the form, and send it again.</p>";

/// How much is taken on at once.
#[derive(Clone)]
pub struct Limits {
    places: Arc<Semaphore>,
    uploads: Arc<Semaphore>,
    forms: Arc<Semaphore>,
    time: Duration,
    listeners: Arc<Semaphore>,
    most_listeners: usize,
}

/// How many pages may listen for events at once. Each holds a connection and some kilobytes for as long as it is open; a
/// process has a thousand files by default and a service manager usually gives it many more.
const LISTENERS: usize = 2_048;

impl Limits {
    /// At most `concurrent` requests in work, none longer than `time`. Files on their way have places and a time of their
    /// own: a slow network keeps nobody else out.
    pub fn new(concurrent: usize, time: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(concurrent)),
            uploads: Arc::new(Semaphore::new(concurrent.min(UPLOADS_AT_ONCE))),
            forms: Arc::new(Semaphore::new(FORMS)),
            time,
            listeners: Arc::new(Semaphore::new(LISTENERS)),
            most_listeners: LISTENERS,
        }
    }

    /// With so many listeners.
    #[must_use]
    pub fn with_listeners(self, listeners: usize) -> Self {
        Self { listeners: Arc::new(Semaphore::new(listeners)), most_listeners: listeners, ..self }
    }

    /// How many listen for events.
    pub fn listening(&self) -> usize {
        self.most_listeners.saturating_sub(self.listeners.available_permits())
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
pub async fn hold<F>(context: &Context, request: Request, work: impl FnOnce(Request) -> F) -> Response
where
    F: Future<Output = Response>,
{
    let limits = context.limits();
    let reader = (!request.uri().path().starts_with("/api/")).then(|| Reader::of(request.headers()));
    let is_upload = is_upload(request.uri().path());
    let (places, time) = if is_upload { (&limits.uploads, UPLOAD_TIME) } else { (&limits.places, limits.time) };
    let Ok(_place) = places.try_acquire() else {
        return match (reader, request.method()) {
            (None, _) => refusal::answer(ApiError::overloaded(RETRY_AFTER)),
            (Some(_), &Method::POST) => overloaded_page(limits.given_back(request).await),
            (Some(_), _) => overloaded_page(WAIT.into()),
        };
    };
    match (tokio::time::timeout(time, work(request)).await, reader) {
        (Ok(response), _) => response,
        (Err(_), Some(reader)) => first_paint::refused_to(context, reader, ErrorCode::TimedOut.into()),
        (Err(_), None) => refusal::answer(ErrorCode::TimedOut.into()),
    }
}

impl Limits {
    /// What was typed comes back in the page that asks to wait, and one tap sends it again: reading it costs less than
    /// working on it, and a citizen types it once. A password never comes back.
    async fn given_back(&self, request: Request) -> String {
        let has_password = [Page::SignIn, Page::DeskPassword].iter().any(|page| page.path() == request.uri().path());
        let read = async {
            if has_password {
                return None;
            }
            let _place = self.forms.try_acquire().ok()?;
            let body = tokio::time::timeout(self.time, body(request)).await.ok()?.ok()?;
            serde_urlencoded::from_bytes::<Vec<(String, String)>>(&body).ok()
        };
        let form = read.await.map(|fields| {
            let fields: String = fields.iter().map(|(name, value)| hidden(name, value)).collect();
            format!(
                "<form method=\"post\">\n{fields}<button>重新提交 <span lang=\"en\">Send again</span></button>\n</form>"
            )
        });
        first_paint::fill(SEND_AGAIN, &[("next", form.as_deref().unwrap_or(GO_BACK))])
    }
}

fn hidden(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", escaped(name), escaped(value))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// A page that costs next to nothing to make, and that nobody keeps.
fn overloaded_page(page: String) -> Response {
    let mut response = refusal::answer(ApiError::overloaded(RETRY_AFTER));
    *response.body_mut() = page.into();
    response
        .headers_mut()
        .insert(axum::http::header::CONTENT_TYPE, axum::http::HeaderValue::from_static("text/html; charset=utf-8"));
    response
}
