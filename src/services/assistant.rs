//! The number assistant: send a number or a few words, and read what the department answers.

mod page;
mod reply;
mod talk;
mod text;

pub use page::AssistantPage;
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::services) use reply::as_answered;
