//! The admission look-up: its form, and where the file stands, step by step.

mod page;
mod result;
mod steps;
mod text;

pub use page::AdmissionsPage;
