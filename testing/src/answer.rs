//! What a server answered.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Response, StatusCode};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use zhangban_api::ApiError;
use zhangban_api::error::ErrorEnvelope;

/// What a server answered, whole.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body as it was sent, compressed if that was asked for.
    pub body: Bytes,
}

impl Answer {
    /// Reads a response to its end.
    pub async fn of(response: Response<Body>) -> Self {
        let (head, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body that ends");
        Self { status: head.status, headers: head.headers, body }
    }

    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header of plain characters"))
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body in UTF-8")
    }

    /// The markup of a page as it is seen, without the data behind it and without the marks that the app finds its places
    /// by.
    pub fn seen(&self) -> String {
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8", "{}", self.text());
        let page = self.text().split(r#"<script type="application/json""#).next().unwrap_or_default();
        page.replace("<!>", "")
    }

    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The error, which must be in the one shape of errors.
    pub fn error(&self) -> ApiError {
        assert_eq!(self.header("content-type"), "application/json", "{}", self.text());
        let error = self.json::<ErrorEnvelope>().error;
        assert_eq!(self.status.as_u16(), error.code.status(), "the status of {:?}", error.code);
        error
    }
}
