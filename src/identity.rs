//! Who asks: what the services share that answer one candidate. They know nothing of each other; the form, what stands in
//! it, and the head of the answer are here once.

mod form;
mod result;
mod slip;
mod text;

pub use form::{IdentityForm, Saying, Typed};
pub use result::shown_result;
pub use slip::{SlipActions, SlipHead};
