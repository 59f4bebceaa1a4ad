//! Enrolment plans (招生计划): flat, or with what a group of rows has in common in its first row or in a row of its own.
//!
//! Nobody has to say which form a sheet has, its cells do: an empty cell of the batch, the college or the group means
//! "as above", and a row that names a group and no major is the head of those below it. XLSX gives the cells that were
//! merged as empty ones, so that form is read as it is seen.

mod corrections;
mod heads;

pub(super) use corrections::read as read_corrections;
pub use corrections::{Corrected, FiledCorrection, Misfit};

use std::collections::HashMap;
use std::path::Path;

use zhangban_api::Message;
use zhangban_api::exams::Exam;
use zhangban_api::plans::{Code, CodeFault, Length, LengthFault, PlanGroup, PlanMajor, Tuition, TuitionFault};

use self::heads::{Heads, Named};
use super::cells::{Cells, REQUIRED, for_each_row};
use super::fault::{Report, with};
use super::plan::Kind;

/// More than any major takes; a higher number is a slip of the hand.
const MOST: u32 = 99_999;

const SAME_MAJOR: Message = Message::new(
    "与第 {} 行的专业组、专业代码、名称、备注都相同，请删除一行。",
    "Group, code, name and remarks are those of row {}. Delete one of them.",
);
const OTHER_TOTAL: Message = Message::new(
    "组内各专业计划数之和为 {}，与此不符，请核对。",
    "The majors of the group add up to {}, which is not this. See which is right.",
);
const OTHER_TOTAL_OF_COLLEGE: Message = Message::new(
    "这所院校在此批次和科类的各专业组计划数之和为 {}，与此不符，请核对。",
    "The groups of this college in the batch and track add up to {}, which is not this. See which is right.",
);
const TWO_TOTALS: Message = Message::new(
    "第 {} 行给这个专业组填的计划数与此不同，请核对。",
    "Row {} states another quota for this group. See which is right.",
);
const NO_MAJORS: Message = Message::new("这个专业组下面没有专业。", "There is no major below this group.");

/// A group as a plan states it, and the exam it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledGroup {
    /// The exam, by its short name.
    pub exam: String,
    /// The group with all its majors.
    pub group: PlanGroup,
    /// Where the figures are from; empty where the department itself is the source.
    pub source: String,
}

impl FiledGroup {
    /// What a file that has this group speaks for: a college in a batch of a track.
    pub(super) fn scope(&self) -> String {
        let PlanGroup { track, batch, college, .. } = &self.group;
        scope(&self.exam, track, batch, &college.code)
    }
}

fn scope(exam: &str, track: &str, batch: &str, college: &Code) -> String {
    format!("plans {exam} {track} {batch} {}", college.as_str())
}

/// A group that is being read.
struct Draft {
    filed: FiledGroup,
    /// Where it was first named.
    sheet: Option<String>,
    row: usize,
    /// Its quota as it is stated, and where.
    stated: Option<Stated>,
}

/// A quota of a whole group, or of all groups of a college, that stands in the sheet.
pub(super) struct Stated {
    quota: u32,
    sheet: Option<String>,
    row: usize,
    heading: String,
}

impl Stated {
    fn read(cells: &mut Cells<'_>, column: &'static str) -> Option<Self> {
        let quota = cells.whole_number(column, MOST)?;
        let heading = cells.heading(column).to_owned();
        Some(Self { quota, sheet: cells.sheet(), row: cells.number(), heading })
    }

    /// Sees whether it is what there is.
    fn check(self, sum: u32, other: Message, report: &mut Report) {
        if self.quota != sum {
            report.sheet = self.sheet;
            report.cell(self.row, &self.heading, self.quota.to_string(), with(other, &sum.to_string()));
        }
    }
}

/// Reads a plan, group by group, in its order.
pub(super) fn read(path: &Path, exams: &[Exam], report: &mut Report) -> Vec<FiledGroup> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut places = HashMap::new();
    let mut seen = HashMap::new();
    let mut heads = Heads::new(exams);
    for_each_row(path, Kind::Plans, report, |cells| {
        let Some(Named { filed, stated, begins }) = heads.read(cells) else { return };
        let key = identity(&filed);
        let at = *places.entry(key).or_insert_with(|| {
            drafts.push(Draft { filed, sheet: cells.sheet(), row: cells.number(), stated: None });
            drafts.len() - 1
        });
        if let Some(stated) = stated {
            match &drafts[at].stated {
                Some(before) if before.quota != stated.quota => {
                    cells.fault("group_quota", with(TWO_TOTALS, &before.row.to_string()));
                }
                _ => drafts[at].stated = Some(stated),
            }
        }
        if begins && is_head_only(cells) {
            return;
        }
        let Some(major) = major(cells) else { return };
        let key = (at, major.code.clone(), major.name.clone(), major.remarks.clone());
        if let Some(before) = seen.insert(key, cells.number()) {
            return cells.fault("major_code", with(SAME_MAJOR, &before.to_string()));
        }
        drafts[at].filed.group.majors.push(major);
    });
    // Where a row is missing because of a cell, sums would be wrong for that alone.
    if !report.is_clean() {
        return Vec::new();
    }
    let groups: Vec<FiledGroup> = drafts.into_iter().map(|draft| finished(draft, report)).collect();
    let mut sums: HashMap<String, u32> = HashMap::new();
    for filed in &groups {
        let sum = sums.entry(filed.scope()).or_default();
        *sum = sum.saturating_add(filed.group.quota);
    }
    for (college, stated) in heads.into_totals() {
        stated.check(sums.get(&college).copied().unwrap_or_default(), OTHER_TOTAL_OF_COLLEGE, report);
    }
    groups
}

/// What makes a group the one it is. Real plans use one code for groups of different requirements.
fn identity(filed: &FiledGroup) -> impl Eq + std::hash::Hash + use<> {
    let PlanGroup { track, batch, college, code, kind, requirement, .. } = filed.group.clone();
    (filed.exam.clone(), track, batch, college.code, code, kind, requirement)
}

/// Whether the row only names what the rows below it have in common.
fn is_head_only(cells: &Cells<'_>) -> bool {
    ["major_code", "major", "remarks", "tuition", "length"].iter().all(|column| cells.text(column).is_empty())
}

/// One major; every cell is looked at before the row is given up.
fn major(cells: &mut Cells<'_>) -> Option<PlanMajor> {
    let code = cells.parsed("major_code", |text| Code::parse(text).map_err(CodeFault::message));
    let name = cells.required("major");
    let quota = cells.whole_number("quota", MOST);
    let tuition = cells.parsed("tuition", |text| Tuition::parse(text).map_err(TuitionFault::message));
    let length = cells.parsed("length", |text| Length::parse(text).map_err(LengthFault::message));
    Some(PlanMajor {
        code: code?,
        name: name?.to_owned(),
        remarks: cells.text("remarks").to_owned(),
        quota: quota?,
        tuition: tuition?,
        length: length?,
        corrections: Vec::new(),
    })
}

/// The group with its sum, which must be the one that is stated.
fn finished(draft: Draft, report: &mut Report) -> FiledGroup {
    let Draft { mut filed, sheet, row, stated } = draft;
    let majors = &filed.group.majors;
    filed.group.size = u32::try_from(majors.len()).unwrap_or(u32::MAX);
    filed.group.quota = majors.iter().fold(0, |sum, major| sum.saturating_add(major.quota));
    if majors.is_empty() {
        report.sheet = sheet;
        report.row(row, NO_MAJORS);
    } else if let Some(stated) = stated {
        stated.check(filed.group.quota, OTHER_TOTAL, report);
    }
    filed
}

/// A cell that must be filled here, since nothing above says it.
fn missing(cells: &mut Cells<'_>, column: &'static str) {
    cells.fault(column, REQUIRED);
}
