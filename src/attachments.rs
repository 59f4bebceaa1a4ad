//! What comes with a case, on its way: chosen, made smaller, sent one after the other, named by what the server answered.
//!
//! Without scripting the field is a file chooser whose form brings the files itself.

mod attached;
mod field;
#[cfg(target_arch = "wasm32")]
mod sending;
#[cfg(target_arch = "wasm32")]
mod smaller;
mod text;

pub use attached::{Attached, Item, State};
pub use field::Attachments;
