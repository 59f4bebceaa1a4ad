//! Sheets of people: read on one thread, gathered on another, compared in one statement.

use std::borrow::Cow;

use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use super::{Changes, ImportError, Outcome, file_id, finish, progress};
use crate::department_folder::{Faults, File, People, PeopleSheet};
use crate::identity_key::IdentityKey;
use crate::store::{Store, StoreError, Transaction, Value};

/// How many rows travel together from the thread that reads to the one that writes.
const BATCH: usize = 1_024;

/// Where the rows of a kind of sheet go.
pub(super) trait Written: People + Send + 'static {
    /// The table.
    const TABLE: &'static str;
    /// Its columns: first the exam and the candidate number, then the rest of its key, then what may change, and last
    /// the file.
    const COLUMNS: &'static [&'static str];
    /// How many of the columns are the key.
    const KEY: usize;

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

/// Takes a sheet. A million rows pass in bounded memory: they are gathered in a temporary table, and only when all of
/// them are known to be sound are they compared with what is there, in one transaction.
pub(super) async fn take<P: Written>(
    store: &Store,
    key: &IdentityKey,
    file: &File,
    sheet: PeopleSheet<P>,
) -> Result<Outcome, ImportError> {
    let file_id = file_id(store, &file.name).await?;
    let (send, mut receive) = mpsc::channel::<Vec<Value<'static>>>(4);
    let bar = progress(file);
    let reading = spawn_blocking({
        let (key, bar) = (key.clone(), bar.clone());
        move || read(sheet, &key, file_id, &send, |bytes| bar.set_position(bytes))
    });
    let mut stage = store.stage(P::TABLE, P::COLUMNS).await?;
    while let Some(batch) = receive.recv().await {
        for row in batch.chunks_exact(P::COLUMNS.len()) {
            stage.push(row).await?;
        }
    }
    let read = reading.await.map_err(|_| ImportError::CutShort)?;
    bar.finish_and_clear();
    let entries = match read {
        Ok(entries) => entries,
        Err(faults) => return Ok(Outcome::Refused(faults)),
    };
    let mut transaction = stage.begin().await?;
    let changes = Changes { entries, ..merge::<P>(&mut transaction, file_id).await? };
    finish(transaction, changes).await?;
    Ok(Outcome::Taken(changes))
}

/// Sends the sound rows in batches; says how many there were, or everything that was wrong.
fn read<P: Written>(
    mut sheet: PeopleSheet<P>,
    key: &IdentityKey,
    file: i64,
    send: &mpsc::Sender<Vec<Value<'static>>>,
    at: impl Fn(u64),
) -> Result<u64, Faults> {
    let values = BATCH * P::COLUMNS.len();
    let mut batch = Vec::with_capacity(values);
    while sheet.advance() {
        if let Some(row) = sheet.row() {
            P::write(&row, key, &mut batch);
            batch.push(Value::Int(file));
        }
        if batch.len() == values {
            at(sheet.progress().0);
            // If nobody takes them any more, the store has failed and says so itself.
            if send.blocking_send(std::mem::replace(&mut batch, Vec::with_capacity(values))).is_err() {
                break;
            }
        }
    }
    let _ = send.blocking_send(batch);
    sheet.finish()
}

/// Makes what this file says what was gathered.
async fn merge<P: Written>(transaction: &mut Transaction, file: i64) -> Result<Changes, StoreError> {
    let (table, (key, rest)) = (P::TABLE, P::COLUMNS.split_at(P::KEY));
    let before = count(transaction, table).await?;
    let mut removed = 0;
    if before > 0 {
        transaction.script(&format!("CREATE INDEX staged_by_key ON staged ({})", key.join(", "))).await?;
        let same = key.iter().map(|name| format!("staged.{name} = {table}.{name}")).collect::<Vec<_>>().join(" AND ");
        let gone = format!("DELETE FROM {table} WHERE file = $1 AND NOT EXISTS (SELECT 1 FROM staged WHERE {same})");
        removed = transaction.execute(&gone, &[Value::Int(file)]).await?;
    }
    let (columns, key) = (P::COLUMNS.join(", "), key.join(", "));
    let apart = |prefix: &str| rest.iter().map(|name| format!("{prefix}.{name}")).collect::<Vec<_>>().join(", ");
    let set = rest.iter().map(|name| format!("{name} = excluded.{name}")).collect::<Vec<_>>().join(", ");
    let upsert = format!(
        "INSERT INTO {table} ({columns}) SELECT {columns} FROM staged WHERE true ORDER BY {key} \
         ON CONFLICT ({key}) DO UPDATE SET {set} WHERE ({}) IS DISTINCT FROM ({})",
        apart(table),
        apart("excluded"),
    );
    let written = transaction.execute(&upsert, &[]).await?;
    let added = count(transaction, table).await?.saturating_sub(before.saturating_sub(removed));
    Ok(Changes { entries: 0, added, changed: written.saturating_sub(added), removed })
}

async fn count(transaction: &mut Transaction, table: &str) -> Result<u64, StoreError> {
    let rows = transaction.rows(&format!("SELECT count(*) FROM {table}"), &[]).await?;
    rows.first().map_or(Ok(0), |row| row.number(0))
}
