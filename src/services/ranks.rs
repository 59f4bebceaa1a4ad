//! The rank table: what a score or a rank stands for, and the table itself.

mod answer;
mod distribution;
mod form;
mod lookup;
mod page;
mod rows;
mod text;

pub use lookup::Lookup;
pub use page::RanksPage;
