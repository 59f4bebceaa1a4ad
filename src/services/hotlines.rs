//! The hotline directory: search, filters, and the numbers.

mod entry;
mod filters;
mod finding;
pub mod lookup;
mod page;
mod server_time;
mod states;

#[cfg(not(target_arch = "wasm32"))]
pub(in crate::services) use entry::entry;
pub use page::HotlinesPage;
