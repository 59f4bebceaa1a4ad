//! Scores of previous years: a row a college, or a major of it. A province has a million of them, so they pass one by one.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use zhangban_api::colleges::{College, Directory};
use zhangban_api::exams::{Exam, Track};
use zhangban_api::past_scores::Average;
use zhangban_api::{Message, Text};

use super::cells::{Cells, WHOLE_NUMBER, at_most, for_each_row, whole_number};
use super::exam::{YEAR, YEARS};
use super::fault::{Faults, Report, with};
use super::known::track_among;
use super::plan::{File, Kind};

/// The highest total of an exam that the department keeps nothing of; no province has a higher one.
const HIGHEST_TOTAL: u16 = 900;

const NO_COLLEGES: Message = Message::new(
    "还没有院校名录；请先导入院校名录，或与它一起导入。",
    "There is no register of colleges yet. Import it first, or together with this file.",
);
const UNKNOWN_COLLEGE: Message = Message::new(
    "院校名录中没有这所院校；请核对名称（包括括号中的校区），或先把它加入名录。",
    "The register has no such college. Check its name, with the campus in brackets, or add it to the register first.",
);
const OTHER_CODE: Message = Message::new(
    "院校名录中这所院校的代码是 {}；本省的招生代号请不要填在这一列。",
    "The register has the code {} for this college. Do not enter the province's own number here.",
);
const NOT_ZERO: Message =
    Message::new("不能填 0；没有数据请留空。", "This cannot be 0. Leave it empty where nothing is known.");
const NOTHING_SAID: Message = Message::new(
    "最低分、平均分、最低位次、录取人数至少要填一项。",
    "Enter at least one of lowest score, average score, lowest rank and number admitted.",
);
const AVERAGE_BELOW_LOWEST: Message =
    Message::new("平均分不能低于最低分 {}。", "The average cannot be below the lowest score, {}.");
const SAME_ROW: Message = Message::new(
    "与第 {} 行的院校、年份、科类、批次、专业组、专业都相同，请删除一行。",
    "College, year, track, batch, group and major are those of row {}. Delete one of them.",
);

/// A table of scores that is being read: its rows are given away one by one, and nothing of it may be kept before
/// [`PastScoreSheet::read`] has said that all of them are sound.
pub struct PastScoreSheet {
    path: PathBuf,
    exams: Vec<Exam>,
    colleges: Arc<Directory>,
    report: Report,
}

/// One row, checked.
#[derive(Clone, Debug)]
pub struct PastScoreRow<'a> {
    /// The college, of the register.
    pub college: &'a College,
    /// The year of the exam.
    pub year: u16,
    /// The track, of that year's exam or, where the department keeps none, of another.
    pub track: &'a Track,
    /// The batch; may be empty.
    pub batch: &'a str,
    /// The group of majors; may be empty.
    pub group: &'a str,
    /// The major; empty where the row is about the whole.
    pub major: &'a str,
    /// The lowest score.
    pub lowest: Option<u16>,
    /// The average score.
    pub average: Option<Average>,
    /// The rank of the lowest score.
    pub rank: Option<u32>,
    /// How many were admitted.
    pub admitted: Option<u32>,
    /// Where the figures are from.
    pub source: &'a str,
    /// Whether they are made up or put together for a demonstration.
    pub sample: bool,
}

impl PastScoreSheet {
    pub(super) fn open(file: &File, exams: &[Exam], colleges: Arc<Directory>) -> Result<Self, Faults> {
        let mut report = Report::new(&file.path.display().to_string());
        if colleges.colleges().is_empty() {
            report.file(NO_COLLEGES);
            return Err(report.into_faults());
        }
        Ok(Self { path: file.path.clone(), exams: exams.to_vec(), colleges, report })
    }

    /// Gives each sound row away; says how many there were, or everything that was wrong.
    pub fn read(mut self, mut take: impl FnMut(&PastScoreRow<'_>)) -> Result<u64, Faults> {
        let (mut seen, mut rows) = (HashMap::new(), 0);
        for_each_row(&self.path, Kind::PastScores, &mut self.report, |cells| {
            let Some(row) = row(cells, &self.exams, &self.colleges) else { return };
            if let Some(before) = seen.insert(fingerprint(&row), cells.number()) {
                return cells.fault("college", with(SAME_ROW, &before.to_string()));
            }
            rows += 1;
            take(&row);
        });
        self.report.finish(rows)
    }
}

/// What a row is about, in sixteen bytes: a million rows are remembered in some forty megabytes.
fn fingerprint(row: &PastScoreRow<'_>) -> [u8; 16] {
    let PastScoreRow { college, year, track, batch, group, major, .. } = row;
    let year = year.to_string();
    let mut digest = Sha256::new();
    for part in [college.name.as_str(), &year, &track.id, batch, group, major] {
        digest.update(part);
        digest.update([0]);
    }
    let mut short = [0; 16];
    short.copy_from_slice(&digest.finalize()[..16]);
    short
}

/// One row; every cell is looked at before it is given up.
fn row<'r, 'c: 'r>(cells: &mut Cells<'c>, exams: &'r [Exam], colleges: &'r Directory) -> Option<PastScoreRow<'r>> {
    let college = cells.parsed("college", |name| colleges.get(name).ok_or(UNKNOWN_COLLEGE));
    if let (Some(college), code) = (college, cells.text("code"))
        && !code.is_empty()
        && !college.code.is_empty()
        && college.code != code
    {
        cells.fault("code", with(OTHER_CODE, &college.code));
        return None;
    }
    let year = cells.parsed("year", year);
    let of_year = || exams.iter().filter(move |exam| year.is_none_or(|year| exam.year == year));
    // The department need not keep every exam of former years: what their tracks are called others know as well.
    let known = if of_year().next().is_some() { of_year().collect() } else { exams.iter().collect::<Vec<_>>() };
    let track = cells.parsed("track", |name| track_among(&known, name));
    let full_marks = of_year().map(|exam| exam.full_marks).max().unwrap_or(HIGHEST_TOTAL);
    let lowest = positive(cells, "lowest", full_marks.into());
    let rank = positive(cells, "lowest_rank", u32::MAX);
    let admitted = positive(cells, "admitted", u32::MAX);
    let average = cells.parsed_if_any("average", |text| average(text, full_marks));
    let sample = cells.sample();
    let lowest = lowest?.map(u16::try_from).transpose().ok()?;
    let (average, rank, admitted) = (average?, rank?, admitted?);
    if lowest.is_none() && average.is_none() && rank.is_none() && admitted.is_none() {
        cells.fault("lowest", NOTHING_SAID);
        return None;
    }
    if let (Some(lowest), Some(average)) = (lowest, average)
        && average.hundredths() < u32::from(lowest) * 100
    {
        cells.fault("average", with(AVERAGE_BELOW_LOWEST, &lowest.to_string()));
        return None;
    }
    Some(PastScoreRow {
        college: college?,
        year: year?,
        track: track?,
        batch: cells.text("batch"),
        group: cells.text("group"),
        major: cells.text("major"),
        lowest,
        average,
        rank,
        admitted,
        source: cells.text("source"),
        sample: sample?,
    })
}

fn year(text: &str) -> Result<u16, Message> {
    let number =
        whole_number(text.trim_end_matches('年').trim_end().as_bytes()).and_then(|year| u16::try_from(year).ok());
    number.filter(|year| YEARS.contains(year)).ok_or(YEAR)
}

fn average(text: &str, full_marks: u16) -> Result<Average, Text> {
    let average = Average::parse(text)?;
    match average.hundredths() {
        0 => Err(NOT_ZERO.into()),
        hundredths if hundredths > u32::from(full_marks) * 100 => Err(at_most(full_marks.into())),
        _ => Ok(average),
    }
}

/// A number that is missing or more than nothing.
#[expect(clippy::option_option, reason = "nothing there, and something wrong there, are two things")]
fn positive(cells: &mut Cells<'_>, column: &str, highest: u32) -> Option<Option<u32>> {
    cells.parsed_if_any(column, |text| match whole_number(text.as_bytes()) {
        None => Err(Text::from(WHOLE_NUMBER)),
        Some(0) => Err(NOT_ZERO.into()),
        Some(number) if number > highest => Err(at_most(highest)),
        Some(number) => Ok(number),
    })
}
