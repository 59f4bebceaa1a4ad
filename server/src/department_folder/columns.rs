//! Headings: which table it is, and where each column stands. In any order, in Chinese or English.

use zhangban_api::{Message, Text, text::plain_width};

use super::fault::{Report, with};
use super::plan::Kind;
use super::rows::Row;

/// A column that a table can have.
struct Column {
    /// Its name in English files, and in the program.
    name: &'static str,
    /// Its names in Chinese files; the first is the one we teach.
    zh: &'static [&'static str],
    required: bool,
}

const fn required(name: &'static str, zh: &'static [&'static str]) -> Column {
    Column { name, zh, required: true }
}

const fn optional(name: &'static str, zh: &'static [&'static str]) -> Column {
    Column { name, zh, required: false }
}

const HOTLINES: &[Column] = &[
    required("name", &["名称"]),
    optional("name_en", &["英文名称"]),
    required("phone", &["电话"]),
    required("category", &["类别"]),
    optional("note", &["说明"]),
    optional("note_en", &["英文说明"]),
    optional("hours", &["工作时间"]),
    optional("verified_on", &["核实日期"]),
    optional("sample", &["样例"]),
];
const HOLIDAYS: &[Column] = &[
    required("date", &["日期"]),
    required("name", &["名称"]),
    required("kind", &["类型"]),
    optional("source", &["来源"]),
];
const LINES: &[Column] = &[
    required("exam", &["考试"]),
    required("track", &["科类"]),
    required("name", &["名称"]),
    optional("name_en", &["英文名称"]),
    required("score", &["分数"]),
    optional("sample", &["样例"]),
    optional("source", &["来源"]),
];
/// `exam` or `year`, one of them: the reader of rank tables sees to it.
const RANKS: &[Column] = &[
    optional("exam", &["考试"]),
    optional("year", &["年份"]),
    required("track", &["科类"]),
    required("score", &["分数"]),
    required("count", &["人数"]),
    required("cumulative", &["累计人数"]),
    optional("source", &["来源"]),
    optional("sample", &["样例"]),
];
/// And a column for every subject of the exam.
const SCORES: &[Column] = &[
    required("exam", &["考试"]),
    required("candidate_number", &["考生号"]),
    required("citizen_id", &["身份证号"]),
    required("name", &["姓名"]),
    required("track", &["科类"]),
    required("total", &["总分"]),
    required("rank", &["位次"]),
    optional("state", &["状态"]),
];
/// `exam` or `year`, and what a group of rows has in common may stand in its first row only: the reader of plans sees to
/// it.
const PLANS: &[Column] = &[
    optional("exam", &["考试"]),
    optional("year", &["年份", "年度"]),
    required("track", &["科类"]),
    required("batch", &["批次", "录取批次"]),
    required("college_code", &["院校代码", "院校代号", "学校代码", "学校代号"]),
    required("college", &["院校名称", "学校名称"]),
    optional("province", &["省份", "所在省", "所在省份", "院校省份"]),
    optional("city", &["城市", "所在城市", "院校城市"]),
    optional("group", &["院校专业组", "专业组", "专业组代码", "专业组代号", "院校专业组代码", "院校专业组代号"]),
    optional("kind", &["招生类型", "计划类别", "计划性质"]),
    required("requirement", &["选科要求", "科目要求", "选考科目要求", "选考科目"]),
    optional("group_quota", &["专业组计划数", "专业组计划", "组计划数"]),
    required("major_code", &["专业代码", "专业代号"]),
    required("major", &["专业名称", "招生专业"]),
    optional("remarks", &["备注", "专业备注"]),
    required("quota", &["计划数", "招生计划数", "招生人数", "计划人数"]),
    required("tuition", &["学费", "学费(元/年)", "收费标准", "收费标准(元/年)"]),
    required("length", &["学制", "学制(年)"]),
    optional("source", &["来源"]),
    optional("sample", &["样例"]),
];
const PLAN_CORRECTIONS: &[Column] = &[
    optional("exam", &["考试"]),
    optional("year", &["年份", "年度"]),
    required("track", &["科类"]),
    required("batch", &["批次", "录取批次"]),
    required("college_code", &["院校代码", "院校代号", "学校代码", "学校代号"]),
    optional("group", &["院校专业组", "专业组", "专业组代码", "专业组代号", "院校专业组代码", "院校专业组代号"]),
    required("major_code", &["专业代码", "专业代号"]),
    optional("major", &["专业名称", "招生专业"]),
    required("field", &["更正项", "更正项目"]),
    required("old", &["原值", "原内容", "更正前"]),
    required("new", &["新值", "新内容", "更正后"]),
    required("date", &["更正日期", "日期"]),
    optional("note", &["说明", "更正说明"]),
];

const ADMISSIONS: &[Column] = &[
    required("exam", &["考试"]),
    required("candidate_number", &["考生号"]),
    required("citizen_id", &["身份证号"]),
    required("name", &["姓名"]),
    required("track", &["科类"]),
    required("batch", &["批次"]),
    required("state", &["状态", "录取状态"]),
    optional("sent_at", &["投档时间"]),
    optional("provisional_at", &["预录取时间"]),
    optional("decided_at", &["结果时间"]),
    optional("college_code", &["院校代码"]),
    optional("college", &["院校名称", "院校"]),
    optional("major_group", &["专业组"]),
    optional("major", &["专业", "录取专业"]),
    optional("reason", &["退档原因"]),
    optional("letter_number", &["通知书单号"]),
    optional("carrier", &["寄送单位"]),
];
const COLLEGES: &[Column] = &[
    required("name", &["名称", "院校名称"]),
    optional("code", &["代码", "院校代码"]),
    required("province", &["省份"]),
    optional("city", &["城市"]),
    required("level", &["层次"]),
    optional("nature", &["办学性质"]),
    optional("kind", &["类型"]),
    optional("tags", &["标签"]),
    optional("sample", &["样例"]),
];
const PAST_SCORES: &[Column] = &[
    required("college", &["院校", "院校名称"]),
    optional("code", &["院校代码", "代码"]),
    required("year", &["年份"]),
    required("track", &["科类"]),
    optional("batch", &["批次"]),
    optional("group", &["专业组"]),
    optional("major", &["专业", "专业名称"]),
    required("lowest", &["最低分"]),
    optional("average", &["平均分"]),
    optional("lowest_rank", &["最低位次"]),
    optional("admitted", &["录取人数"]),
    optional("source", &["来源"]),
    optional("sample", &["样例"]),
];

const ACCOUNTS: &[Column] = &[
    required("platform", &["平台"]),
    optional("platform_en", &["平台英文"]),
    required("name", &["名称"]),
    optional("name_en", &["英文名称"]),
    required("handle", &["账号 ID", "账号_id", "账号id", "账号"]),
    required("operator", &["主办单位"]),
    optional("operator_en", &["主办单位英文"]),
    optional("since", &["启用日期"]),
    optional("verified_on", &["核实日期"]),
    optional("link", &["链接"]),
    optional("sample", &["样例"]),
];
const DOMAINS: &[Column] = &[
    required("domain", &["域名"]),
    optional("subdomains", &["含子域名"]),
    required("what", &["用途"]),
    optional("what_en", &["用途英文"]),
    required("operator", &["主办单位"]),
    optional("operator_en", &["主办单位英文"]),
    optional("since", &["启用日期"]),
    optional("sample", &["样例"]),
    optional("source", &["来源"]),
];

/// The columns of a kind of table, and those that no other kind has.
const fn table(kind: Kind) -> (&'static [Column], &'static [&'static str]) {
    match kind {
        Kind::Scores => (SCORES, &["candidate_number", "citizen_id"]),
        Kind::Admissions => (ADMISSIONS, &["candidate_number", "citizen_id"]),
        Kind::Ranks => (RANKS, &["cumulative", "count"]),
        Kind::Accounts => (ACCOUNTS, &["handle", "platform"]),
        Kind::Domains => (DOMAINS, &["domain"]),
        Kind::Hotlines => (HOTLINES, &["phone"]),
        Kind::Holidays => (HOLIDAYS, &["date"]),
        Kind::Lines => (LINES, &[]),
        Kind::Plans => (PLANS, &["tuition", "length", "group_quota"]),
        Kind::PlanCorrections => (PLAN_CORRECTIONS, &["old", "new", "field"]),
        Kind::Colleges => (COLLEGES, &["level"]),
        Kind::PastScores => (PAST_SCORES, &["lowest"]),
        Kind::Department | Kind::Menu | Kind::Exam | Kind::Replies | Kind::Synonyms | Kind::Article => (&[], &[]),
    }
}

const TABLES: &[Kind] = &[
    Kind::Scores,
    Kind::Admissions,
    Kind::Ranks,
    Kind::Hotlines,
    Kind::Holidays,
    Kind::Lines,
    Kind::Plans,
    Kind::PlanCorrections,
    Kind::Colleges,
    Kind::PastScores,
    Kind::Accounts,
    Kind::Domains,
];

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
