//! Values of cells: how people write numbers, days, yes and no.

use std::path::Path;

use zhangban_api::{Date, Message, Moment, Text, text::plain_width};

use super::columns::Columns;
use super::fault::Report;
use super::plan::Kind;
use super::rows::{Extent, Row};
use super::tables::Tables;

pub(super) const REQUIRED: Message = Message::new("不能为空，请填写。", "This cannot be empty. Fill it in.");
pub(super) const WHOLE_NUMBER: Message = Message::new(
    "请填写整数，不带小数、单位或千位分隔符。",
    "Enter a whole number, without decimals, units or separators.",
);
const YES_OR_NO: Message = Message::new("请填写“是”或“否”，留空表示否。", "Enter yes or no; empty means no.");
const DAY: Message = Message::new("请填写日期，例如 2026-06-25。", "Enter a day such as 2026-06-25.");

/// A whole number up to 4,294,967,295; full-width digits are digits.
pub(super) fn whole_number(cell: &[u8]) -> Option<u32> {
    if cell.is_empty() {
        return None;
    }
    if cell.is_ascii() {
        return cell.iter().try_fold(0u32, |number, &byte| {
            let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
            number.checked_mul(10)?.checked_add(digit)
        });
    }
    let plain: String = std::str::from_utf8(cell).ok()?.chars().map(plain_width).collect();
    plain.is_ascii().then(|| whole_number(plain.trim().as_bytes())).flatten()
}

/// Yes or no; nothing is no.
pub(super) fn yes_or_no(text: &str) -> Result<bool, Message> {
    match text.to_lowercase().as_str() {
        "是" | "yes" | "true" | "1" => Ok(true),
        "否" | "no" | "false" | "0" | "" => Ok(false),
        _ => Err(YES_OR_NO),
    }
}

/// A day as we teach it, and as Excel leaves it in a CSV file: `2026/6/25`, `2026年6月25日`.
pub(super) fn day(text: &str) -> Result<Date, Message> {
    let plain: String = text.chars().map(plain_width).collect();
    let parts: Vec<&str> = plain.trim_end_matches('日').split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    let number = |part: &str, longest: usize| {
        let digits = (1..=longest).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u16>().ok()).flatten()
    };
    let [year, month, day] = parts[..] else { return Err(DAY) };
    let date = || {
        let two = |part| u8::try_from(number(part, 2)?).ok();
        Date::new(number(year, 4).filter(|year| *year >= 1000)?, two(month)?, two(day)?)
    };
    date().ok_or(DAY)
}

/// A point in time as we teach it, and as Excel leaves it in a CSV file: `2026/6/25 9:30`, `2026-06-25 09:30:00`.
pub(super) fn moment(text: &str) -> Result<Moment, Message> {
    const MOMENT: Message =
        Message::new("请填写时间，例如 2026-06-25 09:30。", "Enter a time such as 2026-06-25 09:30.");
    let plain: String = text.chars().map(plain_width).collect();
    let (date, clock) = plain.trim().split_once([' ', 'T']).ok_or(MOMENT)?;
    let date = day(date).map_err(|_| MOMENT)?;
    let clock = clock.trim();
    let clock = if clock.find(':') == Some(1) { format!("0{clock}") } else { clock.to_owned() };
    Moment::parse(&format!("{date} {clock}")).ok_or(MOMENT)
}

/// One row of a small table, with where to say what is wrong in it.
pub(super) struct Cells<'a> {
    row: &'a Row,
    columns: &'a Columns,
    report: &'a mut Report,
    /// Which table of the file, from 0.
    pub(super) table: usize,
}

impl<'a> Cells<'a> {
    /// The number of the row, from 1.
    pub(super) fn number(&self) -> usize {
        self.row.number
    }

    /// The name of the sheet it stands in.
    pub(super) fn sheet(&self) -> Option<String> {
        self.report.sheet.clone()
    }

    /// The heading of a column as it stands in the file.
    pub(super) fn heading(&self, column: &'a str) -> &'a str {
        self.columns.position(column).map_or(column, |at| self.columns.heading(at))
    }

    /// Whether the file has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.position(column).is_some()
    }

    /// The text of a column; empty where the file has none.
    pub(super) fn text(&self, column: &str) -> &'a str {
        self.columns.position(column).map_or("", |at| self.row.text(at))
    }

    /// The text of a column that cannot be empty.
    pub(super) fn required(&mut self, column: &str) -> Option<&'a str> {
        let text = self.text(column);
        if text.is_empty() {
            self.fault(column, REQUIRED);
            return None;
        }
        Some(text)
    }

    /// The value of a column that cannot be empty.
    pub(super) fn parsed<T, E: Into<Text>>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.required(column)?;
        parse(text).map_err(|expected| self.fault(column, expected)).ok()
    }

    /// The value of a column that may be empty: `Some(None)` then.
    #[expect(clippy::option_option, reason = "nothing there, and something wrong there, are two things")]
    pub(super) fn parsed_if_any<T, E: Into<Text>>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Option<T>> {
        match self.text(column) {
            "" => Some(None),
            text => parse(text).map_err(|expected| self.fault(column, expected)).ok().map(Some),
        }
    }

    /// Whether a thing is marked as a sample.
    pub(super) fn sample(&mut self) -> Option<bool> {
        self.parsed_if_any("sample", yes_or_no).map(Option::unwrap_or_default)
    }

    /// A whole number up to `highest`.
    pub(super) fn whole_number(&mut self, column: &str, highest: u32) -> Option<u32> {
        let parse = |text: &str| {
            let number = whole_number(text.as_bytes()).ok_or(Text::from(WHOLE_NUMBER))?;
            if number <= highest { Ok(number) } else { Err(at_most(highest)) }
        };
        self.parsed(column, parse)
    }

    /// Says what is wrong with a column of this row.
    pub(super) fn fault(&mut self, column: &str, expected: impl Into<Text>) {
        let at = self.columns.position(column);
        let (heading, found) = at.map_or((column, ""), |at| (self.columns.heading(at), self.row.text(at)));
        self.report.cell(self.row.number, heading, found, expected);
    }
}

/// The number is above what it can be.
pub(super) fn at_most(highest: u32) -> Text {
    Text::new(format!("最大为 {highest}。"), format!("At most {highest}."))
}

/// Reads every row of a small file; rows whose shape is at fault are reported and left out.
pub(super) fn for_each_row(path: &Path, kind: Kind, report: &mut Report, take: impl FnMut(&mut Cells<'_>)) {
    match Tables::open(path, Extent::Whole) {
        Ok(tables) => for_each_row_of(tables, kind, report, take),
        Err(broken) => report.add(broken.row, None, String::new(), broken.message),
    }
}

/// Reads every row of tables that are open.
pub(super) fn for_each_row_of(
    mut tables: Tables,
    kind: Kind,
    report: &mut Report,
    mut take: impl FnMut(&mut Cells<'_>),
) {
    let mut row = Row::default();
    for table_number in 0.. {
        let mut table = match tables.next() {
            Ok(Some(table)) => table,
            Ok(None) => break,
            Err((sheet, broken)) => {
                report.sheet = sheet;
                return report.add(broken.row, None, String::new(), broken.message);
            }
        };
        report.sheet.clone_from(&table.sheet);
        let Some(columns) = Columns::find(kind, &[], &table.heading, report) else { continue };
        loop {
            match table.next(&mut row) {
                Ok(true) if columns.fit(&row, report) => {
                    take(&mut Cells { row: &row, columns: &columns, report, table: table_number });
                }
                Ok(true) => {}
                Ok(false) => break,
                Err(broken) => return report.add(broken.row, None, String::new(), broken.message),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_read_as_excel_leaves_them() {
        let expected = Date::parse("2026-06-05").unwrap();
        for text in ["2026-06-05", "2026/6/5", "2026.06.05", "2026年6月5日", "２０２６－６－５"] {
            assert_eq!(day(text), Ok(expected), "{text}");
        }
        for text in ["", "2026-02-30", "26-6-5", "2026-6", "2026-6-5-1", "6/5/2026", "2026-+6-5"] {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_are_read_as_excel_leaves_them() {
        let expected = Moment::parse("2026-06-05 09:30").unwrap();
        for text in ["2026-06-05 09:30", "2026/6/5 9:30", "2026-06-05T09:30:00", "２０２６-6-5  9:30:00"] {
            assert_eq!(moment(text), Ok(expected), "{text}");
        }
        for text in ["", "2026-06-05", "9:30", "2026-06-05 24:00", "2026-06-05 9", "2026-06-05 9:3"] {
            assert!(moment(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_are_whole_and_fit() {
        assert_eq!(whole_number("６１２".as_bytes()), Some(612));
        assert_eq!(whole_number(b"4294967295"), Some(u32::MAX));
        for text in ["", "4294967296", "1.0", "-1", "+1", "1,000", "0x1", "六"] {
            assert_eq!(whole_number(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_cell_breaks_a_parser(text in "\\PC{0,16}", bytes in proptest::collection::vec(any::<u8>(), 0..16)) {
            let _ = (moment(&text), day(&text), yes_or_no(&text), whole_number(text.as_bytes()), whole_number(&bytes));
        }

        #[test]
        fn every_number_is_read_back(number: u32) {
            prop_assert_eq!(whole_number(number.to_string().as_bytes()), Some(number));
        }
    }
}
