//! Long sheets: read on one thread, gathered on another, compared in one statement.

use std::borrow::Cow;

use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use super::{Changes, ImportError, Outcome, file_id, finish, progress};
use crate::department_folder::{Faults, File, People, PeopleSheet};
use crate::identity_key::IdentityKey;
use crate::store::{Store, StoreError, Transaction, Value};

/// How many rows travel together from the thread that reads to the one that writes.
const BATCH: usize = 1_024;

/// Where the rows of a sheet go.
#[derive(Clone, Copy)]
pub(super) struct Target {
    /// The table.
    pub(super) table: &'static str,
    /// Its columns: first its key, then what may change, and last the file.
    pub(super) columns: &'static [&'static str],
    /// How many of the columns are the key.
    pub(super) key: usize,
    /// The index beside its key, if it has one: name and columns.
    pub(super) index: Option<(&'static str, &'static str)>,
}

/// Takes rows on the thread that reads, and sends them on in batches.
pub(super) struct Rows {
    values: Vec<Value<'static>>,
    /// How many values a batch has.
    most: usize,
    file: i64,
    send: mpsc::Sender<Vec<Value<'static>>>,
}

impl Rows {
    /// Takes a row: `write` adds a value for each column but the last.
    pub(super) fn push(&mut self, write: impl FnOnce(&mut Vec<Value<'static>>)) {
        write(&mut self.values);
        self.values.push(Value::Int(self.file));
        if self.values.len() >= self.most {
            self.send_on();
        }
    }

    fn send_on(&mut self) {
        let batch = std::mem::replace(&mut self.values, Vec::with_capacity(self.most));
        // If nobody takes them any more, the store has failed and says so itself.
        let _ = self.send.blocking_send(batch);
    }
}

/// Where the rows of a kind of sheet of people go.
pub(super) trait Written: People + Send + 'static {
    /// The table.
    const TABLE: &'static str;
    /// Its columns: first the exam and the candidate number, then the rest of its key, then what may change, and last
    /// the file.
    const COLUMNS: &'static [&'static str];
    /// How many of the columns are the key.
    const KEY: usize;
    /// Its index by identity: name and columns.
    const INDEX: (&'static str, &'static str);

    /// A row as it is written: a value for each column but the last.
    fn write(row: &Self::Row<'_>, key: &IdentityKey, values: &mut Vec<Value<'static>>);
}

/// Exam, candidate number and the keyed hash that stands for number and ID, as they are written of everybody.
pub(super) fn person(row: &crate::department_folder::Person<'_>, key: &IdentityKey) -> [Value<'static>; 3] {
    [
        row.exam.id.clone().into(),
        // 14 digits always fit.
        Value::Int(row.candidate_number.as_str().parse().unwrap_or_default()),
        Value::Bytes(Cow::Owned(key.identity(&row.exam.id, row.candidate_number, row.citizen_id).to_vec())),
    ]
}

/// Takes a sheet of people.
pub(super) async fn take<P: Written>(
    store: &Store,
    key: &IdentityKey,
    file: &File,
    mut sheet: PeopleSheet<P>,
) -> Result<Outcome, ImportError> {
    let bar = progress(file);
    let read = {
        let (key, bar) = (key.clone(), bar.clone());
        move |rows: &mut Rows| {
            let mut read = 0_usize;
            while sheet.advance() {
                if let Some(row) = sheet.row() {
                    rows.push(|values| P::write(&row, &key, values));
                }
                read += 1;
                if read.is_multiple_of(BATCH) {
                    bar.set_position(sheet.progress().0);
                }
            }
            sheet.finish()
        }
    };
    let target = Target { table: P::TABLE, columns: P::COLUMNS, key: P::KEY, index: Some(P::INDEX) };
    let taken = gather(store, target, file, read).await;
    bar.finish_and_clear();
    taken
}

/// Takes what `read` reads; it says how many rows there were, or everything that was wrong. A million rows pass in bounded
/// memory: they are gathered in a temporary table, and only when all of them are known to be sound are they compared with
/// what is there, in one transaction.
pub(super) async fn gather(
    store: &Store,
    target: Target,
    file: &File,
    read: impl FnOnce(&mut Rows) -> Result<u64, Faults> + Send + 'static,
) -> Result<Outcome, ImportError> {
    let (file_id, width) = (file_id(store, &file.name).await?, target.columns.len());
    let (send, mut receive) = mpsc::channel::<Vec<Value<'static>>>(4);
    let reading = spawn_blocking(move || {
        let most = BATCH * width;
        let mut rows = Rows { values: Vec::with_capacity(most), most, file: file_id, send };
        let read = read(&mut rows);
        rows.send_on();
        read
    });
    let mut stage = store.stage(target.table, target.columns).await?;
    let (mut in_order, mut last) = (true, Vec::new());
    while let Some(batch) = receive.recv().await {
        in_order &= follow(target, &batch, &mut last);
        stage.push(&batch).await?;
    }
    let entries = match reading.await.map_err(|_| ImportError::CutShort)? {
        Ok(entries) => entries,
        Err(faults) => return Ok(Outcome::Refused(faults)),
    };
    let mut transaction = stage.begin().await?;
    let changes = Changes { entries, ..merge(&mut transaction, target, file_id, in_order).await? };
    finish(transaction, changes).await?;
    Ok(Outcome::Taken(changes))
}

/// Whether the rows of a batch follow each other, and the last before them, by their keys.
fn follow(target: Target, batch: &[Value<'static>], last: &mut Vec<Value<'static>>) -> bool {
    let keys = || batch.chunks_exact(target.columns.len()).map(|row| &row[..target.key]);
    let follow = keys().next().is_none_or(|first| last.as_slice() <= first) && keys().is_sorted();
    if let Some(end) = keys().next_back() {
        *last = end.to_vec();
    }
    follow
}

/// Makes what this file says what was gathered. Rows that came in the order of their keys are not sorted again.
async fn merge(
    transaction: &mut Transaction,
    target: Target,
    file: i64,
    in_order: bool,
) -> Result<Changes, StoreError> {
    let Target { table, columns, key, index } = target;
    let (key, rest) = columns.split_at(key);
    let before = count(transaction, table).await?;
    let mut removed = 0;
    if before > 0 {
        transaction.script(&format!("CREATE INDEX staged_by_key ON staged ({})", key.join(", "))).await?;
        let same = key.iter().map(|name| format!("staged.{name} = {table}.{name}")).collect::<Vec<_>>().join(" AND ");
        let gone = format!("DELETE FROM {table} WHERE file = $1 AND NOT EXISTS (SELECT 1 FROM staged WHERE {same})");
        removed = transaction.execute(&gone, &[Value::Int(file)]).await?;
    }
    // SQLite makes an index of what is there sooner than it keeps one up row by row. Whoever looks something up meanwhile
    // sees what was there before.
    let index = index.filter(|_| before == 0);
    if let Some((name, _)) = index {
        transaction.script(&format!("/* in SQLite: DROP INDEX {name} */")).await?;
    }
    let (columns, key) = (columns.join(", "), key.join(", "));
    let order = if in_order { String::new() } else { format!("ORDER BY {key}") };
    let apart = |prefix: &str| rest.iter().map(|name| format!("{prefix}.{name}")).collect::<Vec<_>>().join(", ");
    let set = rest.iter().map(|name| format!("{name} = excluded.{name}")).collect::<Vec<_>>().join(", ");
    let upsert = format!(
        "INSERT INTO {table} ({columns}) SELECT {columns} FROM staged WHERE true {order} \
         ON CONFLICT ({key}) DO UPDATE SET {set} WHERE ({}) IS DISTINCT FROM ({})",
        apart(table),
        apart("excluded"),
    );
    let written = transaction.execute(&upsert, &[]).await?;
    if let Some((name, of)) = index {
        transaction.script(&format!("/* in SQLite: CREATE UNIQUE INDEX {name} ON {table} ({of}) */")).await?;
    }
    // Where nothing was, everything that was written is new; to count a million rows takes its time.
    let added = match before {
        0 => written,
        _ => count(transaction, table).await?.saturating_sub(before.saturating_sub(removed)),
    };
    Ok(Changes { entries: 0, added, changed: written.saturating_sub(added), removed })
}

async fn count(transaction: &mut Transaction, table: &str) -> Result<u64, StoreError> {
    let rows = transaction.rows(&format!("SELECT count(*) FROM {table}"), &[]).await?;
    rows.first().map_or(Ok(0), |row| row.number(0))
}
