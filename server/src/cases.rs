//! Cases as the store keeps them: filing, moving, reading, and what time does to them.
//!
//! Every change goes through [`moves::make`]: the table of `api` says whether it may be, the clock and the timeline
//! follow from it, and it is written in the transaction of whoever asked for it.

pub mod code;
pub(crate) mod like;
pub mod moves;
pub mod promise;
pub mod public;
pub mod record;
pub mod time;

pub use moves::Act;
pub use record::CaseRecord;
