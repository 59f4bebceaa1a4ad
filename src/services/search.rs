//! Searching everything that the server finds: services, hotlines, colleges, articles.

mod hits;
pub mod lookup;
mod page;
mod searching;
mod text;

pub use page::SearchPage;
