//! Score sheets.

mod check;

use zhangban_api::Message;
use zhangban_api::exams::Exam;
use zhangban_api::scores::ResultState;

use self::check::{Checker, Marks};
use super::columns::Columns;
use super::people::{People, PeopleSheet, Person, PersonCells};
use super::plan::Kind;
use super::rows::Row;

/// A score sheet that is being read.
pub type ScoreSheet = PeopleSheet<Scores>;

/// What a score sheet says of a person.
pub struct Scores {
    checker: Checker,
    /// Of the row that was read last.
    marks: Marks,
}

/// One candidate's row, checked.
#[derive(Debug)]
pub struct ScoreRow<'a> {
    /// Whose it is.
    pub person: Person<'a>,
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

impl People for Scores {
    const KIND: Kind = Kind::Scores;
    const TWICE: Message = Message::new(
        "与第 {} 行的考生号相同，请核对后删除一行。",
        "The candidate number is that of row {}. See which is right and delete the other.",
    );
    type Facts = ResultState;
    type Row<'a> = ScoreRow<'a>;

    fn further_columns(exams: &[Exam]) -> Vec<(String, String)> {
        check::subjects(exams)
    }

    fn new(columns: &Columns, exams: &[Exam]) -> Self {
        Self { checker: Checker::new(columns, exams), marks: Marks::default() }
    }

    fn check(
        &mut self,
        cells: &mut PersonCells<'_>,
        exam: Option<(usize, &Exam)>,
        track: Option<usize>,
    ) -> Option<ResultState> {
        self.checker.check(cells, exam, track, &mut self.marks)
    }

    fn row<'a>(&'a self, person: Person<'a>, &state: &ResultState, _: &'a Row) -> Option<ScoreRow<'a>> {
        let Marks { subjects, total, rank } = &self.marks;
        let marks = SheetMarks { exam: person.exam, marks: subjects, total: *total, rank: *rank };
        Some(ScoreRow { person, state, marks: (state == ResultState::Published).then_some(marks) })
    }
}
