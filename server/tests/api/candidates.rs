//! The demonstration's candidates, looked up one by one against the sheet they came from. `cargo xtask bench` does the
//! same with all 907,215.

use std::fs::File;
use std::path::Path;

use zhangban_api::identity::IdentityQuery;
use zhangban_api::scores::{QueryScore, ScoreReport};
use zhangban_server::demo_candidates::{self, Candidates, Options};
use zhangban_testing::{TestServer, on_both_engines};

const SAMPLE: Options = Options { count: 5_000, seed: 1, states: 5 };

on_both_engines!(every_candidate_of_a_sheet_is_answered_what_the_sheet_says, async |server: TestServer| {
    let sheet = server.folder().join("candidates.csv");
    demo_candidates::write(File::create(&sheet).unwrap(), SAMPLE, |_| ()).unwrap();
    server.import(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo")).await;
    server.import(&sheet).await;
    let mut looked_up = 0;
    for candidate in Candidates::new(SAMPLE).unwrap() {
        let query = IdentityQuery {
            exam: "gaokao-2025".into(),
            candidate_number: candidate.candidate_number.clone(),
            citizen_id: candidate.citizen_id.clone(),
        };
        let report: ScoreReport = server.call::<QueryScore>(&query).await.json();
        assert_eq!((report.whose.track.as_str(), report.state), (candidate.track, candidate.state));
        let said = report.marks.map(|marks| {
            let by_subject: Vec<u16> = marks.subjects.iter().map(|subject| subject.mark).collect();
            (by_subject, marks.total, marks.rank)
        });
        let in_sheet =
            candidate.result.map(|result| (result.marks.into_iter().flatten().collect(), result.total, result.rank));
        assert_eq!(said, in_sheet, "{}", candidate.candidate_number);
        looked_up += 1;
    }
    assert_eq!(looked_up, 5_015);
});
