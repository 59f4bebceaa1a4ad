//! The server under test: the whole application without a port, on a database of its own.

use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use serde::Serialize;
use tower::ServiceExt;
use zhangban_api::{Endpoint, Method};
use zhangban_server::App;
use zhangban_server::attachments::{Files, Place};
use zhangban_server::context::{Context, Parts};
use zhangban_server::department_folder::Plan;
use zhangban_server::identity_key::IdentityKey;
use zhangban_server::import::{self, Outcome};
use zhangban_server::limits::Limits;
use zhangban_server::settings::KEEP_CONTACTS_DAYS;
use zhangban_server::store::Store;

use crate::answer::Answer;
use crate::clock::TestClock;
use crate::engine::{Database, Engine};
use crate::sample;

/// What a listener is told.
pub type Told = BoxStream<'static, String>;

/// The whole application without a port.
#[derive(Clone)]
pub struct TestServer {
    app: App,
    context: Context,
    clock: TestClock,
    database: Arc<Database>,
}

impl TestServer {
    /// A server with the sample department, on the day after the release.
    pub async fn start(engine: Engine) -> Self {
        let server = Self::empty(engine).await;
        server.import(&sample::folder()).await;
        server
    }

    /// A server before the first import.
    pub async fn empty(engine: Engine) -> Self {
        Self::on(engine.database().await.into(), TestClock::at(sample::now()), |_| {}).await
    }

    async fn on(database: Arc<Database>, clock: TestClock, change: impl FnOnce(&mut Parts)) -> Self {
        let mut parts = Parts {
            store: database.open().await,
            files: Files::open(&Place::Folder(database.folder.path().join("files"))).expect("a folder for files"),
            key: IdentityKey::load_or_make(database.folder.path()).expect("a key"),
            clock: clock.for_server(),
            limits: Limits::default(),
            frame_ancestors: Vec::new(),
            keep_contacts_days: KEEP_CONTACTS_DAYS,
            keep_feedback_contacts_days: KEEP_CONTACTS_DAYS,
        };
        change(&mut parts);
        let context = Context::new(parts).await.expect("data that can be read");
        Self { app: zhangban_server::app(context.clone()), context, clock, database }
    }

    /// Another server on the same database and clock, made of other parts.
    pub async fn another(&self, change: impl FnOnce(&mut Parts)) -> Self {
        Self::on(self.database.clone(), self.clock.clone(), change).await
    }

    /// The application, to be served on a port or called.
    pub fn app(&self) -> App {
        self.app.clone()
    }

    /// What its handlers can reach.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Where it keeps everything.
    pub fn store(&self) -> &Store {
        self.context.store()
    }

    /// Its data folder.
    pub fn folder(&self) -> &Path {
        self.database.folder.path()
    }

    /// Where its database is.
    pub fn database(&self) -> &Arc<Database> {
        &self.database
    }

    /// Its clock.
    pub fn clock(&self) -> &TestClock {
        &self.clock
    }

    /// Imports files, all of which must be sound, and sees to it that the server has noticed.
    pub async fn import(&self, path: &Path) {
        let plan = Plan::of(&[path]);
        assert!(plan.faults.is_empty(), "{:?}", plan.faults);
        let outcomes = import::take(self.store(), self.context.key(), &plan, |_, outcome| {
            if let Outcome::Refused(faults) = outcome {
                panic!("{faults}");
            }
        });
        assert_eq!(outcomes.await.expect("an import").len(), plan.files.len());
        self.context.refresh().await.expect("data that can be read again");
    }

    /// Sends a request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let Ok(response) = self.app.clone().oneshot(request).await;
        Answer::of(response).await
    }

    /// Listens at an address as a browser does: the status, and what is told, piece by piece.
    pub async fn listen(&self, address: &str, headers: &[(&str, &str)]) -> (StatusCode, Told) {
        let mut request = Request::get(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        let Ok(response) = self.app.clone().oneshot(request).await;
        let text = |piece: Result<Bytes, axum::Error>| {
            String::from_utf8(piece.expect("a piece that arrives").to_vec()).expect("text")
        };
        (response.status(), response.into_body().into_data_stream().map(text).boxed())
    }

    /// Gets an address.
    pub async fn get(&self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).expect("a request")).await
    }

    /// Gets an address with headers.
    pub async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        let request =
            headers.iter().fold(Request::get(address), |request, (name, value)| request.header(*name, *value));
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Asks an endpoint, as the app does.
    pub async fn call<E: Endpoint>(&self, request: &E::Request) -> Answer {
        match E::METHOD {
            Method::Post => self.post_json(E::PATH, &serde_json::to_string(request).expect("JSON")).await,
            Method::Get => match serde_urlencoded::to_string(request).expect("a query") {
                query if query.is_empty() => self.get(E::PATH).await,
                query => self.get(&format!("{}?{query}", E::PATH)).await,
            },
        }
    }

    /// Posts a text that is declared as JSON.
    pub async fn post_json(&self, path: &str, body: &str) -> Answer {
        self.send(post(path, "application/json", body.to_owned())).await
    }

    /// Posts a form, as a browser without scripting does.
    pub async fn post_form(&self, path: &str, form: &impl Serialize) -> Answer {
        let body = serde_urlencoded::to_string(form).expect("a form");
        self.send(post(path, "application/x-www-form-urlencoded", body)).await
    }
}

/// A request that posts a body of a media type.
pub fn post(path: &str, kind: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(path).header(header::CONTENT_TYPE, kind).body(body.into()).expect("a request")
}
