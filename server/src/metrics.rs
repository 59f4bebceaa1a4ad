//! Figures for the machines that watch this one, on a port of their own (Prometheus text).
//!
//! No personal data: an address is counted under the pattern of its route, and what has none under `elsewhere`. What a
//! stranger makes up makes up no figure.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use tokio::net::TcpListener;
use zhangban_api::cases::Warning;

use crate::around::App;
use crate::bundle;
use crate::context::Context;
use crate::refusal::Refusal;

/// From half a millisecond to the longest that a request may take.
const BUCKETS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 8.0];

/// Classes of statuses, from 100 on.
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// Where a file of the app is counted, and where what is no route.
const FILE: &str = "file";
const ELSEWHERE: &str = "elsewhere";

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Requests {
    route: String,
    class: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfRoute {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfWarning {
    warning: &'static str,
}

/// What is counted of a route.
struct Route {
    classes: [Counter; CLASSES.len()],
    seconds: Histogram,
}

/// What is counted.
pub struct Metrics {
    registry: Registry,
    /// By path, where that is the whole pattern.
    routes: HashMap<String, Route>,
    /// By what a pattern begins with.
    beginnings: Vec<(String, Route)>,
    file: Route,
    elsewhere: Route,
    open_cases: Family<OfWarning, Gauge>,
    filed: Counter,
    answers: Counter,
    listeners: Gauge,
    failures: Counter,
}

impl Metrics {
    /// Figures of these routes, none of which was asked for yet.
    pub fn of_routes(patterns: Vec<String>) -> Self {
        let mut registry = Registry::with_prefix("zhangban");
        let requests = Family::<Requests, Counter>::default();
        let seconds = Family::<OfRoute, Histogram>::new_with_constructor(|| Histogram::new(BUCKETS));
        registry.register("requests", "Requests by route and class of the status", requests.clone());
        registry.register("request_seconds", "From a request to the head of its answer", seconds.clone());
        let route = |pattern: &str| Route {
            classes: CLASSES.map(|class| requests.get_or_create_owned(&Requests { route: pattern.to_owned(), class })),
            seconds: seconds.get_or_create_owned(&OfRoute { route: pattern.to_owned() }),
        };
        let (file, elsewhere) = (route(FILE), route(ELSEWHERE));
        let (begun, whole): (Vec<_>, Vec<_>) = patterns.into_iter().partition(|pattern| pattern.contains('{'));
        let beginning = |pattern: String| {
            let of = route(&pattern);
            (pattern.split('{').next().unwrap_or_default().to_owned(), of)
        };
        let metrics = Self {
            beginnings: begun.into_iter().map(beginning).collect(),
            routes: whole.into_iter().map(|pattern| (pattern.clone(), route(&pattern))).collect(),
            file,
            elsewhere,
            open_cases: Family::default(),
            filed: Counter::default(),
            answers: Counter::default(),
            listeners: Gauge::default(),
            failures: Counter::default(),
            registry: Registry::default(),
        };
        registry.register("open_cases", "Cases that wait for an answer", metrics.open_cases.clone());
        registry.register("cases_filed", "Cases that were ever filed", metrics.filed.clone());
        registry.register("cases_answered", "Cases that were ever answered", metrics.answers.clone());
        registry.register("event_listeners", "Open pages that listen for events", metrics.listeners.clone());
        registry.register("database_errors", "What the database refused", metrics.failures.clone());
        Self { registry, ..metrics }
    }

    fn route(&self, path: &str) -> &Route {
        let begun =
            || self.beginnings.iter().find(|(beginning, _)| path.starts_with(beginning)).map(|(_, route)| route);
        self.routes
            .get(path)
            .or_else(begun)
            .unwrap_or_else(|| if bundle::has(path.trim_start_matches('/')) { &self.file } else { &self.elsewhere })
    }

    /// Counts an answer.
    pub fn answered(&self, path: &str, status: StatusCode, took: Duration) {
        let route = self.route(path);
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some(counter) = route.classes.get(class) {
            counter.inc();
        }
        route.seconds.observe(took.as_secs_f64());
    }

    /// Everything as text; what stands in the database is counted there, so that it is the same on every server.
    pub async fn text(&self, context: &Context) -> Result<String, Refusal> {
        let store = context.store();
        let number = |value: i64| u64::try_from(value).unwrap_or_default();
        let open = store.rows("SELECT warned, count(*) FROM cases WHERE open = 1 GROUP BY warned", &[]).await?;
        let open = open.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect::<Result<HashMap<_, _>, Refusal>>()?;
        for warning in Warning::ALL {
            let count = open.get(&warning.level()).copied().unwrap_or_default();
            self.open_cases.get_or_create(&OfWarning { warning: word(warning) }).set(count);
        }
        let filed = "SELECT count(*), count(CASE WHEN first_answered_at > 0 THEN 1 END) FROM cases";
        if let Some(row) = store.row(filed, &[]).await? {
            set(&self.filed, number(row.int(0)?));
            set(&self.answers, number(row.int(1)?));
        }
        self.listeners.set(i64::try_from(context.limits().listening()).unwrap_or(i64::MAX));
        set(&self.failures, store.failures());
        let mut text = String::new();
        encode(&mut text, &self.registry).map_err(|error| Refusal::Broken(error.to_string()))?;
        Ok(text)
    }
}

/// A counter of what is counted elsewhere.
fn set(counter: &Counter<u64, AtomicU64>, value: u64) {
    counter.inner().store(value, Ordering::Relaxed);
}

fn word(warning: Warning) -> &'static str {
    match warning {
        Warning::None => "none",
        Warning::Half => "half",
        Warning::ThreeQuarters => "three_quarters",
        Warning::LastHour => "last_hour",
        Warning::Overdue => "overdue",
    }
}

/// Answers `/metrics` of an application, and nothing else.
pub fn routes(app: App) -> Router {
    Router::new().route("/metrics", get(async move || answer(&app).await))
}

async fn answer(app: &App) -> Response {
    match app.metrics().text(app.context()).await {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], text).into_response()
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// Answers whoever watches, for as long as the server runs.
pub async fn watch(listener: TcpListener, app: App) {
    if let Err(error) = axum::serve(listener, routes(app)).await {
        tracing::error!(%error, "nobody can ask for metrics any more");
    }
}
