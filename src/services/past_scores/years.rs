//! The lowest scores as a chart, and the same in words.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::past_scores::PastScore;

use crate::parts::chart::YearsChart;

/// How the lowest score of a college changed from year to year.
#[component]
pub(super) fn LowestByYear(
    /// The rows of the table beside it.
    rows: Vec<PastScore>,
    /// What the tracks are called.
    track: Text,
) -> impl IntoView {
    let points = points(&rows);
    let english = if track.en.is_empty() { &track.zh } else { &track.en };
    let title = Text::new(format!("{}历年最低分", track.zh), format!("Lowest scores by year, {english}"));
    let summary = in_words(&points);
    view! { <YearsChart points title summary/> }
}

/// The lowest score of each year, whatever the batch; the first year first.
fn points(rows: &[PastScore]) -> Vec<(u16, u16)> {
    let mut points: Vec<(u16, u16)> = Vec::new();
    for (year, lowest) in rows.iter().filter_map(|row| Some((row.year, row.lowest?))) {
        match points.iter_mut().find(|point| point.0 == year) {
            Some(point) => point.1 = point.1.min(lowest),
            None => points.push((year, lowest)),
        }
    }
    points.sort_unstable();
    points
}

fn in_words(points: &[(u16, u16)]) -> Text {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Text::new("没有公布最低分，无法画图。", "No lowest score was published, so there is nothing to draw.");
    };
    if first == last {
        let (year, score) = last;
        return Text::new(
            format!("只有 {year} 年的最低分：{score} 分。"),
            format!("There is one year only: {score} in {year}."),
        );
    }
    let (low, high) = points.iter().fold((last, last), |(low, high), point| {
        (if point.1 < low.1 { point } else { low }, if point.1 > high.1 { point } else { high })
    });
    let ((from, before), (to, now)) = (first, last);
    Text::new(
        format!(
            "{from} 年最低分 {before} 分，{to} 年 {now} 分；其间最高是 {} 年的 {} 分，最低是 {} 年的 {} 分。",
            high.0, high.1, low.0, low.1
        ),
        format!(
            "{before} in {from} and {now} in {to}; the highest was {} in {}, the lowest {} in {}.",
            high.1, high.0, low.1, low.0
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(year: u16, lowest: Option<u16>) -> PastScore {
        PastScore { year, lowest, ..PastScore::default() }
    }

    #[test]
    fn of_several_batches_the_lowest_score_of_a_year_is_drawn() {
        let rows = [row(2025, Some(605)), row(2025, Some(590)), row(2024, None), row(2023, Some(589))];
        assert_eq!(points(&rows), [(2023, 589), (2025, 590)]);
    }

    #[test]
    fn the_chart_is_told_in_words() {
        let said = |points: &[(u16, u16)]| in_words(points).zh;
        assert_eq!(
            said(&[(2023, 589), (2024, 620), (2025, 605)]),
            "2023 年最低分 589 分，2025 年 605 分；其间最高是 2024 年的 620 分，最低是 2023 年的 589 分。"
        );
        assert_eq!(said(&[(2025, 605)]), "只有 2025 年的最低分：605 分。");
        assert_eq!(said(&[]), "没有公布最低分，无法画图。");
    }
}
