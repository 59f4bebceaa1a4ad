//! Programs that tests start and that must not outlive them.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A program that runs until this process ends, however it ends: it reads its standard input, which is a pipe from here,
/// and cleans up after itself when the pipe ends.
#[derive(Debug)]
pub struct Keeper {
    _child: Child,
    /// Kept open: a program that finds nobody listening may end.
    _output: BufReader<ChildStdout>,
}

impl Keeper {
    /// Starts a program and reads its output until `ready` finds in a line what was waited for. If the program ends
    /// before, answers what it said.
    pub fn start<T>(mut command: Command, ready: impl Fn(&str) -> Option<T>) -> Result<(Self, T), String> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", command.get_program().display()))?;
        let mut output = BufReader::new(child.stdout.take().expect("an output that was asked for"));
        let mut said = String::new();
        let mut line = String::new();
        while output.read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
            if let Some(found) = ready(line.trim_end()) {
                return Ok((Self { _child: child, _output: output }, found));
            }
            said.push_str(&line);
            line.clear();
        }
        let _ = child.wait();
        Err(said)
    }
}
