//! What the desk writes for everybody: hotlines, replies of the number assistant, articles.

mod edit;
mod fields;
mod list;
mod lookup;
mod preview;
mod text;

pub use edit::EditPage;
pub use list::ContentPage;
pub use preview::EditedContent;
#[cfg(not(target_arch = "wasm32"))]
pub use preview::Preview;
