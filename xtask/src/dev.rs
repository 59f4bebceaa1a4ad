//! `cargo xtask dev`: save a file, look at the browser.
//!
//! App and server are rebuilt without optimisation, the server is started anew, and a script that only this bundle has
//! (`bundle/dev-reload.js`) reloads the page when the server is back. A mistake is printed, and what ran goes on.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;

use crate::bundle::{self, Profile};
use crate::install;
use crate::run::Demo;
use crate::workspace::{cargo, root, run, server};

/// What a change in may be seen in the browser.
const WATCHED: [&str; 8] =
    ["src", "api/src", "server/src", "server/migrations", "style", "public", "index.html", "Cargo.toml"];

/// An editor saves in several steps, and saving all files takes a moment: one rebuild is enough for these.
const SETTLED_AFTER: Duration = Duration::from_millis(150);

/// Builds and serves until Ctrl+C, which reaches the server as well.
pub fn dev(arguments: &[OsString]) -> Result<()> {
    install::wasm_target()?;
    // Watching begins before the first build, so that what is saved meanwhile is not missed.
    let (sender, events) = mpsc::channel();
    let mut watcher = new_debouncer(SETTLED_AFTER, sender)?;
    for path in WATCHED {
        watcher.watcher().watch(&root().join(path), RecursiveMode::Recursive).with_context(|| path.to_owned())?;
    }
    let mut running = Running::default();
    loop {
        let since = Instant::now();
        match running.renew(arguments) {
            Ok(()) => println!("Ready after {:.1} s. Waiting for a change.", since.elapsed().as_secs_f32()),
            Err(error) => eprintln!("\n{error:#}\nWaiting for a change."),
        }
        let changed = wait_for_change(&events)?;
        println!("\n{} changed", changed.strip_prefix(root()).unwrap_or(&changed).display());
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

/// The file that changed. What changed while we built counts as one change.
fn wait_for_change(events: &mpsc::Receiver<notify_debouncer_mini::DebounceEventResult>) -> Result<PathBuf> {
    loop {
        let batch = events.recv()?;
        let changed = batch.into_iter().flatten().map(|event| event.path).find(|path| !is_of_an_editor(path));
        if let Some(path) = changed {
            events.try_iter().for_each(drop);
            return Ok(path);
        }
    }
}

/// Swap files and backups, which editors write beside the file.
fn is_of_an_editor(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.starts_with('.') || name.starts_with('#') || name.ends_with('~') || name == "4913"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editors_own_files_rebuild_nothing() {
        for name in [".app.rs.swp", "app.rs~", "#app.rs#", "4913"] {
            assert!(is_of_an_editor(Path::new("src").join(name).as_path()), "{name}");
        }
        assert!(!is_of_an_editor(Path::new("src/app.rs")));
    }
}
