//! `cargo xtask run`: the whole thing, with the demo department in it.

mod desk;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use self::desk::Desk;
use crate::workspace::{command, root, run as run_to_end};

/// What the server takes where nothing is said (its `--help`).
const LISTEN: (&str, &str) = ("ZHANGBAN_LISTEN", "127.0.0.1:8080");
const DATA: (&str, &str) = ("ZHANGBAN_DATA", "data");

/// How many candidates the demo has: enough for ranks to mean something, few enough to be imported in seconds.
const CANDIDATES: &str = "20000";
/// The same seed makes the same candidates on every machine, so that they can be talked about.
const SEED: &str = "1";
/// Their sheet, in the data folder.
const SHEET: &str = "candidates-20000.csv";
/// What became of them, in the data folder.
const ADMISSIONS: &str = "admissions-20000.csv";

/// Says in the data folder how far the demo was prepared.
const MARKER: &str = "demo-department";
const PREPARING: &str = "is being prepared\n";
const PREPARED: &str = "is prepared\n";

/// Prepares the demo on first start and serves until Ctrl+C. The arguments go to the server.
pub fn run(arguments: &[OsString]) -> Result<()> {
    let (_, server) = crate::build::make()?;
    let demo = Demo::new(&server, arguments);
    demo.prepare()?;
    demo.introduce()?;
    replace_us_by(demo.server().arg("serve"))
}

/// The demo department in a data folder.
pub struct Demo<'a> {
    server: &'a Path,
    arguments: &'a [OsString],
    data: PathBuf,
    listen: String,
}

impl<'a> Demo<'a> {
    /// The demo of this server, with arguments that are meant for it.
    pub fn new(server: &'a Path, arguments: &'a [OsString]) -> Self {
        Self {
            server,
            arguments,
            data: root().join(setting(arguments, "--data", DATA)),
            listen: setting(arguments, "--listen", LISTEN).to_string_lossy().into_owned(),
        }
    }

    /// The server with its arguments; the subcommand is missing still.
    pub fn server(&self) -> Command {
        let mut command = command(self.server);
        command.args(self.arguments);
        command
    }

    /// Fills an empty data folder. What is there already is kept, and the data of somebody else is left alone.
    pub fn prepare(&self) -> Result<()> {
        let marker = self.data.join(MARKER);
        match fs::read_to_string(&marker) {
            Ok(state) if state == PREPARED => return Ok(()),
            Err(_) if !is_empty(&self.data) => {
                println!("{} holds data of its own: the demo is not imported.", self.data.display());
                return Ok(());
            }
            _ => {}
        }
        println!("\nPreparing the demo department in {}. This is done once.", self.data.display());
        fs::create_dir_all(&self.data).with_context(|| self.data.display().to_string())?;
        fs::write(&marker, PREPARING)?;
        let (sheet, admissions) = (self.data.join(SHEET), self.data.join(ADMISSIONS));
        run_to_end(self.server().args(["import", "demo/"]))?;
        let mut make = self.server();
        make.args(["demo", "candidates", "--count", CANDIDATES, "--seed", SEED, "--out"]).arg(&sheet);
        run_to_end(make.arg("--admissions").arg(&admissions))?;
        run_to_end(self.server().arg("import").args([&sheet, &admissions]))?;
        if Desk::read(&self.data).is_none() {
            Desk::open(self.server(), &self.data)?;
        }
        Ok(fs::write(&marker, PREPARED)?)
    }

    /// Says where it is, whom to ask for, and how to stop.
    pub fn introduce(&self) -> Result<()> {
        println!("\n  Zhangban 掌办 at  http://{}", self.listen);
        if let Ok(sheet) = fs::File::open(self.data.join(ADMISSIONS))
            && let Some(candidate) = first_with_a_letter(sheet)?
        {
            println!("  a candidate       {}", candidate.number);
            println!("  with the ID       {}  (synthetic: region 99 does not exist)", candidate.citizen_id);
            println!("  has               a score, an admission, and a letter on its way");
        }
        if let Some(desk) = Desk::read(&self.data) {
            desk.introduce(&self.listen);
        }
        println!("  to stop           Ctrl+C\n");
        Ok(())
    }
}

/// What the server will take for a setting: the argument, else the environment, else what it takes by itself.
fn setting(arguments: &[OsString], flag: &str, (variable, usual): (&str, &str)) -> OsString {
    argument(arguments, flag).or_else(|| env::var_os(variable)).unwrap_or_else(|| usual.into())
}

/// The value of `--flag value` or `--flag=value`.
fn argument(arguments: &[OsString], flag: &str) -> Option<OsString> {
    let words = arguments.iter().map(|word| word.to_string_lossy());
    let mut words = words.skip_while(|word| *word != flag && !word.starts_with(&format!("{flag}=")));
    let first = words.next()?;
    match first.split_once('=') {
        Some((_, value)) => Some(value.into()),
        None => words.next().map(|value| value.as_ref().into()),
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}

/// A candidate to try.
#[derive(Debug, PartialEq, Eq)]
struct Candidate {
    number: String,
    citizen_id: String,
}

/// The first candidate of an admission sheet whose letter is on its way: who is admitted has a score as well.
fn first_with_a_letter(sheet: impl std::io::Read) -> Result<Option<Candidate>> {
    let mut reader = csv::Reader::from_reader(sheet);
    let headers = reader.headers()?.clone();
    let column = |name: &str| {
        // A byte order mark, for spreadsheets, is not part of the name.
        let found = headers.iter().position(|header| header.trim_start_matches('\u{feff}') == name);
        found.with_context(|| format!("the admission sheet has no column {name}"))
    };
    let (number, id, letter) = (column("candidate_number")?, column("citizen_id")?, column("letter_number")?);
    for row in reader.records() {
        let row = row?;
        if row.get(letter).is_some_and(|letter| !letter.is_empty()) {
            let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
            return Ok(Some(Candidate { number: cell(number), citizen_id: cell(id) }));
        }
    }
    Ok(None)
}

/// The server takes our place: Ctrl+C and SIGTERM reach it and nobody else, and it drains.
#[cfg(unix)]
fn replace_us_by(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(server.exec()).context("the server does not start")
}

/// Where a process cannot be replaced, we wait for it; Ctrl+C reaches both.
#[cfg(not(unix))]
fn replace_us_by(server: &mut Command) -> Result<()> {
    run_to_end(server)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn an_argument_for_the_server_is_understood_in_both_spellings() {
        assert_eq!(argument(&words("--listen 0.0.0.0:80 --data d"), "--data"), Some("d".into()));
        assert_eq!(argument(&words("--listen=0.0.0.0:80"), "--listen"), Some("0.0.0.0:80".into()));
        assert_eq!(argument(&words("--listening x"), "--listen"), None);
    }

    #[test]
    fn the_candidate_to_try_has_a_letter_on_its_way() {
        let sheet = "\u{feff}exam,candidate_number,citizen_id,letter_number\n\
            gaokao,1,990101A,\n\
            gaokao,2,990101B,YL000000001CN\n";
        let candidate = first_with_a_letter(sheet.as_bytes()).unwrap();
        assert_eq!(candidate, Some(Candidate { number: "2".into(), citizen_id: "990101B".into() }));
    }

    #[test]
    fn data_of_somebody_else_is_left_alone() {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join("zhangban.db"), "an operator's").unwrap();
        let arguments = [OsString::from("--data"), data.path().into()];
        // A server that does not exist: to import would fail.
        Demo::new(Path::new("/nowhere/zhangban"), &arguments).prepare().unwrap();
        assert!(!data.path().join(MARKER).exists());
    }

    #[test]
    fn a_preparation_that_broke_off_is_taken_up_again() {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join(MARKER), PREPARING).unwrap();
        let arguments = [OsString::from("--data"), data.path().into()];
        assert!(Demo::new(Path::new("/nowhere/zhangban"), &arguments).prepare().is_err());
    }
}
