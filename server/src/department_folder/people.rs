//! Sheets of people: a row a candidate, a million of them, one at a time.
//!
//! What all of them keep is here: whose a row is, that nobody is there twice, and that no fault shows who somebody is.
//! What else a row says is the business of each kind of sheet.

mod cells;
mod privacy;
mod seen;
mod who;

use std::sync::Arc;

use zhangban_api::exams::{Exam, Track};
use zhangban_api::{CandidateNumber, CitizenId, Message};

pub use self::cells::PersonCells;
use self::seen::Seen;
use self::who::{Found, Who};
use super::columns::Columns;
use super::fault::{Faults, Report, with};
use super::plan::{File, Kind};
use super::rows::{Broken, Extent, Row};
use super::tables::{Table, Tables};

const NO_EXAMS: Message = Message::new(
    "还没有任何考试；请先导入该考试的 exam.toml，或与它一起导入。",
    "There is no exam yet. Import its exam.toml first, or together with this file.",
);

/// A kind of sheet of people: what its rows say beside whose they are. A value of it checks the rows of one table.
pub trait People: Sized {
    /// What the planner calls it.
    const KIND: Kind;
    /// Said where a person is there a second time; `{}` stands for the row of the first.
    const TWICE: Message;
    /// What is known of a row that is sound; its texts stay in the row.
    type Facts: Send + 'static;
    /// A row, checked.
    type Row<'a>
    where
        Self: 'a;

    /// Short and Chinese names of columns beside those of the kind.
    fn further_columns(_: &[Exam]) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Makes ready for a table with these columns.
    fn new(columns: &Columns, exams: &[Exam]) -> Self;

    /// Looks at every cell of a row but those that say whose it is; nothing is given back unless all are sound. Exam and
    /// track are given by their places, where they are known.
    fn check(
        &mut self,
        cells: &mut PersonCells<'_>,
        exam: Option<(usize, &Exam)>,
        track: Option<usize>,
    ) -> Option<Self::Facts>;

    /// In what part of the exam the person is there, below 128: she may be in each once.
    fn part(_: &Self::Facts) -> u8 {
        0
    }

    /// The row.
    fn row<'a>(&'a self, person: Person<'a>, facts: &Self::Facts, row: &'a Row) -> Option<Self::Row<'a>>;
}

/// Whose a row is.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
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
}

/// A sheet of people that is being read.
///
/// [`advance`](Self::advance) goes to the next sound row, [`row`](Self::row) is that row, [`finish`](Self::finish) says
/// whether all of them were sound: before that, nothing of the sheet may be kept.
pub struct PeopleSheet<P: People> {
    exams: Arc<[Exam]>,
    report: Report,
    bytes: u64,
    tables: Tables,
    /// The table that is being read.
    table: Option<OpenTable<P>>,
    buffer: Row,
    current: Option<(Found, P::Facts)>,
    /// The people so far, by exam, part and number.
    seen: Seen,
    rows: u64,
}

/// A table, and how its rows are checked.
struct OpenTable<P> {
    table: Table,
    columns: Columns,
    who: Who,
    kind: P,
}

impl<P: People> PeopleSheet<P> {
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
    pub fn row(&self) -> Option<P::Row<'_>> {
        let ((found, facts), open) = (self.current.as_ref()?, self.table.as_ref()?);
        let exam = self.exams.get(found.exam)?;
        let person = Person {
            exam,
            candidate_number: &found.candidate_number,
            citizen_id: &found.citizen_id,
            name: self.buffer.text(found.name),
            track: exam.tracks.get(found.track)?,
        };
        open.kind.row(person, facts, &self.buffer)
    }

    /// How many bytes of the file have been read, of how many.
    pub fn progress(&self) -> (u64, u64) {
        (self.table.as_ref().map_or(0, |open| open.table.progress(self.bytes)), self.bytes)
    }

    /// Reads what is left and says how many rows there were, or everything that was wrong.
    pub fn finish(mut self) -> Result<u64, Faults> {
        while self.advance() {}
        self.report.finish(self.rows)
    }

    /// Reads the next row that has something in it, of this table or the next; `false` at the end.
    fn read_row(&mut self) -> bool {
        loop {
            let more = match &mut self.table {
                Some(open) => open.table.next(&mut self.buffer),
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
            let further = P::further_columns(&self.exams);
            if let Some(columns) = Columns::find(P::KIND, &further, &table.heading, &mut self.report) {
                let (who, kind) = (Who::new(&columns, &self.exams), P::new(&columns, &self.exams));
                self.table = Some(OpenTable { table, columns, who, kind });
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
        let Some(OpenTable { columns, who, kind, .. }) = &mut self.table else { return false };
        if !columns.fit(&self.buffer, &mut self.report) {
            return false;
        }
        let mut cells = PersonCells::new(&self.buffer, columns, &mut self.report);
        let exam = who.exam(&mut cells, &self.exams);
        let known = exam.and_then(|at| Some((at, self.exams.get(at)?)));
        let track = known.and_then(|exam| who.track(&mut cells, exam));
        let person = who.person(&mut cells);
        let facts = kind.check(&mut cells, known, track);
        let (Some(exam), Some(track), Some((candidate_number, citizen_id)), Some(facts)) = (exam, track, person, facts)
        else {
            return false;
        };
        let found = Found { exam, track, candidate_number, citizen_id, name: who.name };
        // 14 digits take 47 bits, a part takes 7; there are fewer than 2^10 exams.
        let number: u64 = found.candidate_number.as_str().parse().unwrap_or_default();
        let place = ((exam as u64) << 7 | u64::from(P::part(&facts))) << 47;
        let row = u32::try_from(self.buffer.number).unwrap_or(u32::MAX);
        if let Some(before) = self.seen.insert(place | number, row) {
            cells.fault(who.candidate_number, with(P::TWICE, &before.to_string()));
            return false;
        }
        self.current = Some((found, facts));
        true
    }
}
