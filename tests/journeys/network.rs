//! The server under test on a port, behind a network that a test can make slow or broken.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower::ServiceExt;
use zhangban_api::articles::EMERGENCY_EVENTS;
use zhangban_server::App;
use zhangban_server::limits::Limits;
use zhangban_testing::{Engine, TestServer};

/// How one kind of file gets through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// At once.
    #[default]
    Prompt,
    /// So much later.
    Late(Duration),
    /// Not before the test says otherwise.
    Held,
    /// Never: there is nothing there.
    Missing,
    /// With a media type that forbids compiling from a stream.
    AnotherType,
    /// The server has no place left and says so.
    Overloaded,
    /// The connection is cut before the server hears of it.
    Cut,
}

/// How everything gets through.
#[derive(Clone, Copy, Debug, Default)]
struct Conditions {
    /// The WebAssembly.
    wasm: Delivery,
    /// Answers of the API.
    api: Delivery,
    /// Answers to forms that a browser posts by itself.
    forms: Delivery,
}

/// A server that browsers can reach.
pub(crate) struct Site {
    /// Its address, without a path.
    pub(crate) origin: String,
    /// The server behind the network.
    pub(crate) server: TestServer,
    conditions: watch::Sender<Conditions>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// Serves the sample department for as long as the runtime of the test lives.
    pub(crate) async fn start() -> Self {
        assert!(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bundle/index.html").is_file(),
            "the app is not built, and these tests take it into a browser: run `cargo xtask build` first"
        );
        let server = TestServer::start(Engine::Sqlite).await;
        let full = server.another(|parts| parts.limits = Limits::new(0, Duration::from_secs(8))).await.app();
        let (conditions, told) = watch::channel(Conditions::default());
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let heard = Arc::clone(&asked);
        let app = Router::new().fallback_service(server.app()).layer(from_fn(move |request: Request, next: Next| {
            let (told, full) = (told.clone(), full.clone());
            if is_wasm(request.uri().path()) {
                heard.lock().unwrap().push(request.uri().path().to_owned());
            }
            async move { deliver(told, full, request, next).await }
        }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { origin, server, conditions, asked }
    }

    /// From now on the WebAssembly gets through like this; what is held waits for it.
    pub(crate) fn deliver_wasm(&self, wasm: Delivery) {
        self.conditions.send_modify(|conditions| conditions.wasm = wasm);
    }

    /// The WebAssembly that was asked for so far, whether it got through or not.
    pub(crate) fn wasm_asked_for(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// From now on answers of the API get through like this.
    pub(crate) fn deliver_api(&self, api: Delivery) {
        self.conditions.send_modify(|conditions| conditions.api = api);
    }

    /// From now on answers to posted forms get through like this.
    pub(crate) fn deliver_forms(&self, forms: Delivery) {
        self.conditions.send_modify(|conditions| conditions.forms = forms);
    }
}

/// The app itself, or the code of a page in its own file.
fn is_wasm(path: &str) -> bool {
    [".wasm", ".bin"].iter().any(|ending| path.ends_with(ending))
}

async fn deliver(mut told: watch::Receiver<Conditions>, full: App, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_wasm = is_wasm(path);
    // Whoever listens for emergencies asks nothing: a test that cuts answers off is not about it.
    let is_api = path.starts_with("/api/") && path != EMERGENCY_EVENTS;
    let is_form = request.method() == Method::POST && !is_api;
    let delivery = |conditions: &Conditions| match (is_wasm, is_api, is_form) {
        (true, _, _) => conditions.wasm,
        (_, true, _) => conditions.api,
        (_, _, true) => conditions.forms,
        _ => Delivery::Prompt,
    };
    let Ok(now) = told.wait_for(|conditions| delivery(conditions) != Delivery::Held).await.map(|now| delivery(&now))
    else {
        // The test is over, and with it whoever waits.
        return StatusCode::GONE.into_response();
    };
    match now {
        Delivery::Prompt | Delivery::Held => next.run(request).await,
        Delivery::Late(by) => {
            tokio::time::sleep(by).await;
            next.run(request).await
        }
        Delivery::Missing => StatusCode::NOT_FOUND.into_response(),
        Delivery::AnotherType => {
            let mut response = next.run(request).await;
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
            response
        }
        Delivery::Overloaded => full.oneshot(request).await.into_response(),
        Delivery::Cut => {
            // A body that fails before its first byte: the connection is closed in the middle of the answer.
            let nothing = futures_util::stream::once(async { Err::<Vec<u8>, _>(std::io::Error::other("cut")) });
            Body::from_stream(nothing).into_response()
        }
    }
}
