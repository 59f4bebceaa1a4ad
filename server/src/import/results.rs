//! Score sheets as they are written.

use zhangban_api::scores::ResultState;

use super::staged::{Written, person};
use crate::department_folder::{ScoreRow, Scores, SheetMarks};
use crate::identity_key::IdentityKey;
use crate::store::Value;

impl Written for Scores {
    const TABLE: &'static str = "results";
    const COLUMNS: &'static [&'static str] =
        &["exam", "candidate_number", "identity", "name", "track", "state", "marks", "total", "rank", "file"];
    const KEY: usize = 2;
    const INDEX: (&'static str, &'static str) = ("results_by_identity", "identity");

    fn write(row: &ScoreRow<'_>, key: &IdentityKey, values: &mut Vec<Value<'static>>) {
        use std::fmt::Write;
        let mut marks = String::new();
        for (subject, mark) in row.marks.iter().flat_map(SheetMarks::subjects) {
            let between = if marks.is_empty() { "" } else { " " };
            // Writing into a string does not fail.
            let _ = write!(marks, "{between}{subject}:{mark}");
        }
        let (total, rank) = row.marks.map_or((0, 0), |marks| (marks.total, marks.rank));
        debug_assert_eq!(row.state == ResultState::Published, row.marks.is_some());
        values.extend(person(&row.person, key));
        values.extend([
            row.person.name.to_owned().into(),
            row.person.track.id.clone().into(),
            Value::Text(row.state.word().into()),
            marks.into(),
            total.into(),
            rank.into(),
        ]);
    }
}
