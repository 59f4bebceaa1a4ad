//! Following a case: number and code, what happened, and what she can do.

mod acts;
mod case;
#[cfg(target_arch = "wasm32")]
mod hearing;
mod later;
mod page;
mod remembered;
mod text;

pub use page::FollowCasePage;
