//! What somebody types at the desk, read as the file it would stand in: by the same readers, with the same faults.

use zhangban_api::hotlines::Hotline;

use super::articles::{self, ArticlePage, TypedArticle};
use super::fault::{Faults, Report};
use super::replies::Replies;
use super::{hotlines, replies};

/// The text of a table of hotlines.
pub fn read_hotlines(csv: String) -> Result<Vec<Hotline>, Faults> {
    let mut report = Report::new("hotlines.csv");
    let read = hotlines::read_text(csv, &mut report);
    report.finish(read)
}

/// The text of `replies.toml`.
pub fn read_replies(toml: String) -> Result<Replies, Faults> {
    let mut report = Report::new("replies.toml");
    let read = replies::read_text(toml, &mut report);
    report.finish(read)?.ok_or_else(Faults::default)
}

/// An article.
pub fn read_article(typed: TypedArticle) -> Result<ArticlePage, Faults> {
    let mut report = Report::new("article.md");
    let read = articles::read_text(typed, &mut report);
    report.finish(read)?.ok_or_else(Faults::default)
}
