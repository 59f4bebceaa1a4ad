//! The distribution as a chart, and the same in words.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::exams::Exam;
use zhangban_api::ranks::RankTable;

use super::answer::names;
use super::text;
use crate::parts::chart::{DistributionChart, Marker, MarkerKind};
use crate::parts::figures::grouped;

/// How the totals of a track are distributed, with its control lines and the score that was asked for.
#[component]
pub(super) fn Distribution(
    /// The totals.
    table: RankTable,
    /// The exam, for its lines and the name of the track.
    exam: Exam,
    /// The score that was asked for.
    asked: Option<u16>,
) -> impl IntoView {
    let track = exam.track(&table.track).map(|track| track.name.clone()).unwrap_or_default();
    let lines = exam.lines.into_iter().filter(|line| line.track == table.track);
    let lines = lines.map(|line| Marker { value: line.score, label: line.name, kind: MarkerKind::Line });
    let asked = asked.map(|value| Marker { value, label: text::ASKED.into(), kind: MarkerKind::You });
    let markers = lines.chain(asked).collect();
    let (zh, en) = names(&track);
    let title = Text::new(format!("{zh}分数分布图"), format!("Distribution of scores, {en}"));
    let summary = in_words(&table, &track);
    let points = table.rows.iter().map(|row| (row.score, row.count)).collect();
    view! { <DistributionChart points markers title summary/> }
}

/// How many there are, where half of them stand, which score is the most frequent.
fn in_words(table: &RankTable, track: &Text) -> Text {
    let (zh, en) = names(track);
    let of = grouped(table.candidates());
    let middle = table.score_at(table.candidates().div_ceil(2)).map_or(0, |standing| standing.score);
    let most = table.rows.iter().max_by_key(|row| row.count);
    let (score, count) = most.map_or((0, String::new()), |row| (row.score, grouped(row.count)));
    Text::new(
        format!("{zh}共 {of} 名考生，一半考生在 {middle} 分及以上；{score} 分的人数最多，有 {count} 人。"),
        format!(
            "{of} candidates, {en}. Half of them have {middle} or more; the most frequent score is {score}, with {count}."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_is_told_in_words() {
        let rows = [(612, 1, 1), (611, 4, 5), (610, 5_000, 5_005), (609, 3, 5_008)];
        let table = RankTable::new("e".into(), "t".into(), String::new(), rows.map(Into::into).to_vec()).unwrap();
        assert_eq!(
            in_words(&table, &Text::new("物理类", "")).zh,
            "物理类共 5,008 名考生，一半考生在 610 分及以上；610 分的人数最多，有 5,000 人。"
        );
    }
}
