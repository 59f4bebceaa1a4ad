//! Following a case: number and code, what happened, and what she can do.

mod acts;
mod case;
mod page;
mod text;

pub use page::FollowCasePage;
