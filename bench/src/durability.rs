//! Between the last write of a filing and its answer the disk has it: what the program asks of the kernel is written down
//! by `strace` and looked through, answer by answer.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use zhangban_api::attachments::Uploaded;
use zhangban_api::cases::Receipt;

use crate::load::Client;
use crate::place::Place;
use crate::{citizen, photo};

/// What matters: opening tells nothing, and reading changes nothing.
const CALLS: &str = "trace=write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync";

/// So many characters of what is written are shown: enough for the status of an answer.
const SHOWN: &str = "12";

const SIZE: (u32, u32) = (160, 120);

/// Files so many cases with a photo each, and looks that every answer came after what it promises was forced to the disk.
pub(crate) async fn measure(program: &Path, department: &Path, writes: u32) -> Result<()> {
    let place = Place::new(program, department, None)?;
    let file = place.data().join("calls");
    let mut strace = Command::new("strace");
    strace.args(["--follow-forks", "--seccomp-bpf", "--decode-fds=path,socket", "--string-limit", SHOWN, "-e", CALLS]);
    strace.arg("--output").arg(&file);
    let server = place.serve_through(strace).await.context("is strace there? It comes with Debian's package strace")?;
    let form = citizen::form(server.address).await?;
    let mut client = Client::connect(server.address).await?;
    for number in 0..u64::from(writes) {
        let upload = citizen::upload(&format!("durable-photo-{number:016}"), &photo::jpeg(number, SIZE)?);
        let uploaded: Uploaded = citizen::send(&mut client, &upload, 200).await?;
        let filing = citizen::filing(&format!("durable-case-{number:016}"), &form, &[uploaded])?;
        let _: Receipt = citizen::send(&mut client, &filing, 201).await?;
    }
    server.end_what_it_runs()?;
    let log = std::fs::read_to_string(&file)?;
    let seen = Seen::of(&log, &place.data().join("files").display().to_string())?;
    ensure!(
        seen.filings == writes && seen.uploads == writes,
        "{} filings and {} photos were answered of {writes}",
        seen.filings,
        seen.uploads
    );
    println!("{writes} cases filed: {} answers, each after an {} of the write-ahead log", seen.filings, seen.call);
    println!("that began when the last write to the log was done and ended before the answer was written;");
    println!("{writes} photos: {} answers, each after the same, and before it an fsync of the file,", seen.uploads);
    println!("of its folder and of the folder above, all before the row was written.");
    println!("{} calls looked through.", seen.calls);
    Ok(())
}

/// What was seen.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    filings: u32,
    uploads: u32,
    calls: u32,
    /// By what the log is forced to the disk.
    call: String,
}

/// What has happened since the last answer.
#[derive(Default)]
struct Since {
    /// Something was written to the log.
    written: bool,
    /// All of it is on the disk.
    forced: bool,
    /// A force began when all of it was written.
    forcing: HashSet<u32>,
    /// Files and folders that were forced to the disk before anything was written to the log.
    files: HashSet<String>,
}

/// A line of the log.
struct Call<'a> {
    process: u32,
    name: &'a str,
    /// What stands in the brackets; empty where the call goes on.
    words: &'a str,
    begins: bool,
    ends: bool,
}

impl<'a> Call<'a> {
    /// `PID name(words) = 0`, `PID name(words <unfinished ...>`, or `PID <... name resumed>words) = 0`.
    fn read(line: &'a str) -> Option<Self> {
        let (process, rest) = line.trim_start().split_once(' ')?;
        let (process, rest) = (process.parse().ok()?, rest.trim_start());
        if let Some(rest) = rest.strip_prefix("<... ") {
            let (name, _) = rest.split_once(" resumed>")?;
            return Some(Self { process, name, words: "", begins: false, ends: true });
        }
        let (name, words) = rest.split_once('(')?;
        Some(Self { process, name, words, begins: true, ends: !words.contains("<unfinished ...>") })
    }

    /// What its file is: `9</folder/file>`.
    fn path(&self) -> &'a str {
        self.words.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(path, _)| path)
    }

    fn forces(&self) -> bool {
        matches!(self.name, "fsync" | "fdatasync")
    }

    /// The status that is written to a citizen, if it is an answer.
    fn status(&self) -> Option<u16> {
        let (_, rest) = self.words.split_once("\"HTTP/1.1 ")?;
        rest.get(..3)?.parse().ok()
    }
}

impl Seen {
    /// Looks through a log; the first answer that came too early is an error.
    fn of(log: &str, files: &str) -> Result<Self> {
        let (mut seen, mut since) = (Self::default(), Since::default());
        // What a process is in the middle of.
        let mut open: HashMap<u32, &str> = HashMap::new();
        for call in log.lines().filter_map(Call::read) {
            seen.calls += u32::from(call.begins);
            let path = if call.begins { call.path() } else { open.remove(&call.process).unwrap_or_default() };
            if call.begins && !call.ends {
                open.insert(call.process, path);
            }
            let is_log = path.ends_with("-wal");
            if call.begins
                && let Some(status) = call.status()
            {
                seen.answer(status, &since, files)?;
                since = Since::default();
            } else if call.forces() && is_log {
                if call.begins {
                    seen.call.clear();
                    seen.call.push_str(call.name);
                    since.forcing.insert(call.process);
                }
                if call.ends {
                    since.forced |= since.forcing.remove(&call.process);
                }
            } else if call.forces() && call.ends && !since.written {
                since.files.insert(path.to_owned());
            } else if is_log {
                since.written = true;
                since.forced = false;
                since.forcing.clear();
            }
        }
        Ok(seen)
    }

    fn answer(&mut self, status: u16, since: &Since, files: &str) -> Result<()> {
        match status {
            201 => self.filings += 1,
            200 if since.written => {
                self.uploads += 1;
                let file = since
                    .files
                    .iter()
                    .find(|path| path.strip_prefix(files).is_some_and(|rest| rest.matches('/').count() == 2));
                let file =
                    file.with_context(|| format!("photo {}: its file was not forced to the disk", self.uploads))?;
                let folder = Path::new(file).parent().context("a folder")?;
                for needed in [folder, Path::new(files)] {
                    let is_there = since.files.iter().any(|path| Path::new(path) == needed);
                    ensure!(is_there, "photo {}: {} was not forced to the disk", self.uploads, needed.display());
                }
            }
            // Whether it is ready, and what cases can be about.
            _ => return Ok(()),
        }
        ensure!(since.written, "answer {} to a filing: nothing was written before", self.filings);
        ensure!(since.forced, "answer {} to a filing: what was written was not on the disk", self.filings);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITE: &str = r#"7 pwrite64(9</d/zhangban.sqlite-wal>, "7\177\6\202"..., 24, 32) = 24"#;
    const FORCE: &str = "7 fdatasync(9</d/zhangban.sqlite-wal>) = 0";
    const ANSWER: &str = r#"8 writev(12<socket:[5]>, [{iov_base="HTTP/1.1 201"..., iov_len=9}], 2) = 9"#;

    fn seen(lines: &[&str]) -> Result<Seen> {
        Seen::of(&lines.join("\n"), "/d/files")
    }

    #[test]
    fn an_answer_after_the_force_is_good() {
        let seen = seen(&[WRITE, WRITE, FORCE, ANSWER]).unwrap();
        assert_eq!(seen, Seen { filings: 1, uploads: 0, calls: 4, call: "fdatasync".into() });
    }

    #[test]
    fn an_answer_before_the_force_is_found() {
        for lines in [&[WRITE, ANSWER][..], &[WRITE, FORCE, WRITE, ANSWER], &[ANSWER], &[FORCE, WRITE, ANSWER]] {
            assert!(seen(lines).is_err(), "{lines:?}");
        }
    }

    #[test]
    fn a_force_that_goes_on_is_none_until_it_ends() {
        let begins = "7 fdatasync(9</d/zhangban.sqlite-wal> <unfinished ...>";
        let ends = "7 <... fdatasync resumed>) = 0";
        assert!(seen(&[WRITE, begins, ends, ANSWER]).is_ok());
        assert!(seen(&[WRITE, begins, ANSWER, ends]).is_err());
        // What was written while it went on may not be in it.
        assert!(seen(&[WRITE, begins, WRITE, ends, ANSWER]).is_err());
    }

    #[test]
    fn a_photo_is_on_the_disk_before_its_row() {
        let forced = |path: &str| format!("7 fsync(9<{path}>) = 0");
        let (file, day, all) = (forced("/d/files/2026-01-01/ab"), forced("/d/files/2026-01-01"), forced("/d/files"));
        let answer = ANSWER.replace("201", "200");
        assert_eq!(seen(&[&file, &day, &all, WRITE, FORCE, &answer]).unwrap().uploads, 1);
        assert!(seen(&[&file, &all, WRITE, FORCE, &answer]).is_err());
        assert!(seen(&[WRITE, &file, &day, &all, FORCE, &answer]).is_err());
    }
}
