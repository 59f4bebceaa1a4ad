//! Fields to type into: native, named and uncontrolled, so that they work before the take-over and lose nothing in it.

mod file;
mod frame;
mod input;
mod search;
mod spec;
mod text_area;

pub use file::FileField;
pub use input::Field;
pub use search::SearchField;
pub use spec::{EnterKey, FieldSpec, Typing};
pub use text_area::TextArea;

pub(super) use frame::Help;
pub(crate) use frame::{Frame, described_by, error_of};
