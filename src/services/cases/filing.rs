//! Filing a case: one question after the other, a page to check everything, the receipt.

mod categories;
mod check;
pub mod draft;
mod page;
mod question;
mod receipt;
mod steps;
mod text;

pub use page::FileCasePage;
