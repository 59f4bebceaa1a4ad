//! An endpoint is a type: its method, its path, what is asked and what is answered.

use serde::{Serialize, de::DeserializeOwned};

/// How an endpoint is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The request travels in the query string; the answer may be kept.
    Get,
    /// The request travels as JSON in the body: everything personal goes this way.
    Post,
}

/// One question that the app can ask of the server.
///
/// The client sends it, the server routes it, and the OpenAPI document is made from it: nowhere else is a path
/// of the API written down.
pub trait Endpoint: 'static {
    /// How it is called.
    const METHOD: Method;
    /// Its path, from the root: `/api/...`.
    const PATH: &'static str;
    /// What it does, in a sentence, for the OpenAPI document.
    const SUMMARY: &'static str;
    /// Whether the answer is about one person and must not be stored by anybody on the way.
    const PERSONAL: bool = false;
    /// Whether a call must carry an `Idempotency-Key`, so that sending it twice does it once.
    const IDEMPOTENT_BY_KEY: bool = false;
    /// Whether a call makes something new: it is then answered with 201.
    const CREATES: bool = false;
    /// What is asked.
    type Request: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static;
    /// What is answered when all is well; otherwise the answer is an [`ApiError`](crate::ApiError).
    type Reply: Reply;
}

/// What an endpoint can answer.
pub trait Reply: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static {}

impl<T: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static> Reply for T {}

/// The request of an endpoint that needs to know nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Nothing {}
