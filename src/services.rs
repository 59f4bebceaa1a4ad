//! One folder a service: its page, its form, its result, its words.

pub mod accounts;
pub mod admissions;
pub mod articles;
pub mod assistant;
pub mod cases;
pub mod casework;
pub mod content;
pub mod desk;
pub mod feedback;
pub mod home;
pub mod hotlines;
pub mod not_found;
pub mod past_scores;
pub mod plans;
pub mod public_cases;
pub mod ranks;
pub mod scores;
pub mod search;
pub mod status;
