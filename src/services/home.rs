//! The home page: who the department is, what is due, and the menu.

mod masthead;
mod menu;
mod newest;
mod page;

pub use page::HomePage;
