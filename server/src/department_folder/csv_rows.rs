//! Rows of a CSV file (RFC 4180), numbered as Excel numbers them.
//!
//! The `csv` crate is made for data of programs; this is data of people. It skips blank lines, so that its rows cannot
//! be found again in Excel; it takes a quotation mark that is never closed, and swallows the rest of the file with it.

use std::io::{BufRead, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use zhangban_api::Message;

use super::encoding::{self, TextFile};
use super::rows::{Broken, CELL_TOO_LONG, Extent, LONGEST_CELL, Row, UNREADABLE};

/// The longest row in bytes: room for a few full cells, and a bound for a file without line ends.
const LONGEST_ROW: usize = 1 << 20;

const NUL: Message = Message::new(
    "此行含有空字符（NUL），文件可能已损坏；请重新导出。",
    "There is a NUL character in this row. The file may be damaged: export it again.",
);
const QUOTES: Message = Message::new(
    "引号不成对：内容中有逗号或换行时，用一对英文引号括住整格；内容中的引号写两次。",
    "The quotation marks do not match. Put the whole cell between a pair of them, and write a mark inside it twice.",
);

/// Reads a CSV file row by row.
pub(super) struct CsvRows {
    text: Box<dyn BufRead + Send>,
    read: Arc<AtomicU64>,
    decoded: bool,
    /// The last row that was read.
    number: usize,
    /// A row with quotation marks, as it stands in the file.
    raw: Vec<u8>,
}

impl CsvRows {
    pub(super) fn open(path: &Path, extent: Extent) -> Result<Self, Broken> {
        let TextFile { text, read, decoded } = encoding::open(path, extent)?;
        Ok(Self { text, read, decoded, number: 0, raw: Vec::new() })
    }

    /// Reads a text that stands in no file.
    pub(super) fn of(text: String) -> Self {
        let text = Box::new(Cursor::new(text.into_bytes()));
        Self { text, read: Arc::default(), decoded: false, number: 0, raw: Vec::new() }
    }

    /// How many bytes of the file have been read.
    pub(super) fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Reads the next row; `false` at the end of the file. A blank line is a row without cells.
    pub(super) fn next(&mut self, row: &mut Row) -> Result<bool, Broken> {
        row.clear();
        if !self.line(self.number + 1, &mut row.bytes)? {
            return Ok(false);
        }
        self.number += 1;
        row.number = self.number;
        if row.bytes.contains(&b'"') {
            self.raw.clear();
            self.raw.append(&mut row.bytes);
            // A cell between marks may hold line ends: the row ends when the marks are even.
            let (mut looked_at, mut open) = (0, false);
            loop {
                open = self.raw[looked_at..].iter().filter(|&&b| b == b'"').fold(open, |open, _| !open);
                if !open {
                    break;
                }
                looked_at = self.raw.len();
                let mut raw = std::mem::take(&mut self.raw);
                let more = self.line(row.number, &mut raw)?;
                self.raw = raw;
                if !more {
                    return Err(Broken { row: Some(row.number), message: QUOTES });
                }
            }
            unquote(without_line_end(&self.raw), row).ok_or(Broken { row: Some(row.number), message: QUOTES })?;
        } else {
            split(row);
        }
        self.check(row)?;
        Ok(true)
    }

    /// Adds a line with its end to `to`; `false` at the end of the file.
    fn line(&mut self, row: usize, to: &mut Vec<u8>) -> Result<bool, Broken> {
        let room = LONGEST_ROW.saturating_sub(to.len());
        let read = (&mut self.text).take(room as u64).read_until(b'\n', to).map_err(|_| Broken::file(UNREADABLE))?;
        if read == room && to.last() != Some(&b'\n') {
            return Err(Broken { row: Some(row), message: CELL_TOO_LONG });
        }
        Ok(read > 0)
    }

    fn check(&self, row: &Row) -> Result<(), Broken> {
        if row.bytes.contains(&0) {
            return Err(Broken { row: Some(row.number), message: NUL });
        }
        if self.decoded && row.bytes.windows(3).any(|three| three == "\u{fffd}".as_bytes()) {
            return Err(encoding::damaged(row.number));
        }
        // Characters are counted only where bytes are many.
        let too_long = |&(from, to): &(usize, usize)| {
            to - from > LONGEST_CELL
                && String::from_utf8_lossy(&row.bytes[from..to]).chars().nth(LONGEST_CELL).is_some()
        };
        if row.bytes.len() > LONGEST_CELL && row.cells.iter().any(too_long) {
            return Err(Broken { row: Some(row.number), message: CELL_TOO_LONG });
        }
        Ok(())
    }
}

fn without_line_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Finds the cells of a row without quotation marks where they stand.
fn split(row: &mut Row) {
    let end = without_line_end(&row.bytes).len();
    if end == 0 {
        return;
    }
    let mut from = 0;
    for (at, &byte) in row.bytes[..end].iter().enumerate() {
        if byte == b',' {
            row.cells.push((from, at));
            from = at + 1;
        }
    }
    row.cells.push((from, end));
}

/// Copies the cells of a row with quotation marks; `None` if a mark stands where none may.
fn unquote(mut line: &[u8], row: &mut Row) -> Option<()> {
    loop {
        let from = row.bytes.len();
        line = if line.first() == Some(&b'"') {
            quoted(&line[1..], &mut row.bytes)?
        } else {
            plain(line, &mut row.bytes)?
        };
        row.cells.push((from, row.bytes.len()));
        match line.split_first() {
            None => return Some(()),
            Some((b',', rest)) => line = rest,
            Some(_) => return None,
        }
    }
}

/// Copies a cell up to its closing mark; answers what follows it.
fn quoted<'a>(mut line: &'a [u8], to: &mut Vec<u8>) -> Option<&'a [u8]> {
    loop {
        let mark = line.iter().position(|&b| b == b'"')?;
        to.extend_from_slice(&line[..mark]);
        line = &line[mark + 1..];
        match line.strip_prefix(b"\"") {
            Some(rest) => {
                to.push(b'"');
                line = rest;
            }
            None => return Some(line),
        }
    }
}

/// Copies a cell without marks; answers what follows it.
fn plain<'a>(line: &'a [u8], to: &mut Vec<u8>) -> Option<&'a [u8]> {
    let (cell, rest) = line.split_at(line.iter().position(|&b| b == b',').unwrap_or(line.len()));
    to.extend_from_slice(cell);
    (!cell.contains(&b'"')).then_some(rest)
}
