//! Whose a row is: exam, candidate number, ID, name and track.

use zhangban_api::exams::Exam;
use zhangban_api::{CandidateNumber, CitizenId, Message, candidate_number, citizen_id};

use super::cells::PersonCells;
use crate::department_folder::columns::Columns;
use crate::department_folder::known::{exam_by_id, names, track_of};

/// What is known of the person of a row; her name stays in it.
pub(super) struct Found {
    pub(super) exam: usize,
    pub(super) track: usize,
    pub(super) candidate_number: CandidateNumber,
    pub(super) citizen_id: CitizenId,
    pub(super) name: usize,
}

/// Where a table says whose its rows are.
pub(super) struct Who {
    exam: usize,
    pub(super) candidate_number: usize,
    citizen_id: usize,
    pub(super) name: usize,
    track: usize,
    /// For each exam, every name of its tracks as it stands in a sound file, and which track that is.
    tracks: Vec<Vec<(String, usize)>>,
}

impl Who {
    pub(super) fn new(columns: &Columns, exams: &[Exam]) -> Self {
        let tracks = |exam: &Exam| {
            let tracks = exam.tracks.iter().enumerate();
            tracks.flat_map(|(at, track)| names(track).map(move |name| (name, at))).collect()
        };
        Self {
            exam: columns.place("exam"),
            candidate_number: columns.place("candidate_number"),
            citizen_id: columns.place("citizen_id"),
            name: columns.place("name"),
            track: columns.place("track"),
            tracks: exams.iter().map(tracks).collect(),
        }
    }

    pub(super) fn exam(&self, cells: &mut PersonCells<'_>, exams: &[Exam]) -> Option<usize> {
        let id = cells.text(self.exam);
        let known = exams.iter().position(|exam| exam.id == id);
        if known.is_none() {
            cells.parsed(self.exam, |id| exam_by_id(exams, id));
        }
        known
    }

    pub(super) fn track(&self, cells: &mut PersonCells<'_>, (at, exam): (usize, &Exam)) -> Option<usize> {
        let name = cells.text(self.track);
        let as_written = self.tracks.get(at)?.iter().find(|(known, _)| known == name).map(|(_, at)| *at);
        as_written.or_else(|| {
            let track = cells.parsed(self.track, |name| track_of(exam, name))?;
            exam.tracks.iter().position(|other| other.id == track.id)
        })
    }

    /// Number and ID; nothing if they, or the name, are at fault.
    pub(super) fn person(&self, cells: &mut PersonCells<'_>) -> Option<(CandidateNumber, CitizenId)> {
        let number = cells.parsed(self.candidate_number, |text| {
            CandidateNumber::parse(text).map_err(candidate_number::Fault::message)
        });
        let id = cells.parsed(self.citizen_id, |text| CitizenId::parse(text).map_err(citizen_id::Fault::message));
        let name = cells.parsed(self.name, |_| Ok::<_, Message>(()));
        name.and(number.zip(id))
    }
}
