//! Headings: which table it is, and where each column stands. In any order, in Chinese or English.

mod kinds;

use zhangban_api::{Message, Text, text::plain_width};

use self::kinds::{Column, TABLES, table};
use super::fault::{Report, with};
use super::plan::Kind;
use super::rows::Row;

const UNKNOWN_COLUMN: Message = Message::new(
    "没有这一列，请核对列名是否写错；此表可用的列名：{}。",
    "There is no such column. Check the spelling; this table may have: {}.",
);
const TWICE: Message = Message::new("这一列出现了两次，请删除一列。", "This column is there twice. Delete one.");
const NAMELESS: Message =
    Message::new("第 {} 列没有列名，请补上或删除该列。", "Column {} has no heading. Name it or delete it.");
const MISSING: Message = Message::new("缺少“{}”列，请补上。", "The column {} is missing. Add it.");
const TOO_FEW_CELLS: Message = Message::new(
    "此行的格数少于列名，请检查是否漏了逗号。",
    "This row has fewer cells than there are headings. Look for a missing comma.",
);
const TOO_MANY_CELLS: Message = Message::new(
    "此行的格数多于列名，请检查内容中的逗号是否用引号括住了。",
    "This row has more cells than there are headings. Put cells with commas between quotation marks.",
);

/// What a table is by its headings; `None` if it is none of ours.
pub(super) fn recognise(heading: &Row) -> Option<Kind> {
    let names: Vec<String> = (0..heading.len()).map(|at| plain(heading.text(at))).collect();
    let likeness = |kind: Kind| {
        let (columns, own) = table(kind);
        let known = |column: &&Column| names.iter().any(|name| column.is(name));
        let shared = columns.iter().filter(known).count();
        let has_own = columns.iter().filter(known).any(|column| own.contains(&column.name));
        (has_own, shared)
    };
    // One heading that others have too proves nothing.
    TABLES
        .iter()
        .copied()
        .rev()
        .max_by_key(|kind| likeness(*kind))
        .filter(|kind| matches!(likeness(*kind), (true, _) | (false, 2..)))
}

/// The heading as it may be shown: nothing if it looks like a row of somebody's data.
pub(super) fn shown(heading: &Row) -> String {
    let names: Vec<&str> = (0..heading.len()).map(|at| heading.text(at)).collect();
    if names.iter().any(|name| looks_like_data(name)) { String::new() } else { names.join("，") }
}

/// Six digits in a row stand in no heading, but in numbers of people.
fn looks_like_data(name: &str) -> bool {
    let plain = plain(name);
    plain.as_bytes().windows(6).any(|six| six.iter().all(u8::is_ascii_digit))
}

impl Column {
    fn is(&self, plain: &str) -> bool {
        self.name == plain || self.zh.contains(&plain)
    }

    fn both(&self) -> String {
        format!("{} / {}", self.zh.first().unwrap_or(&""), self.name)
    }
}

/// A heading without what people do not see: width, case, blanks.
pub(super) fn plain(heading: &str) -> String {
    let wide: String = heading.chars().map(plain_width).flat_map(char::to_lowercase).collect();
    wide.split_whitespace().collect::<Vec<_>>().join("_")
}

/// Where each column of a table stands.
#[derive(Debug, Default)]
pub struct Columns {
    /// The headings as they stand in the file.
    headings: Vec<String>,
    /// Name and place.
    at: Vec<(String, usize)>,
    /// A row of a sheet ends where its last content is; a row of CSV has all its commas.
    rows_may_be_short: bool,
}

impl Columns {
    /// Finds the columns of a table; `subjects` are short and Chinese names of columns beside those of the kind. `None`
    /// if the heading is at fault.
    pub(super) fn find(kind: Kind, subjects: &[(String, String)], heading: &Row, report: &mut Report) -> Option<Self> {
        let (columns, _) = table(kind);
        let width = (0..heading.len()).rev().find(|&at| !heading.cell(at).is_empty()).map_or(0, |last| last + 1);
        let mut found = Self { rows_may_be_short: report.sheet.is_some(), ..Self::default() };
        let mut sound = true;
        for at in 0..width {
            let written = heading.text(at);
            let name = plain(written);
            let known = columns.iter().find(|column| column.is(&name)).map(|column| column.name);
            let subject = || subjects.iter().find(|(id, zh)| *id == name || plain(zh) == name);
            let known = known.or_else(|| subject().map(|(id, _)| id.as_str()));
            let fault: Option<Text> = match known {
                _ if name.is_empty() => Some(with(NAMELESS, &(at + 1).to_string())),
                None => Some(with(UNKNOWN_COLUMN, &all_names(columns, subjects))),
                Some(known) if found.position(known).is_some() => Some(TWICE.into()),
                Some(known) => {
                    found.at.push((known.to_owned(), at));
                    None
                }
            };
            if let Some(fault) = fault {
                sound = false;
                let shown = if looks_like_data(written) { "…" } else { written };
                report.add(Some(heading.number), Some(shown.to_owned()), String::new(), fault);
            }
            found.headings.push(written.to_owned());
        }
        for column in columns.iter().filter(|column| column.required && found.position(column.name).is_none()) {
            sound = false;
            report.row(heading.number, with(MISSING, &column.both()));
        }
        sound.then_some(found)
    }

    /// Where a column stands; `None` if the file has none.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.at.iter().find(|(known, _)| known == name).map(|(_, at)| *at)
    }

    /// Where a column stands; beyond every row, where cells are empty, if the file has none.
    pub(super) fn place(&self, name: &str) -> usize {
        self.position(name).unwrap_or(usize::MAX)
    }

    /// The heading at a place, as it stands in the file.
    pub(super) fn heading(&self, at: usize) -> &str {
        self.headings.get(at).map_or("", String::as_str)
    }

    /// Whether a row has the cells it should, whole; if not, that is reported.
    pub(super) fn fit(&self, row: &Row, report: &mut Report) -> bool {
        let width = self.headings.len();
        if row.len() == width && row.flaws.is_empty() {
            return true;
        }
        if row.len() < width && !self.rows_may_be_short {
            report.row(row.number, TOO_FEW_CELLS);
            return false;
        }
        // Excel writes a comma for every column that ever had something in it.
        if (width..row.len()).any(|at| !row.cell(at).is_empty()) {
            report.row(row.number, TOO_MANY_CELLS);
            return false;
        }
        for &(at, flaw) in &row.flaws {
            report.cell(row.number, self.heading(at), "", flaw.message());
        }
        row.flaws.is_empty()
    }
}

fn all_names(columns: &[Column], subjects: &[(String, String)]) -> String {
    let names = columns.iter().map(Column::both);
    names.chain(subjects.iter().map(|(id, zh)| format!("{zh} / {id}"))).collect::<Vec<_>>().join("，")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(names: &[&str]) -> Row {
        let mut row = Row { number: 1, ..Row::default() };
        for name in names {
            row.push(name);
        }
        row
    }

    #[test]
    fn a_table_is_known_by_its_headings_in_any_order_and_language() {
        for (names, kind) in [
            (&["电话", "名称", "类别"][..], Kind::Hotlines),
            (&[" NAME ", "Phone", "ｃａｔｅｇｏｒｙ"], Kind::Hotlines),
            (&["类型", "日期"], Kind::Holidays),
            (&["考试", "科类", "名称", "分数"], Kind::Lines),
            (&["年份", "科类", "分数", "人数", "累计人数"], Kind::Ranks),
            (&["exam", "track", "score", "count", "cumulativ"], Kind::Ranks),
            (&["平台", "名称", "账号 ID"], Kind::Accounts),
            (&["域名", "用途", "主办单位"], Kind::Domains),
            (&["Candidate Number", "总分"], Kind::Scores),
            (&["考生号", "身份证号", "姓名", "批次", "状态"], Kind::Admissions),
            (&["院校名称", "省份", "层次"], Kind::Colleges),
            (&["院校名称", "年份", "科类", "最低分"], Kind::PastScores),
        ] {
            assert_eq!(recognise(&heading(names)), Some(kind), "{names:?}");
        }
        assert_eq!(recognise(&heading(&["姓名", "住址"])), None);
    }

    #[test]
    fn a_row_of_data_is_not_shown_as_a_heading() {
        assert_eq!(shown(&heading(&["张三", "990101200701010015"])), "");
    }
}
