//! Taking over a department folder: file by file, each wholly or not at all.

mod admissions;
pub(crate) mod articles;
pub(crate) mod documents;
mod past_scores;
mod plans;
pub(crate) mod replies;
mod results;
mod staged;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use zhangban_api::Moment;
use zhangban_api::content::ContentKind;

use crate::clock::Clock;
use crate::content;
use crate::department_folder::{Content, Faults, File, People, PeopleSheet, Plan, Reader};
use crate::identity_key::{IdentityKey, KeyError};
use crate::published::Published;
use crate::settings::Settings;
use crate::store::{Store, StoreError, Transaction, Value};

/// Why an import did not go through.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Files had faults, which have been told; the sound files were taken.
    #[error("{0} 个文件有问题，未导入。{0} files have faults and were not taken.")]
    Refused(usize),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no key to hash identities with.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The thread that reads a sheet ended before it was done.
    #[error("reading a sheet was cut short")]
    CutShort,
}

/// What became of a file.
#[derive(Debug)]
pub enum Outcome {
    /// It was taken, with so many changes.
    Taken(Changes),
    /// It was taken, and says something else than what the desk had published since: these edits are replaced.
    Replaced(Changes, Vec<String>),
    /// It has faults; nothing of it was taken.
    Refused(Faults),
}

/// What an import changed. Importing the same again changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Entries the file has now.
    pub entries: u64,
    /// Entries that were not there before.
    pub added: u64,
    /// Entries that say something else now.
    pub changed: u64,
    /// Entries that the file no longer has.
    pub removed: u64,
}

impl Changes {
    /// Compares what was there with what is there now, entry by entry.
    fn between<T: PartialEq, K: Ord>(before: &[T], now: &[T], key: impl Fn(&T) -> K) -> Self {
        let mut gone: BTreeMap<K, &T> = before.iter().map(|entry| (key(entry), entry)).collect();
        let mut changes = Self { entries: now.len() as u64, ..Self::default() };
        for entry in now {
            match gone.remove(&key(entry)) {
                None => changes.added += 1,
                Some(was) if was != entry => changes.changed += 1,
                Some(_) => {}
            }
        }
        changes.removed = gone.len() as u64;
        changes
    }

    fn is_none(self) -> bool {
        self.added + self.changed + self.removed == 0
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entries, added, changed, removed } = self;
        write!(
            f,
            "共 {entries} 条：新增 {added}，更改 {changed}，删除 {removed}。\
             {entries} entries: {added} added, {changed} changed, {removed} removed."
        )
    }
}

/// `zhangban check`: says what is wrong and changes nothing.
pub async fn check(settings: &Settings, paths: &[PathBuf]) -> Result<(), ImportError> {
    let exists = settings.database.is_some() || settings.data.join("zhangban.sqlite").exists();
    let store = if exists { Some(settings.store().await?) } else { None };
    let known = match &store {
        Some(store) => Published::load(store).await?,
        None => Published::default(),
    };
    let mut plans = Vec::new();
    let plan = Plan::of(paths);
    let mut reader = Reader::new(known.all_exams().to_vec(), known.colleges.clone());
    let mut refused = tell_unknown(&plan);
    for file in &plan.files {
        let bar = progress(file);
        let read = match reader.read(file) {
            Ok(Content::Scores(sheet)) => look_through(*sheet, &bar).map(Some),
            Ok(Content::Admissions(sheet)) => look_through(*sheet, &bar).map(Some),
            Ok(Content::Plans(groups)) => {
                plans.extend(groups);
                Ok(None)
            }
            // Whether a correction fits is seen against the plans of this folder first, then of the store.
            Ok(Content::PlanCorrections(corrections)) => {
                plans::check_corrections(store.as_ref(), file, &plans, &corrections).await?.map(|()| None)
            }
            Ok(Content::PastScores(sheet)) => sheet.read(|_| {}).map(Some),
            Ok(_) => Ok(None),
            Err(faults) => Err(faults),
        };
        bar.finish_and_clear();
        match read {
            Ok(rows) => {
                let rows = rows.map(|rows| format!("（{rows} 行 rows）")).unwrap_or_default();
                println!("{}{rows}：没有问题。Sound.", file.path.display());
            }
            Err(faults) => {
                println!("{faults}");
                refused += 1;
            }
        }
    }
    if refused == 0 { Ok(()) } else { Err(ImportError::Refused(refused)) }
}

/// Reads a sheet to its end; says how many rows it has.
fn look_through<P: People>(mut sheet: PeopleSheet<P>, bar: &ProgressBar) -> Result<u64, Faults> {
    while sheet.advance() {
        bar.set_position(sheet.progress().0);
    }
    sheet.finish()
}

/// `zhangban import`: takes what is sound and says what changed.
pub async fn import(settings: &Settings, paths: &[PathBuf]) -> Result<(), ImportError> {
    let (store, key) = (settings.store().await?, settings.key()?);
    let plan = Plan::of(paths);
    let mut refused = tell_unknown(&plan);
    let told = |path: &Path, outcome: &Outcome| match outcome {
        Outcome::Taken(changes) => println!("{}：{changes}", path.display()),
        Outcome::Replaced(changes, edits) => {
            println!("{}：{changes}", path.display());
            for edit in edits {
                println!("  覆盖了工作台的修改：{edit}。An edit of the desk was replaced.");
            }
        }
        Outcome::Refused(faults) => println!("{faults}"),
    };
    for outcome in take(&store, &key, &plan, told).await? {
        refused += usize::from(matches!(outcome, Outcome::Refused(_)));
    }
    if refused == 0 { Ok(()) } else { Err(ImportError::Refused(refused)) }
}

/// Takes the files of a plan into a store, telling each outcome as it comes.
pub async fn take(
    store: &Store,
    key: &IdentityKey,
    plan: &Plan,
    told: impl Fn(&Path, &Outcome),
) -> Result<Vec<Outcome>, ImportError> {
    let known = Published::load(store).await?;
    let mut reader = Reader::new(known.all_exams().to_vec(), known.colleges.clone());
    let mut outcomes = Vec::new();
    for file in &plan.files {
        let outcome = match reader.read(file) {
            Ok(content) => take_content(store, key, file, content).await?,
            Err(faults) => Outcome::Refused(faults),
        };
        told(&file.path, &outcome);
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

/// Takes what a file says, and sees which edits of the desk it has replaced.
async fn take_content(store: &Store, key: &IdentityKey, file: &File, content: Content) -> Result<Outcome, ImportError> {
    let of_the_desk = match &content {
        Content::Hotlines(_) => Some((ContentKind::Hotlines, None)),
        Content::Replies(_) => Some((ContentKind::Replies, None)),
        Content::Article(page) => Some((ContentKind::Articles, Some(page.article.id.clone()))),
        _ => None,
    };
    let outcome = take_whole(store, key, file, content).await?;
    let (Outcome::Taken(changes), Some((kind, article))) = (&outcome, of_the_desk) else { return Ok(outcome) };
    let replaced = content::after_import(store, Clock::system().now(), kind, article.as_deref()).await?;
    if replaced.is_empty() {
        return Ok(outcome);
    }
    Ok(Outcome::Replaced(*changes, replaced.iter().map(content::Record::called).collect()))
}

async fn take_whole(store: &Store, key: &IdentityKey, file: &File, content: Content) -> Result<Outcome, ImportError> {
    let content = match content {
        Content::Scores(sheet) => return staged::take(store, key, file, *sheet).await,
        Content::Admissions(sheet) => return staged::take(store, key, file, *sheet).await,
        Content::Plans(groups) => return plans::take(store, file, groups).await,
        Content::PlanCorrections(corrections) => return plans::take_corrections(store, file, &corrections).await,
        Content::Article(page) => return articles::take(store, *page).await,
        Content::PastScores(sheet) => return past_scores::take(store, file, *sheet).await,
        other => other,
    };
    let mut transaction = begin(store).await?;
    let before = Published::load(store).await?;
    let changes = documents::take(&mut transaction, &before, content).await?;
    finish(transaction, changes).await?;
    Ok(Outcome::Taken(changes))
}

/// The number of a file, given when it is first seen.
async fn file_id(store: &Store, name: &str) -> Result<i64, StoreError> {
    let mut transaction = store.begin().await?;
    let sql = "INSERT INTO files (id, name) SELECT coalesce(max(id), 0) + 1, $1 FROM files WHERE true \
               ON CONFLICT (name) DO NOTHING";
    transaction.execute(sql, &[name.into()]).await?;
    let rows = transaction.rows("SELECT id FROM files WHERE name = $1", &[name.into()]).await?;
    let id = rows.first().ok_or_else(|| StoreError::Unreadable("a file has no number".into()))?.int(0)?;
    transaction.commit().await?;
    Ok(id)
}

/// Begins to write what is small. Until it ends nobody else does, neither an import nor the desk: what was there before can
/// be read meanwhile and stays as it is.
pub(crate) async fn begin(store: &Store) -> Result<Transaction, StoreError> {
    let mut transaction = store.begin().await?;
    transaction.execute("UPDATE facts SET value = value WHERE name = 'version'", &[]).await?;
    Ok(transaction)
}

/// Commits; if anything changed, the data have a new version, which every server notices.
async fn finish(mut transaction: Transaction, changes: Changes) -> Result<(), StoreError> {
    if !changes.is_none() {
        has_changed(&mut transaction, Clock::system().now()).await?;
    }
    transaction.commit().await
}

/// The data have a new version.
pub(crate) async fn has_changed(transaction: &mut Transaction, now: Moment) -> Result<(), StoreError> {
    transaction.execute("UPDATE facts SET value = value + 1 WHERE name = 'version'", &[]).await?;
    let now = Value::Int(now.unix());
    transaction.execute("UPDATE facts SET value = $1 WHERE name = 'changed_at'", &[now]).await.map(drop)
}

fn tell_unknown(plan: &Plan) -> usize {
    for faults in &plan.faults {
        println!("{faults}");
    }
    plan.faults.len()
}

/// A bar on the terminal for a file that takes a while; none where nobody looks.
fn progress(file: &File) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(file.bytes), ProgressDrawTarget::stderr_with_hz(10));
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent} % {eta}") {
        bar.set_style(style);
    }
    bar.with_message(file.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_counted_entry_by_entry() {
        let (before, now) = ([("a", 1), ("b", 1), ("c", 1)], [("c", 1), ("b", 2), ("d", 1)]);
        let changes = Changes::between(&before, &now, |entry| entry.0);
        assert_eq!(changes, Changes { entries: 3, added: 1, changed: 1, removed: 1 });
        assert!(Changes::between(&now, &now, |entry| entry.0).is_none());
    }
}
