//! A PostgreSQL of the tests' own: started once for each test process, in a temporary folder, on a free port.
//!
//! A shell stands between: it holds a pipe to this process and stops PostgreSQL when the pipe ends, so nothing is left
//! behind however the tests end.

use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::NoTls;

use crate::keeper::Keeper;

/// The user that Debian's package makes. PostgreSQL refuses to run as root.
const USER: &str = "postgres";

const MISSING: &str = "PostgreSQL is not installed, and these tests run on it.\n\
    On Debian or Ubuntu: sudo apt-get install postgresql\n\
    Elsewhere: install PostgreSQL 15 or newer so that initdb and pg_ctl are in PATH.";

/// Makes the cluster, starts it, says so, waits for the end of its input, cleans up. `$1` is the folder, `$2` the port.
/// Signals of the terminal reach the tests, whose end is then seen here.
///
/// Tests may lose their data in a power cut: nothing is forced to the disk, which saves minutes.
const KEEPER: &str = r#"
trap '' INT HUP TERM
initdb --pgdata="$1/data" --username=zhangban --auth=trust --encoding=UTF8 --locale=C --no-sync >"$1/initdb.log" 2>&1 || {
    cat "$1/initdb.log"; exit 1
}
pg_ctl --pgdata="$1/data" --log="$1/server.log" --wait --silent start --options="\
 -c listen_addresses=127.0.0.1 -c port=$2 -c unix_socket_directories=$1 -c max_connections=400\
 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" || { cat "$1/server.log"; exit 1; }
echo ready
read -r _
pg_ctl --pgdata="$1/data" --mode=immediate --silent stop
rm -rf "$1"
"#;

struct Server {
    port: u16,
    _keeper: Keeper,
}

/// A new, empty database on the tests' PostgreSQL; answers its URL.
pub async fn new_database() -> String {
    static SERVER: OnceLock<Server> = OnceLock::new();
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let port = SERVER.get_or_init(start).port;
    let url = |database: &str| format!("postgres://zhangban@127.0.0.1:{port}/{database}");
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let (client, connection) = tokio_postgres::connect(&url("postgres"), NoTls).await.expect("PostgreSQL answers");
    let connection = tokio::spawn(connection);
    client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).await.expect("a new database");
    drop(client);
    connection.await.expect("a connection that ends").expect("a connection that ends well");
    url(&name)
}

fn start() -> Server {
    let programs = programs();
    // Between finding a free port and taking it, somebody else may be quicker: then another one.
    let mut said = String::new();
    for _ in 0..3 {
        match start_on(free_port(), &programs) {
            Ok(server) => return server,
            Err(output) => said = output,
        }
    }
    panic!("PostgreSQL does not start:\n{said}");
}

fn start_on(port: u16, programs: &Path) -> Result<Server, String> {
    let folder = tempfile::Builder::new().prefix("zhangban-postgresql-").tempdir().expect("a temporary folder").keep();
    let mut command = as_its_own_user(&folder);
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    command
        .args(["sh", "-c", KEEPER, "keeper"])
        .arg(&folder)
        .arg(port.to_string())
        .current_dir(&folder)
        .env("PATH", path);
    match Keeper::start(command, |line| (line == "ready").then_some(())) {
        Ok((keeper, ())) => Ok(Server { port, _keeper: keeper }),
        Err(said) => {
            let _ = std::fs::remove_dir_all(&folder);
            Err(said)
        }
    }
}

/// The beginning of a command that runs as a user PostgreSQL accepts, who then owns the folder.
fn as_its_own_user(folder: &Path) -> Command {
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
