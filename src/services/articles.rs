//! Articles: the channels with their search, and an article.

mod article;
mod entry;
mod list;
pub mod lookup;
mod text;

pub use article::ArticlePage;
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::services) use article::article_view;
pub use list::ArticlesPage;
