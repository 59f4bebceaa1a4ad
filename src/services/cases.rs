//! Cases for citizens: filing, following, and what was answered to others.

pub mod filing;
mod following;
mod timeline;

pub use filing::{FileCasePage, WriteCasePage};
pub use following::FollowCasePage;
pub(super) use timeline::{ClockView, Timeline};
