//! The rules every row of a score sheet keeps.

use zhangban_api::Message;
use zhangban_api::exams::Exam;
use zhangban_api::scores::ResultState;

use crate::department_folder::columns::Columns;
use crate::department_folder::fault::with;
use crate::department_folder::people::PersonCells;

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

/// Where the marks of a table stand.
pub(super) struct Checker {
    total: usize,
    rank: usize,
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
            compulsory: exam
                .tracks
                .iter()
                .map(|track| track.subjects.iter().filter_map(|subject| place(subject)).collect())
                .collect(),
        }
    }
}

impl Checker {
    pub(super) fn new(columns: &Columns, exams: &[Exam]) -> Self {
        let all = subjects(exams);
        Self {
            total: columns.place("total"),
            rank: columns.place("rank"),
            state: columns.place("state"),
            layouts: exams.iter().map(|exam| Layout::new(exam, columns, &all)).collect(),
        }
    }

    /// Looks at state and marks; nothing is given back unless all of them are sound. Marks go to `marks`.
    pub(super) fn check(
        &self,
        cells: &mut PersonCells<'_>,
        exam: Option<(usize, &Exam)>,
        track: Option<usize>,
        marks: &mut Marks,
    ) -> Option<ResultState> {
        let state = self.state(cells);
        let (state, (at, exam)) = (state?, exam?);
        let layout = self.layouts.get(at)?;
        match state {
            ResultState::Published => self.marks(cells, exam, layout, track, marks)?,
            ResultState::Withheld | ResultState::Absent | ResultState::UnderReview => self.no_marks(cells, layout)?,
        }
        Some(state)
    }

    fn state(&self, cells: &mut PersonCells<'_>) -> Option<ResultState> {
        let word = cells.text(self.state);
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
            cells.fault(self.state, UNKNOWN_STATE);
        }
        known
    }

    /// The marks of a published result: each within its full marks, all that must be there, and the right sum.
    fn marks(
        &self,
        cells: &mut PersonCells<'_>,
        exam: &Exam,
        layout: &Layout,
        track: Option<usize>,
        marks: &mut Marks,
    ) -> Option<()> {
        marks.subjects.clear();
        let (mut sound, mut sum) = (true, 0u32);
        for (at, (subject, column)) in exam.subjects.iter().zip(&layout.subjects).enumerate() {
            let cell = column.map_or(&[][..], |column| cells.bytes(column));
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
    fn no_marks(&self, cells: &mut PersonCells<'_>, layout: &Layout) -> Option<()> {
        let subjects = layout.subjects.iter().flatten().chain(&layout.foreign);
        let all_empty = subjects
            .chain([&self.total, &self.rank])
            .map(|&column| cells.empty(column, || MUST_BE_EMPTY.into()))
            .fold(true, |all, one| all & one);
        all_empty.then_some(())
    }
}
