//! Emergencies: what stands on every page while it lasts.

use serde::{Deserialize, Serialize};

use crate::endpoint::Nothing;
use crate::{Endpoint, Method, Moment, Text};

/// `GET /api/emergency`: what stands on every page just now.
pub struct GetEmergencies;

impl Endpoint for GetEmergencies {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/emergency";
    const SUMMARY: &'static str =
        "The emergency notices of this moment; as a stream of events at /api/emergency/events";
    type Request = Nothing;
    type Reply = Emergencies;
}

/// Server-sent events: [`Emergencies`] as JSON, at once and whenever they change.
pub const EMERGENCY_EVENTS: &str = "/api/emergency/events";

/// The emergency notices of a moment, newest first. Mostly there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Emergencies {
    /// Newest first. What was updated or called off is not among them; what updates it or calls it off is.
    pub notices: Vec<EmergencyNotice>,
}

/// An emergency notice as it stands on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EmergencyNotice {
    /// The short name of its article.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What to do.
    pub what_to_do: Text,
    /// Since when it can be read.
    pub published_at: Moment,
    /// Whether it calls an earlier one off.
    #[serde(default)]
    pub cancels: bool,
}
