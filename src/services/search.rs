//! Searching everything: services, hotlines, and whatever else the server finds.

mod hits;
pub mod lookup;
mod page;
mod searching;
mod text;

pub use page::SearchPage;
