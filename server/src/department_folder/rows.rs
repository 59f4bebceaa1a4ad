//! A row of a table, whichever kind of file it stands in.

use zhangban_api::Message;

/// One row: its cells one after the other in one buffer, which is used again for the next row.
#[derive(Debug, Default)]
pub struct Row {
    /// The row as Excel counts them, from 1.
    pub(super) number: usize,
    /// The text of the cells, UTF-8, with whatever stands between them.
    pub(super) bytes: Vec<u8>,
    /// Where in `bytes` each cell begins and ends.
    pub(super) cells: Vec<(usize, usize)>,
    /// Cells that a spreadsheet could not keep as they were typed.
    pub(super) flaws: Vec<(usize, Flaw)>,
}

/// What can happen to a cell inside a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A number of more than 15 digits: the last ones are zeros now.
    LostDigits,
    /// A formula that came to nothing: `#N/A`.
    FormulaError,
}

impl Flaw {
    pub(super) const fn message(self) -> Message {
        match self {
            Self::LostDigits => Message::new(
                "号码被当作数字保存，末尾几位已丢失；请将此列的单元格格式设为“文本”后重新填写。",
                "This was stored as a number and has lost its last digits. Format the column as text and enter it again.",
            ),
            Self::FormulaError => Message::new(
                "公式出错，没有结果；请改为填写数值。",
                "The formula has no result. Enter the value instead.",
            ),
        }
    }
}

impl Row {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.cells.clear();
        self.flaws.clear();
    }

    /// Adds a cell behind the others.
    pub(super) fn push(&mut self, text: &str) {
        let from = self.bytes.len();
        self.bytes.extend_from_slice(text.as_bytes());
        self.cells.push((from, self.bytes.len()));
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The bytes of a cell without blanks around them; empty beyond the last cell.
    pub(super) fn cell(&self, at: usize) -> &[u8] {
        let Some(&(from, to)) = self.cells.get(at) else { return &[] };
        let cell = self.bytes[from..to].trim_ascii();
        match (cell.first(), cell.last()) {
            // Blanks that are not ASCII (full-width, no-break) are rarer than rows are many.
            (Some(first), Some(last)) if !first.is_ascii() || !last.is_ascii() => {
                std::str::from_utf8(cell).map_or(cell, |text| trimmed(text).as_bytes())
            }
            _ => cell,
        }
    }

    /// The text of a cell without blanks around it.
    pub(super) fn text(&self, at: usize) -> &str {
        std::str::from_utf8(self.cell(at)).unwrap_or("\u{fffd}")
    }

    /// Whether no cell has anything in it.
    pub(super) fn is_blank(&self) -> bool {
        (0..self.len()).all(|at| self.cell(at).is_empty())
    }
}

/// Without blanks of any width and marks that cannot be seen.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}'))
}

/// How much of a file is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Only the heading of each table: to tell what it is.
    Headings,
    /// All of it.
    Whole,
}

/// Why no further row can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    /// The row it happened in; none where the file as a whole cannot be read.
    pub(super) row: Option<usize>,
    /// What to do about it.
    pub(super) message: Message,
}

impl Broken {
    pub(super) const fn file(message: Message) -> Self {
        Self { row: None, message }
    }
}

/// The longest text of a cell: what Excel itself holds.
pub(super) const LONGEST_CELL: usize = 32_767;

/// A cell is longer than [`LONGEST_CELL`].
pub(super) const CELL_TOO_LONG: Message = Message::new(
    "单元格内容过长，最多 32767 个字；请检查此行是否有多余或缺失的引号。",
    "A cell is longer than 32,767 characters. Look for a quotation mark too many or too few in this row.",
);

/// A file larger than we take.
pub(super) const FILE_TOO_LARGE: Message = Message::new(
    "文件超过 512 MiB，请拆分成几个文件。",
    "The file is larger than 512 MiB. Split it into several files.",
);

/// The largest file, in bytes: a province's score sheet of 1.3 million rows takes about a quarter of it.
pub(super) const LARGEST_FILE: u64 = 512 << 20;

/// The file cannot be opened or read.
pub(super) const UNREADABLE: Message = Message::new(
    "文件无法读取，请检查是否存在、是否有读取权限、是否正被其他程序占用。",
    "The file cannot be read. See that it exists, that it may be read, and that no other program holds it.",
);

/// There is nothing in the file.
pub(super) const EMPTY: Message = Message::new("文件是空的。", "The file is empty.");
