//! The cells of one row of a sheet of people, with where to say what is wrong in it: never an ID or a name.

use zhangban_api::Text;

use super::privacy::described;
use crate::department_folder::cells::{REQUIRED, WHOLE_NUMBER, at_most, whole_number};
use crate::department_folder::columns::Columns;
use crate::department_folder::fault::Report;
use crate::department_folder::rows::Row;

/// One row, with where to say what is wrong in it.
pub struct PersonCells<'a> {
    row: &'a Row,
    columns: &'a Columns,
    report: &'a mut Report,
}

impl<'a> PersonCells<'a> {
    pub(super) fn new(row: &'a Row, columns: &'a Columns, report: &'a mut Report) -> Self {
        Self { row, columns, report }
    }

    /// The text of a cell; empty where there is none.
    pub(in crate::department_folder) fn text(&self, column: usize) -> &'a str {
        self.row.text(column)
    }

    /// The bytes of a cell; empty where there is none.
    pub(in crate::department_folder) fn bytes(&self, column: usize) -> &'a [u8] {
        self.row.cell(column)
    }

    /// Says what is wrong with a cell.
    pub(in crate::department_folder) fn fault(&mut self, column: usize, expected: impl Into<Text>) {
        let found = described(self.row.text(column));
        self.report.cell(self.row.number, self.columns.heading(column), found, expected);
    }

    /// Says that something is missing for which the file may have no column; `name` stands for it then.
    pub(in crate::department_folder) fn missing(&mut self, column: Option<usize>, name: &str, expected: Text) {
        let heading = column.map_or(name, |column| self.columns.heading(column));
        self.report.cell(self.row.number, heading, "", expected);
    }

    /// The value of a cell that cannot be empty.
    pub(in crate::department_folder) fn parsed<T, E: Into<Text>>(
        &mut self,
        column: usize,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.row.text(column);
        if text.is_empty() {
            self.fault(column, REQUIRED);
            return None;
        }
        parse(text).map_err(|expected| self.fault(column, expected)).ok()
    }

    /// The whole number of a cell that cannot be empty.
    pub(in crate::department_folder) fn number(&mut self, column: usize, highest: u32) -> Option<u32> {
        let cell = self.row.cell(column);
        let expected = match whole_number(cell) {
            Some(number) if number <= highest => return Some(number),
            Some(_) => at_most(highest),
            None if cell.is_empty() => REQUIRED.into(),
            None => WHOLE_NUMBER.into(),
        };
        self.fault(column, expected);
        None
    }

    /// Whether a cell is empty, as it should be.
    pub(in crate::department_folder) fn empty(&mut self, column: usize, expected: impl FnOnce() -> Text) -> bool {
        let empty = self.row.cell(column).is_empty();
        if !empty {
            self.fault(column, expected());
        }
        empty
    }
}
