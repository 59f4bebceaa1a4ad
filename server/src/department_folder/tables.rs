//! The tables of a file: one in a CSV file, one in every sheet of a workbook that has something in it.

use std::path::Path;

use super::book::{Book, SheetRows};
use super::csv_rows::CsvRows;
use super::rows::{Broken, EMPTY, Extent, Row};

/// One table, its heading read.
pub(super) struct Table {
    /// The name of its sheet.
    pub(super) sheet: Option<String>,
    /// The heading: its first row that has something in it.
    pub(super) heading: Row,
    rows: Rows,
}

enum Rows {
    Csv(CsvRows),
    Sheet(SheetRows),
}

impl Table {
    /// Reads the next row that has something in it; `false` after the last.
    pub(super) fn next(&mut self, row: &mut Row) -> Result<bool, Broken> {
        self.rows.next_with_content(row)
    }

    /// How much has been read, of the same unit as what `of_bytes` bytes of the file are.
    pub(super) fn progress(&self, of_bytes: u64) -> u64 {
        match &self.rows {
            Rows::Csv(rows) => rows.bytes_read(),
            Rows::Sheet(rows) => {
                let (read, of) = rows.progress();
                (u128::from(of_bytes) * u128::from(read) / u128::from(of.max(1))).try_into().unwrap_or(of_bytes)
            }
        }
    }
}

impl Rows {
    fn next_with_content(&mut self, row: &mut Row) -> Result<bool, Broken> {
        loop {
            let more = match self {
                Self::Csv(rows) => rows.next(row)?,
                Self::Sheet(rows) => rows.next(row),
            };
            if !more || !row.is_blank() {
                return Ok(more);
            }
        }
    }
}

/// The tables of one file, one after the other.
pub(super) enum Tables {
    Csv(Option<Box<CsvRows>>),
    Book { book: Book, sheets: std::vec::IntoIter<String>, extent: Extent, found: bool },
}

impl Tables {
    /// Opens a file by what its name ends in.
    pub(super) fn open(path: &Path, extent: Extent) -> Result<Self, Broken> {
        let is_csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        if is_csv {
            return Ok(Self::Csv(Some(Box::new(CsvRows::open(path, extent)?))));
        }
        let book = Book::open(path)?;
        let sheets = book.sheets().into_iter();
        Ok(Self::Book { book, sheets, extent, found: false })
    }

    /// The table of a CSV text that stands in no file.
    pub(super) fn of_csv(text: String) -> Self {
        Self::Csv(Some(Box::new(CsvRows::of(text))))
    }

    /// The next table; at least one, or the file is at fault.
    pub(super) fn next(&mut self) -> Result<Option<Table>, (Option<String>, Broken)> {
        match self {
            Self::Csv(rows) => {
                let Some(rows) = rows.take() else { return Ok(None) };
                with_heading(None, Rows::Csv(*rows)).map_err(|broken| (None, broken))
            }
            Self::Book { book, sheets, extent, found } => {
                for sheet in sheets {
                    let rows = match book.rows(&sheet, *extent) {
                        Ok(rows) if rows.is_empty() => continue,
                        Ok(rows) => rows,
                        Err(broken) => return Err((Some(sheet), broken)),
                    };
                    *found = true;
                    return with_heading(Some(sheet), Rows::Sheet(rows)).map_err(|broken| (None, broken));
                }
                if *found { Ok(None) } else { Err((None, Broken::file(EMPTY))) }
            }
        }
    }
}

fn with_heading(sheet: Option<String>, mut rows: Rows) -> Result<Option<Table>, Broken> {
    let mut heading = Row::default();
    if rows.next_with_content(&mut heading)? {
        Ok(Some(Table { sheet, heading, rows }))
    } else {
        Err(Broken::file(EMPTY))
    }
}
