//! Control lines.

use std::collections::HashMap;
use std::path::Path;

use zhangban_api::Message;
use zhangban_api::Text;
use zhangban_api::exams::{ControlLine, Exam};

use super::cells::{Cells, for_each_row};
use super::fault::{Report, with};
use super::known::{exam_by_id, track_of};
use super::plan::Kind;

const SAME_LINE: Message = Message::new(
    "与第 {} 行的考试、科类、名称都相同，请删除一行。",
    "Exam, track and name are those of row {}. Delete one of them.",
);

/// A control line and the exam it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExamLine {
    /// The exam, by its short name.
    pub exam: String,
    /// The line.
    pub line: ControlLine,
    /// Where the figure is from; empty where the department itself is the source.
    pub source: String,
}

/// Reads control lines, in their order.
pub(super) fn read(path: &Path, exams: &[Exam], report: &mut Report) -> Vec<ExamLine> {
    let mut lines: Vec<ExamLine> = Vec::new();
    let mut seen = HashMap::new();
    for_each_row(path, Kind::Lines, report, |cells| {
        let Some(line) = line(cells, exams) else { return };
        let key = (line.exam.clone(), line.line.track.clone(), line.line.name.zh.clone());
        if let Some(before) = seen.insert(key, cells.number()) {
            return cells.fault("name", with(SAME_LINE, &before.to_string()));
        }
        lines.push(line);
    });
    lines
}

fn line(cells: &mut Cells<'_>, exams: &[Exam]) -> Option<ExamLine> {
    let exam = cells.parsed("exam", |text| exam_by_id(exams, text));
    let track = exam.and_then(|exam| cells.parsed("track", |text| track_of(exam, text)));
    let name = cells.required("name");
    let score = cells.whole_number("score", exam.map_or(u32::from(u16::MAX), |exam| u32::from(exam.full_marks)));
    let sample = cells.sample();
    let line = ControlLine {
        track: track?.id.clone(),
        name: Text::new(name?, cells.text("name_en")),
        score: score?.try_into().ok()?,
        sample: sample?,
    };
    Some(ExamLine { exam: exam?.id.clone(), line, source: cells.text("source").to_owned() })
}
