//! How an endpoint type becomes a route and a paragraph of the OpenAPI document, in one step.

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use zhangban_api::{Endpoint, ErrorCode, Method};

use crate::context::Context;
use crate::kept::{Answer, Edition};
use crate::openapi::Document;
use crate::refusal::Refusal;

const JSON: &str = "application/json";

/// Routes as they are gathered from the services, and what is to be said of them.
#[derive(Default)]
pub struct Routes {
    router: Router<Context>,
    document: Document,
    patterns: Vec<String>,
}

impl Routes {
    /// Answers an endpoint anew for each request.
    #[must_use]
    pub fn endpoint<E, H, F>(self, handler: H) -> Self
    where
        E: Endpoint + schemars_bounds::Described,
        H: Fn(Context, Asked<E>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<E::Reply, Refusal>> + Send,
    {
        let answer = |State(context): State<Context>, request: Request| async move {
            let asked = Asked::<E>::read(request).await?;
            handler(context, asked).await.map(|reply| reply_now::<E>(&reply))
        };
        self.add::<E>(match E::METHOD {
            Method::Get => get(answer),
            Method::Post => post(answer),
        })
    }

    /// Answers an endpoint with what is the same for everybody: made once for each edition and kept compressed.
    #[must_use]
    pub fn kept_endpoint<E, H>(self, edition: fn(&Context) -> Edition, handler: H) -> Self
    where
        E: Endpoint + schemars_bounds::Described,
        H: Fn(&Context, &E::Request) -> Result<E::Reply, Refusal> + Clone + Send + Sync + 'static,
    {
        let answer = move |State(context): State<Context>, request: Request| async move {
            let asked = Asked::<E>::read(request).await?;
            // Named by what was understood: a stranger who makes up parameters makes up no names.
            let question = serde_json::to_string(&asked.request).map_err(|error| Refusal::Broken(error.to_string()))?;
            let name = format!("{} {question}", E::PATH);
            let make = || {
                let reply = handler(&context, &asked.request)?;
                let body = serde_json::to_vec(&reply).map_err(|error| Refusal::Broken(error.to_string()))?;
                Ok::<_, Refusal>(Answer::new(JSON, body))
            };
            let answer: Arc<Answer> = context.kept().get(&name, edition(&context), make)?;
            let mut response = answer.respond(&asked.headers);
            response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
            Ok::<_, Refusal>(response)
        };
        self.add::<E>(get(answer))
    }

    /// Takes a file as it is; the reply is JSON.
    #[must_use]
    pub fn upload<E: Endpoint + schemars_bounds::Described>(mut self, methods: MethodRouter<Context>) -> Self {
        self.document.add_upload::<E>();
        self.route(E::PATH, methods)
    }

    /// Adds addresses that are not endpoints: pages, downloads.
    #[must_use]
    pub fn route(mut self, path: &str, methods: MethodRouter<Context>) -> Self {
        self.patterns.push(path.to_owned());
        self.router = self.router.route(path, methods);
        self
    }

    /// The router, the document, and the patterns of all routes.
    pub fn finish(self) -> (Router<Context>, Document, Vec<String>) {
        (self.router, self.document, self.patterns)
    }

    fn add<E: Endpoint + schemars_bounds::Described>(mut self, methods: MethodRouter<Context>) -> Self {
        self.document.add::<E>();
        self.route(E::PATH, methods)
    }
}

/// An answer made for this request.
pub fn reply_now<E: Endpoint>(reply: &E::Reply) -> Response {
    match serde_json::to_vec(reply) {
        Ok(body) => {
            let keeping = if E::PERSONAL { "no-store" } else { "no-cache" };
            let headers = [(header::CONTENT_TYPE, JSON), (header::CACHE_CONTROL, keeping)];
            let status = if E::CREATES { StatusCode::CREATED } else { StatusCode::OK };
            (status, headers, body).into_response()
        }
        Err(error) => Refusal::Broken(error.to_string()).into_response(),
    }
}

/// A request that was understood, and the headers it came with.
pub struct Asked<E: Endpoint> {
    /// What is asked.
    pub request: E::Request,
    /// What it came with.
    pub headers: HeaderMap,
}

impl<E: Endpoint> Asked<E> {
    async fn read(request: Request) -> Result<Self, Refusal> {
        let (head, content) = request.into_parts();
        let request = match E::METHOD {
            Method::Get => Query::<E::Request>::try_from_uri(&head.uri).map_err(|_| ErrorCode::Malformed)?.0,
            Method::Post => {
                if !is_json(&head.headers) {
                    return Err(ErrorCode::UnsupportedMediaType.into());
                }
                let content = body(Request::new(content)).await?;
                serde_json::from_slice(&content).map_err(|_| ErrorCode::Malformed)?
            }
        };
        Ok(Self { request, headers: head.headers })
    }
}

/// The whole body, within the limit.
pub async fn body(request: Request) -> Result<Bytes, ErrorCode> {
    Bytes::from_request(request, &()).await.map_err(|rejection: BytesRejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::TooLarge,
        _ => ErrorCode::Malformed,
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(JSON)
}

/// What the OpenAPI document asks of an endpoint's types.
pub mod schemars_bounds {
    use schemars::JsonSchema;
    use zhangban_api::Endpoint;

    /// An endpoint whose request and reply can be described.
    pub trait Described: Endpoint<Request: JsonSchema, Reply: JsonSchema> {}
    impl<E: Endpoint<Request: JsonSchema, Reply: JsonSchema>> Described for E {}
}
