//! Programs that tests start and that must not outlive them.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A program that runs until this process ends, however it ends: it reads its standard input, which is a pipe from here,
/// and cleans up after itself when the pipe ends.
#[derive(Debug)]
pub struct Keeper(#[expect(dead_code, reason = "its input is the pipe that keeps the program running")] Child);

impl Keeper {
    /// Starts a program and reads its output until `ready` finds in a line what was waited for. If the program ends
    /// before, answers what it said.
    pub fn start<T>(mut command: Command, ready: impl Fn(&str) -> Option<T>) -> Result<(Self, T), String> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", command.get_program().display()))?;
        let output = BufReader::new(child.stdout.take().expect("an output that was asked for"));
        let mut said = String::new();
        for line in output.lines() {
            let line = line.map_err(|error| error.to_string())?;
            if let Some(found) = ready(&line) {
                return Ok((Self(child), found));
            }
            said.push_str(&line);
            said.push('\n');
        }
        let _ = child.wait();
        Err(said)
    }
}
