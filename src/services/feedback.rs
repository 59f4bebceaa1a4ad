//! Feedback: a rating, a topic, a word, and a contact if she likes.

mod form;
mod page;
mod text;
mod thanks;

pub use page::FeedbackPage;
