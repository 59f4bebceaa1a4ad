//! A copy of an SQLite database that is in use, and whether it is one.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::StoreError;

/// How many rows each table has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts(BTreeMap<String, i64>);

impl Counts {
    pub(super) fn new(counts: BTreeMap<String, i64>) -> Self {
        Self(counts)
    }

    /// Copies a database into a file and says what it saw: both in one transaction, so that what is written meanwhile is
    /// in neither. Nobody who writes waits for it.
    pub fn copy(from: &Path, to: &Path) -> Result<Self, StoreError> {
        let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        source.execute_batch("BEGIN")?;
        let counts = Self::of(&source)?;
        let mut copy = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if Backup::new(&source, &mut copy)?.step(-1)? != StepResult::Done {
            return Err(StoreError::Unreadable("the database could not be copied in one go".into()));
        }
        // One file, without a log beside it.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        copy.close().map_err(|(_, error)| error)?;
        source.execute_batch("COMMIT")?;
        Ok(counts)
    }

    /// Opens a database, lets SQLite look through every page and index of it, and counts.
    pub fn checked(file: &Path) -> Result<Self, StoreError> {
        let database = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let said: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        if said != "ok" {
            return Err(StoreError::Unreadable(said));
        }
        if database.prepare("PRAGMA foreign_key_check")?.exists([])? {
            return Err(StoreError::Unreadable("a row belongs to one that is not there".into()));
        }
        Self::of(&database)
    }

    fn of(database: &Connection) -> Result<Self, StoreError> {
        let mut names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
        let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let count = |name: String| {
            let sql = format!("SELECT count(*) FROM \"{name}\"");
            database.query_row(&sql, [], |row| row.get(0)).map(|count| (name, count))
        };
        Ok(Self(names.into_iter().map(count).collect::<Result<_, _>>()?))
    }

    /// How many tables there are.
    pub fn tables(&self) -> usize {
        self.0.len()
    }

    /// How many rows there are in all of them.
    pub fn rows(&self) -> i64 {
        self.0.values().sum()
    }

    /// Whether there is this table.
    pub fn has(&self, table: &str) -> bool {
        self.0.contains_key(table)
    }

    /// The first table that is another there, in words.
    pub fn differs(&self, other: &Self) -> Option<String> {
        let mut names = self.0.keys().chain(other.0.keys());
        names
            .find(|name| self.0.get(*name) != other.0.get(*name))
            .map(|name| format!("table {name}: {:?} rows, then {:?}", self.0.get(name), other.0.get(name)))
    }
}
