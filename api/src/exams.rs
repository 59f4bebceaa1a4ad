//! Exams as data: subjects, tracks, release time, control lines.

use serde::{Deserialize, Serialize};

use crate::admissions::AdmissionState;
use crate::endpoint::Nothing;
use crate::{Endpoint, Method, Moment, Text};

/// `GET /api/exams`: all exams; what is not released yet shows its release time and nothing else of its results.
pub struct ListExams;

impl Endpoint for ListExams {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/exams";
    const SUMMARY: &'static str = "Exams with their subjects, tracks and release time, and control lines once released";
    type Request = Nothing;
    type Reply = Exams;
}

/// All exams, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Exams {
    /// Newest first.
    pub exams: Vec<Exam>,
}

impl Exams {
    /// The exam of this name.
    pub fn get(&self, id: &str) -> Option<&Exam> {
        self.exams.iter().find(|exam| exam.id == id)
    }

    /// Those whose scores are looked up.
    #[must_use]
    pub fn open(mut self) -> Self {
        self.exams.retain(|exam| !exam.closed);
        self
    }
}

/// One exam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Exam {
    /// Its short name in requests and files: `gaokao-2025`.
    pub id: String,
    /// What a citizen reads.
    pub name: Text,
    /// The year it is held.
    pub year: u16,
    /// Before this no result can be had by any path; after it, at once.
    pub released_at: Moment,
    /// Whether that time has come, by the server's clock.
    pub released: bool,
    /// Whether its results are made up for a demonstration; every page that shows them then says so.
    #[serde(default)]
    pub sample: bool,
    /// Whether scores are not looked up any more: an exam of a former year, of which only the tables are used.
    #[serde(default)]
    pub closed: bool,
    /// The highest possible total.
    pub full_marks: u16,
    /// The tracks candidates are ranked in.
    pub tracks: Vec<Track>,
    /// The subjects in the order of the slip.
    pub subjects: Vec<Subject>,
    /// Control lines; none before the release.
    pub lines: Vec<ControlLine>,
    /// What a candidate does next, and by when.
    pub next_steps: Vec<NextStep>,
    /// The batches colleges admit in, in their order; none where the exam leads to no admission.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub batches: Vec<Batch>,
    /// Who carries letters of admission. It travels with an admission only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carriers: Vec<Carrier>,
}

impl Exam {
    /// The track of this name.
    pub fn track(&self, id: &str) -> Option<&Track> {
        self.tracks.iter().find(|track| track.id == id)
    }

    /// The batch of this name.
    pub fn batch(&self, id: &str) -> Option<&Batch> {
        self.batches.iter().find(|batch| batch.id == id)
    }

    /// The track that corresponds to those of this family.
    pub fn track_of(&self, family: &str) -> Option<&Track> {
        self.tracks.iter().find(|track| track.family() == family)
    }

    /// The subject of this name.
    pub fn subject(&self, id: &str) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.id == id)
    }
}

/// A group of candidates that are ranked together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Track {
    /// Its short name: `physics`.
    pub id: String,
    /// What a citizen reads: `物理类`.
    pub name: Text,
    /// What it shares with the tracks of other exams that it corresponds to: physics and the former science are of the
    /// family `science`. Empty where it is called alike in all of them: [`Track::family`] knows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub family: String,
    /// The subjects everybody in it takes.
    #[serde(default)]
    pub subjects: Vec<String>,
}

impl Track {
    /// What it shares with the tracks of other exams that it corresponds to.
    pub fn family(&self) -> &str {
        if self.family.is_empty() { &self.id } else { &self.family }
    }
}

/// A subject of an exam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Subject {
    /// Its short name: `chemistry`.
    pub id: String,
    /// What a citizen reads.
    pub name: Text,
    /// Full marks.
    pub full_marks: u16,
    /// Whether the mark is scaled by standing (赋分) and not raw.
    #[serde(default)]
    pub scaled: bool,
}

/// A control line: the total from which a batch is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ControlLine {
    /// The track it is for.
    pub track: String,
    /// Its name: `本科批`.
    pub name: Text,
    /// The total.
    pub score: u16,
    /// Whether it is made up for a demonstration.
    pub sample: bool,
}

/// A batch of admissions (录取批次). Its results come out all at once, at a time of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Batch {
    /// Its short name: `undergraduate`.
    pub id: String,
    /// What a citizen reads: `本科批`.
    pub name: Text,
    /// Before this nothing of the batch can be had by any path; after it, all at once.
    pub released_at: Moment,
    /// Whether that time has come, by the server's clock.
    #[serde(default)]
    pub released: bool,
    /// What to do next, by what became of the candidate. It travels with an admission only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next_steps: Vec<BatchStep>,
}

/// Something to do after a batch, for those it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatchStep {
    /// Whom it concerns.
    pub states: Vec<AdmissionState>,
    /// By when.
    pub by: Moment,
    /// What.
    pub what: Text,
}

/// Somebody who carries letters of admission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Carrier {
    /// The short name: `ems`.
    pub id: String,
    /// What a citizen reads.
    pub name: Text,
    /// The carrier's own page where a number is looked up. The number is not part of it: whoever stands between the
    /// phone and the carrier would read it there, and so would the carrier's own log.
    pub page: String,
}

/// Something to do after the results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextStep {
    /// By when.
    pub by: Moment,
    /// What.
    pub what: Text,
}
