//! `exam.toml`: an exam with its subjects, tracks and release time.

mod admission;

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;
use zhangban_api::exams::{Exam, NextStep, Subject, Track};
use zhangban_api::{Message, Moment};

use self::admission::{BatchFile, CarrierFile, batches, carriers};
use super::fault::{Report, with};
use super::toml_file::{TomlFile, Words, time_as_text};

/// The exam came back in 1977; a year far from now is a slip of the hand.
pub(super) const YEARS: std::ops::RangeInclusive<u16> = 1977..=2099;

pub(super) const YEAR: Message = Message::new("请填写四位年份，例如 2025。", "Enter a year such as 2025.");
const MOMENT: Message = Message::new(
    "请填写公布时间，例如 2025-06-25T00:00:00+08:00。",
    "Enter a point in time such as 2025-06-25T00:00:00+08:00.",
);
const OTHER_FOLDER: Message = Message::new(
    "考试编号与所在文件夹的名称“{}”不一致，请改成相同。",
    "The exam's id and its folder's name, {}, differ. Make them the same.",
);
const FULL_MARKS: Message = Message::new("满分应大于 0。", "Full marks are more than 0.");
const FULL_MARKS_TOO_HIGH: Message =
    Message::new("总分满分超过了各科满分之和 {}。", "The highest total is more than all subjects together, {}.");
const TAKEN: Message = Message::new("这个编号已经用过，请换一个。", "This id is taken. Choose another.");
const UNKNOWN_SUBJECT: Message =
    Message::new("考试没有这个科目；科目有：{}。", "The exam has no such subject; there are: {}.");
const SAME_FAMILY: Message = Message::new(
    "这场考试的“{}”已属于这个对应关系（family）；每个科类在另一年只能对应一个科类。",
    "The track {} of this exam is of this family already. A track corresponds to one track of another year.",
);
const NO_SUBJECTS: Message = Message::new("至少要有一个科目。", "There must be a subject.");
const NO_TRACKS: Message = Message::new("至少要有一个科类。", "There must be a track.");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExamFile {
    id: Spanned<String>,
    name: Words,
    year: Spanned<u16>,
    #[serde(deserialize_with = "time_as_text")]
    released_at: Spanned<String>,
    #[serde(default)]
    closed: bool,
    #[serde(default)]
    sample: bool,
    full_marks: Spanned<u16>,
    subjects: Spanned<Vec<SubjectFile>>,
    tracks: Spanned<Vec<TrackFile>>,
    #[serde(default)]
    next_steps: Vec<StepFile>,
    #[serde(default)]
    batches: Vec<BatchFile>,
    #[serde(default)]
    carriers: Vec<CarrierFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubjectFile {
    id: Spanned<String>,
    name: Words,
    full_marks: Spanned<u16>,
    #[serde(default)]
    scaled: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TrackFile {
    id: Spanned<String>,
    name: Words,
    family: Option<Spanned<String>>,
    #[serde(default)]
    subjects: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFile {
    #[serde(deserialize_with = "time_as_text")]
    by: Spanned<String>,
    what: Words,
}

/// Reads `exam.toml`. Lines are empty, they stand in a file of their own; `released` is false, only the clock of the
/// server says otherwise.
pub(super) fn read(path: &Path, report: &mut Report) -> Option<Exam> {
    let (parsed, mut file) = TomlFile::read::<ExamFile>(path, report)?;
    let id = file.short_name(&parsed.id);
    if let Some(folder) = folder_of_its_own(path).filter(|folder| *folder != id) {
        file.fault(&parsed.id.span(), with(OTHER_FOLDER, &folder));
    }
    let name = file.words(&parsed.name);
    let year = *parsed.year.get_ref();
    if !YEARS.contains(&year) {
        file.fault(&parsed.year.span(), YEAR);
    }
    let subjects = subjects(&parsed, &mut file);
    let tracks = tracks(&parsed, &subjects, &mut file);
    let mut next_steps: Vec<NextStep> =
        parsed.next_steps.iter().filter_map(|step| next_step(step, &mut file)).collect();
    next_steps.sort_by_key(|step| step.by);
    let (batches, carriers) = (batches(&parsed, &mut file), carriers(&parsed, &mut file));
    let released_at = file.parsed(&parsed.released_at, moment)?;
    let (full_marks, sample, closed) = (*parsed.full_marks.get_ref(), parsed.sample, parsed.closed);
    Some(Exam {
        id,
        name,
        year,
        released_at,
        released: false,
        sample,
        closed,
        full_marks,
        tracks,
        subjects,
        lines: Vec::new(),
        next_steps,
        batches,
        carriers,
    })
}

/// `gaokao-2025` of `exams/gaokao-2025/exam.toml`.
fn folder_of_its_own(path: &Path) -> Option<String> {
    let folder = path.parent()?;
    let name = folder.file_name()?.to_str()?;
    (folder.parent()?.file_name()? == "exams").then(|| name.to_owned())
}

fn next_step(step: &StepFile, file: &mut TomlFile<'_>) -> Option<NextStep> {
    let by = file.parsed(&step.by, moment);
    let what = file.words(&step.what);
    Some(NextStep { by: by?, what })
}

pub(super) fn moment(text: &str) -> Result<Moment, Message> {
    Moment::parse(text).ok_or(MOMENT)
}

fn subjects(parsed: &ExamFile, file: &mut TomlFile<'_>) -> Vec<Subject> {
    if parsed.subjects.get_ref().is_empty() {
        file.fault(&parsed.subjects.span(), NO_SUBJECTS);
    }
    let mut ids = HashSet::new();
    let mut subjects = Vec::new();
    for subject in parsed.subjects.get_ref() {
        let id = file.short_name(&subject.id);
        if !ids.insert(id.clone()) {
            file.fault(&subject.id.span(), TAKEN);
        }
        let full_marks = *subject.full_marks.get_ref();
        if full_marks == 0 {
            file.fault(&subject.full_marks.span(), FULL_MARKS);
        }
        subjects.push(Subject { id, name: file.words(&subject.name), full_marks, scaled: subject.scaled });
    }
    let all: u32 = subjects.iter().map(|subject| u32::from(subject.full_marks)).sum();
    match *parsed.full_marks.get_ref() {
        0 => file.fault(&parsed.full_marks.span(), FULL_MARKS),
        full if u32::from(full) > all => {
            file.fault(&parsed.full_marks.span(), with(FULL_MARKS_TOO_HIGH, &all.to_string()));
        }
        _ => {}
    }
    subjects
}

fn tracks(parsed: &ExamFile, subjects: &[Subject], file: &mut TomlFile<'_>) -> Vec<Track> {
    if parsed.tracks.get_ref().is_empty() {
        file.fault(&parsed.tracks.span(), NO_TRACKS);
    }
    let mut ids = HashSet::new();
    let mut tracks: Vec<Track> = Vec::new();
    for track in parsed.tracks.get_ref() {
        let id = file.short_name(&track.id);
        if !ids.insert(id.clone()) {
            file.fault(&track.id.span(), TAKEN);
        }
        for taken in &track.subjects {
            if !subjects.iter().any(|subject| subject.id == *taken.get_ref()) {
                let known = subjects.iter().map(|subject| subject.id.as_str()).collect::<Vec<_>>().join("、");
                file.fault(&taken.span(), with(UNKNOWN_SUBJECT, &known));
            }
        }
        let taken = track.subjects.iter().map(|subject| subject.get_ref().clone()).collect();
        let family = track.family.as_ref().map(|family| file.short_name(family)).unwrap_or_default();
        let track_read = Track { id, name: file.words(&track.name), family, subjects: taken };
        let same = tracks.iter().find(|other| other.id != track_read.id && other.family() == track_read.family());
        if let Some(other) = same {
            let span = track.family.as_ref().map_or_else(|| track.id.span(), Spanned::span);
            file.fault(&span, with(SAME_FAMILY, &other.id));
        }
        tracks.push(track_read);
    }
    tracks
}
