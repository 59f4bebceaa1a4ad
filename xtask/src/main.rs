//! The project's own commands: `cargo xtask run`, `test`, `build`, `dev`, `bench`.

mod bench;
mod build;
mod bundle;
mod dev;
mod home_page;
mod install;
mod run;
mod sizes;
mod test;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::test::Part;

/// The project's own commands
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Xtask {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build app and server, prepare the demo department on first start, and serve it
    #[command(after_help = ABOUT_RUN)]
    Run {
        /// Arguments for the server, after `--`: see `zhangban --help`
        #[arg(last = true)]
        arguments: Vec<OsString>,
    },

    /// Run everything that must hold: format, clippy, docs, bundle, tests, budgets
    #[command(after_help = ABOUT_TEST)]
    Test {
        /// Run these parts only, in this order
        #[arg(long, value_name = "PART", value_delimiter = ',')]
        only: Vec<Part>,
        /// Then kill the server 50 times while cases are filed, and file 2,000 over a bad network: some minutes more
        #[arg(long)]
        long: bool,
        /// Arguments for `cargo test`, after `--`, such as `--test hotlines`
        #[arg(last = true)]
        arguments: Vec<OsString>,
    },

    /// Build the one file that is deployed: target/release/zhangban, with the bundle inside
    #[command(after_help = ABOUT_BUILD)]
    Build,

    /// Serve, and rebuild and reload the browser when a file is saved
    #[command(after_help = ABOUT_DEV)]
    Dev {
        /// Arguments for the server, after `--`: see `zhangban --help`
        #[arg(last = true)]
        arguments: Vec<OsString>,
    },

    /// Measure the release build against the plainest thing that could be, and print ratios
    #[command(after_help = ABOUT_BENCH)]
    Bench {
        /// What is measured, such as `crash --cycles 50` or `--candidates 20000 --turns 1 both`; `help` lists it
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

const ABOUT_RUN: &str = "\
The page is at http://127.0.0.1:8080; ZHANGBAN_LISTEN changes it.
The data is in data/; ZHANGBAN_DATA changes it.
A second start takes seconds and keeps the data; remove the folder to begin anew.";

const ABOUT_TEST: &str = "\
On Debian, what the tests need is installed first, as root or by sudo: Chromium,
ChromeDriver, a CJK font, PostgreSQL, npm. Elsewhere it is said what is missing.
It stops at the first part that fails.

With --long, after all parts, the program that was built is killed with SIGKILL 50 times
while cases with photos are filed: whatever was acknowledged must be there, once, with its
photos. Then 2,000 are filed over a network that drops, cuts, repeats and reorders, and must
be 2,000 cases. `cargo xtask bench` does both with more, and kills PostgreSQL as well.

`cargo test` alone runs the quick tests.";

const ABOUT_BUILD: &str = "\
Prints what a phone has to load, part by part, and fails if a budget is exceeded:
200 KB of WebAssembly before the app takes over (the goal is 160); 12 KB of home page, style sheet
and loader. Both in brotli; 1 KB is 1024 bytes.";

const ABOUT_DEV: &str = "\
Nothing is optimised, so sizes and speed say nothing here. The data is that of `run`.";

const ABOUT_BENCH: &str = "\
Sizes; import against `sqlite3 .import`; every candidate looked up once against the
sheet; look-ups and the home page against a bare handler with the same bytes; memory.
With a whole province it takes some minutes. Nothing else should run meanwhile.

By themselves:
  both        what look-ups and filing with photos keep of their rates beside each other
  crash       kill -9 while cases are filed: nothing that was acknowledged is missing;
              with `--database postgres` the database is killed, too
  durability  trace 1,000 filings: each answer comes after what it promises is on the disk
  filings     10,000 filings over a bad network are 10,000 cases";

fn main() -> ExitCode {
    let done = match Xtask::parse().command {
        Command::Run { arguments } => run::run(&arguments),
        Command::Test { only, long, arguments } => test::test(&only, long, &arguments),
        Command::Build => build::build(),
        Command::Dev { arguments } => dev::dev(&arguments),
        Command::Bench { arguments } => bench::bench(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
