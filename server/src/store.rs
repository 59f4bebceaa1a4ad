//! The store: SQLite inside by default, PostgreSQL by URL, one set of queries for both.
//!
//! Queries write their parameters as `$1`, `$2`, ... in the order in which they first appear, which both engines read
//! alike. Columns are `BIGINT`, `TEXT` or `BYTEA`.

mod copy;
pub mod dump;
mod migrations;
mod postgres;
mod sqlite;
mod value;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use copy::Counts;
pub use value::{Row, Value};

/// Why the store could not answer. The library's words go to the log, never to a citizen.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refused.
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused.
    #[error("PostgreSQL: {}", postgres::told(.0))]
    Postgres(#[from] tokio_postgres::Error),
    /// No connection to PostgreSQL could be had.
    #[error("no connection to PostgreSQL: {0}")]
    Pool(#[from] deadpool_postgres::PoolError),
    /// The address of the database cannot be read.
    #[error("the address of the database: {0}")]
    Address(String),
    /// A stored value is not what the program wrote.
    #[error("a stored value cannot be read: {0}")]
    Unreadable(String),
    /// The folder of the database cannot be used.
    #[error("the data folder: {0}")]
    Folder(#[from] std::io::Error),
}

/// The file of the database in the data folder, where that is SQLite.
pub const DATABASE_FILE: &str = "zhangban.sqlite";

/// A database, open and at the newest schema. Clones share it.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    failures: Failures,
}

/// How often the database refused something.
#[derive(Clone, Default)]
struct Failures(Arc<AtomicU64>);

impl Failures {
    fn counted<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if result.is_err() {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
        result
    }
}

#[derive(Clone)]
enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Store {
    /// Opens `zhangban.sqlite` in the data folder, making what is missing.
    pub async fn open_sqlite(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder)?;
        Self::migrated(Engine::Sqlite(sqlite::Sqlite::open(&folder.join(DATABASE_FILE))?)).await
    }

    /// Opens the database of a backup and leaves its schema alone.
    pub fn open_sqlite_as_it_is(folder: &Path) -> Result<Self, StoreError> {
        Ok(Self::on(Engine::Sqlite(sqlite::Sqlite::open(&folder.join(DATABASE_FILE))?)))
    }

    /// Connects to PostgreSQL by URL (`postgres://user:password@host/database`).
    pub async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        Self::migrated(Engine::Postgres(postgres::Postgres::open(url)?)).await
    }

    fn on(engine: Engine) -> Self {
        Self { engine, failures: Failures::default() }
    }

    async fn migrated(engine: Engine) -> Result<Self, StoreError> {
        let store = Self::on(engine);
        migrations::run(&store).await?;
        Ok(store)
    }

    /// The name of the engine, for people.
    pub fn engine(&self) -> &'static str {
        match &self.engine {
            Engine::Sqlite(_) => "SQLite",
            Engine::Postgres(_) => "PostgreSQL",
        }
    }

    /// How often the database refused something since this server was started.
    pub fn failures(&self) -> u64 {
        self.failures.0.load(Ordering::Relaxed)
    }

    /// All rows of a query that reads.
    pub async fn rows(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        self.failures.counted(match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.rows(sql, values),
            Engine::Postgres(postgres) => postgres.rows(sql, values).await,
        })
    }

    /// The first row of a query that reads, if there is one.
    pub async fn row(&self, sql: &str, values: &[Value<'_>]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Begins to write. Nothing is kept before [`Transaction::commit`]; dropped, it is undone.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        let writing = self.failures.counted(match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.begin().await.map(Writing::Sqlite),
            Engine::Postgres(postgres) => postgres.begin().await.map(|begun| Writing::Postgres(Box::new(begun))),
        })?;
        Ok(Transaction { writing, failures: self.failures.clone() })
    }

    /// Leaves nothing on the disk of what was erased, as far as the engine lets us: SQLite has overwritten it and cuts off
    /// its log, PostgreSQL forgets in its own time.
    pub async fn forget_what_was_erased(&self) -> Result<(), StoreError> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.cut_off_log().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// A place to gather many rows before they are compared with a table; the database is not locked meanwhile.
    pub async fn stage(&self, table: &'static str, columns: &'static [&'static str]) -> Result<Stage, StoreError> {
        let staging = match &self.engine {
            Engine::Sqlite(sqlite) => Staging::Sqlite(sqlite.stage(table, columns)?),
            Engine::Postgres(postgres) => Staging::Postgres(Box::new(postgres.stage(table, columns).await?)),
        };
        Ok(Stage { staging, failures: self.failures.clone() })
    }
}

/// A change in progress.
pub struct Transaction {
    writing: Writing,
    failures: Failures,
}

enum Writing {
    Sqlite(sqlite::Transaction),
    Postgres(Box<postgres::Transaction>),
}

impl Transaction {
    /// Runs a statement; answers how many rows it changed.
    pub async fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        self.failures.counted(match &mut self.writing {
            Writing::Sqlite(transaction) => transaction.execute(sql, values),
            Writing::Postgres(transaction) => transaction.execute(sql, values).await,
        })
    }

    /// All rows of a query, with what this transaction has changed.
    pub async fn rows(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        self.failures.counted(match &mut self.writing {
            Writing::Sqlite(transaction) => transaction.rows(sql, values),
            Writing::Postgres(transaction) => transaction.rows(sql, values).await,
        })
    }

    /// Runs several statements without parameters.
    pub async fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.failures.counted(match &mut self.writing {
            Writing::Sqlite(transaction) => transaction.script(sql),
            Writing::Postgres(transaction) => transaction.script(sql).await,
        })
    }

    /// Keeps what was changed: when this returns, it is on the disk.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.failures.counted(match self.writing {
            Writing::Sqlite(transaction) => transaction.commit(),
            Writing::Postgres(transaction) => transaction.commit().await,
        })
    }
}

/// Rows that are being gathered in a temporary table of the connection.
pub struct Stage {
    staging: Staging,
    failures: Failures,
}

enum Staging {
    Sqlite(sqlite::Stage),
    Postgres(Box<postgres::Stage>),
}

impl Stage {
    /// Adds rows: the values of one after those of the other.
    pub async fn push(&mut self, rows: &[Value<'_>]) -> Result<(), StoreError> {
        match &mut self.staging {
            Staging::Sqlite(stage) => stage.push(rows),
            Staging::Postgres(stage) => stage.push(rows).await,
        }
    }

    /// Begins the transaction that sees the gathered rows as the table `staged`.
    pub async fn begin(self) -> Result<Transaction, StoreError> {
        let writing = match self.staging {
            Staging::Sqlite(stage) => Writing::Sqlite(stage.begin()?),
            Staging::Postgres(stage) => Writing::Postgres(Box::new(stage.begin().await?)),
        };
        Ok(Transaction { writing, failures: self.failures })
    }
}
