//! The rules every row of a score sheet keeps.

use zhangban_api::exams::Exam;
use zhangban_api::scores::ResultState;
use zhangban_api::{CandidateNumber, CitizenId, Message, Text, candidate_number, citizen_id};

use super::Current;
use super::privacy::described;
use crate::department_folder::cells::{REQUIRED, WHOLE_NUMBER, at_most, whole_number};
use crate::department_folder::columns::Columns;
use crate::department_folder::fault::{Report, with};
use crate::department_folder::known::{exam_by_id, names, track_of};
use crate::department_folder::rows::Row;

const UNKNOWN_STATE: Message = Message::new(
    "请填写“正常”“暂缓公布”“缺考”或“复核中”，留空表示正常。",
    "Enter published, withheld, absent or under_review; empty means published.",
);
const NO_SUCH_SUBJECT: Message =
    Message::new("考试“{}”没有这个科目，请留空。", "The exam {} has no such subject. Leave it empty.");
const COMPULSORY: Message = Message::new(
    "{}考生必考此科，成绩不能为空；没有成绩请在“状态”列说明原因。",
    "Everybody in the track {} takes this subject. If there is no mark, the column state says why.",
);
const SUM: Message = Message::new("各科之和为 {}，与总分不符。", "The subjects add up to {}, which is not the total.");
const RANK_FROM_ONE: Message = Message::new("位次从 1 开始。", "Ranks begin at 1.");
const MUST_BE_EMPTY: Message = Message::new(
    "状态不是“正常”，成绩、总分和位次都应留空，不能填 0。",
    "The state is not published: marks, total and rank stay empty; none of them is 0.",
);

/// Short and Chinese names of all subjects, each once.
pub(super) fn subjects(exams: &[Exam]) -> Vec<(String, String)> {
    let mut subjects: Vec<(String, String)> = Vec::new();
    for subject in exams.iter().flat_map(|exam| &exam.subjects) {
        if !subjects.iter().any(|(id, _)| *id == subject.id) {
            subjects.push((subject.id.clone(), subject.name.zh.clone()));
        }
    }
    subjects
}

/// The marks of the row that was read last.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Which subject of the exam, and the mark; in the order of the slip.
    pub(super) subjects: Vec<(usize, u16)>,
    pub(super) total: u16,
    pub(super) rank: u32,
}

/// Checks the rows of one table.
pub(super) struct Checker {
    columns: Columns,
    exam: usize,
    candidate_number: usize,
    citizen_id: usize,
    name: usize,
    track: usize,
    total: usize,
    rank: usize,
    /// `usize::MAX`, where every row is empty, if the file has no such column.
    state: usize,
    /// For each exam, how its rows are read.
    layouts: Vec<Layout>,
}

/// How the rows of one exam are read.
struct Layout {
    /// Where the mark of each of its subjects stands.
    subjects: Vec<Option<usize>>,
    /// Columns of subjects that only other exams have.
    foreign: Vec<usize>,
    /// Every name of its tracks, as it stands in a sound file.
    tracks: Vec<(String, usize)>,
    /// For each track, the subjects everybody takes.
    compulsory: Vec<Vec<usize>>,
}

impl Layout {
    fn new(exam: &Exam, columns: &Columns, all: &[(String, String)]) -> Self {
        let place = |id: &str| exam.subjects.iter().position(|subject| subject.id == id);
        let foreign = all.iter().filter(|(id, _)| place(id).is_none()).filter_map(|(id, _)| columns.position(id));
        Self {
            subjects: exam.subjects.iter().map(|subject| columns.position(&subject.id)).collect(),
            foreign: foreign.collect(),
            tracks: exam
                .tracks
                .iter()
                .enumerate()
                .flat_map(|(at, track)| names(track).map(move |name| (name, at)))
                .collect(),
            compulsory: exam
                .tracks
                .iter()
                .map(|track| track.subjects.iter().filter_map(|subject| place(subject)).collect())
                .collect(),
        }
    }
}

impl Checker {
    pub(super) fn new(columns: Columns, exams: &[Exam]) -> Self {
        let at = |name| columns.position(name).unwrap_or(usize::MAX);
        let all = subjects(exams);
        Self {
            exam: at("exam"),
            candidate_number: at("candidate_number"),
            citizen_id: at("citizen_id"),
            name: at("name"),
            track: at("track"),
            total: at("total"),
            rank: at("rank"),
            state: at("state"),
            layouts: exams.iter().map(|exam| Layout::new(exam, &columns, &all)).collect(),
            columns,
        }
    }

    /// Looks at every cell of a row; nothing is given back unless all of them are sound. Marks go to `marks`.
    pub(super) fn check(&self, row: &Row, exams: &[Exam], marks: &mut Marks, report: &mut Report) -> Option<Current> {
        if !self.columns.fit(row, report) {
            return None;
        }
        let mut cells = Cells { row, columns: &self.columns, report };
        let candidate_number = cells.parsed(self.candidate_number, |text| {
            CandidateNumber::parse(text).map_err(candidate_number::Fault::message)
        });
        let citizen_id =
            cells.parsed(self.citizen_id, |text| CitizenId::parse(text).map_err(citizen_id::Fault::message));
        let name = cells.parsed(self.name, |_| Ok::<_, Message>(self.name));
        let state = cells.state(self.state);
        let exam = cells.exam(self.exam, exams);
        let track = exam.and_then(|at| cells.track(self.track, &self.layouts[at], &exams[at]));
        let marks_are_sound = match (state, exam) {
            (Some(ResultState::Published), Some(at)) => {
                self.marks(&mut cells, &exams[at], &self.layouts[at], track, marks).is_some()
            }
            (Some(_), Some(at)) => self.no_marks(&mut cells, &self.layouts[at]),
            _ => false,
        };
        if !marks_are_sound {
            return None;
        }
        Some(Current {
            exam: exam?,
            track: track?,
            candidate_number: candidate_number?,
            citizen_id: citizen_id?,
            name: name?,
            state: state?,
        })
    }

    /// Says that a candidate is there twice.
    pub(super) fn same_candidate(&self, row: &Row, expected: Text, report: &mut Report) {
        Cells { row, columns: &self.columns, report }.fault(self.candidate_number, expected);
    }

    /// The marks of a published result: each within its full marks, all that must be there, and the right sum.
    fn marks(
        &self,
        cells: &mut Cells<'_>,
        exam: &Exam,
        layout: &Layout,
        track: Option<usize>,
        marks: &mut Marks,
    ) -> Option<()> {
        marks.subjects.clear();
        let (mut sound, mut sum) = (true, 0u32);
        for (at, (subject, column)) in exam.subjects.iter().zip(&layout.subjects).enumerate() {
            let cell = column.map_or(&[][..], |column| cells.row.cell(column));
            if cell.is_empty() {
                let compulsory = track.and_then(|track| layout.compulsory.get(track));
                if compulsory.is_some_and(|subjects| subjects.contains(&at)) {
                    let track = track.and_then(|track| exam.tracks.get(track)).map_or("", |track| &track.name.zh);
                    cells.missing(*column, &subject.name.zh, with(COMPULSORY, track));
                    sound = false;
                }
                continue;
            }
            match column.and_then(|column| cells.number(column, subject.full_marks.into())) {
                Some(mark) => {
                    sum += mark;
                    marks.subjects.push((at, u16::try_from(mark).ok()?));
                }
                None => sound = false,
            }
        }
        for &column in &layout.foreign {
            sound &= cells.empty(column, || with(NO_SUCH_SUBJECT, &exam.id));
        }
        let total = cells.number(self.total, exam.full_marks.into());
        let rank = cells.number(self.rank, u32::MAX);
        if rank == Some(0) {
            cells.fault(self.rank, RANK_FROM_ONE);
            sound = false;
        }
        // A sum of marks that could not all be read would be wrong for that alone.
        if sound && total.is_some_and(|total| total != sum) {
            cells.fault(self.total, with(SUM, &sum.to_string()));
            sound = false;
        }
        (marks.total, marks.rank) = (u16::try_from(total?).ok()?, rank?);
        sound.then_some(())
    }

    /// A missing result is never a zero: nothing may stand there.
    fn no_marks(&self, cells: &mut Cells<'_>, layout: &Layout) -> bool {
        let subjects = layout.subjects.iter().flatten().chain(&layout.foreign);
        subjects
            .chain([&self.total, &self.rank])
            .map(|&column| cells.empty(column, || MUST_BE_EMPTY.into()))
            .fold(true, |all, one| all & one)
    }
}

/// One row, with where to say what is wrong in it.
struct Cells<'a> {
    row: &'a Row,
    columns: &'a Columns,
    report: &'a mut Report,
}

impl Cells<'_> {
    fn fault(&mut self, column: usize, expected: impl Into<Text>) {
        let found = described(self.row.text(column));
        self.report.cell(self.row.number, self.columns.heading(column), found, expected);
    }

    /// A mark that must be there is not; `column` if the file has one for it.
    fn missing(&mut self, column: Option<usize>, subject: &str, expected: Text) {
        let heading = column.map_or(subject, |column| self.columns.heading(column));
        self.report.cell(self.row.number, heading, "", expected);
    }

    fn parsed<T, E: Into<Text>>(&mut self, column: usize, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let text = self.row.text(column);
        if text.is_empty() {
            self.fault(column, REQUIRED);
            return None;
        }
        parse(text).map_err(|expected| self.fault(column, expected)).ok()
    }

    fn number(&mut self, column: usize, highest: u32) -> Option<u32> {
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

    fn empty(&mut self, column: usize, expected: impl FnOnce() -> Text) -> bool {
        let empty = self.row.cell(column).is_empty();
        if !empty {
            self.fault(column, expected());
        }
        empty
    }

    fn state(&mut self, column: usize) -> Option<ResultState> {
        let word = self.row.text(column);
        let known = match word {
            "" | "正常" | "已公布" => Some(ResultState::Published),
            "暂缓公布" => Some(ResultState::Withheld),
            "缺考" => Some(ResultState::Absent),
            "复核中" => Some(ResultState::UnderReview),
            word => {
                ResultState::ALL.iter().find(|(_, known)| word.eq_ignore_ascii_case(known)).map(|(state, _)| *state)
            }
        };
        if known.is_none() {
            self.fault(column, UNKNOWN_STATE);
        }
        known
    }

    fn exam(&mut self, column: usize, exams: &[Exam]) -> Option<usize> {
        let id = self.row.text(column);
        let known = exams.iter().position(|exam| exam.id == id);
        if known.is_none() {
            self.parsed(column, |id| exam_by_id(exams, id));
        }
        known
    }

    fn track(&mut self, column: usize, layout: &Layout, exam: &Exam) -> Option<usize> {
        let name = self.row.text(column);
        let as_written = layout.tracks.iter().find(|(known, _)| known == name).map(|(_, at)| *at);
        as_written.or_else(|| {
            let track = self.parsed(column, |name| track_of(exam, name))?;
            exam.tracks.iter().position(|other| other.id == track.id)
        })
    }
}
