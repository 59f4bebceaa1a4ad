//! What stands around every answer: a limit to the body, a place and a time, a net for panics, headers.
//!
//! It is one service and not a layer for each: axum clones whatever is inside of a layer, and boxes a future, for every
//! request and every layer (docs/measurements.md).

use std::any::Any;
use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Poll};
use std::time::Instant;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::{BoxError, Router};
use bytes::Bytes;
use futures_util::FutureExt;
use http_body_util::Limited;
use tower::Service;

use crate::context::Context;
use crate::headers::Headers;
use crate::limits;
use crate::metrics::Metrics;
use crate::refusal::Refusal;
use crate::services::health;

/// The whole application, to be served or called. Clones share it.
#[derive(Clone)]
pub struct App(Arc<Inside>);

struct Inside {
    services: Router,
    watched: Router,
    headers: Headers,
    context: Context,
    metrics: Metrics,
}

impl App {
    pub(crate) fn new(services: Router, watched: Router, context: Context, metrics: Metrics) -> Self {
        let headers = Headers::new(context.frame_ancestors());
        Self(Arc::new(Inside { services, watched, headers, context, metrics }))
    }

    /// What is counted of its answers.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// What its handlers can reach.
    pub fn context(&self) -> &Context {
        &self.0.context
    }
}

impl Inside {
    async fn answer(&self, request: Request) -> Response {
        let began = Instant::now();
        let address = request.uri().clone();
        let answer = AssertUnwindSafe(self.held(request)).catch_unwind().await;
        let mut answer = answer.unwrap_or_else(|panic| broken(&*panic));
        self.headers.put_on(answer.headers_mut());
        self.metrics.answered(address.path(), answer.status(), began.elapsed());
        answer
    }

    async fn held(&self, request: Request) -> Response {
        // Whoever watches the server must be answered when it has no place left.
        if health::is_asked(request.uri().path()) {
            return called(&self.watched, request).await;
        }
        limits::hold(&self.context, request, |request| called(&self.services, request)).await
    }
}

async fn called(router: &Router, request: Request) -> Response {
    // Clones of a router share its routes.
    let Ok(response) = router.clone().call(request).await;
    response
}

/// What a panic becomes: one failed request, not one failed server. What it said stays here: it may hold personal data.
fn broken(_: &(dyn Any + Send)) -> Response {
    Refusal::Broken("a handler panicked".into()).into_response()
}

impl<B> Service<Request<B>> for App
where
    B: HttpBody<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut task::Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let inside = self.0.clone();
        let limit = limits::of_body(request.uri().path());
        let request = request.map(|body| Body::new(Limited::new(body, limit)));
        Box::pin(async move { Ok(inside.answer(request).await) })
    }
}
