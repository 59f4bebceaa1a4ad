//! How the service is doing, for people.

use serde::{Deserialize, Serialize};

use crate::endpoint::Nothing;
use crate::{Endpoint, Method, Moment, Text};

/// `GET /api/status`.
pub struct GetStatus;

impl Endpoint for GetStatus {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/status";
    const SUMMARY: &'static str = "Whether the service works, and how fresh its data are";
    type Request = Nothing;
    type Reply = Status;
}

/// How the service is doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Status {
    /// What works and what does not.
    pub parts: Vec<Part>,
    /// The program's version.
    pub version: String,
    /// When it was started.
    pub started_at: Moment,
    /// When the department's data last changed; never, before the first import.
    pub data_changed_at: Option<Moment>,
    /// The server's clock.
    pub now: Moment,
}

/// A part of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// What a citizen calls it.
    pub name: Text,
    /// Whether it works.
    pub works: bool,
    /// What else is to be said of it, such as since when or from when; may be empty.
    #[serde(default)]
    pub note: Text,
}
