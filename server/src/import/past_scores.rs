//! Scores of previous years as they are written.

use super::staged::{self, Rows, Target};
use super::{ImportError, Outcome};
use crate::department_folder::{File, PastScoreRow, PastScoreSheet};
use crate::store::{Store, Value};

const PAST_SCORES: Target = Target {
    table: "past_scores",
    columns: &[
        "college",
        "year",
        "track",
        "batch",
        "major_group",
        "major",
        "lowest",
        "average",
        "rank",
        "admitted",
        "source",
        "sample",
        "file",
    ],
    key: 6,
    index: None,
};

/// Takes a table of scores.
pub(super) async fn take(store: &Store, file: &File, sheet: PastScoreSheet) -> Result<Outcome, ImportError> {
    let read = move |rows: &mut Rows| sheet.read(|row| rows.push(|values| write(row, values)));
    staged::gather(store, PAST_SCORES, file, read).await
}

fn write(row: &PastScoreRow<'_>, values: &mut Vec<Value<'static>>) {
    let text = |text: &str| Value::from(text.to_owned());
    values.extend([
        text(&row.college.name),
        row.year.into(),
        text(&row.track.id),
        text(row.batch),
        text(row.group),
        text(row.major),
        row.lowest.unwrap_or_default().into(),
        row.average.map_or(0, zhangban_api::past_scores::Average::hundredths).into(),
        row.rank.unwrap_or_default().into(),
        row.admitted.unwrap_or_default().into(),
        text(row.source),
        row.sample.into(),
    ]);
}
