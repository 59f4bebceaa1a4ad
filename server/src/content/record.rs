//! Edits as the store keeps them.

use std::collections::HashMap;

use zhangban_api::content::{ContentKind, Edit, EditState};
use zhangban_api::{Moment, Text};

use super::Fields;
use crate::store::{Row, Store, StoreError, Transaction, Value};

/// An edit, with its words.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// Its number; 0 before it is kept.
    pub(crate) id: u32,
    /// What it is an edit of.
    pub(crate) kind: ContentKind,
    /// Which of those that stand; empty for one that does not yet.
    pub(crate) item: String,
    /// What became of it.
    pub(crate) state: EditState,
    /// Whether it takes away what stands.
    pub(crate) withdraws: bool,
    /// Its form.
    pub(crate) fields: Fields,
    /// When it is to be taken over.
    pub(crate) publish_at: Option<Moment>,
    /// When a hotline goes by itself.
    pub(crate) expire_at: Option<Moment>,
    /// How often it was kept.
    pub(crate) version: u32,
    /// Names what stood once it was taken over.
    pub(crate) digest: String,
    /// Why it could not be taken over at its time.
    pub(crate) why: Text,
    /// Who wrote it last.
    pub(crate) who: String,
    /// When.
    pub(crate) at: Moment,
}

const COLUMNS: &str =
    "id, kind, item, state, withdraws, fields, publish_at, expire_at, version, digest, why, who, changed_at";

/// States in which somebody can go on writing, as they stand in a condition.
const OPEN: &str = "state IN ('draft', 'scheduled', 'failed')";

impl Record {
    fn read(row: &Row) -> Result<Self, StoreError> {
        let perhaps = |column: usize| row.int(column).map(|at| (at != 0).then(|| Moment::from_unix(at)));
        Ok(Self {
            id: row.number(0)?,
            kind: row.parsed(1, ContentKind::parse)?,
            item: row.text(2)?.to_owned(),
            state: row.parsed(3, EditState::parse)?,
            withdraws: row.flag(4)?,
            fields: row.json(5)?,
            publish_at: perhaps(6)?,
            expire_at: perhaps(7)?,
            version: row.number(8)?,
            digest: row.text(9)?.to_owned(),
            why: if row.text(10)?.is_empty() { Text::default() } else { row.json(10)? },
            who: row.text(11)?.to_owned(),
            at: Moment::from_unix(row.int(12)?),
        })
    }

    /// Writes it, in the place of what was kept of it before.
    pub(super) async fn keep(&mut self, transaction: &mut Transaction) -> Result<(), StoreError> {
        if self.id == 0 {
            let rows = transaction.rows("SELECT coalesce(max(id), 0) + 1 FROM content_edits", &[]).await?;
            self.id = rows.first().map_or(Ok(1), |row| row.number(0))?;
        }
        self.version += 1;
        let json = |error: serde_json::Error| StoreError::Unreadable(error.to_string());
        let fields = serde_json::to_string(&self.fields).map_err(json)?;
        let why = if self.why.is_empty() { String::new() } else { serde_json::to_string(&self.why).map_err(json)? };
        let moment = |at: Option<Moment>| Value::Int(at.map_or(0, Moment::unix));
        let values = [
            self.id.into(),
            self.kind.word().into(),
            self.item.as_str().into(),
            self.state.word().into(),
            self.withdraws.into(),
            fields.into(),
            moment(self.publish_at),
            moment(self.expire_at),
            self.version.into(),
            self.digest.as_str().into(),
            why.into(),
            self.who.as_str().into(),
            Value::Int(self.at.unix()),
        ];
        transaction.execute("DELETE FROM content_edits WHERE id = $1", &values[..1]).await?;
        let sql = format!(
            "INSERT INTO content_edits ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
        );
        transaction.execute(&sql, &values).await.map(drop)
    }

    /// Every other edit of the same one is over: this one has taken its place.
    pub(super) async fn end_others(&self, transaction: &mut Transaction, item: &str) -> Result<(), StoreError> {
        let sql = "UPDATE content_edits SET state = 'over' WHERE kind = $1 AND item <> '' AND item IN ($2, $3) \
                   AND id <> $4";
        let values = [self.kind.word().into(), item.into(), self.item.as_str().into(), self.id.into()];
        transaction.execute(sql, &values).await.map(drop)
    }

    /// What it is called, by whom it is and of when, for the report of an import.
    pub(crate) fn called(&self) -> String {
        let title = if self.kind == ContentKind::Hotlines { "name" } else { "title" };
        format!("{}（{}，{}）", super::get(&self.fields, title), self.who, self.at)
    }

    /// As it travels.
    pub(crate) fn told(&self) -> Edit {
        Edit {
            id: self.id,
            state: self.state,
            withdraws: self.withdraws,
            who: self.who.clone(),
            at: self.at,
            publish_at: self.publish_at,
            expire_at: self.expire_at,
            why: self.why.clone(),
        }
    }
}

/// An edit by its number.
pub(super) async fn find(store: &Store, id: u32) -> Result<Option<Record>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM content_edits WHERE id = $1");
    store.row(&sql, &[id.into()]).await?.as_ref().map(Record::read).transpose()
}

/// The edit of one that stands, or of one that does not yet, on which somebody can go on writing.
pub(super) async fn waiting(
    store: &Store,
    kind: ContentKind,
    item: &str,
    id: u32,
) -> Result<Option<Record>, StoreError> {
    let rows = if item.is_empty() {
        let sql = format!("SELECT {COLUMNS} FROM content_edits WHERE kind = $1 AND item = '' AND id = $2 AND {OPEN}");
        store.rows(&sql, &[kind.word().into(), id.into()]).await?
    } else {
        let sql =
            format!("SELECT {COLUMNS} FROM content_edits WHERE kind = $1 AND item = $2 AND {OPEN} ORDER BY id DESC");
        store.rows(&sql, &[kind.word().into(), item.into()]).await?
    };
    rows.first().map(Record::read).transpose()
}

/// The last edit of one that stands which was taken over.
pub(super) async fn last(store: &Store, kind: ContentKind, item: &str) -> Result<Option<Record>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM content_edits WHERE kind = $1 AND item = $2 AND item <> '' \
         AND state IN ('published', 'expired', 'replaced') ORDER BY changed_at DESC, id DESC LIMIT 1"
    );
    store.row(&sql, &[kind.word().into(), item.into()]).await?.as_ref().map(Record::read).transpose()
}

/// What somebody wrote last.
pub(super) async fn newest_of(store: &Store, kind: ContentKind, who: &str) -> Result<Vec<Record>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM content_edits WHERE kind = $1 AND who = $2 AND state <> 'over' \
         ORDER BY changed_at DESC, id DESC LIMIT 10"
    );
    store.rows(&sql, &[kind.word().into(), who.into()]).await?.iter().map(Record::read).collect()
}

/// All edits of a kind that were taken over and are not replaced yet.
pub(super) async fn published(store: &Store, kind: ContentKind) -> Result<Vec<Record>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM content_edits WHERE kind = $1 AND state = 'published' ORDER BY id");
    store.rows(&sql, &[kind.word().into()]).await?.iter().map(Record::read).collect()
}

/// What is to be shown of the edits of a kind: those of ones that do not stand yet, and by item the one that waits, else the
/// last that was taken over.
pub(super) async fn shown(
    store: &Store,
    kind: ContentKind,
) -> Result<(Vec<Record>, HashMap<String, Record>), StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM content_edits WHERE kind = $1 AND state <> 'over' ORDER BY id");
    let (mut new, mut by_item) = (Vec::new(), HashMap::<String, Record>::new());
    for row in store.rows(&sql, &[kind.word().into()]).await? {
        let record = Record::read(&row)?;
        if record.item.is_empty() {
            if record.state.is_open() {
                new.push(record);
            }
        } else if by_item.get(&record.item).is_none_or(|before| record.state.is_open() || !before.state.is_open()) {
            by_item.insert(record.item.clone(), record);
        }
    }
    Ok((new, by_item))
}

/// Numbers of the edits whose time has come: to be taken over, or to go by themselves.
pub(super) async fn due(store: &Store, now: Moment) -> Result<Vec<u32>, StoreError> {
    let sql = "SELECT id FROM content_edits WHERE (state = 'scheduled' AND publish_at <= $1) \
               OR (state = 'published' AND withdraws = 0 AND expire_at > 0 AND expire_at <= $2) ORDER BY publish_at, id";
    let now = Value::Int(now.unix());
    store.rows(sql, &[now.clone(), now]).await?.iter().map(|row| row.number(0)).collect()
}
