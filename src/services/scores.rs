//! The score query: its form, and the result as a slip.

mod marks;
mod page;
mod position;
mod result;
mod text;

pub use page::ScoresPage;
