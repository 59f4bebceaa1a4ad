//! The exams.

use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exams, ListExams};
use zhangban_testing::{TestServer, on_both_engines, sample};

on_both_engines!(an_exam_comes_with_its_subjects_tracks_lines_and_next_steps, async |server: TestServer| {
    let exams: Exams = server.call::<ListExams>(&Nothing {}).await.json();
    let exam = exams.get(sample::EXAM).unwrap();
    assert_eq!((exam.year, exam.full_marks, exam.released, exam.sample), (2025, 750, true, true));
    assert_eq!((exam.subjects.len(), exam.tracks.len(), exam.next_steps.len()), (9, 2, 1));
    assert!(exam.subject("chemistry").unwrap().scaled && !exam.subject("physics").unwrap().scaled);
    let lines: Vec<_> = exam.lines.iter().map(|line| (line.track.as_str(), line.score, line.sample)).collect();
    assert_eq!(lines, [("history", 471, true), ("physics", 427, true), ("physics", 535, true)]);
});
