//! `cargo xtask dev`: save a file, look at the browser.
//!
//! App and server are rebuilt without optimisation, the server is started anew, and a script that only this bundle has
//! (`bundle/dev-reload.js`) reloads the page when the server is back. A mistake is printed, and what ran goes on.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::bundle::{self, Profile};
use crate::install;
use crate::run::Demo;
use crate::workspace::{cargo, root, run, server};

/// What a change in may be seen in the browser.
const WATCHED: [&str; 8] =
    ["src", "api/src", "server/src", "server/migrations", "style", "public", "index.html", "Cargo.toml"];

/// Between two looks at these files, of which there are a few hundred: short enough not to be noticed, and long enough
/// for an editor that saves in several steps to be done at the next look. The system's notices of changes would save
/// nothing here, and they also tell of files that were only read, which every build does.
const PAUSE: Duration = Duration::from_millis(250);

/// Builds and serves until Ctrl+C, which reaches the server as well.
pub fn dev(arguments: &[OsString]) -> Result<()> {
    install::wasm_target()?;
    let mut running = Running::default();
    loop {
        // Before the build, so that what is saved meanwhile is not missed.
        let built = Snapshot::of(root());
        let since = Instant::now();
        match running.renew(arguments) {
            Ok(()) => println!("Ready after {:.1} s. Waiting for a change.", since.elapsed().as_secs_f32()),
            Err(error) => eprintln!("\n{error:#}\nWaiting for a change."),
        }
        println!("\n{} changed", wait_for_change(&built).display());
    }
}

/// The server while it runs.
#[derive(Default)]
struct Running(Option<Child>);

impl Running {
    /// Builds what changed and starts the server anew.
    fn renew(&mut self, arguments: &[OsString]) -> Result<()> {
        bundle::make(Profile::Dev)?;
        run(cargo().args(["build", "--package", "zhangban-server"]))?;
        let program = server("debug");
        let demo = Demo::new(&program, arguments);
        self.stop();
        demo.prepare()?;
        self.0 = Some(demo.server().arg("serve").spawn().context("the server does not start")?);
        demo.introduce()
    }

    /// At once: nobody's request is worth waiting ten seconds for, and the store survives it.
    fn stop(&mut self) {
        if let Some(mut child) = self.0.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A file that changed, as soon as nothing changes any more.
fn wait_for_change(built: &Snapshot) -> PathBuf {
    let mut before = Snapshot::of(root());
    loop {
        sleep(PAUSE);
        let now = Snapshot::of(root());
        if let Some(path) = now.difference(built)
            && now == before
        {
            return path;
        }
        before = now;
    }
}

/// When each watched file was written, and its length.
#[derive(PartialEq, Eq)]
struct Snapshot(BTreeMap<PathBuf, (SystemTime, u64)>);

impl Snapshot {
    /// Of the watched files in a folder. A file that goes while we look is not there.
    fn of(root: &Path) -> Self {
        let entries = WATCHED.iter().flat_map(|path| WalkDir::new(root.join(path))).flatten();
        let files = entries.filter(|entry| entry.file_type().is_file() && !is_of_an_editor(entry.path()));
        let written = files.filter_map(|entry| {
            let file = entry.metadata().ok()?;
            let path = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_owned();
            Some((path, (file.modified().ok()?, file.len())))
        });
        Self(written.collect())
    }

    /// A file that is new, gone or written since the other was taken.
    fn difference(&self, other: &Self) -> Option<PathBuf> {
        let differs = |path: &&PathBuf| self.0.get(*path) != other.0.get(*path);
        self.0.keys().chain(other.0.keys()).find(differs).cloned()
    }
}

/// Swap files and backups, which editors write beside the file.
fn is_of_an_editor(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.starts_with('.') || name.starts_with('#') || name.ends_with('~') || name == "4913"
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn an_editors_own_files_rebuild_nothing() {
        for name in [".app.rs.swp", "app.rs~", "#app.rs#", "4913"] {
            assert!(is_of_an_editor(Path::new("src").join(name).as_path()), "{name}");
        }
        assert!(!is_of_an_editor(Path::new("src/app.rs")));
    }

    #[test]
    fn what_is_written_new_or_gone_is_a_change_and_what_is_read_is_none() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("src")).unwrap();
        let file = root.path().join("src/app.rs");
        let empty = Snapshot::of(root.path());
        fs::write(&file, "one").unwrap();
        let one = Snapshot::of(root.path());
        assert_eq!(one.difference(&empty), Some("src/app.rs".into()));
        assert_eq!(empty.difference(&one), Some("src/app.rs".into()));
        assert_eq!(fs::read(&file).unwrap(), b"one");
        assert_eq!(Snapshot::of(root.path()).difference(&one), None);
        fs::write(&file, "other").unwrap();
        assert_eq!(Snapshot::of(root.path()).difference(&one), Some("src/app.rs".into()));
    }
}
