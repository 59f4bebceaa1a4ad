//! Cases at the desk: the queue, and a case on one screen.

mod acts;
mod case;
mod counter;
#[cfg(target_arch = "wasm32")]
mod hearing;
mod lookup;
mod queue;
mod text;

pub use acts::ActedOnCase;
pub use case::DeskCasePage;
pub use counter::{DeskFilePage, FiledAtDesk};
pub use queue::DeskPage;
