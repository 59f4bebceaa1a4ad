//! What is wrong in a file, said so that the official who keeps it can mend it.

use std::fmt;

use zhangban_api::{Message, Text};

/// One thing that is wrong: where, what stands there, and what should.
///
/// `found` never shows a citizen ID or a name: what may be one is described instead of repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, as it was named on the command line or found below that.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row as Excel counts them, from 1; the line of a TOML file.
    pub row: Option<usize>,
    /// The heading of the column as it stands in the file; `第 12 列 / column 12` in a TOML file.
    pub column: Option<String>,
    /// What stands there; empty where nothing does, or where showing it would help nobody.
    pub found: String,
    /// What should stand there.
    pub expected: Text,
}

/// On one line, Chinese first.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", one_line(&self.file))?;
        if let Some(sheet) = &self.sheet {
            write!(f, "，工作表“{}”", one_line(sheet))?;
        }
        if let Some(row) = self.row {
            write!(f, "，第 {row} 行")?;
        }
        if let Some(column) = &self.column {
            write!(f, "，“{}”", one_line(column))?;
        }
        if !self.found.is_empty() {
            write!(f, "，填写的是“{}”", one_line(&self.found))?;
        }
        write!(f, "：{} {}", self.expected.zh, self.expected.en)
    }
}

/// What stands in a cell, fit for one line: control characters as blanks, at most 60 characters.
fn one_line(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST + 1).collect();
    if line.chars().count() > LONGEST {
        line.pop();
        line.push('…');
    }
    line
}

/// Everything that is wrong in one file: the first faults, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    first: Vec<Fault>,
    total: usize,
}

impl Faults {
    /// How many faults of a file are told in full: whoever has mended twenty tries again.
    pub const SHOWN: usize = 20;

    /// Adds a fault; beyond [`Faults::SHOWN`] it is only counted.
    pub fn push(&mut self, fault: Fault) {
        self.total += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push(fault);
        }
    }

    /// The first faults, in the order of the file; at most [`Faults::SHOWN`].
    pub fn first(&self) -> &[Fault] {
        &self.first
    }

    /// How many there are in all.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self { first: vec![fault], total: 1 }
    }
}

/// A fault a line, and a last line if there are more than are shown.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.first.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        match self.total - self.first.len() {
            0 => Ok(()),
            more => write!(f, "\n此文件还有 {more} 处问题未列出。{more} more faults in this file."),
        }
    }
}

impl std::error::Error for Faults {}

/// Collects the faults of one file while it is read.
#[derive(Debug)]
pub struct Report {
    file: String,
    /// The sheet that is being read.
    pub(super) sheet: Option<String>,
    faults: Faults,
}

impl Report {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), sheet: None, faults: Faults::default() }
    }

    /// Something is wrong with the file as a whole.
    pub(super) fn file(&mut self, expected: impl Into<Text>) {
        self.add(None, None, String::new(), expected);
    }

    /// Something is wrong with a row as a whole.
    pub(super) fn row(&mut self, row: usize, expected: impl Into<Text>) {
        self.add(Some(row), None, String::new(), expected);
    }

    /// Something is wrong with a cell.
    pub(super) fn cell(&mut self, row: usize, column: &str, found: impl Into<String>, expected: impl Into<Text>) {
        self.add(Some(row), Some(column.to_owned()), found.into(), expected);
    }

    pub(super) fn add(&mut self, row: Option<usize>, column: Option<String>, found: String, expected: impl Into<Text>) {
        let fault =
            Fault { file: self.file.clone(), sheet: self.sheet.clone(), row, column, found, expected: expected.into() };
        self.faults.push(fault);
    }

    /// Takes over the faults of a file that belongs to this one.
    pub(super) fn absorb(&mut self, other: Self) {
        let hidden = other.faults.total - other.faults.first.len();
        for fault in other.faults.first {
            self.faults.push(fault);
        }
        self.faults.total += hidden;
    }

    pub(super) fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// The value, if nothing was wrong.
    pub(super) fn finish<T>(self, value: T) -> Result<T, Faults> {
        if self.faults.is_empty() { Ok(value) } else { Err(self.faults) }
    }

    /// The faults of a file that could not be read to its end.
    pub(super) fn into_faults(self) -> Faults {
        self.faults
    }
}

/// A message with something said in it: `{}` stands for it in both languages.
pub(super) fn with(message: Message, said: &str) -> Text {
    Text::new(message.zh.replace("{}", said), message.en.replace("{}", said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_one_line_that_says_where_and_what() {
        let mut report = Report::new("lines.csv");
        report.sheet = Some("Sheet1".into());
        report.cell(3, "分数", "a\nb", Message::new("应为整数。", "Enter a whole number."));
        let faults = report.into_faults();
        assert_eq!(
            faults.to_string(),
            "lines.csv，工作表“Sheet1”，第 3 行，“分数”，填写的是“a b”：应为整数。 Enter a whole number."
        );
    }

    #[test]
    fn beyond_twenty_faults_are_counted() {
        let mut report = Report::new("x.csv");
        for row in 1..=27 {
            report.row(row, Message::new("不对。", "Wrong."));
        }
        let faults = report.into_faults();
        assert_eq!((faults.first().len(), faults.total()), (20, 27));
        assert!(faults.to_string().ends_with("7 more faults in this file."));
    }
}
