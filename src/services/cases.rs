//! Cases for citizens: filing, following, and what was answered to others.

pub mod filing;
mod following;
#[cfg(target_arch = "wasm32")]
mod remembered;
mod timeline;

pub use filing::{FileCasePage, WaitingBar, WaitingCasesPage, WriteCasePage};
pub use following::FollowCasePage;
pub(super) use timeline::{ClockView, Timeline};
