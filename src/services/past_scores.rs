//! Scores of previous years: the register of colleges, the scores of one of them, and the same rank in other years.

mod college;
mod finding;
mod lookup;
mod register;
mod same_rank;
mod table;
mod text;
mod ways;
mod years;

pub use college::CollegeScoresPage;
pub use lookup::{Lookup, OfCollege, SameRank, field, search_of_query};
pub use register::PastScoresPage;
pub use same_rank::SameRankPage;
