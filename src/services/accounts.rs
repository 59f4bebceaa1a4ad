//! The official accounts: which they are, and whether something is one of them.

mod form;
pub mod lookup;
mod page;
mod register;
mod result;
mod text;

pub use page::AccountsPage;
