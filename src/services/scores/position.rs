//! Where the total lies among all totals of the track: a chart, and the same in words.

use leptos::prelude::*;
use zhangban_api::exams::Exam;
use zhangban_api::ranks::{GetRankTable, RankTable, Standing};
use zhangban_api::{Message, Text};

use super::text;
use crate::parts::chart::{DistributionChart, Marker, MarkerKind};
use crate::parts::figures::grouped;
use crate::remote::{Ask, shown};

const TITLE: Message = Message::new("同科类全部考生的总分分布图", "Distribution of all totals in the track");

/// Where the total lies in the distribution, with the control lines.
#[component]
pub(super) fn Position(
    /// The total.
    total: u16,
    /// The exam, for its lines.
    exam: Exam,
    /// The track, by its short name.
    track: String,
    /// The rank table of the track.
    table: Ask<GetRankTable>,
) -> impl IntoView {
    let track_name = exam.track(&track).map(|track| track.name.clone()).unwrap_or_default();
    let lines = exam.lines.into_iter().filter(move |line| line.track == track);
    let mut markers: Vec<Marker> =
        lines.map(|line| Marker { value: line.score, label: line.name, kind: MarkerKind::Line }).collect();
    markers.push(Marker { value: total, label: text::YOU.into(), kind: MarkerKind::You });
    shown(table, move |table: RankTable| {
        let points = table.rows.iter().map(|row| (row.score, row.count)).collect();
        let summary = share_in_words(&track_name, table.standing(total));
        view! { <DistributionChart points markers=markers.clone() title=TITLE summary/> }
    })
}

/// How many have this total or more, as one would say it.
fn share_in_words(track: &Text, standing: Standing) -> Text {
    let Standing { count, to, of, .. } = standing;
    let english = if track.en.is_empty() { &track.zh } else { &track.en };
    let same = match count {
        0 | 1 => Text::default(),
        _ => Text::new(
            format!("与您同分的共 {} 名。", grouped(count)),
            format!(" {} have the same total.", grouped(count)),
        ),
    };
    // Of 100, or of 10,000 where of 100 it would be less than one.
    let base = if to.saturating_mul(100) >= of { 100 } else { 10_000 };
    let share = u64::from(to.max(1)) * u64::from(base);
    let share = u32::try_from(share.div_ceil(u64::from(of.max(1)))).unwrap_or(base);
    let (base, share) = (grouped(base), grouped(share));
    Text::new(
        format!("每 {base} 名{}考生中，约有 {share} 名分数不低于您。{}", track.zh, same.zh),
        format!("{english}: of {base} candidates, about {share} have your total or more.{}", same.en),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_said_as_people_say_it() {
        let track = Text::new("物理类", "Physics");
        let standing = |count, to, of| Standing { score: 600, count, from: 1, to, of };
        let words = |standing| share_in_words(&track, standing).zh;
        assert_eq!(words(standing(1, 33_569, 555_040)), "每 100 名物理类考生中，约有 7 名分数不低于您。");
        assert_eq!(
            words(standing(12, 12, 555_040)),
            "每 10,000 名物理类考生中，约有 1 名分数不低于您。与您同分的共 12 名。"
        );
        assert_eq!(words(standing(1, 555_040, 555_040)), "每 100 名物理类考生中，约有 100 名分数不低于您。");
    }
}
