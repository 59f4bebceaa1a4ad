//! What everybody may see of cases: questions and answers, and how fast the department answers.

mod answered;
mod entry;
mod lookup;
mod promise;
mod text;

pub use answered::AnsweredCasesPage;
pub use entry::entry_view;
pub use lookup::search_of_query;
pub use promise::PromisePage;
