//! Rank tables (一分一段): one in a CSV file, one in each sheet of a workbook.

use std::path::Path;

use zhangban_api::Message;
use zhangban_api::exams::{Exam, Track};
use zhangban_api::ranks::{self, RankRow, RankTable, Rule};

use super::cells::{Cells, at_most, for_each_row};
use super::columns::plain;
use super::fault::{Report, with};
use super::known::{exam_by_id, exam_by_year, names, track_of};
use super::plan::Kind;

const EXAM_OR_YEAR: Message = Message::new("请填写考试编号或年份。", "Enter the exam or the year.");
const OTHER_EXAM: Message = Message::new(
    "一张表只能有一个考试，前面是“{}”；请分成几个文件。",
    "A table has one exam, and above it is {}. Put them into several files.",
);
const OTHER_TRACK: Message = Message::new(
    "一张表只能有一个科类，前面是“{}”；请分成几个文件。",
    "A table has one track, and above it is {}. Put them into several files.",
);
const OTHER_NAME: Message = Message::new(
    "与文件名或工作表名中的科类“{}”不一致，请核对是否放错了表。",
    "The name of the file or the sheet says {}. See that the table is in the right place.",
);
const EXPECTED_SCORE: Message =
    Message::new("分数应逐分递减，不可缺行；这里应为 {}。", "The score falls by one; here it should be {}.");
const EXPECTED_SUM: Message = Message::new(
    "累计人数应等于上一行累计人数加本行人数，这里应为 {}。",
    "The cumulative count is the one above plus this row's count: here {}.",
);
const SAME_TABLE: Message = Message::new(
    "此文件前面的工作表已有这个考试和科类的表。",
    "An earlier sheet of this file has the table of this exam and track.",
);

/// A table that is being read.
struct Draft<'e> {
    /// Which table of the file.
    table: usize,
    exam: &'e Exam,
    track: &'e Track,
    source: String,
    /// Whether any row says that the table is a sample.
    sample: bool,
    rows: Vec<RankRow>,
    /// The row each of `rows` stands in: the rules are looked at when the table is whole.
    numbers: Vec<usize>,
    sheet: Option<String>,
    /// The headings of score and cumulative count, as they stand in the file.
    headings: [String; 2],
}

/// Reads the rank tables of a file.
pub(super) fn read(path: &Path, exams: &[Exam], report: &mut Report) -> Vec<RankTable> {
    let file_name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for_each_row(path, Kind::Ranks, report, |cells| {
        let (whose, row, sample) = (whose(cells, exams, &file_name), row(cells), cells.sample());
        let Some((exam, track)) = whose else { return };
        if drafts.last().is_none_or(|draft| draft.table != cells.table) {
            drafts.push(Draft {
                table: cells.table,
                exam,
                track,
                source: cells.text("source").to_owned(),
                sample: false,
                rows: Vec::new(),
                numbers: Vec::new(),
                sheet: cells.sheet(),
                headings: ["score", "cumulative"].map(|column| cells.heading(column).to_owned()),
            });
        }
        let Some(draft) = drafts.last_mut() else { return };
        if draft.exam.id != exam.id {
            cells.fault(if cells.text("exam").is_empty() { "year" } else { "exam" }, with(OTHER_EXAM, &draft.exam.id));
        } else if draft.track.id != track.id {
            cells.fault("track", with(OTHER_TRACK, &draft.track.name.zh));
        }
        draft.sample |= sample.unwrap_or_default();
        let Some(row) = row else { return };
        if row.score > exam.full_marks {
            return cells.fault("score", at_most(exam.full_marks.into()));
        }
        draft.rows.push(row);
        draft.numbers.push(cells.number());
    });
    // Where a row is missing because of a cell, gaps and sums would be wrong for that alone.
    if !report.is_clean() {
        return Vec::new();
    }
    let mut tables: Vec<RankTable> = Vec::new();
    for draft in drafts {
        report.sheet.clone_from(&draft.sheet);
        if tables.iter().any(|table| table.exam == draft.exam.id && table.track == draft.track.id) {
            report.file(SAME_TABLE);
        }
        tables.extend(finished(draft, report));
    }
    tables
}

/// Exam and track of a row, if they are known and fit the names of file and sheet.
fn whose<'e>(cells: &mut Cells<'_>, exams: &'e [Exam], file_name: &str) -> Option<(&'e Exam, &'e Track)> {
    let exam = match (cells.text("exam"), cells.text("year")) {
        ("", "") => {
            cells.fault("exam", EXAM_OR_YEAR);
            None
        }
        ("", _) => cells.parsed("year", |year| exam_by_year(exams, year)),
        _ => cells.parsed("exam", |id| exam_by_id(exams, id)),
    }?;
    let track = cells.parsed("track", |name| track_of(exam, name))?;
    for name in [Some(file_name.to_owned()), cells.sheet()].into_iter().flatten() {
        let named: Vec<&Track> = exam.tracks.iter().filter(|track| is_named(track, &name)).collect();
        if !named.is_empty() && named.iter().all(|named| named.id != track.id) {
            let named = named.iter().map(|track| track.name.zh.as_str()).collect::<Vec<_>>().join("、");
            cells.fault("track", with(OTHER_NAME, &named));
            return None;
        }
    }
    Some((exam, track))
}

/// Whether the name of a file or a sheet says this track.
fn is_named(track: &Track, name: &str) -> bool {
    let name = plain(name);
    names(track).any(|known| !known.is_empty() && name.contains(&known))
}

fn row(cells: &mut Cells<'_>) -> Option<RankRow> {
    let score = cells.whole_number("score", u32::from(u16::MAX));
    let count = cells.whole_number("count", u32::MAX);
    let cumulative = cells.whole_number("cumulative", u32::MAX);
    Some(RankRow { score: score?.try_into().ok()?, count: count?, cumulative: cumulative? })
}

/// The table, if it keeps every rule.
fn finished(draft: Draft<'_>, report: &mut Report) -> Option<RankTable> {
    let [score, cumulative] = &draft.headings;
    for ranks::Fault { row, rule } in ranks::faults(&draft.rows) {
        let (Some(&number), Some(found)) = (draft.numbers.get(row), draft.rows.get(row)) else { continue };
        let score_found = found.score.to_string();
        match rule {
            Rule::Empty | Rule::Falling => report.cell(number, score, score_found, rule.message()),
            Rule::NoGaps { expected } => {
                report.cell(number, score, score_found, with(EXPECTED_SCORE, &expected.to_string()));
            }
            Rule::RunningSum { expected } => {
                let expected = with(EXPECTED_SUM, &expected.to_string());
                report.cell(number, cumulative, found.cumulative.to_string(), expected);
            }
        }
    }
    let table = RankTable::new(draft.exam.id.clone(), draft.track.id.clone(), draft.source, draft.rows).ok()?;
    Some(RankTable { sample: draft.sample, ..table })
}
