//! The JSON backend of Zhangban and the first paint of every page.
//!
//! [`app`] is the whole of it as one service; `main.rs` gives it a port, tests call it as it is.

mod around;
pub mod assistant;
pub mod attachments;
pub mod audit;
pub mod backup;
pub mod bundle;
pub mod cases;
pub mod clock;
pub mod commands;
pub mod content;
pub mod context;
mod csv_cells;
pub mod demo_candidates;
pub mod department_folder;
mod events;
mod first_paint;
mod form;
mod headers;
mod idempotency;
mod identity;
pub mod identity_key;
pub mod import;
mod kept;
pub mod limits;
pub mod logging;
pub mod media;
pub mod metrics;
mod openapi;
pub mod pinyin;
mod plan_words;
pub mod published;
mod random;
mod refusal;
pub mod retention;
mod routes;
mod seal;
mod search_index;
pub mod serve;
mod services;
pub mod settings;
mod spreadsheet;
pub mod staff;
pub mod store;
mod terms;
mod tries;
mod workshop;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use zhangban_api::ErrorCode;

pub use crate::around::App;
use crate::context::Context;
use crate::metrics::Metrics;
use crate::refusal::Refusal;
use crate::routes::Routes;

/// Every route, with the limits and the headers around it.
pub fn app(context: Context) -> App {
    // Rendering starts no task, but the reactive system asks for an executor; a second start is told so and is no fault.
    let _ = any_spawner::Executor::init_tokio();
    let (services, routes) = services(&context);
    let (watched, watched_routes) = watched(&context);
    let metrics = Metrics::of_routes([routes, watched_routes].concat());
    App::new(services, watched, context, metrics)
}

/// Everything that citizens use.
fn services(context: &Context) -> (Router, Vec<String>) {
    let (services, document, mut patterns) = [
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
        services::cases::routes,
        services::casework::routes,
        services::content::routes,
        services::public_cases::routes,
        services::feedback::routes,
        services::attachments::routes,
        services::status::routes,
        services::preferences::routes,
        services::assistant::routes,
        services::search::routes,
        services::desk::routes,
    ]
    .into_iter()
    .fold(Routes::default(), |routes, service| service(routes))
    .finish();
    let document: Arc<str> = document.finish().into();
    patterns.push(openapi::PATH.to_owned());
    let services = services
        .route(openapi::PATH, get(async move || openapi::answer(&document)))
        .fallback(elsewhere)
        .method_not_allowed_fallback(async || Refusal::from(ErrorCode::MethodNotAllowed))
        .with_state(context.clone());
    (services, patterns)
}

/// What whoever watches the server asks.
fn watched(context: &Context) -> (Router, Vec<String>) {
    let (watched, _, patterns) = services::health::routes(Routes::default()).finish();
    (watched.with_state(context.clone()), patterns)
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
