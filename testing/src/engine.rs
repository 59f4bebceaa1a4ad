//! The two databases a store can stand on.

use tempfile::TempDir;
use zhangban_server::store::Store;

use crate::postgres;

/// The two databases a store can stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file in the data folder.
    Sqlite,
    /// A server of the tests' own.
    Postgresql,
}

/// A database that belongs to one test, with the data folder beside it.
#[derive(Debug)]
pub struct Database {
    /// The data folder: the key of identities, and the database where that is SQLite.
    pub folder: TempDir,
    /// Where PostgreSQL has it.
    pub url: Option<String>,
}

impl Engine {
    /// A new database with nothing in it, not even a schema.
    pub async fn database(self) -> Database {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = match self {
            Self::Sqlite => None,
            Self::Postgresql => Some(postgres::new_database().await),
        };
        Database { folder, url }
    }
}

impl Database {
    /// Opens it, as one server of several would.
    pub async fn open(&self) -> Store {
        let opened = match &self.url {
            None => Store::open_sqlite(self.folder.path()).await,
            Some(url) => Store::open_postgres(url).await,
        };
        opened.expect("a store that opens")
    }
}
