//! Filing a case: one question after the other, a page to check everything, the receipt.

mod categories;
mod check;
pub mod draft;
mod later;
mod page;
mod promise;
mod question;
mod receipt;
mod steps;
mod text;
mod words;

pub use categories::FileCasePage;
pub use page::WriteCasePage;
