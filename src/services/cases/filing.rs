//! Filing a case: one question after the other, a page to check everything, the receipt.

mod categories;
mod check;
pub mod draft;
mod ending;
mod page;
mod promise;
mod question;
mod receipt;
mod steps;
mod text;

pub use categories::FileCasePage;
pub use page::WriteCasePage;
