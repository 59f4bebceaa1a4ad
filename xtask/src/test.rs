//! `cargo xtask test`: everything that must hold, one part after the other, until the first that does not.

use std::ffi::OsString;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::bundle::{self, Profile};
use crate::workspace::{cargo, command, program, root, run, server};
use crate::{build, install, sizes};

/// Whole tests of app and server. The same in every call, so that one build of the dependencies serves all.
const FEATURES: [&str; 2] = ["--features", "zhangban/whole,zhangban-server/whole"];

/// A part of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// What the tests call is there, or is installed now
    Tools,
    /// `cargo fmt`
    Format,
    /// `cargo clippy` of everything, and of the app for browsers, with warnings as errors
    Clippy,
    /// `cargo doc` with warnings as errors
    Docs,
    /// The bundle, as it travels to a phone, and what its pages weigh
    Bundle,
    /// Unit tests, the API on both databases, journeys in a real browser
    Tests,
    /// Sizes and budgets, with the home page from the real server
    Sizes,
}

/// What the long mode does besides, with the server and the bench that the tests have built.
const LONG: [&[&str]; 2] = [&["crash", "--cycles", "50"], &["filings", "--count", "2000"]];

/// Runs the parts that are asked for, or all; then what takes long, if that is wanted. What follows `--` goes to
/// `cargo test`.
pub fn test(only: &[Part], long: bool, arguments: &[OsString]) -> Result<()> {
    let parts = if only.is_empty() { Part::value_variants() } else { only };
    let start = Instant::now();
    let mut durations = Vec::new();
    for part in parts {
        let name = part.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        println!("\n== {name} ==");
        let since = Instant::now();
        part.run(arguments).with_context(|| format!("{name} failed; again with `cargo xtask test --only {name}`"))?;
        durations.push((name, since.elapsed()));
    }
    for words in LONG.into_iter().filter(|_| long) {
        println!("\n== {} ==", words[0]);
        let since = Instant::now();
        // It is there unless only other parts were asked for.
        run(cargo().args(["build", "--workspace", "--bins", "--tests"]).args(FEATURES))?;
        run(command(program("debug", "zhangban-bench")).arg("--program").arg(server("debug")).args(words))?;
        durations.push((words[0].to_owned(), since.elapsed()));
    }
    println!("\n== durations ==");
    for (name, duration) in durations {
        println!("{name:<8} {}", minutes(duration));
    }
    println!("\nAll passed in {}.", minutes(start.elapsed()));
    Ok(())
}

impl Part {
    fn run(self, arguments: &[OsString]) -> Result<()> {
        match self {
            Self::Tools => {
                install::wasm_target()?;
                install::test_tools()
            }
            Self::Format => run(cargo().args(["fmt", "--all", "--check"])),
            Self::Clippy => {
                run(warnings_are_errors(workspace("clippy").arg("--all-targets")))?;
                let mut app = cargo();
                app.args(["clippy", "--package", "zhangban", "--target", bundle::TARGET]);
                app.args(["--no-default-features", "--features", "hydrate"]);
                run(warnings_are_errors(&mut app))
            }
            // Libraries only: the server's binary has the name of the app's library, and one would overwrite the other.
            Self::Docs => run(workspace("doc").args(["--no-deps", "--lib"]).env("RUSTDOCFLAGS", "--deny warnings")),
            // Without the home page, which only the server knows.
            Self::Bundle => sizes::report(&bundle::make(Profile::Release)?, None),
            Self::Tests => tests(arguments),
            // The bundle is made already, and the server of the tests reads it from its folder.
            Self::Sizes => build::weigh(&bundle::make(Profile::Release)?, &server("debug")),
        }
    }
}

fn tests(arguments: &[OsString]) -> Result<()> {
    axe()?;
    // Journeys call the server as a program, which is not among what `cargo test` builds for the app.
    run(workspace("build").args(["--bins", "--tests"]))?;
    run(workspace("test").args(arguments))
}

/// axe-core looks at every page; its version is pinned in `tests/package-lock.json`.
fn axe() -> Result<()> {
    let tests = root().join("tests");
    // npm writes this file when it is done: what it installed is then what is locked.
    let installed = fs::metadata(tests.join("node_modules/.package-lock.json")).and_then(|file| file.modified());
    let locked = fs::metadata(tests.join("package-lock.json"))?.modified()?;
    if installed.is_ok_and(|installed| installed >= locked) {
        return Ok(());
    }
    run(command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(tests))
}

fn workspace(subcommand: &str) -> Command {
    let mut command = cargo();
    command.args([subcommand, "--workspace"]).args(FEATURES);
    command
}

fn warnings_are_errors(clippy: &mut Command) -> &mut Command {
    clippy.args(["--", "--deny", "warnings"])
}

/// A duration as people say it.
fn minutes(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ ..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_said_in_minutes_only_if_it_has_any() {
        assert_eq!(minutes(Duration::from_millis(59_900)), "59 s");
        assert_eq!(minutes(Duration::from_secs(725)), "12 min 5 s");
    }

    #[test]
    fn budgets_are_looked_at_after_the_server_is_built() {
        let parts = Part::value_variants();
        let at = |wanted: Part| parts.iter().position(|part| *part == wanted);
        assert!(at(Part::Bundle) < at(Part::Tests) && at(Part::Tests) < at(Part::Sizes));
    }
}
