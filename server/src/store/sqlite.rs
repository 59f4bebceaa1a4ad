//! SQLite: one writer, many readers (WAL), every commit on the disk before it is answered.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, params_from_iter};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::task::block_in_place;

use super::{Row, StoreError, Value};

/// How long a connection waits for another process that writes, such as an import: the server's own limit on the
/// time of a request ends the wait for citizens earlier.
const BUSY: Duration = Duration::from_mins(1);

/// Prepared statements kept for each connection: more than the program has queries.
const STATEMENTS: usize = 128;

#[derive(Clone)]
pub(super) struct Sqlite {
    path: Arc<PathBuf>,
    /// Readers that nobody uses just now; one more is opened when all are in use.
    readers: Arc<std::sync::Mutex<Vec<Connection>>>,
    /// Closed last: SQLite then brings the write-ahead log home and removes it, which a reader may not. The next program
    /// need not look through it.
    writer: Arc<Mutex<Connection>>,
}

impl Sqlite {
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let writer = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        // What is erased is overwritten. The writer of an import leaves it out: it frees whole tables that come back at once.
        writer.pragma_update(None, "secure_delete", true)?;
        Ok(Self { path: Arc::new(path.to_owned()), writer: Arc::new(Mutex::new(writer)), readers: Arc::default() })
    }

    /// Reads on the calling thread: a look-up by key takes microseconds, less than handing it to another thread.
    pub(super) fn rows(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        let idle = self.idle_readers().pop();
        let reader = match idle {
            Some(reader) => reader,
            None => connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
        };
        let rows = rows(&reader, sql, values);
        self.idle_readers().push(reader);
        rows
    }

    fn idle_readers(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        // Nothing that holds this lock can leave the list half changed.
        self.readers.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(super) async fn begin(&self) -> Result<Transaction, StoreError> {
        let connection = self.writer.clone().lock_owned().await;
        Transaction::begin(Writer::Shared(connection))
    }

    /// Brings the write-ahead log home and cuts it off. While somebody reads an older state, that cannot be: the log is
    /// then written over from its beginning by and by.
    pub(super) async fn cut_off_log(&self) -> Result<(), StoreError> {
        let writer = self.writer.lock().await;
        block_in_place(|| {
            writer.busy_timeout(Duration::ZERO)?;
            let cut = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            writer.busy_timeout(BUSY)?;
            Ok(cut?)
        })
    }

    pub(super) fn stage(&self, table: &str, columns: &[&str]) -> Result<Stage, StoreError> {
        block_in_place(|| Stage::new(&self.path, table, columns))
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // The pages of a province's results stay in the memory of the operating system. Mapped, they would be read without a
    // copy, and counted once more for every connection (docs/measurements.md).
    connection.pragma_update(None, "cache_size", -8_000_i64)?;
    Ok(connection)
}

/// What stands in `/* in SQLite: ... */` is for us.
fn with_own_parts(sql: &str) -> String {
    let mut parts = sql.split("/* in SQLite: ");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (own, common) = part.split_once("*/").unwrap_or((part, ""));
        whole.push_str(own);
        whole.push_str(common);
    }
    whole
}

fn rows(connection: &Connection, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut found = statement.query(params_from_iter(values))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.push(Row((0..columns).map(|column| read(row.get_ref(column)?)).collect::<Result<_, _>>()?));
    }
    Ok(rows)
}

fn read(value: rusqlite::types::ValueRef<'_>) -> Result<Value<'static>, StoreError> {
    use rusqlite::types::ValueRef;
    match value {
        ValueRef::Integer(value) => Ok(Value::Int(value)),
        ValueRef::Text(value) => match std::str::from_utf8(value) {
            Ok(text) => Ok(Value::from(text.to_owned())),
            Err(error) => Err(StoreError::Unreadable(error.to_string())),
        },
        ValueRef::Blob(value) => Ok(Value::Bytes(value.to_vec().into())),
        ValueRef::Null | ValueRef::Real(_) => Err(StoreError::Unreadable("a column holds null or a fraction".into())),
    }
}

/// The connection that a transaction writes with.
enum Writer {
    /// The server's own writer, held until the transaction ends.
    Shared(OwnedMutexGuard<Connection>),
    /// A connection of its own, which sees its own temporary tables.
    Own(Box<Connection>),
}

impl std::ops::Deref for Writer {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        match self {
            Self::Shared(connection) => connection,
            Self::Own(connection) => connection,
        }
    }
}

pub(super) struct Transaction {
    connection: Writer,
    open: bool,
}

impl Transaction {
    fn begin(connection: Writer) -> Result<Self, StoreError> {
        block_in_place(|| connection.execute_batch("BEGIN IMMEDIATE"))?;
        Ok(Self { connection, open: true })
    }

    pub(super) fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        let changed = block_in_place(|| self.connection.prepare_cached(sql)?.execute(params_from_iter(values)))?;
        Ok(changed as u64)
    }

    pub(super) fn rows(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        block_in_place(|| rows(&self.connection, sql, values))
    }

    pub(super) fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        Ok(block_in_place(|| self.connection.execute_batch(&with_own_parts(sql)))?)
    }

    pub(super) fn commit(mut self) -> Result<(), StoreError> {
        block_in_place(|| self.connection.execute_batch("COMMIT"))?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if self.open
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "a transaction could not be undone");
        }
    }
}

/// Memory for an import, in KiB: the indexes of a province's results fit, so their pages are written once and not each
/// time a row falls into one.
const IMPORT_CACHE_KIB: i64 = 256 * 1024;

/// Rows gathered in a temporary table, which lives in a file of its own and locks nobody out.
pub(super) struct Stage {
    connection: Box<Connection>,
    insert: String,
    columns: usize,
}

impl Stage {
    fn new(path: &Path, table: &str, columns: &[&str]) -> Result<Self, StoreError> {
        let connection = Box::new(connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?);
        let list = columns.join(", ");
        connection.pragma_update(None, "cache_size", -IMPORT_CACHE_KIB)?;
        // The index over all rows is sorted on another processor while they are read.
        connection.pragma_update(None, "threads", 2)?;
        connection.execute_batch(&format!(
            "PRAGMA temp.journal_mode = OFF; CREATE TEMP TABLE staged AS SELECT {list} FROM {table} LIMIT 0; BEGIN"
        ))?;
        let places = (1..=columns.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let insert = format!("INSERT INTO temp.staged ({list}) VALUES ({places})");
        Ok(Self { connection, insert, columns: columns.len() })
    }

    pub(super) fn push(&mut self, rows: &[Value<'_>]) -> Result<(), StoreError> {
        let mut insert = self.connection.prepare_cached(&self.insert)?;
        for row in rows.chunks_exact(self.columns) {
            insert.execute(params_from_iter(row))?;
        }
        Ok(())
    }

    pub(super) fn begin(self) -> Result<Transaction, StoreError> {
        block_in_place(|| self.connection.execute_batch("COMMIT"))?;
        Transaction::begin(Writer::Own(self.connection))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_for_sqlite_alone_is_no_comment_here() {
        let sql = "CREATE TABLE t (a TEXT) /* in SQLite: WITHOUT ROWID */; /* why */ SELECT 1 /* in SQLite: + 1 */";
        assert_eq!(with_own_parts(sql), "CREATE TABLE t (a TEXT) WITHOUT ROWID ; /* why */ SELECT 1 + 1 ");
    }
}
