//! Synthetic candidates for a demonstration: a score sheet with exactly the real distribution of totals.
//!
//! The totals are those of the rank tables of Henan's exam of 2025, which `demo/` holds and the program carries with it:
//! asked for all 907,215 candidates, each total occurs exactly as often as it did. Asked for fewer, every total is there in
//! proportion (largest remainder). A rank is always the one the real table shows, so that page and sheet agree; it is not
//! the place within a smaller sheet.
//!
//! The same candidates have admissions, in the batches of `demo/`, with a sheet of their own.
//!
//! Nobody is meant: identities begin with the region 99, which does not exist, and names are put together by chance.
//! The same seed makes the same sheet.

mod admission;
mod identity;
mod marks;
mod totals;

use std::fmt::Write as _;
use std::io::{self, Write};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use zhangban_api::scores::ResultState;

pub use self::admission::DemoAdmission;
use self::identity::{Identities, Identity};
use self::marks::SUBJECTS;
use self::totals::{Drawn, Totals};

/// The exam the candidates sat.
const EXAM: &str = "gaokao-2025";

/// Who carries the letters.
const CARRIER: &str = "ems";

/// What results there are besides published ones.
const OTHER_STATES: [ResultState; 3] = [ResultState::Withheld, ResultState::Absent, ResultState::UnderReview];

/// Which candidates to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many with published results, from 1 to the number in the rank tables (907,215).
    pub count: u32,
    /// What the chance begins with.
    pub seed: u64,
    /// How many of each other state to add behind them: withheld, absent, under review. They are not in the tables.
    pub states: u32,
}

/// Why no sheet was made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// More candidates than sat the exam, or none.
    #[error("there are 1 to {most} candidates, not {count}")]
    Count {
        /// How many were asked for.
        count: u32,
        /// How many there are.
        most: u32,
    },
    /// A rank table that the program carries with it is not one.
    #[error("the rank tables of the demonstration are damaged")]
    Tables,
    /// The sheet could not be written.
    #[error("the sheet cannot be written: {0}")]
    Io(#[from] io::Error),
}

/// One synthetic candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// 14 digits; rising from row to row.
    pub candidate_number: String,
    /// 18 characters with a right check character, of a region that does not exist.
    pub citizen_id: String,
    /// The name.
    pub name: String,
    /// The track, by its short name.
    pub track: &'static str,
    /// What became of the result.
    pub state: ResultState,
    /// Marks by subject in the order of the sheet, total and rank; there if and only if the result is published.
    pub result: Option<Published>,
}

/// The published result of a synthetic candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// A mark for each subject that was taken; they add up to `total`.
    pub marks: [Option<u16>; SUBJECTS.len()],
    /// The total.
    pub total: u16,
    /// The rank of the total in the real table; equal totals share it.
    pub rank: u32,
}

/// Makes candidates one by one; nothing of them is kept, however many there are.
pub struct Candidates {
    rng: ChaCha8Rng,
    totals: Totals,
    identities: Identities,
    /// Rows of other states that are still to come.
    others: u32,
    states: u32,
}

impl Candidates {
    /// Makes ready what the options ask for.
    pub fn new(options: Options) -> Result<Self, DemoError> {
        let Options { count, seed, states } = options;
        let totals = Totals::new(count)?;
        let others = states.saturating_mul(3);
        Ok(Self {
            rng: ChaCha8Rng::seed_from_u64(seed),
            totals,
            identities: Identities::new(count.saturating_add(others)),
            others,
            states,
        })
    }
}

impl Iterator for Candidates {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        let (track, state, result) = if let Some(Drawn { track, total, rank }) = self.totals.draw(&mut self.rng) {
            let marks = marks::of(total, track, &mut self.rng);
            (track, ResultState::Published, Some(Published { marks, total, rank }))
        } else {
            self.others = self.others.checked_sub(1)?;
            // One state after the other, so many of each.
            let at = usize::try_from(self.others / self.states.max(1)).unwrap_or(0);
            let track = if self.others.is_multiple_of(2) { totals::PHYSICS } else { totals::HISTORY };
            (track, OTHER_STATES.into_iter().rev().nth(at)?, None)
        };
        let Identity { candidate_number, citizen_id, name } = self.identities.next(&mut self.rng)?;
        Some(Candidate { candidate_number, citizen_id, name, track, state, result })
    }
}

/// What became of candidates, in the order of [`Candidates`]. Chance is drawn apart from theirs: a score sheet is the same
/// whether anybody asks for admissions or not.
pub struct Fates(ChaCha8Rng);

impl Fates {
    /// Makes ready for the candidates of these options.
    pub fn new(options: Options) -> Self {
        // Any other number than the seed itself will do.
        Self(ChaCha8Rng::seed_from_u64(!options.seed))
    }

    /// What became of the next candidate, batch after batch; nothing of who has no result.
    pub fn of(&mut self, candidate: &Candidate) -> Vec<DemoAdmission> {
        admission::of(candidate, &mut self.0)
    }
}

/// Often enough for a bar that moves, rarely enough to cost nothing.
const ROWS_BETWEEN_NEWS: u64 = 8192;

/// Writes an admission sheet of the same candidates as CSV in UTF-8 and says from time to time how many candidates there
/// are. Answers the number of rows: some are in two batches.
pub fn write_admissions(
    mut out: impl Write,
    options: Options,
    mut progress: impl FnMut(u64),
) -> Result<u64, DemoError> {
    let mut fates = Fates::new(options);
    writeln!(
        out,
        "exam,candidate_number,citizen_id,name,track,batch,state,sent_at,provisional_at,decided_at,college_code,college,\
         major_group,major,reason,letter_number,carrier"
    )?;
    let (mut line, mut rows) = (String::new(), 0);
    for (at, candidate) in (1..).zip(Candidates::new(options)?) {
        for admission in fates.of(&candidate) {
            line.clear();
            write_admission(&mut line, &candidate, &admission).map_err(io::Error::other)?;
            out.write_all(line.as_bytes())?;
            rows += 1;
        }
        if at % ROWS_BETWEEN_NEWS == 0 {
            progress(at);
        }
    }
    out.flush()?;
    Ok(rows)
}

fn write_admission(line: &mut String, candidate: &Candidate, admission: &DemoAdmission) -> std::fmt::Result {
    let Candidate { candidate_number, citizen_id, name, track, .. } = candidate;
    let DemoAdmission { batch, state, times, college, group, major, reason, letter } = admission;
    write!(line, "{EXAM},{candidate_number},{citizen_id},{name},{track},{batch},{}", state.word())?;
    for time in [times.sent_at, times.provisional_at, times.decided_at] {
        line.push(',');
        if let Some(time) = time {
            write!(line, "{time}")?;
        }
    }
    let (code, college) = college.unwrap_or_default();
    let (letter, carrier) = letter.as_ref().map_or(("", ""), |number| (number, CARRIER));
    writeln!(line, ",{code},{college},{group},{major},{reason},{letter},{carrier}")
}

/// Writes a score sheet as CSV in UTF-8 and says from time to time how many rows there are.
///
/// Columns: `exam`, `candidate_number`, `citizen_id`, `name`, `track`, one per subject, `total`, `rank`, `state`. Answers
/// the number of rows.
pub fn write(mut out: impl Write, options: Options, mut progress: impl FnMut(u64)) -> Result<u64, DemoError> {
    let candidates = Candidates::new(options)?;
    writeln!(out, "exam,candidate_number,citizen_id,name,track,{},total,rank,state", SUBJECTS.join(","))?;
    let (mut line, mut rows) = (String::new(), 0);
    for candidate in candidates {
        line.clear();
        // Nothing in a row needs quotation marks: digits, short names and Han characters.
        write_row(&mut line, &candidate).map_err(io::Error::other)?;
        out.write_all(line.as_bytes())?;
        rows += 1;
        if rows % ROWS_BETWEEN_NEWS == 0 {
            progress(rows);
        }
    }
    out.flush()?;
    progress(rows);
    Ok(rows)
}

fn write_row(line: &mut String, candidate: &Candidate) -> std::fmt::Result {
    let Candidate { candidate_number, citizen_id, name, track, state, result } = candidate;
    write!(line, "{EXAM},{candidate_number},{citizen_id},{name},{track}")?;
    for at in 0..SUBJECTS.len() {
        line.push(',');
        if let Some(mark) = result.and_then(|result| result.marks.get(at).copied().flatten()) {
            write!(line, "{mark}")?;
        }
    }
    match result {
        Some(Published { total, rank, .. }) => write!(line, ",{total},{rank}")?,
        None => line.push_str(",,"),
    }
    writeln!(line, ",{}", state.word())
}
