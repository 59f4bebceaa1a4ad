//! Scores of previous years: the register of colleges, the scores of one of them, and the same rank in other years.

mod college;
mod finding;
mod lookup;
mod page;
mod register;
mod same_rank;
mod table;
mod text;
mod years;

pub use lookup::{Lookup, OfCollege, SameRank, field};
pub use page::PastScoresPage;
