//! Enrolment plans: filters on top, college major groups with their majors below.

mod chips;
mod correction;
mod form;
mod group;
pub mod lookup;
mod page;
mod states;
mod text;

pub use page::PlansPage;

/// As many majors can be taken away as one file; more must be narrowed down first.
pub const DOWNLOAD_MOST: u32 = 5_000;
