//! Score sheets: read on one thread, gathered on another, compared in one statement.

use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use zhangban_api::scores::ResultState;

use super::{Changes, ImportError, Outcome, finish, progress};
use crate::department_folder::{Faults, File, ScoreRow, ScoreSheet, SheetMarks};
use crate::identity_key::IdentityKey;
use crate::store::{Store, StoreError, Transaction, Value};

const COLUMNS: [&str; 10] =
    ["exam", "candidate_number", "identity", "name", "track", "state", "marks", "total", "rank", "file"];

/// How many rows travel together from the thread that reads to the one that writes.
const BATCH: usize = 1_024;

/// A row as it is written.
type Written = [Value<'static>; COLUMNS.len()];

/// Takes a score sheet. A million rows pass in bounded memory: they are gathered in a temporary table, and only when
/// all of them are known to be sound are they compared with the results, in one transaction.
pub(super) async fn take(
    store: &Store,
    key: &IdentityKey,
    file: &File,
    sheet: ScoreSheet,
) -> Result<Outcome, ImportError> {
    let file_id = file_id(store, &file.name).await?;
    let (send, mut receive) = mpsc::channel::<Vec<Written>>(4);
    let bar = progress(file);
    let reading = spawn_blocking({
        let (key, bar) = (key.clone(), bar.clone());
        move || read(sheet, &key, file_id, &send, |bytes| bar.set_position(bytes))
    });
    let mut stage = store.stage("results", &COLUMNS).await?;
    while let Some(batch) = receive.recv().await {
        for row in &batch {
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
    let changes = Changes { entries, ..merge(&mut transaction, file_id).await? };
    finish(transaction, changes).await?;
    Ok(Outcome::Taken(changes))
}

/// Sends the sound rows in batches; says how many there were, or everything that was wrong.
fn read(
    mut sheet: ScoreSheet,
    key: &IdentityKey,
    file: i64,
    send: &mpsc::Sender<Vec<Written>>,
    at: impl Fn(u64),
) -> Result<u64, Faults> {
    let mut batch = Vec::with_capacity(BATCH);
    while sheet.advance() {
        batch.extend(sheet.row().map(|row| written(key, file, &row)));
        if batch.len() == BATCH {
            at(sheet.progress().0);
            // If nobody takes them any more, the store has failed and says so itself.
            if send.blocking_send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))).is_err() {
                break;
            }
        }
    }
    let _ = send.blocking_send(batch);
    sheet.finish()
}

fn written(key: &IdentityKey, file: i64, row: &ScoreRow<'_>) -> Written {
    use std::fmt::Write;
    let mut marks = String::new();
    for (subject, mark) in row.marks.iter().flat_map(SheetMarks::subjects) {
        let between = if marks.is_empty() { "" } else { " " };
        // Writing into a string does not fail.
        let _ = write!(marks, "{between}{subject}:{mark}");
    }
    let (total, rank) = row.marks.map_or((0, 0), |marks| (marks.total, marks.rank));
    debug_assert_eq!(row.state == ResultState::Published, row.marks.is_some());
    [
        row.exam.id.clone().into(),
        // 14 digits always fit.
        Value::Int(row.candidate_number.as_str().parse().unwrap_or_default()),
        Value::Bytes(key.identity(&row.exam.id, row.candidate_number, row.citizen_id).to_vec().into()),
        row.name.to_owned().into(),
        row.track.id.clone().into(),
        Value::Text(row.state.word().into()),
        marks.into(),
        total.into(),
        rank.into(),
        Value::Int(file),
    ]
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

/// Makes the results of this file what was gathered.
async fn merge(transaction: &mut Transaction, file: i64) -> Result<Changes, StoreError> {
    let before = count(transaction).await?;
    let mut removed = 0;
    if before > 0 {
        transaction.script("CREATE INDEX staged_by_candidate ON staged (exam, candidate_number)").await?;
        let gone = "DELETE FROM results WHERE file = $1 AND NOT EXISTS (SELECT 1 FROM staged \
                    WHERE staged.exam = results.exam AND staged.candidate_number = results.candidate_number)";
        removed = transaction.execute(gone, &[Value::Int(file)]).await?;
    }
    let columns = COLUMNS.join(", ");
    let apart =
        |prefix: &str| COLUMNS[2..].iter().map(|name| format!("{prefix}.{name}")).collect::<Vec<_>>().join(", ");
    let set = COLUMNS[2..].iter().map(|name| format!("{name} = excluded.{name}")).collect::<Vec<_>>().join(", ");
    let upsert = format!(
        "INSERT INTO results ({columns}) SELECT {columns} FROM staged WHERE true ORDER BY exam, candidate_number \
         ON CONFLICT (exam, candidate_number) DO UPDATE SET {set} \
         WHERE ({}) IS DISTINCT FROM ({})",
        apart("results"),
        apart("excluded"),
    );
    let written = transaction.execute(&upsert, &[]).await?;
    let added = count(transaction).await?.saturating_sub(before.saturating_sub(removed));
    Ok(Changes { entries: 0, added, changed: written.saturating_sub(added), removed })
}

async fn count(transaction: &mut Transaction) -> Result<u64, StoreError> {
    transaction.rows("SELECT count(*) FROM results", &[]).await?.first().map_or(Ok(0), |row| row.number(0))
}
