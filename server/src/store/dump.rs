//! A dump of a PostgreSQL database that is in use, made by its own programs, and whether it can be restored.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;

use tokio::process::Command;
use tokio::task::JoinHandle;
use tokio_postgres::config::Host;
use tokio_postgres::{Client, Config, NoTls};

use super::{Counts, Store, StoreError, postgres};
use crate::random::random;

/// What copies a database.
const DUMP: &str = "pg_dump";

/// What puts a copy back.
const RESTORE: &str = "pg_restore";

/// What a copy leaves to whoever restores it: names of owners, and what they have granted.
const WITHOUT_OWNERS: [&str; 2] = ["--no-owner", "--no-privileges"];

/// Why a database could not be dumped, or its dump not restored.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// A program of PostgreSQL is not there.
    #[error(
        "{0} is not on the PATH; it comes with the client programs of PostgreSQL (Debian: postgresql-client), in the \
         version of the server or a newer one; nothing was copied"
    )]
    Absent(&'static str),
    /// A program of PostgreSQL refused.
    #[error("{0}: {1}")]
    Refused(&'static str, String),
    /// There is no place to try the dump.
    #[error(
        "the copy could not be tried, because its user may not make a database for that (ALTER ROLE ... CREATEDB): {0}"
    )]
    NoScratch(StoreError),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<tokio_postgres::Error> for DumpError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A database that is to be copied.
pub struct Original {
    config: Config,
}

impl Original {
    /// The database of a URL. Whatever is needed to copy it is there.
    pub async fn at(url: &str) -> Result<Self, DumpError> {
        let config = url.parse().map_err(|error: tokio_postgres::Error| StoreError::Address(error.to_string()))?;
        for program in [DUMP, RESTORE] {
            run(program, Command::new(program).arg("--version")).await?;
        }
        Ok(Self { config })
    }

    /// Copies it into a file and says what was in it: both see the same moment, and nobody who writes waits for it.
    pub async fn dump(&self, to: &Path) -> Result<Counts, DumpError> {
        let (client, connection) = connect(&self.config).await?;
        client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        let snapshot: String = client.query_one("SELECT pg_export_snapshot()", &[]).await?.try_get(0)?;
        let mut command = program_at(DUMP, &self.config);
        command.arg("--format=custom").args(WITHOUT_OWNERS).arg(format!("--snapshot={snapshot}"));
        run(DUMP, command.arg("--file").arg(to)).await?;
        let counts = count(&client).await?;
        client.batch_execute("COMMIT").await?;
        drop(client);
        connection.abort();
        Ok(counts)
    }

    /// Restores a copy into a database that is made for it on the same server.
    pub async fn restored(&self, from: &Path) -> Result<Scratch, DumpError> {
        let (client, connection) = connect(&self.config).await?;
        let name = format!(
            "zhangban_check_{}",
            hex::encode(random::<8>().map_err(|error| DumpError::Refused("getrandom", error.to_string()))?)
        );
        // A text has the same order there as it has here.
        let like = "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database \
                    WHERE datname = current_database()";
        let like = client.query_one(like, &[]).await?;
        let quoted = |at: usize| like.try_get::<_, String>(at).map(|text| format!("'{}'", text.replace('\'', "''")));
        let make = format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {}",
            quoted(0)?,
            quoted(1)?,
            quoted(2)?
        );
        client.batch_execute(&make).await.map_err(|error| DumpError::NoScratch(error.into()))?;
        let mut config = self.config.clone();
        config.dbname(&name);
        let scratch = Scratch { name, config, client, connection };
        let mut command = program_at(RESTORE, &scratch.config);
        command.args(["--exit-on-error", "--single-transaction"]).args(WITHOUT_OWNERS);
        let restored = run(RESTORE, command.arg("--dbname").arg(&scratch.name).arg(from)).await;
        match restored {
            Ok(()) => Ok(scratch),
            Err(error) => {
                scratch.remove().await?;
                Err(error)
            }
        }
    }
}

/// A program of PostgreSQL that is told by its environment where to go: arguments can be read by everybody on the
/// machine, and there is a password among them.
fn program_at(program: &str, to: &Config) -> Command {
    let mut command = Command::new(program);
    let hosts = to.get_hosts().iter().map(|host| match host {
        Host::Tcp(name) => name.clone(),
        Host::Unix(folder) => folder.display().to_string(),
    });
    let ports: Vec<String> = to.get_ports().iter().map(u16::to_string).collect();
    let hosts: Vec<String> = hosts.collect();
    let password = to.get_password().map(|password| String::from_utf8_lossy(password).into_owned());
    let settings = [
        ("PGHOST", Some(hosts.join(",")).filter(|hosts| !hosts.is_empty())),
        ("PGPORT", Some(ports.join(",")).filter(|ports| !ports.is_empty())),
        ("PGUSER", to.get_user().map(str::to_owned)),
        ("PGPASSWORD", password),
        ("PGDATABASE", to.get_dbname().map(str::to_owned)),
    ];
    command.envs(settings.into_iter().filter_map(|(name, value)| Some((name, value?))));
    // Asked for a password, it would wait for ever for somebody to type it.
    command.arg("--no-password");
    command
}

/// A database that was made to try a copy in it.
pub struct Scratch {
    name: String,
    config: Config,
    /// To the original, since nobody removes the database she is in.
    client: Client,
    connection: JoinHandle<()>,
}

impl Scratch {
    /// What is in it.
    pub async fn counts(&self) -> Result<Counts, DumpError> {
        let (client, connection) = connect(&self.config).await?;
        let counts = count(&client).await?;
        connection.abort();
        Ok(counts)
    }

    /// What is in it, to be read as it is.
    pub fn store(&self) -> Result<Store, StoreError> {
        Store::open_postgres_as_it_is(self.config.clone())
    }

    /// Removes it.
    pub async fn remove(self) -> Result<(), DumpError> {
        self.client.batch_execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await?;
        self.connection.abort();
        Ok(())
    }
}

async fn connect(config: &Config) -> Result<(Client, JoinHandle<()>), StoreError> {
    let (client, connection) = config.connect(NoTls).await?;
    // When it breaks, the client says so.
    Ok((client, tokio::spawn(async { connection.await.unwrap_or_default() })))
}

async fn count(client: &Client) -> Result<Counts, StoreError> {
    let sql = "SELECT table_name::text FROM information_schema.tables \
               WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'";
    let mut counts = BTreeMap::new();
    for row in client.query(sql, &[]).await? {
        let name: String = row.try_get(0)?;
        let rows = client.query_one(&format!("SELECT count(*) FROM \"{name}\""), &[]).await?.try_get(0)?;
        counts.insert(name, rows);
    }
    Ok(Counts::new(counts))
}

async fn run(program: &'static str, command: &mut Command) -> Result<(), DumpError> {
    let ended = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true).output();
    let ended = ended.await.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => DumpError::Absent(program),
        _ => DumpError::Refused(program, error.to_string()),
    })?;
    if ended.status.success() {
        return Ok(());
    }
    // What it says first is the reason; what follows may quote rows.
    let said = String::from_utf8_lossy(&ended.stderr);
    Err(DumpError::Refused(program, said.lines().next().unwrap_or("no reason was given").to_owned()))
}

impl Store {
    fn open_postgres_as_it_is(config: Config) -> Result<Self, StoreError> {
        Ok(Self::on(super::Engine::Postgres(postgres::Postgres::of(config)?)))
    }
}
