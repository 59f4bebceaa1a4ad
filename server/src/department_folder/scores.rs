//! Score sheets: a row a candidate, a million of them, one at a time.

mod check;
mod privacy;
mod seen;

use std::sync::Arc;

use zhangban_api::exams::{Exam, Track};
use zhangban_api::scores::ResultState;
use zhangban_api::{CandidateNumber, CitizenId, Message};

use self::check::{Checker, Marks};
use self::seen::Seen;
use super::columns::Columns;
use super::fault::{Faults, Report, with};
use super::plan::{File, Kind};
use super::rows::{Broken, Extent, Row};
use super::tables::{Table, Tables};

const SAME_CANDIDATE: Message = Message::new(
    "与第 {} 行的考生号相同，请核对后删除一行。",
    "The candidate number is that of row {}. See which is right and delete the other.",
);
const NO_EXAMS: Message = Message::new(
    "还没有任何考试；请先导入该考试的 exam.toml，或与它一起导入。",
    "There is no exam yet. Import its exam.toml first, or together with this file.",
);

/// A score sheet that is being read.
///
/// [`advance`](Self::advance) goes to the next sound row, [`row`](Self::row) is that row, [`finish`](Self::finish) says
/// whether all of them were sound: before that, nothing of the sheet may be kept.
pub struct ScoreSheet {
    exams: Arc<[Exam]>,
    report: Report,
    bytes: u64,
    tables: Tables,
    /// The table that is being read, and how to check its rows.
    table: Option<(Table, Checker)>,
    buffer: Row,
    current: Option<Current>,
    marks: Marks,
    /// The candidates so far, by exam and number.
    seen: Seen,
    rows: u64,
}

/// What is known of the row that was read last; its text stays in the buffer.
struct Current {
    exam: usize,
    track: usize,
    candidate_number: CandidateNumber,
    citizen_id: CitizenId,
    name: usize,
    state: ResultState,
}

/// One candidate's row, checked.
#[derive(Debug)]
pub struct ScoreRow<'a> {
    /// The exam.
    pub exam: &'a Exam,
    /// The number.
    pub candidate_number: &'a CandidateNumber,
    /// The ID: to be hashed, not kept.
    pub citizen_id: &'a CitizenId,
    /// The name.
    pub name: &'a str,
    /// The track.
    pub track: &'a Track,
    /// What became of the result.
    pub state: ResultState,
    /// The marks; there if and only if `state` is published.
    pub marks: Option<SheetMarks<'a>>,
}

/// The marks of a published result. They add up to `total`, and everybody's subjects of the track are there.
#[derive(Clone, Copy, Debug)]
pub struct SheetMarks<'a> {
    exam: &'a Exam,
    marks: &'a [(usize, u16)],
    /// The total.
    pub total: u16,
    /// How many in the track have a higher total, plus one.
    pub rank: u32,
}

impl<'a> SheetMarks<'a> {
    /// Short name of the subject and mark, in the order of the slip.
    pub fn subjects(&self) -> impl Iterator<Item = (&'a str, u16)> + use<'a> {
        let exam = self.exam;
        self.marks.iter().filter_map(|&(at, mark)| Some((exam.subjects.get(at)?.id.as_str(), mark)))
    }
}

impl ScoreSheet {
    pub(super) fn open(file: &File, exams: Arc<[Exam]>) -> Result<Self, Faults> {
        let mut report = Report::new(&file.path.display().to_string());
        if exams.is_empty() {
            report.file(NO_EXAMS);
            return Err(report.into_faults());
        }
        match Tables::open(&file.path, Extent::Whole) {
            Ok(tables) => Ok(Self {
                exams,
                report,
                bytes: file.bytes,
                tables,
                table: None,
                buffer: Row::default(),
                current: None,
                marks: Marks::default(),
                seen: Seen::default(),
                rows: 0,
            }),
            Err(broken) => {
                report.add(broken.row, None, String::new(), broken.message);
                Err(report.into_faults())
            }
        }
    }

    /// Goes to the next sound row; `false` at the end. Rows that are at fault are remembered and passed over.
    pub fn advance(&mut self) -> bool {
        self.current = None;
        while self.read_row() {
            if self.check_row() {
                self.rows += 1;
                return true;
            }
        }
        false
    }

    /// The row that [`advance`](Self::advance) went to.
    pub fn row(&self) -> Option<ScoreRow<'_>> {
        let current = self.current.as_ref()?;
        let exam = self.exams.get(current.exam)?;
        let marks = (current.state == ResultState::Published).then_some(SheetMarks {
            exam,
            marks: &self.marks.subjects,
            total: self.marks.total,
            rank: self.marks.rank,
        });
        Some(ScoreRow {
            exam,
            candidate_number: &current.candidate_number,
            citizen_id: &current.citizen_id,
            name: self.buffer.text(current.name),
            track: exam.tracks.get(current.track)?,
            state: current.state,
            marks,
        })
    }

    /// How many bytes of the file have been read, of how many.
    pub fn progress(&self) -> (u64, u64) {
        (self.table.as_ref().map_or(0, |(table, _)| table.progress(self.bytes)), self.bytes)
    }

    /// Reads what is left and says how many rows there were, or everything that was wrong.
    pub fn finish(mut self) -> Result<u64, Faults> {
        while self.advance() {}
        self.report.finish(self.rows)
    }

    /// Reads the next row that has something in it, of this sheet or the next; `false` at the end.
    fn read_row(&mut self) -> bool {
        loop {
            let more = match &mut self.table {
                Some((table, _)) => table.next(&mut self.buffer),
                None => Ok(false),
            };
            match more {
                Ok(true) => return true,
                Ok(false) if self.open_table() => {}
                Ok(false) => return false,
                Err(broken) => return self.give_up(broken),
            }
        }
    }

    /// Opens the next table whose heading is sound; `false` if there is none.
    fn open_table(&mut self) -> bool {
        loop {
            let table = match self.tables.next() {
                Ok(Some(table)) => table,
                Ok(None) => return false,
                Err((sheet, broken)) => {
                    self.report.sheet = sheet;
                    return self.give_up(broken);
                }
            };
            self.report.sheet.clone_from(&table.sheet);
            let subjects = check::subjects(&self.exams);
            if let Some(columns) = Columns::find(Kind::Scores, &subjects, &table.heading, &mut self.report) {
                let checker = Checker::new(columns, &self.exams);
                self.table = Some((table, checker));
                return true;
            }
        }
    }

    fn give_up(&mut self, broken: Broken) -> bool {
        self.report.add(broken.row, None, String::new(), broken.message);
        self.table = None;
        // Whatever comes after what cannot be read is not looked at.
        self.tables = Tables::Csv(None);
        false
    }

    fn check_row(&mut self) -> bool {
        let Some((_, checker)) = &mut self.table else { return false };
        let Some(current) = checker.check(&self.buffer, &self.exams, &mut self.marks, &mut self.report) else {
            return false;
        };
        // 14 digits take 47 bits; there are fewer than 2^16 exams.
        let number: u64 = current.candidate_number.as_str().parse().unwrap_or_default();
        let row = u32::try_from(self.buffer.number).unwrap_or(u32::MAX);
        if let Some(before) = self.seen.insert((current.exam as u64) << 48 | number, row) {
            checker.same_candidate(&self.buffer, with(SAME_CANDIDATE, &before.to_string()), &mut self.report);
            return false;
        }
        self.current = Some(current);
        true
    }
}
