//! What the desk writes: hotlines, replies of the number assistant, articles.
//!
//! An edit is kept as the fields of its form. To be taken over, it is laid out as the department's file, read by the reader
//! of that file, and written as an import writes it, in one transaction with its entry in the audit log. Nothing of it is
//! held in memory: an edit that waits for its time waits in the store, whichever server is there when it comes.
//!
//! Whoever reads a form gets with it the name of what stood there (`seen`); if that has changed when the form comes back,
//! nothing is overwritten. A file that is imported later wins; edits that it has replaced are marked so.

mod articles;
mod check;
mod export;
mod hotlines;
mod listed;
mod record;
mod replies;
mod time;
mod work;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use zhangban_api::Moment;
use zhangban_api::assistant::Phone;
use zhangban_api::content::ContentKind;
use zhangban_api::hotlines::Hotline;

use crate::assistant::Rule;
use crate::department_folder::{ArticlePage, UsedFile};
use crate::published;
use crate::store::{Store, StoreError};

pub(crate) use check::{Piece, check};
pub use export::{ExportError, export};
pub(crate) use listed::list;
pub(crate) use record::Record;
pub(crate) use time::after_import;
pub use time::pass;
pub(crate) use work::{Typed, act, found};

/// The fields of a form, by name.
pub type Fields = BTreeMap<String, String>;

/// What stands, for citizens to see, as a form.
pub(crate) struct Stand {
    /// Its fields.
    pub(crate) fields: Fields,
    /// The files of an article.
    pub(crate) files: Vec<UsedFile>,
    /// When an article was published, as its file says it.
    pub(crate) published_at: String,
}

impl Stand {
    fn of(fields: Fields) -> Self {
        Self { fields, files: Vec::new(), published_at: String::new() }
    }
}

/// The one that stands under a name of ours.
pub(crate) async fn stand(store: &Store, kind: ContentKind, item: &str) -> Result<Option<Stand>, StoreError> {
    if item.is_empty() {
        return Ok(None);
    }
    match kind {
        ContentKind::Hotlines => {
            let all = published::hotlines(store).await?;
            Ok(all.iter().find(|one| hotlines::key(one) == item).map(|one| Stand::of(hotlines::fields(one))))
        }
        ContentKind::Replies => {
            let assistant = published::assistant(store).await?;
            Ok(assistant.rules().find(|rule| rule.id == item).map(|rule| Stand::of(replies::fields(rule))))
        }
        ContentKind::Articles => articles::stand(store, item).await,
    }
}

/// Names what stands, or that nothing does.
pub(crate) fn digest(stand: Option<&Fields>) -> String {
    let Some(fields) = stand else { return "-".to_owned() };
    let mut hash = Sha256::new();
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        for text in [name, value] {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
    }
    hex::encode(&hash.finalize()[..16])
}

/// Names everything that a form was made from: what stands, and the edit that waits.
pub(crate) fn seen(stand: Option<&Fields>, waits: Option<&Record>) -> String {
    let (id, version) = waits.map_or((0, 0), |record| (record.id, record.version));
    format!("{}.{id}.{version}", digest(stand))
}

/// A point in time as somebody would type it.
fn typed_moment(at: Moment) -> String {
    if at.unix().rem_euclid(60) == 0 { at.to_string() } else { at.rfc3339() }
}

/// Lines that have something in them.
fn lines(typed: &str) -> impl Iterator<Item = &str> {
    typed.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn get<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map(|value| value.trim()).unwrap_or_default()
}

fn filled<const N: usize>(fields: [(&str, String); N]) -> Fields {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
