//! A PostgreSQL of the tests' own: started once for each test process, in a temporary folder, on a free port; and others
//! that can be killed.
//!
//! A shell stands between: it holds a pipe to this process and stops PostgreSQL when the pipe ends, so nothing is left
//! behind however the tests end.

use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio_postgres::NoTls;

use crate::keeper::Keeper;

/// The user that Debian's package makes. PostgreSQL refuses to run as root.
const USER: &str = "postgres";

const MISSING: &str = "PostgreSQL is not installed, and these tests run on it.\n\
    On Debian or Ubuntu: sudo apt-get install postgresql\n\
    Elsewhere: install PostgreSQL 15 or newer so that initdb and pg_ctl are in PATH.";

/// Makes the cluster, starts it, says so, waits for the end of its input, cleans up. `$1` is the folder, `$2` the port, `$3`
/// more lines of its configuration. Signals of the terminal reach the tests, whose end is then seen here.
const KEEPER: &str = r#"
trap '' INT HUP TERM
initdb --pgdata="$1/data" --username=zhangban --auth=trust --encoding=UTF8 --locale=C --no-sync >"$1/initdb.log" 2>&1 || {
    cat "$1/initdb.log"; exit 1
}
printf '%s\n' "listen_addresses = '127.0.0.1'" "port = $2" "unix_socket_directories = ''" "max_connections = 400" "$3" \
    >>"$1/data/postgresql.conf"
pg_ctl --pgdata="$1/data" --log="$1/server.log" --wait --silent start || { cat "$1/server.log"; exit 1; }
echo ready
read -r _
pg_ctl --pgdata="$1/data" --mode=immediate --silent stop
rm -rf "$1"
"#;

/// Tests may lose their data in a power cut: nothing is forced to the disk, which saves minutes.
const FORGETFUL: &str = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off";

/// As PostgreSQL is by default: what is committed is on the disk.
const DURABLE: &str = "";

/// A PostgreSQL in a temporary folder, which ends with this process.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    port: u16,
    programs: PathBuf,
    _keeper: Keeper,
}

/// A new, empty database on the tests' PostgreSQL; answers its URL.
pub async fn new_database() -> String {
    static SERVER: OnceLock<Cluster> = OnceLock::new();
    SERVER.get_or_init(|| Cluster::start(FORGETFUL)).new_database().await
}

impl Cluster {
    /// One that keeps what it has committed, whatever happens to it.
    pub fn durable() -> Self {
        Self::start(DURABLE)
    }

    /// A new, empty database; answers its URL.
    pub async fn new_database(&self) -> String {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let (client, connection) = tokio_postgres::connect(&self.url("postgres"), NoTls).await.expect("an answer");
        let connection = tokio::spawn(connection);
        client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).await.expect("a new database");
        drop(client);
        connection.await.expect("a connection that ends").expect("a connection that ends well");
        self.url(&name)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://zhangban@127.0.0.1:{}/{database}", self.port)
    }

    fn start(settings: &str) -> Self {
        let programs = programs();
        // Between finding a free port and taking it, somebody else may be quicker: then another one.
        let mut said = String::new();
        for _ in 0..3 {
            match Self::start_on(free_port(), &programs, settings) {
                Ok(cluster) => return cluster,
                Err(output) => said = output,
            }
        }
        panic!("PostgreSQL does not start:\n{said}");
    }

    fn start_on(port: u16, programs: &Path, settings: &str) -> Result<Self, String> {
        let folder = tempfile::Builder::new().prefix("zhangban-postgresql-").tempdir().expect("a folder").keep();
        let mut command = as_its_own_user(&folder, programs);
        command.args(["sh", "-c", KEEPER, "keeper"]).arg(&folder).arg(port.to_string()).arg(settings);
        match Keeper::start(command, |line| (line == "ready").then_some(())) {
            Ok((keeper, ())) => Ok(Self { folder, port, programs: programs.to_owned(), _keeper: keeper }),
            Err(said) => {
                let _ = std::fs::remove_dir_all(&folder);
                Err(said)
            }
        }
    }

    /// `kill -9` for all of its processes at once, as in a power cut. Whoever is connected finds the connection broken.
    pub fn kill(&self) {
        let pid_file = self.folder.join("data/postmaster.pid");
        let written = std::fs::read_to_string(&pid_file).expect("the file of a server that runs");
        let postmaster = written.lines().next().and_then(|line| line.parse().ok()).expect("a process number");
        let all = [vec![postmaster], children(postmaster)].concat();
        let killed = Command::new("kill").arg("-KILL").args(all.iter().map(u32::to_string)).output();
        // Some of them may have ended by themselves meanwhile.
        killed.expect("kill runs");
        while all.iter().any(|process| parent(*process).is_some()) {
            std::thread::sleep(Duration::from_millis(5));
        }
        // PostgreSQL takes a process that nobody has asked for its end for one that runs.
        std::fs::remove_file(&pid_file).expect("a file to remove");
    }

    /// Starts it again; it finds by itself what it had committed.
    pub fn start_again(&self) {
        let mut command = as_its_own_user(&self.folder, &self.programs);
        command.args(["pg_ctl", "--wait", "--silent", "start"]);
        command.arg(format!("--pgdata={}/data", self.folder.display()));
        command.arg(format!("--log={}/server.log", self.folder.display()));
        let started = command.stdin(Stdio::null()).status().expect("pg_ctl runs");
        let log = || std::fs::read_to_string(self.folder.join("server.log")).unwrap_or_default();
        assert!(started.success(), "PostgreSQL does not start again:\n{}", log());
    }
}

/// The processes that a process has started.
fn children(of: u32) -> Vec<u32> {
    let all = std::fs::read_dir("/proc").expect("Linux").flatten();
    let numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    numbers.filter(|process| parent(*process) == Some(of)).collect()
}

/// The process that has started one which still runs: the second word of `/proc/PID/stat` after its name. One that has
/// ended and waits to be asked for its end does not run.
fn parent(process: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut words = stat.rsplit_once(')')?.1.split_whitespace();
    words.next().filter(|state| *state != "Z")?;
    words.next()?.parse().ok()
}

/// The beginning of a command that runs as a user PostgreSQL accepts, who then owns the folder.
fn as_its_own_user(folder: &Path, programs: &Path) -> Command {
    let mut command = user_of(folder);
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    command.current_dir(folder).env("PATH", path);
    command
}

fn user_of(folder: &Path) -> Command {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
    if !is_root {
        return Command::new("env");
    }
    let owner = format!("{USER}:{USER}");
    let given = Command::new("chown").arg(&owner).arg(folder).status().expect("chown runs");
    assert!(given.success(), "there is no user {USER}, whom PostgreSQL could run as.\n{MISSING}");
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={USER}"), &format!("--regid={USER}"), "--init-groups", "--"]);
    command
}

/// The folder of `initdb`: the newest of Debian's, else the one in `PATH`.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut packaged: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    packaged.sort();
    let packaged = packaged.into_iter().rev().map(|(_, folder)| folder);
    let path = std::env::var_os("PATH").unwrap_or_default();
    packaged.chain(std::env::split_paths(&path)).find(|folder| folder.join("initdb").is_file()).expect(MISSING)
}

/// A port that nobody listens on.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its number").port()
}
