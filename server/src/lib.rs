//! The JSON backend of Zhangban and the first paint of every page.
//!
//! [`app`] is the whole of it as one router; `main.rs` gives it a port, tests call it as it is.

pub mod assistant;
pub mod bundle;
pub mod clock;
pub mod context;
pub mod demo_candidates;
pub mod department_folder;
mod first_paint;
mod headers;
mod idempotency;
mod identity;
pub mod identity_key;
pub mod import;
mod kept;
pub mod limits;
pub mod media;
mod openapi;
pub mod pinyin;
mod plan_words;
pub mod published;
mod refusal;
mod routes;
mod search_index;
pub mod serve;
mod services;
pub mod settings;
pub mod store;
mod terms;

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use zhangban_api::ErrorCode;

use crate::context::Context;
use crate::headers::Headers;
use crate::refusal::Refusal;
use crate::routes::Routes;

/// Every route, with the limits and the headers around it.
pub fn app(context: Context) -> Router {
    // Rendering starts no task, but the reactive system asks for an executor; a second start is told so and is no fault.
    let _ = any_spawner::Executor::init_tokio();
    let (services, document) = [
        services::department::routes,
        services::exams::routes,
        services::scores::routes,
        services::admissions::routes,
        services::ranks::routes,
        services::plans::routes,
        services::colleges::routes,
        services::past_scores::routes,
        services::hotlines::routes,
        services::articles::routes,
        services::accounts::routes,
        services::feedback::routes,
        services::status::routes,
        services::preferences::routes,
        services::assistant::routes,
        services::search::routes,
    ]
    .into_iter()
    .fold(Routes::default(), |routes, service| service(routes))
    .finish();
    let document: Arc<str> = document.finish().into();
    let (health, _) = services::health::routes(Routes::default()).finish();
    let headers = Headers::new(context.frame_ancestors());
    services
        .route(openapi::PATH, get(async move || openapi::answer(&document)))
        .fallback(elsewhere)
        .method_not_allowed_fallback(async || Refusal::from(ErrorCode::MethodNotAllowed))
        .layer(DefaultBodyLimit::max(limits::BODY))
        .layer(from_fn_with_state(context.clone(), limits::hold))
        // Whoever watches the server must be answered when it has no place left.
        .merge(health)
        .layer(CatchPanicLayer::custom(broken))
        .layer(from_fn_with_state(headers, headers::put_on))
        .with_state(context)
}

/// What a panic becomes: one failed request, not one failed server. What it said stays here: it may hold personal data.
fn broken(_: Box<dyn Any + Send>) -> Response {
    Refusal::Broken("a handler panicked".into()).into_response()
}

/// What no service answers: a file of the app, or nothing.
async fn elsewhere(State(context): State<Context>, request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") {
        return Refusal::from(ErrorCode::NotFound).into_response();
    }
    if bundle::has(path.trim_start_matches('/')) {
        return bundle::file(&request);
    }
    match *request.method() {
        Method::GET | Method::HEAD => first_paint::not_found(&context, request.headers()),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
