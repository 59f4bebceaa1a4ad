//! Facts about the server, asked as the app and a browser would ask: the whole application without a port, on SQLite and,
//! with the feature `whole`, on PostgreSQL as well.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod admissions;
mod articles;
mod assistant;
mod attachments;
mod audit;
mod backups;
mod canaries;
mod candidates;
mod case_events;
mod cases;
mod casework;
mod colleges;
mod commands;
mod content;
mod counter;
mod departments;
mod emergencies;
mod errors;
mod exams;
mod feedback;
mod filings;
mod headers;
mod hotlines;
mod imports;
mod openapi;
mod operating;
mod overload;
mod past_scores;
mod plans;
mod preferences;
mod public_cases;
mod ranks;
mod release;
mod scores;
mod search;
mod serving;
mod staff;
mod status;
mod stores;
