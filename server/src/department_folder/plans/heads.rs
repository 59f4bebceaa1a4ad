//! What rows of a plan have in common with those above them: batch, college, group.

use std::collections::HashMap;
use std::mem;

use zhangban_api::exams::{Batch, Exam, Track};
use zhangban_api::plans::{Code, CodeFault, College, PlanGroup, RequirementFault, SubjectRequirement};
use zhangban_api::{Message, Text};

use super::{FiledGroup, Stated, is_head_only, missing, scope};
use crate::department_folder::cells::Cells;
use crate::department_folder::fault::with;
use crate::department_folder::known::{batch_of, exam_by_id, exam_by_year, track_of};

const EXAM_OR_YEAR: Message = Message::new("请填写考试编号或年份。", "Enter the exam or the year.");
const NO_HEAD: Message = Message::new(
    "此行之前没有写明专业组，请在组内第一行或组的标题行填写。",
    "No group is named above this row. Name it in its first row or in a row of its own.",
);
const OTHER_NAME: Message = Message::new(
    "第 {} 行此院校代码的名称与此不同，请核对。",
    "In row {} the college of this code has another name. See which is right.",
);
const CODE_MISSING: Message =
    Message::new("写了新的院校名称，也要写它的院校代码。", "A new college is named: enter its code as well.");

/// The group a row belongs to, without majors.
pub(super) struct Named {
    pub(super) filed: FiledGroup,
    /// The quota of the whole group, where this row states it.
    pub(super) stated: Option<Stated>,
    /// Whether this row says anything about the group itself.
    pub(super) begins: bool,
}

/// What the rows so far have said.
pub(super) struct Heads<'e> {
    exams: &'e [Exam],
    /// Which table of the file; nothing is carried over to the next.
    table: usize,
    exam: Option<&'e Exam>,
    track: Option<&'e Track>,
    batch: Option<&'e Batch>,
    source: String,
    sample: bool,
    college: Option<College>,
    group: Option<Group>,
    /// What a row above lacks: the rows below it are not blamed for it.
    lost: Option<Level>,
    /// By exam and college code: the name, and the row it was first read in.
    names: HashMap<(String, Code), (String, usize)>,
    /// What rows of colleges state of all their groups, by [`scope`].
    totals: Vec<(String, Stated)>,
}

/// What is carried over from row to row, outermost first.
#[derive(Clone, Copy)]
enum Level {
    Round,
    College,
    Group,
}

impl Level {
    /// Columns that say this or something further out.
    const fn columns(self) -> &'static [&'static str] {
        let all: &[&str] =
            &["exam", "year", "track", "batch", "college_code", "college", "group", "kind", "requirement"];
        all.split_at(match self {
            Self::Round => 4,
            Self::College => 6,
            Self::Group => 9,
        })
        .0
    }
}

/// What is carried over within a group.
#[derive(Clone)]
struct Group {
    code: Option<Code>,
    kind: String,
    requirement: SubjectRequirement,
}

impl<'e> Heads<'e> {
    pub(super) fn new(exams: &'e [Exam]) -> Self {
        Self {
            exams,
            table: 0,
            exam: None,
            track: None,
            batch: None,
            source: String::new(),
            sample: false,
            college: None,
            group: None,
            lost: None,
            names: HashMap::new(),
            totals: Vec::new(),
        }
    }

    /// The group of a row; `None`, and it is reported, where it has none.
    pub(super) fn read(&mut self, cells: &mut Cells<'_>) -> Option<Named> {
        if cells.table != self.table {
            let (names, totals) = (mem::take(&mut self.names), mem::take(&mut self.totals));
            *self = Self { table: cells.table, names, totals, ..Self::new(self.exams) };
        }
        if self.lost.is_some_and(|level| !says(cells, level.columns())) {
            return None;
        }
        let before = self.place();
        let round = self.round(cells);
        let college = self.college(cells);
        if self.place() != before {
            self.group = None;
        }
        self.lost = match (round, college) {
            (false, _) => Some(Level::Round),
            (true, false) => Some(Level::College),
            (true, true) => None,
        };
        if self.lost.is_some() {
            return None;
        }
        let begins = says(cells, &["college_code", "college", "group", "kind", "requirement", "group_quota"]);
        if begins && is_head_only(cells) && !says(cells, &["group", "kind", "requirement", "group_quota"]) {
            // The head of a college: its groups follow.
            self.group = None;
            self.totals.extend(self.total(cells));
            return None;
        }
        let Some(group) = self.group(cells) else {
            self.lost = Some(Level::Group);
            return None;
        };
        let (exam, track, batch) = (self.exam?, self.track?, self.batch?);
        let stated = stated(cells, begins)?;
        let filed = FiledGroup {
            exam: exam.id.clone(),
            group: PlanGroup {
                year: exam.year,
                track: track.id.clone(),
                batch: batch.id.clone(),
                college: self.college.clone()?,
                code: group.code,
                kind: group.kind,
                requirement: group.requirement,
                corrections: Vec::new(),
                quota: 0,
                size: 0,
                majors: Vec::new(),
                sample: self.sample,
            },
            source: self.source.clone(),
        };
        Some(Named { filed, stated, begins })
    }

    /// What the row of a college states of all its groups in the batch and the track.
    fn total(&self, cells: &mut Cells<'_>) -> Option<(String, Stated)> {
        if cells.text("quota").is_empty() {
            return None;
        }
        let (exam, track, batch, college) = (self.exam?, self.track?, self.batch?, self.college.as_ref()?);
        let stated = Stated::read(cells, "quota")?;
        Some((scope(&exam.id, &track.id, &batch.id, &college.code), stated))
    }

    /// What rows of colleges stated of all their groups, by [`scope`].
    pub(super) fn into_totals(self) -> Vec<(String, Stated)> {
        self.totals
    }

    /// What a group cannot outlast.
    fn place(&self) -> (Option<&'e str>, Option<&'e str>, Option<&'e str>, Option<Code>) {
        (
            self.exam.map(|exam| exam.id.as_str()),
            self.track.map(|track| track.id.as_str()),
            self.batch.map(|batch| batch.id.as_str()),
            self.college.as_ref().map(|college| college.code.clone()),
        )
    }

    /// Exam, track, batch, source: whatever the row says anew.
    fn round(&mut self, cells: &mut Cells<'_>) -> bool {
        match (cells.text("exam"), cells.text("year")) {
            ("", "") if self.exam.is_none() => cells.fault("exam", EXAM_OR_YEAR),
            ("", "") => {}
            ("", _) => self.exam = cells.parsed("year", |year| exam_by_year(self.exams, year)),
            _ => self.exam = cells.parsed("exam", |id| exam_by_id(self.exams, id)),
        }
        let Some(exam) = self.exam else { return false };
        let track = anew(cells, "track", self.track, |name| track_of(exam, name));
        let batch = anew(cells, "batch", self.batch, |name| batch_of(exam, name));
        (self.track, self.batch) = (track, batch);
        if !cells.text("source").is_empty() {
            cells.text("source").clone_into(&mut self.source);
        }
        let sample = cells.sample();
        if !cells.text("sample").is_empty() {
            self.sample = sample.unwrap_or_default();
        }
        track.is_some() && batch.is_some() && sample.is_some()
    }

    /// The college, if the row names another one; a code has one name.
    fn college(&mut self, cells: &mut Cells<'_>) -> bool {
        let name = cells.text("college");
        if cells.text("college_code").is_empty() {
            match &self.college {
                Some(college) if name.is_empty() || name == college.name => return true,
                Some(_) => cells.fault("college_code", CODE_MISSING),
                None => missing(cells, "college_code"),
            }
            self.college = None;
            return false;
        }
        let Some(code) = cells.parsed("college_code", |text| Code::parse(text).map_err(CodeFault::message)) else {
            self.college = None;
            return false;
        };
        let same = self.college.as_ref().filter(|college| college.code == code);
        if name.is_empty() && same.is_none() {
            missing(cells, "college");
            self.college = None;
            return false;
        }
        let (province, city) = (cells.text("province"), cells.text("city"));
        let or = |said: &str, before: fn(&College) -> &String| match same {
            Some(college) if said.is_empty() => before(college).clone(),
            _ => said.to_owned(),
        };
        let college = College {
            name: or(name, |college| &college.name),
            province: or(province, |college| &college.province),
            city: or(city, |college| &college.city),
            code,
        };
        let exam = self.exam.map(|exam| exam.id.clone()).unwrap_or_default();
        let known = self.names.entry((exam, college.code.clone()));
        let (known, row) = known.or_insert_with(|| (college.name.clone(), cells.number()));
        let fits = *known == college.name;
        if !fits {
            cells.fault("college", with(OTHER_NAME, &row.to_string()));
        }
        self.college = fits.then_some(college);
        fits
    }

    /// The group, if the row names another one.
    fn group(&mut self, cells: &mut Cells<'_>) -> Option<Group> {
        let has_codes = cells.has("group");
        let code = match cells.text("group") {
            "" => self.group.as_ref().and_then(|group| group.code.clone()),
            "—" | "-" | "无" => None,
            _ => Some(cells.parsed("group", |text| Code::parse(text).map_err(CodeFault::message))?),
        };
        if has_codes && cells.text("group").is_empty() && self.group.is_none() {
            cells.fault("group", NO_HEAD);
            return None;
        }
        // Within a group, what is empty is as above; a new group says it anew.
        let same = self.group.take().filter(|group| group.code == code && (has_codes || !is_new(cells)));
        let kind = match (cells.text("kind"), &same) {
            ("", Some(group)) => group.kind.clone(),
            (kind, _) => kind.to_owned(),
        };
        let requirement = match (cells.text("requirement"), &same) {
            ("", Some(group)) => group.requirement,
            _ => cells
                .parsed("requirement", |text| SubjectRequirement::parse(text).map_err(RequirementFault::message))?,
        };
        self.group = Some(Group { code, kind, requirement });
        self.group.clone()
    }
}

/// The quota of the whole group where the row states it; offices also put it where majors have theirs.
#[expect(clippy::option_option, reason = "nothing stated, and something wrong there, are two things")]
fn stated(cells: &mut Cells<'_>, begins: bool) -> Option<Option<Stated>> {
    let column = if !cells.text("group_quota").is_empty() {
        "group_quota"
    } else if begins && is_head_only(cells) && !cells.text("quota").is_empty() {
        "quota"
    } else {
        return Some(None);
    };
    Stated::read(cells, column).map(Some)
}

fn says(cells: &Cells<'_>, columns: &[&str]) -> bool {
    columns.iter().any(|column| !cells.text(column).is_empty())
}

/// Without codes, a requirement that is written begins a group.
fn is_new(cells: &Cells<'_>) -> bool {
    !cells.text("requirement").is_empty()
}

/// What a column says, or what was said above where it is empty.
fn anew<T: Copy>(
    cells: &mut Cells<'_>,
    column: &'static str,
    before: Option<T>,
    parse: impl FnOnce(&str) -> Result<T, Text>,
) -> Option<T> {
    match (cells.text(column), before) {
        ("", Some(before)) => Some(before),
        _ => cells.parsed(column, parse),
    }
}
