//! Which columns each kind of table can have.

use crate::department_folder::plan::Kind;

/// A column that a table can have.
pub(super) struct Column {
    /// Its name in English files, and in the program.
    pub(super) name: &'static str,
    /// Its names in Chinese files; the first is the one we teach.
    pub(super) zh: &'static [&'static str],
    pub(super) required: bool,
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
    optional("category_en", &["英文类别"]),
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
    optional("major_code", &["专业代码", "专业代号"]),
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
pub(super) const fn table(kind: Kind) -> (&'static [Column], &'static [&'static str]) {
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
        Kind::Department | Kind::Menu | Kind::Exam | Kind::Replies | Kind::Cases | Kind::Synonyms | Kind::Article => {
            (&[], &[])
        }
    }
}

/// Every kind of table.
pub(super) const TABLES: &[Kind] = &[
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
