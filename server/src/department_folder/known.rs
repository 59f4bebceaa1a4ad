//! What a table may refer to: exams, by short name or year, and their tracks, by short or Chinese name.

use zhangban_api::exams::{Batch, Exam, Track};
use zhangban_api::{Message, Text};

use super::cells::whole_number;
use super::columns::plain;
use super::fault::with;

const NO_EXAMS: Message = Message::new(
    "还没有任何考试；请先导入该考试的 exam.toml，或与它一起导入。",
    "There is no exam yet. Import its exam.toml first, or together with this file.",
);
const UNKNOWN_EXAM: Message = Message::new("没有这个考试；已有的考试：{}。", "There is no such exam; there are: {}.");
const UNKNOWN_YEAR: Message =
    Message::new("没有这一年的考试；已有的考试：{}。", "There is no exam of this year; there are: {}.");
const SEVERAL_IN_THE_YEAR: Message = Message::new(
    "这一年有不止一个考试，请改用“考试”列填写考试编号：{}。",
    "There are several exams of this year. Use the column exam with one of: {}.",
);
const UNKNOWN_TRACK_OF_ANY: Message =
    Message::new("没有这个科类；已有考试的科类：{}。", "There is no such track; the exams have: {}.");
const UNKNOWN_TRACK: Message =
    Message::new("没有这个科类；该考试的科类：{}。", "There is no such track; there are: {}.");
const UNKNOWN_BATCH: Message =
    Message::new("没有这个批次；该考试的批次：{}。", "There is no such batch; there are: {}.");
const NO_BATCHES: Message = Message::new(
    "考试“{}”还没有批次；请先在它的 exam.toml 里用 [[batches]] 写明。",
    "The exam {} has no batches yet. Name them in its exam.toml under [[batches]] first.",
);

/// The exam of this short name.
pub(super) fn exam_by_id<'e>(exams: &'e [Exam], id: &str) -> Result<&'e Exam, Text> {
    exams
        .iter()
        .find(|exam| exam.id == id)
        .ok_or_else(|| if exams.is_empty() { NO_EXAMS.into() } else { with(UNKNOWN_EXAM, &ids(exams)) })
}

/// The only exam of this year.
pub(super) fn exam_by_year<'e>(exams: &'e [Exam], year: &str) -> Result<&'e Exam, Text> {
    let number = whole_number(year.trim_end_matches('年').as_bytes());
    let mut of_year = exams.iter().filter(|exam| Some(u32::from(exam.year)) == number);
    match (of_year.next(), of_year.next()) {
        (Some(exam), None) => Ok(exam),
        (Some(_), Some(_)) => Err(with(SEVERAL_IN_THE_YEAR, &ids(exams))),
        _ if exams.is_empty() => Err(NO_EXAMS.into()),
        _ => Err(with(UNKNOWN_YEAR, &ids(exams))),
    }
}

fn ids(exams: &[Exam]) -> String {
    exams.iter().map(|exam| exam.id.as_str()).collect::<Vec<_>>().join("、")
}

/// The track of this short or Chinese name: `physics`, `物理类`, `物理`.
pub(super) fn track_of<'e>(exam: &'e Exam, name: &str) -> Result<&'e Track, Text> {
    let name = plain(name);
    exam.tracks.iter().find(|track| names(track).any(|known| known == name)).ok_or_else(|| {
        let known = exam.tracks.iter().map(|track| format!("{} / {}", track.name.zh, track.id));
        with(UNKNOWN_TRACK, &known.collect::<Vec<_>>().join("，"))
    })
}

/// The track of this name in any of several exams, of the first that has it.
pub(super) fn track_among<'e>(exams: &[&'e Exam], name: &str) -> Result<&'e Track, Text> {
    let found = exams.iter().find_map(|exam| track_of(exam, name).ok());
    found.ok_or_else(|| {
        let tracks = exams.iter().flat_map(|exam| &exam.tracks);
        let known = tracks.map(|track| format!("{} / {}", track.name.zh, track.id));
        if exams.is_empty() {
            NO_EXAMS.into()
        } else {
            with(UNKNOWN_TRACK_OF_ANY, &known.collect::<Vec<_>>().join("，"))
        }
    })
}

/// The names a track goes by, without width and case.
pub(super) fn names(track: &Track) -> impl Iterator<Item = String> + use<'_> {
    let zh = track.name.zh.as_str();
    [track.id.as_str(), zh, zh.trim_end_matches('类')].into_iter().map(plain)
}

/// The batch of this short or Chinese name: `undergraduate`, `本科批`, `本科`; brackets in a name may be left out.
pub(super) fn batch_of<'e>(exam: &'e Exam, name: &str) -> Result<&'e Batch, Text> {
    if exam.batches.is_empty() {
        return Err(with(NO_BATCHES, &exam.id));
    }
    let bare = |name: &str| plain(name).replace(['(', ')'], "");
    let name = bare(name);
    let is_named = |batch: &&Batch| {
        let zh = bare(&batch.name.zh);
        [plain(&batch.id).as_str(), zh.as_str(), zh.trim_end_matches('批')].contains(&name.as_str())
    };
    exam.batches.iter().find(is_named).ok_or_else(|| {
        let known = exam.batches.iter().map(|batch| format!("{} / {}", batch.name.zh, batch.id));
        with(UNKNOWN_BATCH, &known.collect::<Vec<_>>().join("，"))
    })
}
