//! One module a service, all of one shape: `routes()` first, then the handlers of its endpoints, then its pages.

pub mod accounts;
pub mod admissions;
pub mod articles;
pub mod assistant;
pub mod attachments;
pub mod cases;
pub mod casework;
pub mod colleges;
pub mod content;
pub mod department;
pub mod desk;
pub mod exams;
pub mod feedback;
pub mod health;
pub mod hotlines;
pub mod past_scores;
pub mod plans;
pub mod preferences;
pub mod public_cases;
pub mod ranks;
pub mod scores;
pub mod search;
pub mod status;
