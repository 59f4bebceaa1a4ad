//! Corrections of published plans: a row says what stood there, what stands there now, and since when.

use std::path::Path;

use zhangban_api::exams::Exam;
use zhangban_api::plans::{
    Code, CodeFault, Correction, Length, LengthFault, PlanField, RequirementCorrection, RequirementFault,
    SubjectRequirement, Tuition, TuitionFault,
};
use zhangban_api::{Date, Message, Text};

use super::MOST;
use crate::department_folder::cells::{Cells, REQUIRED, WHOLE_NUMBER, at_most, day, for_each_row, whole_number};
use crate::department_folder::fault::{Fault, Report, with};
use crate::department_folder::known::{batch_of, exam_by_id, exam_by_year, track_of};
use crate::department_folder::plan::Kind;

const EXAM_OR_YEAR: Message = Message::new("请填写考试编号或年份。", "Enter the exam or the year.");
const FIELD: Message = Message::new(
    "请填写计划数、学费、学制、备注、专业名称或选科要求。",
    "Enter what is corrected: quota, tuition, length, remarks, major or requirement.",
);
const SAME_VALUE: Message = Message::new("新值与原值相同。", "The new value is the old one.");
const NO_SUCH_MAJOR: Message = Message::new(
    "招生计划里没有这个专业，请核对科类、批次、院校代码、专业组和专业代码。",
    "The plan has no such major. Check track, batch, college, group and code.",
);
const NO_SUCH_GROUP: Message = Message::new(
    "招生计划里没有这个专业组，请核对科类、批次、院校代码和专业组。",
    "The plan has no such group. Check track, batch, college and group.",
);
const OF_THE_GROUP: Message = Message::new(
    "选科要求属于整个专业组，请留空。",
    "The required subjects are those of the whole group. Leave it empty.",
);
const OTHER_VALUE: Message =
    Message::new("与招生计划不符，计划里是“{}”。", "This is not what the plan says, which is: {}");
const SEVERAL: Message = Message::new(
    "招生计划里有 {} 个专业与此相符，请在“专业名称”列写明是哪一个。",
    "{} majors of the plan fit. Say which one it is in the column major.",
);

const SEVERAL_GROUPS: Message = Message::new(
    "招生计划里有 {} 个专业组与此相符，看不出是哪一个，请在招生计划表中直接改正。",
    "{} groups of the plan fit. Which one is meant cannot be told; correct it in the plan itself.",
);

/// A correction, and the major or the group it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledCorrection {
    /// The exam, by its short name.
    pub exam: String,
    /// The track, by its short name.
    pub track: String,
    /// The batch, by its short name.
    pub batch: String,
    /// The college.
    pub college: Code,
    /// The group; none where the plan has none.
    pub group: Option<Code>,
    /// What is corrected.
    pub what: Corrected,
    /// Where it stands, for when it does not fit its plan.
    place: Place,
}

/// What is corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Corrected {
    /// A value of a major.
    Major {
        /// The major.
        code: Code,
        /// Its name as it was published; empty where the code says enough.
        name: String,
        /// What is corrected of it.
        correction: Correction,
    },
    /// The subjects the group asks for.
    Requirement(RequirementCorrection),
}

/// Where a correction stands in its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    sheet: Option<String>,
    row: usize,
    /// The heading of what names the major, or the group.
    named: String,
    old: String,
    /// The old value as it is written.
    written: String,
}

/// Why a correction does not fit its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// There is no such major, or group.
    Unknown,
    /// The plan says something else.
    OtherValue(String),
    /// So many fit.
    Several(usize),
}

impl FiledCorrection {
    /// A correction that was read before, and whose file nobody asks about any more.
    pub fn stored([exam, track, batch]: [String; 3], college: Code, group: Option<Code>, what: Corrected) -> Self {
        Self { exam, track, batch, college, group, what, place: Place::default() }
    }

    /// When it was announced.
    pub const fn date(&self) -> Date {
        match &self.what {
            Corrected::Major { correction, .. } => correction.date,
            Corrected::Requirement(correction) => correction.date,
        }
    }

    /// What is wrong with it, for the official who keeps the file.
    pub fn fault(&self, file: &Path, misfit: &Misfit) -> Fault {
        let Place { sheet, row, named, old, written } = &self.place;
        let (code, unknown, several) = match &self.what {
            Corrected::Major { code, .. } => (Some(code), NO_SUCH_MAJOR, SEVERAL),
            Corrected::Requirement(_) => (self.group.as_ref(), NO_SUCH_GROUP, SEVERAL_GROUPS),
        };
        let code = code.map(Code::as_str).unwrap_or_default();
        let (column, found, expected): (_, _, Text) = match misfit {
            Misfit::Unknown => (named, code, unknown.into()),
            Misfit::OtherValue(value) => (old, written.as_str(), with(OTHER_VALUE, value)),
            Misfit::Several(count) => (named, code, with(several, &count.to_string())),
        };
        Fault {
            file: file.display().to_string(),
            sheet: sheet.clone(),
            row: Some(*row),
            column: Some(column.clone()),
            found: found.to_owned(),
            expected,
        }
    }
}

/// Reads corrections, in their order.
pub(in crate::department_folder) fn read(path: &Path, exams: &[Exam], report: &mut Report) -> Vec<FiledCorrection> {
    let mut corrections = Vec::new();
    for_each_row(path, Kind::PlanCorrections, report, |cells| corrections.extend(correction(cells, exams)));
    corrections
}

fn correction(cells: &mut Cells<'_>, exams: &[Exam]) -> Option<FiledCorrection> {
    let exam = match (cells.text("exam"), cells.text("year")) {
        ("", "") => {
            cells.fault("exam", EXAM_OR_YEAR);
            None
        }
        ("", _) => cells.parsed("year", |year| exam_by_year(exams, year)),
        _ => cells.parsed("exam", |id| exam_by_id(exams, id)),
    };
    let track = exam.and_then(|exam| cells.parsed("track", |name| track_of(exam, name)));
    let batch = exam.and_then(|exam| cells.parsed("batch", |name| batch_of(exam, name)));
    let code = |text: &str| Code::parse(text).map_err(CodeFault::message);
    let college = cells.parsed("college_code", code);
    let group = match cells.text("group") {
        "—" | "-" | "无" => Some(None),
        _ => cells.parsed_if_any("group", code),
    };
    let what = match cells.parsed("field", field) {
        Some(Field::OfMajor(field)) => of_major(cells, field),
        Some(Field::Requirement) => requirement(cells),
        None => None,
    };
    let named = if matches!(what, Some(Corrected::Requirement(_))) { "group" } else { "major_code" };
    let place = Place {
        sheet: cells.sheet(),
        row: cells.number(),
        named: cells.heading(named).to_owned(),
        old: cells.heading("old").to_owned(),
        written: cells.text("old").to_owned(),
    };
    Some(FiledCorrection {
        exam: exam?.id.clone(),
        track: track?.id.clone(),
        batch: batch?.id.clone(),
        college: college?,
        group: group?,
        what: what?,
        place,
    })
}

/// What a row corrects.
enum Field {
    OfMajor(PlanField),
    Requirement,
}

fn field(text: &str) -> Result<Field, Message> {
    Ok(Field::OfMajor(match text.to_lowercase().as_str() {
        "计划数" | "招生计划数" | "招生人数" | "计划人数" | "quota" => PlanField::Quota,
        "学费" | "收费标准" | "tuition" => PlanField::Tuition,
        "学制" | "length" => PlanField::Length,
        "备注" | "专业备注" | "remarks" => PlanField::Remarks,
        "专业名称" | "招生专业" | "major" => PlanField::Major,
        "选科要求" | "选考科目要求" | "选考科目" | "requirement" => return Ok(Field::Requirement),
        _ => return Err(FIELD),
    }))
}

fn of_major(cells: &mut Cells<'_>, field: PlanField) -> Option<Corrected> {
    let code = cells.parsed("major_code", |text| Code::parse(text).map_err(CodeFault::message));
    let (old, new, date) = changed(cells, |cells, column| value(cells, column, field))?;
    let (name, note) = (cells.text("major").to_owned(), cells.text("note").to_owned());
    Some(Corrected::Major { code: code?, name, correction: Correction { field, old, new, date, note } })
}

fn requirement(cells: &mut Cells<'_>) -> Option<Corrected> {
    for column in ["major_code", "major"] {
        if !cells.text(column).is_empty() {
            cells.fault(column, OF_THE_GROUP);
        }
    }
    let parse = |text: &str| SubjectRequirement::parse(text).map_err(RequirementFault::message);
    let (old, new, date) = changed(cells, |cells, column| cells.parsed(column, parse))?;
    Some(Corrected::Requirement(RequirementCorrection { old, new, date, note: cells.text("note").to_owned() }))
}

/// The old value, the new one, and since when.
fn changed<T: PartialEq>(
    cells: &mut Cells<'_>,
    value: impl Fn(&mut Cells<'_>, &'static str) -> Option<T>,
) -> Option<(T, T, Date)> {
    let (old, new) = (value(cells, "old"), value(cells, "new"));
    let date = cells.parsed("date", day);
    if old.is_some() && old == new {
        cells.fault("new", SAME_VALUE);
        return None;
    }
    Some((old?, new?, date?))
}

/// A value in the form in which a major says it; remarks may be empty.
fn value(cells: &mut Cells<'_>, column: &'static str, field: PlanField) -> Option<String> {
    let parse = |text: &str| -> Result<String, Text> {
        match field {
            PlanField::Quota => match whole_number(text.as_bytes()) {
                Some(quota) if quota <= MOST => Ok(quota.to_string()),
                Some(_) => Err(at_most(MOST)),
                None => Err(WHOLE_NUMBER.into()),
            },
            PlanField::Tuition => Tuition::parse(text)
                .map(|tuition| tuition.yuan().map(|yuan| yuan.to_string()).unwrap_or_default())
                .map_err(|fault| TuitionFault::message(fault).into()),
            PlanField::Length => Length::parse(text)
                .map(|length| length.years().to_string())
                .map_err(|fault| LengthFault::message(fault).into()),
            PlanField::Remarks | PlanField::Major => Ok(text.to_owned()),
        }
    };
    match (field, cells.text(column)) {
        (PlanField::Remarks, "") => Some(String::new()),
        (_, "") => {
            cells.fault(column, REQUIRED);
            None
        }
        _ => cells.parsed(column, parse),
    }
}
