//! Filing a case: one question after the other, a page to check everything, the receipt.

mod categories;
mod check;
pub mod draft;
mod draft_offer;
mod keeping;
#[cfg_attr(not(any(test, target_arch = "wasm32")), expect(dead_code, reason = "only a browser keeps anything"))]
mod kept;
mod later;
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "on the server nothing waits"))]
mod outbox;
mod page;
mod parcels;
#[cfg(target_arch = "wasm32")]
mod picture;
mod promise;
mod question;
mod receipt;
mod steps;
mod text;
mod waiting;
mod words;

pub use categories::FileCasePage;
pub use page::WriteCasePage;
pub(in crate::services) use question::question_field;
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::services) use receipt::ReceiptView;
pub(in crate::services) use steps::agreed;
pub use waiting::{WaitingBar, WaitingCasesPage};
