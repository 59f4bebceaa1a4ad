//! Workbooks of Excel, old (XLS) and new (XLSX): each sheet as rows of text, as an official sees it on the screen.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{DataType, ExcelDateTime, Reader as _, Xls, Xlsx};
use zhangban_api::Message;

use super::rows::{
    Broken, CELL_TOO_LONG, EMPTY, Extent, FILE_TOO_LARGE, Flaw, LARGEST_FILE, LONGEST_CELL, Row, UNREADABLE,
};

/// No table of ours has a tenth of it; a cell further right is a slip of the hand.
const MOST_COLUMNS: u32 = 256;
/// What a workbook may unpack to: a full sheet of Excel, 1,048,576 rows of 17 columns, takes about half of it.
const MOST_UNPACKED: u64 = 2 << 30;
/// The text of one sheet that is held at once.
const MOST_TEXT: usize = 512 << 20;
/// From here on Excel keeps only the first 15 digits of a number.
const DIGITS_ARE_LOST: f64 = 1e15;

const NOT_A_WORKBOOK: Message = Message::new(
    "这不是完好的 Excel 文件，或者设有打开密码；请用 Excel 或 WPS 打开后另存为 .xlsx。",
    "This is not a sound Excel file, or it needs a password. Open it in Excel or WPS and save it as .xlsx.",
);
const UNPACKS_TOO_LARGE: Message = Message::new(
    "工作簿解压后超过 2 GiB，请拆分成几个文件，或改用 CSV。",
    "The workbook unpacks to more than 2 GiB. Split it, or use CSV.",
);
const TOO_MANY_COLUMNS: Message = Message::new(
    "第 256 列以右还有内容，请删除多余的内容。",
    "There is something beyond column 256. Delete what does not belong there.",
);

/// An open workbook.
pub(super) enum Book {
    Xlsx(Box<Xlsx<BufReader<File>>>),
    Xls(Box<Xls<BufReader<File>>>),
}

impl Book {
    /// Opens a workbook by its first bytes, whatever its name ends in.
    pub(super) fn open(path: &Path) -> Result<Self, Broken> {
        let unreadable = |_| Broken::file(UNREADABLE);
        let mut file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        match metadata.len() {
            _ if !metadata.is_file() => return Err(Broken::file(UNREADABLE)),
            0 => return Err(Broken::file(EMPTY)),
            length if length > LARGEST_FILE => return Err(Broken::file(FILE_TOO_LARGE)),
            _ => {}
        }
        let mut magic = [0; 4];
        file.read_exact(&mut magic).map_err(|_| Broken::file(NOT_A_WORKBOOK))?;
        let is_zip = magic == *b"PK\x03\x04";
        if is_zip && unpacked_size(&mut file).ok_or(Broken::file(NOT_A_WORKBOOK))? > MOST_UNPACKED {
            return Err(Broken::file(UNPACKS_TOO_LARGE));
        }
        file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let file = BufReader::new(file);
        match magic {
            _ if is_zip => guarded(|| Xlsx::new(file).ok().map(Box::new).map(Self::Xlsx)),
            [0xd0, 0xcf, 0x11, 0xe0] => guarded(|| Xls::new(file).ok().map(Box::new).map(Self::Xls)),
            _ => Err(Broken::file(NOT_A_WORKBOOK)),
        }
    }

    /// The names of the sheets, in their order.
    pub(super) fn sheets(&self) -> Vec<String> {
        match self {
            Self::Xlsx(book) => book.sheet_names(),
            Self::Xls(book) => book.sheet_names(),
        }
    }

    /// A sheet, or only its first row that has something in it. Without any it has no rows.
    pub(super) fn rows(&mut self, sheet: &str, extent: Extent) -> Result<SheetRows, Broken> {
        let mut rows = SheetRows::default();
        let taken = match self {
            Self::Xlsx(book) => guarded(|| {
                let mut cells = book.worksheet_cells_reader(sheet).ok()?;
                // Cell by cell: two cells in far corners must not become a table of seventeen thousand million.
                while let Some(cell) = cells.next_cell().ok()? {
                    let (row, column) = cell.get_position();
                    match rows.take(row, column, cell.get_value(), extent) {
                        Ok(true) => {}
                        Ok(false) => break,
                        Err(broken) => return Some(Err(broken)),
                    }
                }
                Some(Ok(()))
            }),
            Self::Xls(book) => guarded(|| {
                let range = book.worksheet_range(sheet).ok()?;
                let (first_row, first_column) = range.start().unwrap_or_default();
                for (row, column, value) in range.used_cells() {
                    let row = first_row.saturating_add(u32::try_from(row).ok()?);
                    let column = first_column.saturating_add(u32::try_from(column).ok()?);
                    match rows.take(row, column, value, extent) {
                        Ok(true) => {}
                        Ok(false) => break,
                        Err(broken) => return Some(Err(broken)),
                    }
                }
                Some(Ok(()))
            }),
        };
        taken??;
        rows.cells.sort_by_key(|cell| (cell.row, cell.column));
        Ok(rows)
    }
}

/// Runs what reads a foreign binary format: whatever happens in there, the file is at fault and not the program.
fn guarded<T>(read: impl FnOnce() -> Option<T>) -> Result<T, Broken> {
    catch_unwind(AssertUnwindSafe(read)).ok().flatten().ok_or(Broken::file(NOT_A_WORKBOOK))
}

/// The sum of the sizes that the directory of a ZIP file declares (APPNOTE 4.3.12 and 4.3.16); `None` without one.
fn unpacked_size(file: &mut File) -> Option<u64> {
    const END_OF_DIRECTORY: usize = 22;
    let number = |bytes: &[u8], at: usize, length: usize| {
        let bytes = bytes.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0u64, |number, &byte| number << 8 | u64::from(byte)))
    };
    // The end may be followed by a comment of 64 KiB.
    let length = file.seek(SeekFrom::End(0)).ok()?;
    let tail_at = length.saturating_sub((END_OF_DIRECTORY + 0xffff) as u64);
    file.seek(SeekFrom::Start(tail_at)).ok()?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail).ok()?;
    let end = tail.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let (size, at) = (number(&tail, end + 12, 4)?, number(&tail, end + 16, 4)?);
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut directory = Vec::new();
    // A workbook has dozens of entries; a directory of more than a mebibyte is none of Excel's.
    file.take(size.min(1 << 20)).read_to_end(&mut directory).ok()?;
    let (mut entry, mut sum) = (0, 0u64);
    while directory.get(entry..entry + 4) == Some(b"PK\x01\x02") {
        sum = sum.saturating_add(number(&directory, entry + 24, 4)?);
        let variable = [28, 30, 32].into_iter().map(|at| number(&directory, entry + at, 2)).sum::<Option<u64>>()?;
        entry += 46 + usize::try_from(variable).ok()?;
    }
    Some(sum)
}

/// The rows of a sheet; those without anything in them are left out.
#[derive(Default)]
pub(super) struct SheetRows {
    text: String,
    cells: Vec<Cell>,
    /// The next cell to be given out.
    at: usize,
}

/// A cell that has something in it. Rows and columns count from 0.
struct Cell {
    row: u32,
    column: u32,
    /// Where its text stands.
    from: u32,
    to: u32,
    flaw: Option<Flaw>,
}

impl SheetRows {
    /// Whether there is nothing in the sheet.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// How much has been given out, of how much.
    pub(super) fn progress(&self) -> (u64, u64) {
        (self.at as u64, self.cells.len() as u64)
    }

    /// Reads the next row; `false` after the last.
    pub(super) fn next(&mut self, row: &mut Row) -> bool {
        row.clear();
        let Some(first) = self.cells.get(self.at) else { return false };
        row.number = first.row as usize + 1;
        for cell in self.cells[self.at..].iter().take_while(|cell| cell.row == first.row) {
            self.at += 1;
            while row.len() < cell.column as usize {
                row.push("");
            }
            // Two cells at the same place: only a broken file has them, the first is taken.
            if row.len() == cell.column as usize {
                row.flaws.extend(cell.flaw.map(|flaw| (row.len(), flaw)));
                row.push(&self.text[cell.from as usize..cell.to as usize]);
            }
        }
        true
    }

    /// Takes a cell if there is something in it; `false` when no more is wanted.
    fn take(&mut self, row: u32, column: u32, value: &impl DataType, extent: Extent) -> Result<bool, Broken> {
        if extent == Extent::Headings && self.cells.first().is_some_and(|first| first.row != row) {
            return Ok(false);
        }
        let broken = |message| Broken { row: Some(row as usize + 1), message };
        let from = self.text.len();
        let flaw = show(value, &mut self.text);
        if self.text[from..].trim().is_empty() {
            self.text.truncate(from);
            return Ok(true);
        }
        if column >= MOST_COLUMNS {
            return Err(broken(TOO_MANY_COLUMNS));
        }
        if self.text.len() - from > LONGEST_CELL && self.text[from..].chars().nth(LONGEST_CELL).is_some() {
            return Err(broken(CELL_TOO_LONG));
        }
        if self.text.len() > MOST_TEXT {
            return Err(Broken::file(FILE_TOO_LARGE));
        }
        // Below MOST_TEXT, so it fits.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.cells.push(Cell { row, column, from: place(from), to: place(self.text.len()), flaw });
        Ok(true)
    }
}

/// Writes a value as an official sees it.
fn show(value: &impl DataType, to: &mut String) -> Option<Flaw> {
    if let Some(text) = value.get_string().or_else(|| value.get_datetime_iso()).or_else(|| value.get_duration_iso()) {
        to.push_str(text);
    } else if let Some(moment) = value.get_datetime() {
        to.push_str(&date_and_time(&moment));
    } else if let Some(truth) = value.get_bool() {
        to.push_str(if truth { "TRUE" } else { "FALSE" });
    } else if let Some(error) = value.get_error() {
        to.push_str(&error.to_string());
        return Some(Flaw::FormulaError);
    } else if let Some(number) = value.get_int() {
        to.push_str(&number.to_string());
    } else if let Some(number) = value.get_float() {
        // Fifteen significant digits are what Excel itself goes by.
        let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
        to.push_str(&rounded.to_string());
        return (number.abs() >= DIGITS_ARE_LOST).then_some(Flaw::LostDigits);
    }
    None
}

fn date_and_time(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let has_date = moment.as_f64() >= 1.0 && !moment.is_duration();
    let has_time = !has_date || (hour, minute, second) != (0, 0, 0);
    let date = if has_date { format!("{year:04}-{month:02}-{day:02}") } else { String::new() };
    let between = if has_date && has_time { " " } else { "" };
    let time = match (has_time, second) {
        (false, _) => String::new(),
        (true, 0) => format!("{hour:02}:{minute:02}"),
        (true, _) => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    format!("{date}{between}{time}")
}
