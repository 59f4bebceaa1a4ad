//! The citizen's app: pages that the server renders and the browser takes over as they stand.

#![recursion_limit = "256"]

pub mod language;
pub mod mode;
pub mod parts;
