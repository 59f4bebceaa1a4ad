//! For the machines that watch this one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::context::Context;
use crate::published;
use crate::routes::Routes;

/// The program runs.
const ALIVE: &str = "/livez";
/// It can answer, database and all.
const READY: &str = "/readyz";

/// `/livez`: the program runs. `/readyz`: it can answer, database and all.
pub fn routes(routes: Routes) -> Routes {
    routes.route(ALIVE, get(async || plain(StatusCode::OK, "ok\n"))).route(READY, get(ready))
}

/// Whether it is this that is asked, and not something that citizens use.
pub fn is_asked(path: &str) -> bool {
    path == ALIVE || path == READY
}

async fn ready(State(context): State<Context>) -> Response {
    if context.is_draining() {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "draining\n");
    }
    match published::version(context.store()).await {
        Ok(_) => plain(StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the store does not answer");
            plain(StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n")
        }
    }
}

fn plain(status: StatusCode, body: &'static str) -> Response {
    (status, [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")], body).into_response()
}
