//! Cases: complaints, inquiries, consultations, from the filing to the answer and to the public's view of both.

pub mod category;
pub mod deadline;
pub mod desk;
pub mod filing;
pub mod following;
pub mod number;
pub mod promise;
pub mod public;
pub mod source;
pub mod state;

pub use category::{Categories, Category, GetCategories};
pub use deadline::{Clock, Deadline, Warning};
pub use filing::{CaseForm, FileCase, GetReceipt, Receipt};
pub use following::{ActOnCase, CaseKey, CaseView, CitizenAct, Entry, Event, FollowCase};
pub use number::{CaseNumber, QueryCode};
pub use source::Source;
pub use state::{Actor, CaseState, Move};
