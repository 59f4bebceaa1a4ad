//! What the citizen's app and the server say to each other.
//!
//! Endpoints as types, values that can only be made by parsing, and one error shape. This crate does no I/O and
//! knows neither a browser nor a database; both sides depend on it, so neither can drift from the other.

pub mod accounts;
pub mod admissions;
pub mod articles;
pub mod assistant;
pub mod attachments;
pub mod calendar;
pub mod candidate_number;
pub mod cases;
pub mod citizen_id;
pub mod colleges;
pub mod contact;
pub mod content;
pub mod department;
pub mod endpoint;
pub mod error;
pub mod exams;
pub mod feedback;
pub mod finding;
pub mod hotlines;
pub mod idempotency;
pub mod identity;
pub mod moment;
pub mod paging;
pub mod past_scores;
pub mod phone_number;
pub mod plans;
pub mod ranks;
pub mod scores;
pub mod search;
pub mod staff;
pub mod status;
pub mod text;

pub use candidate_number::CandidateNumber;
pub use citizen_id::CitizenId;
pub use endpoint::{Endpoint, Method};
pub use error::{ApiError, ErrorCode, FieldError};
pub use moment::{Date, Moment};
pub use phone_number::PhoneNumber;
pub use text::{Message, Text};
