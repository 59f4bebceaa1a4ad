//! The only room that talks to the network.

pub mod events;

use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use web_sys::Blob;
use zhangban_api::attachments::{UploadAttachment, Uploaded};
use zhangban_api::error::ErrorEnvelope;
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, Endpoint, ErrorCode, Method};

use crate::json;

/// How long an answer may take before it is given up: longer than the server's own limit, for the slowest networks.
const PATIENCE_MS: u32 = 30_000;

/// The same for a file, for which the server's own limit is longer as well.
const UPLOAD_PATIENCE_MS: u32 = 130_000;

const JSON: &str = "application/json";

/// Asks the server. Every failure is an [`ApiError`]; none becomes an empty answer.
pub async fn call<E: Endpoint>(request: &E::Request, key: Option<&IdempotencyKey>) -> Result<E::Reply, ApiError> {
    read_reply(&Exchange::of::<E>(request).make(key).await?)
}

/// Reads the text of an answer.
pub fn read_reply<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    json::read(text).map_err(|_| ErrorCode::Internal.into())
}

/// A request and the way it goes: all that is the same for every endpoint, and compiled only once.
pub struct Exchange {
    method: Method,
    path: &'static str,
    /// The request in JSON; none if it cannot be written.
    request: Option<String>,
}

impl Exchange {
    /// The exchange of an endpoint.
    pub fn of<E: Endpoint>(request: &E::Request) -> Self {
        Self { method: E::METHOD, path: E::PATH, request: json::write(request).ok() }
    }

    /// Sends the request, and takes the text of its answer.
    pub async fn make(&self, key: Option<&IdempotencyKey>) -> Result<String, ApiError> {
        let request = self.request.as_deref().ok_or(ErrorCode::Internal)?;
        match self.method {
            Method::Get => answer(Request::get(&with_query(self.path, request)), None, key, PATIENCE_MS).await,
            Method::Post => answer(Request::post(self.path), Some((JSON, request.into())), key, PATIENCE_MS).await,
        }
    }
}

/// Sends a file as it is, for a case that will name it by the answer.
pub async fn upload(file: &Blob, key: &IdempotencyKey) -> Result<Uploaded, ApiError> {
    // The server looks for itself what the file is.
    let body = ("application/octet-stream", file.into());
    let text = answer(Request::post(UploadAttachment::PATH), Some(body), Some(key), UPLOAD_PATIENCE_MS).await?;
    read_reply(&text)
}

/// Waits so many seconds, or longer if the browser knows that there is no network: until there is one.
pub async fn network_or(seconds: u32) {
    pause(seconds).await;
    while !leptos::prelude::window().navigator().on_line() {
        pause(1).await;
    }
    jitter().await;
}

/// The text of an answer, or why there is none.
async fn answer(
    builder: RequestBuilder,
    body: Option<(&str, JsValue)>,
    key: Option<&IdempotencyKey>,
    patience_ms: u32,
) -> Result<String, ApiError> {
    let controller = web_sys::AbortController::new().ok();
    let signal = controller.as_ref().map(web_sys::AbortController::signal);
    let builder = builder.abort_signal(signal.as_ref()).header("accept", "application/json");
    let builder = match key {
        Some(key) => builder.header(IdempotencyKey::HEADER, key.as_str()),
        None => builder,
    };
    let sent = async {
        match body {
            None => builder.send().await,
            Some((kind, body)) => builder.header("content-type", kind).body(body)?.send().await,
        }
    };
    let timeout = gloo_timers::callback::Timeout::new(patience_ms, move || {
        if let Some(controller) = controller {
            controller.abort();
        }
    });
    let answered = match sent.await {
        Ok(response) => read(&response).await,
        Err(_) if signal.is_some_and(|signal| signal.aborted()) => Err(ErrorCode::TimedOut.into()),
        // `fetch` fails for one reason that a citizen can mend: the network.
        Err(_) => Err(ErrorCode::Offline.into()),
    };
    timeout.cancel();
    answered
}

async fn read(response: &Response) -> Result<String, ApiError> {
    let text = response.text().await.map_err(|_| ErrorCode::Offline)?;
    if response.ok() {
        return Ok(text);
    }
    Err(json::read::<ErrorEnvelope>(&text).map_or_else(|_| refused_on_the_way(response), |envelope| envelope.error))
}

/// An answer that is not ours: a gateway between the phone and the server refused.
fn refused_on_the_way(response: &Response) -> ApiError {
    match response.status() {
        429 | 502..=504 => ApiError::overloaded(5),
        _ => ErrorCode::Internal.into(),
    }
}

/// The request in the query string. Only flat requests of texts and numbers travel by GET.
fn with_query(path: &str, request: &str) -> String {
    let (Ok(fields), Ok(query)) = (json::members(request), web_sys::UrlSearchParams::new()) else {
        return path.to_owned();
    };
    for (name, value) in fields {
        match json::read::<String>(value) {
            Ok(text) => query.append(&name, &text),
            Err(_) if value == "null" => {}
            Err(_) => query.append(&name, value),
        }
    }
    match String::from(query.to_string()) {
        empty if empty.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// A new key for a form, from the browser's own randomness.
pub fn new_idempotency_key() -> Option<IdempotencyKey> {
    let mut bytes = [0; 16];
    web_sys::window()?.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(IdempotencyKey::from_random(bytes))
}

/// Waits.
pub async fn pause(seconds: u32) {
    TimeoutFuture::new(seconds.saturating_mul(1_000)).await;
}

/// Waits for about as long as it takes to type a syllable.
pub async fn breath() {
    TimeoutFuture::new(400).await;
}

/// A fraction of a second more or less, so that a hall of phones does not come back in the same instant.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 2,000")]
pub async fn jitter() {
    TimeoutFuture::new((js_sys::Math::random() * 2_000.0) as u32).await;
}
