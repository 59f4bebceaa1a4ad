//! Where a score stands, and what another year's table says of the same place.

use zhangban_api::Text;
use zhangban_api::ranks::{RankTable, Standing};

use crate::parts::figures::grouped;

/// Where a score stands in its own table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Between these ranks; where nobody has exactly this score, behind the last who has more.
    Ranks {
        /// The score.
        score: u16,
        /// The best rank.
        from: u32,
        /// The last rank.
        to: u32,
        /// How many have exactly this score.
        count: u32,
    },
    /// Above the highest score: nobody reached it.
    Above {
        /// The highest score.
        highest: u16,
    },
    /// Below the lowest score of the table: it has no rank.
    Below {
        /// The lowest score.
        lowest: u16,
    },
}

impl Place {
    /// Where a score stands.
    pub(super) fn of(table: &RankTable, score: u16) -> Self {
        let highest = table.score_at(1).map_or(0, |standing| standing.score);
        let lowest = table.rows.last().map_or(0, |row| row.score);
        if score > highest {
            return Self::Above { highest };
        }
        if score < lowest {
            return Self::Below { lowest };
        }
        let Standing { from, to, count, .. } = table.standing(score);
        Self::Ranks { score, from: from.min(to), to, count }
    }
}

/// What a table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) headline: Text,
    pub(super) detail: Text,
    /// The lowest and the highest score it is about.
    pub(super) scores: Option<(u16, u16)>,
}

/// What the table of the score's own exam says.
pub(super) fn said_of_own(table: &RankTable, _: &Text, place: Place) -> Said {
    match place {
        Place::Ranks { score, to, count: 0, .. } => Said {
            headline: Text::new(format!("没有考生恰好得 {score} 分"), format!("Nobody has exactly {score}")),
            detail: Text::new(
                format!("按分数更高的最后一名（第 {} 名）对照。", grouped(to)),
                format!("Compared is rank {}, the last with a higher score.", grouped(to)),
            ),
            scores: Some((score, score)),
        },
        Place::Ranks { score, from, to, .. } => Said {
            headline: Text::new(
                format!("{score} 分：{}", ranks(from, to).zh),
                format!("{score}: {}", ranks(from, to).en),
            ),
            detail: all(table),
            scores: Some((score, score)),
        },
        Place::Above { highest } => Said {
            headline: Text::new(
                format!("高于最高分 {highest} 分"),
                format!("Higher than the highest score, {highest}"),
            ),
            detail: Text::new("没有考生达到这个分数，无法换算位次。", "Nobody has this score, so it has no rank."),
            scores: Some((highest, highest)),
        },
        Place::Below { lowest } => Said {
            headline: Text::new(
                format!("低于表中的最低分 {lowest} 分"),
                format!("Lower than the lowest score in the table, {lowest}"),
            ),
            detail: Text::new("更低的分数没有位次，无法换算。", "Lower scores have no rank."),
            scores: Some((lowest, lowest)),
        },
    }
}

/// What the table of another exam says of the same ranks.
pub(super) fn said_of_other(table: &RankTable, _: &Text, place: Place) -> Said {
    let Place::Ranks { from, to, .. } = place else {
        return Said {
            headline: Text::new("无法对照", "Nothing to compare"),
            detail: Text::new("这个分数没有位次。", "The score has no rank."),
            scores: None,
        };
    };
    let at = |rank| table.score_at(rank).map(|standing| standing.score);
    let asked = ranks(from, to);
    let (Some(high), Some(low)) = (at(from), at(to)) else {
        return Said {
            headline: Text::new(format!("没有{}", asked.zh), format!("There are no {}", asked.en)),
            detail: all(table),
            scores: None,
        };
    };
    let (zh, en) = if low == high {
        (format!("{low} 分"), low.to_string())
    } else {
        (format!("{high} 至 {low} 分"), format!("{high} to {low}"))
    };
    Said {
        headline: Text::new(format!("{}：{zh}", asked.zh), format!("{}: {en}", asked.en)),
        detail: all(table),
        scores: Some((low, high)),
    }
}

fn ranks(from: u32, to: u32) -> Text {
    let (first, last) = (grouped(from), grouped(to));
    if from == to {
        return Text::new(format!("第 {last} 名"), format!("rank {last}"));
    }
    Text::new(format!("第 {first} 至 {last} 名"), format!("ranks {first} to {last}"))
}

fn all(table: &RankTable) -> Text {
    let of = grouped(table.candidates());
    Text::new(format!("共 {of} 名考生。"), format!("{of} candidates in all."))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table(counts: &[u32]) -> RankTable {
        let mut cumulative = 0;
        let rows = counts.iter().zip((0..=700u16).rev()).map(|(&count, score)| {
            cumulative += count;
            (score, count, cumulative).into()
        });
        RankTable::new("e".into(), "t".into(), String::new(), rows.collect()).unwrap()
    }

    fn said(place: Place) -> [String; 2] {
        let (own, other) = (table(&[10, 20, 0, 30]), table(&[5, 20, 2, 20]));
        [
            said_of_own(&own, &Text::default(), place).headline.zh,
            said_of_other(&other, &Text::default(), place).headline.zh,
        ]
    }

    #[test]
    fn the_same_ranks_have_other_scores_in_another_year() {
        let own = table(&[10, 20, 0, 30]);
        assert_eq!(said(Place::of(&own, 699)), ["699 分：第 11 至 30 名", "第 11 至 30 名：699 至 697 分"]);
        assert_eq!(said(Place::of(&own, 700)), ["700 分：第 1 至 10 名", "第 1 至 10 名：700 至 699 分"]);
    }

    #[test]
    fn a_score_of_nobody_stands_behind_the_last_who_has_more() {
        let own = table(&[10, 20, 0, 30]);
        assert_eq!(said(Place::of(&own, 698)), ["没有考生恰好得 698 分", "第 30 名：697 分"]);
    }

    #[test]
    fn what_has_no_rank_is_not_compared() {
        let own = table(&[10, 20, 0, 30]);
        assert_eq!(said(Place::of(&own, 701)), ["高于最高分 700 分", "无法对照"]);
        assert_eq!(said(Place::of(&own, 600)), ["低于表中的最低分 697 分", "无法对照"]);
        assert_eq!(said(Place::of(&own, 697))[1], "没有第 31 至 60 名", "there were fewer candidates");
    }

    proptest! {
        #[test]
        fn every_score_is_answered(counts in proptest::collection::vec(0u32..9, 1..40), other in proptest::collection::vec(0u32..9, 1..40), score: u16) {
            let place = Place::of(&table(&counts), score);
            let own = said_of_own(&table(&counts), &Text::default(), place);
            let same = said_of_other(&table(&other), &Text::default(), place);
            prop_assert!(own.scores.is_none_or(|(low, high)| low <= high) && same.scores.is_none_or(|(low, high)| low <= high));
        }
    }
}
