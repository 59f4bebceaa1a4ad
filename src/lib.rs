//! The citizen's app: pages that the server renders and the browser takes over as they stand.

#![recursion_limit = "256"]

pub mod address;
pub mod app;
pub mod attachments;
#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
mod client;
#[cfg(target_arch = "wasm32")]
mod effect;
pub mod first_paint;
pub mod identity;
mod json;
pub mod language;
pub mod location;
pub mod mode;
pub mod page;
pub mod pages;
pub mod parts;
pub mod remote;
pub mod searched_list;
pub mod services;
pub mod shell;
#[cfg(target_arch = "wasm32")]
mod storage;
pub mod submission;
