//! How the service is doing, for people.

mod page;

pub use page::StatusPage;
