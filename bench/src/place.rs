//! A department on data of its own, and how its server is started.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::server::Server;

/// A department in a new data folder, and the database where that is not in it.
pub(crate) struct Place {
    program: PathBuf,
    data: TempDir,
    database: Option<String>,
}

impl Place {
    /// Imports a department folder; without a URL into SQLite.
    pub(crate) fn new(program: &Path, department: &Path, database: Option<String>) -> Result<Self> {
        let place = Self { program: program.to_owned(), data: tempfile::tempdir()?, database };
        let import = Command::new(program).arg("import").arg(department).envs(place.settings()).output();
        let import = import.context("the program did not start")?;
        ensure!(import.status.success(), "the import failed: {}", String::from_utf8_lossy(&import.stderr));
        Ok(place)
    }

    /// Starts its server and waits until it is ready.
    pub(crate) async fn serve(&self) -> Result<Server> {
        self.serve_under(Command::new(&self.program)).await
    }

    /// The same by way of another program, whose command ends where ours begins.
    pub(crate) async fn serve_through(&self, mut other: Command) -> Result<Server> {
        other.arg(&self.program);
        self.serve_under(other).await
    }

    async fn serve_under(&self, mut command: Command) -> Result<Server> {
        Server::start_by(command.envs(self.settings())).await
    }

    /// The folder of its data.
    pub(crate) fn data(&self) -> &Path {
        self.data.path()
    }

    fn settings(&self) -> impl Iterator<Item = (&'static str, PathBuf)> {
        let database = self.database.as_ref().map(|url| ("ZHANGBAN_DATABASE", PathBuf::from(url)));
        std::iter::once(("ZHANGBAN_DATA", self.data.path().to_owned())).chain(database)
    }
}
