//! Journeys of citizens in a real browser: the app as it was built, a server of its own for each test, a phone's screen.
//!
//! `cargo xtask test` runs them; by hand, after `cargo xtask build`: `cargo test --features whole --test journeys`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod admissions;
mod articles;
mod assistant;
mod axe;
mod browser;
mod cases;
mod content;
mod driver;
mod everywhere;
mod feedback;
mod files;
mod hotlines;
mod layout;
mod network;
mod outbox;
mod past_scores;
mod plans;
mod preferences;
mod ranks;
mod scores;
mod screenshots;
mod search;
mod staff;
