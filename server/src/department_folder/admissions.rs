//! Admission sheets.

mod check;

use zhangban_api::Message;
use zhangban_api::admissions::{AdmissionState, StepTimes};
use zhangban_api::exams::{Batch, Carrier, Exam};

use self::check::{Checker, Column, Facts};
use super::columns::Columns;
use super::people::{People, PeopleSheet, Person, PersonCells};
use super::plan::Kind;
use super::rows::Row;

/// An admission sheet that is being read.
pub type AdmissionSheet = PeopleSheet<Admissions>;

/// What an admission sheet says of a person.
pub struct Admissions(Checker);

/// What became of one candidate in one batch, checked: what a state calls for is there, and nothing that it excludes.
#[derive(Clone, Copy, Debug)]
pub struct AdmissionRow<'a> {
    /// Whose it is.
    pub person: Person<'a>,
    /// The batch.
    pub batch: &'a Batch,
    /// Where the file stands.
    pub state: AdmissionState,
    /// When it came there.
    pub times: StepTimes,
    /// The code of the college.
    pub college_code: &'a str,
    /// The college; there if and only if the file was sent.
    pub college: &'a str,
    /// The major group.
    pub group: &'a str,
    /// The major.
    pub major: &'a str,
    /// Why the file was returned; there if and only if it was.
    pub reason: &'a str,
    /// The tracking number of the letter; there if and only if `carrier` is.
    pub letter_number: &'a str,
    /// Who carries the letter.
    pub carrier: Option<&'a Carrier>,
}

impl People for Admissions {
    const KIND: Kind = Kind::Admissions;
    const TWICE: Message = Message::new(
        "与第 {} 行的考生号、批次都相同，请核对后删除一行。",
        "Candidate number and batch are those of row {}. See which is right and delete the other.",
    );
    type Facts = Facts;
    type Row<'a> = AdmissionRow<'a>;

    fn new(columns: &Columns, _: &[Exam]) -> Self {
        Self(Checker::new(columns))
    }

    fn check(
        &mut self,
        cells: &mut PersonCells<'_>,
        exam: Option<(usize, &Exam)>,
        _: Option<usize>,
    ) -> Option<Self::Facts> {
        self.0.check(cells, exam.map(|(_, exam)| exam))
    }

    fn part(facts: &Self::Facts) -> u8 {
        facts.batch
    }

    fn row<'a>(&'a self, person: Person<'a>, facts: &Self::Facts, row: &'a Row) -> Option<AdmissionRow<'a>> {
        let text = |column| row.text(self.0.place(column));
        Some(AdmissionRow {
            person,
            batch: person.exam.batches.get(usize::from(facts.batch))?,
            state: facts.state,
            times: facts.times,
            college_code: text(Column::CollegeCode),
            college: text(Column::College),
            group: text(Column::Group),
            major: text(Column::Major),
            reason: text(Column::Reason),
            letter_number: text(Column::LetterNumber),
            carrier: facts.carrier.and_then(|at| person.exam.carriers.get(at)),
        })
    }
}
