//! The synthetic candidates, from the sheet back through the reader.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use zhangban_api::admissions::AdmissionState;
use zhangban_api::scores::ResultState;
use zhangban_server::demo_candidates::{Candidates, Options, write, write_admissions};
use zhangban_server::department_folder::{Content, Plan, Reader};

use crate::Folder;

fn sheet(options: Options) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes, options, |_| ()).unwrap();
    bytes
}

#[test]
fn twenty_thousand_candidates_keep_every_rule_of_a_score_sheet() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo");
    let folder = Folder::new().file("scores.csv", sheet(Options { count: 20_000, seed: 1, states: 5 }));
    let plan = Plan::of(&[demo, folder.path("")]);
    let (mut reader, mut tables, mut scores) =
        (Reader::new(Vec::new(), std::sync::Arc::default()), HashMap::new(), None);
    for file in &plan.files {
        match reader.read(file).map_err(|faults| faults.to_string()).unwrap() {
            Content::Ranks(more) => tables.extend(more.into_iter().map(|table| (table.track.clone(), table))),
            Content::Scores(sheet) => scores = Some(sheet),
            _ => {}
        }
    }
    let mut scores = scores.unwrap();
    let (mut states, mut identities, mut physics) = (HashMap::new(), HashSet::new(), 0);
    while scores.advance() {
        let row = scores.row().unwrap();
        *states.entry(row.state.word()).or_insert(0) += 1;
        assert!(identities.insert(row.person.citizen_id.reveal().to_owned()), "two candidates with one identity");
        assert!(row.person.citizen_id.reveal().starts_with("99"), "a region that does not exist");
        if let Some(marks) = row.marks {
            assert_eq!(
                marks.rank,
                tables[&row.person.track.id].standing(marks.total).from,
                "ties share the rank of the table"
            );
            assert_eq!(marks.subjects().count(), 6);
            physics += usize::from(row.person.track.id == "physics");
        }
    }
    assert_eq!(scores.finish(), Ok(20_015));
    assert_eq!(states, HashMap::from([("published", 20_000), ("withheld", 5), ("absent", 5), ("under_review", 5)]));
    // 20,000 × 555,040 ∕ 907,215 = 12,236.1; every one of 611 totals may be rounded.
    assert!((11_900..12_600).contains(&physics), "{physics}");
}

#[test]
fn the_admissions_of_the_same_candidates_keep_every_rule_of_an_admission_sheet() {
    let options = Options { count: 20_000, seed: 1, states: 5 };
    let mut bytes = Vec::new();
    let rows = write_admissions(&mut bytes, options, |_| ()).unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo");
    let folder = Folder::new().file("admissions.csv", bytes);
    let plan = Plan::of(&[demo, folder.path("")]);
    let (mut reader, mut admissions) = (Reader::new(Vec::new(), std::sync::Arc::default()), None);
    for file in &plan.files {
        if let Content::Admissions(sheet) = reader.read(file).map_err(|faults| faults.to_string()).unwrap() {
            admissions = Some(sheet);
        }
    }
    let mut admissions = admissions.unwrap();
    let (mut states, mut letters) = (HashMap::new(), 0);
    while admissions.advance() {
        let row = admissions.row().unwrap();
        *states.entry(row.state.word()).or_insert(0) += 1;
        letters += usize::from(row.carrier.is_some());
        assert!(row.college.is_empty() || row.college.contains("样例"), "a college that might exist: {}", row.college);
        let last = [row.times.sent_at, row.times.provisional_at, row.times.decided_at].into_iter().flatten().max();
        assert!(last.is_none_or(|last| last < row.batch.released_at), "a batch is out before it is decided");
    }
    assert_eq!(admissions.finish(), Ok(rows));
    assert!((20_000..22_000).contains(&rows), "{rows}");
    for (state, word) in AdmissionState::ALL {
        assert!(states.get(word).is_some_and(|count| *count > 10), "{state:?}: {states:?}");
    }
    assert!(letters > 10_000, "{letters}");
}

#[test]
fn the_same_seed_makes_the_same_sheet_and_another_another() {
    let options = Options { count: 500, seed: 1, states: 0 };
    assert_eq!(sheet(options), sheet(options));
    assert_ne!(sheet(options), sheet(Options { seed: 2, ..options }));
}

#[test]
fn candidates_come_in_the_order_of_their_numbers_and_the_first_can_be_tried() {
    let candidates: Vec<_> = Candidates::new(Options { count: 3_000, seed: 1, states: 2 }).unwrap().collect();
    assert!(candidates.is_sorted_by(|one, next| one.candidate_number < next.candidate_number));
    assert_eq!(candidates[0].state, ResultState::Published);
    assert!(candidates[2_999].result.is_some() && candidates[3_000].result.is_none());
}
