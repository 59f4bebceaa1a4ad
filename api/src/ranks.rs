//! The rank table (一分一段): how many candidates of a track have each total.

use serde::{Deserialize, Serialize};

use crate::{Endpoint, Message, Method};

/// `GET /api/ranks?exam=&track=`: one rank table, once its exam is released.
pub struct GetRankTable;

impl Endpoint for GetRankTable {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/ranks";
    const SUMMARY: &'static str = "The one-point rank table of an exam and a track";
    type Request = RankQuery;
    type Reply = RankTable;
}

/// Which rank table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RankQuery {
    /// The exam, by its short name.
    pub exam: String,
    /// The track, by its short name.
    pub track: String,
}

/// A rank table: totals fall by one from row to row, the cumulative count is the running sum. Only [`RankTable::new`]
/// makes one from rows that nobody has looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankTable {
    /// The exam, by its short name.
    pub exam: String,
    /// The track, by its short name.
    pub track: String,
    /// Where the figures are from; empty where the department itself is the source.
    pub source: String,
    /// Whether it is made up for a demonstration.
    #[serde(default)]
    pub sample: bool,
    /// From the highest total down.
    pub rows: Vec<RankRow>,
}

/// One row; on the wire `[score, count, cumulative]`, since a table has hundreds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "(u16, u32, u32)", into = "(u16, u32, u32)")]
#[cfg_attr(feature = "schema", schemars(with = "(u16, u32, u32)"))]
pub struct RankRow {
    /// The total.
    pub score: u16,
    /// How many have exactly this total; may be 0.
    pub count: u32,
    /// How many have this total or a higher one.
    pub cumulative: u32,
}

impl From<(u16, u32, u32)> for RankRow {
    fn from((score, count, cumulative): (u16, u32, u32)) -> Self {
        Self { score, count, cumulative }
    }
}

impl From<RankRow> for (u16, u32, u32) {
    fn from(row: RankRow) -> Self {
        (row.score, row.count, row.cumulative)
    }
}

/// Why rows are not a rank table; `row` counts from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The first row that breaks the rule, from 0.
    pub row: usize,
    /// Which rule.
    pub rule: Rule,
}

/// What every rank table keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A table has rows.
    Empty,
    /// The total falls from row to row.
    Falling,
    /// It falls by one: no total is left out.
    NoGaps {
        /// The total that should stand here.
        expected: u16,
    },
    /// The cumulative count is the running sum.
    RunningSum {
        /// The sum that should stand here.
        expected: u32,
    },
}

impl Rule {
    /// The rule in words.
    pub const fn message(self) -> Message {
        match self {
            Self::Empty => Message::new("表中没有数据", "The table has no rows"),
            Self::Falling => Message::new("分数应逐行递减", "The score must fall from row to row"),
            Self::NoGaps { .. } => Message::new("分数应逐分连续，不可缺行", "No score may be left out"),
            Self::RunningSum { .. } => Message::new(
                "累计人数应等于逐行相加的人数",
                "The cumulative count must be the running sum of the counts",
            ),
        }
    }
}

/// The first rule that `rows` break at each row, in order; empty when they are a rank table.
pub fn faults(rows: &[RankRow]) -> Vec<Fault> {
    if rows.is_empty() {
        return vec![Fault { row: 0, rule: Rule::Empty }];
    }
    let mut found = Vec::new();
    let (mut before, mut sum) = (None::<u16>, 0u32);
    for (row, &RankRow { score, count, cumulative }) in rows.iter().enumerate() {
        match before {
            Some(before) if score >= before => found.push(Fault { row, rule: Rule::Falling }),
            Some(before) if score + 1 != before => {
                found.push(Fault { row, rule: Rule::NoGaps { expected: before - 1 } });
            }
            _ => {}
        }
        let expected = sum.saturating_add(count);
        if cumulative != expected {
            found.push(Fault { row, rule: Rule::RunningSum { expected } });
        }
        // Go on from what stands there, so that one wrong sum is one fault and not one in every row below.
        (before, sum) = (Some(score), cumulative);
    }
    found
}

/// Where a total stands among all totals of its track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The total.
    pub score: u16,
    /// How many have exactly this total.
    pub count: u32,
    /// The best rank with this total: how many have more, plus one.
    pub from: u32,
    /// How many have this total or a higher one.
    pub to: u32,
    /// How many there are in the track.
    pub of: u32,
}

impl RankTable {
    /// A table of rows that keep every rule.
    pub fn new(exam: String, track: String, source: String, rows: Vec<RankRow>) -> Result<Self, Vec<Fault>> {
        match faults(&rows) {
            found if found.is_empty() => Ok(Self { exam, track, source, sample: false, rows }),
            found => Err(found),
        }
    }

    /// How many candidates there are.
    pub fn candidates(&self) -> u32 {
        self.rows.last().map_or(0, |row| row.cumulative)
    }

    /// Where a total stands. A total above the table is better than all; below it, worse than all.
    pub fn standing(&self, score: u16) -> Standing {
        let of = self.candidates();
        let at = self.rows.partition_point(|row| row.score > score);
        let above = at.checked_sub(1).map_or(0, |last| self.rows[last].cumulative);
        match self.rows.get(at) {
            Some(row) if row.score == score => {
                Standing { score, count: row.count, from: above + 1, to: row.cumulative, of }
            }
            _ => Standing { score, count: 0, from: above + 1, to: above, of },
        }
    }

    /// The total that a rank has; `None` beyond the last candidate.
    pub fn score_at(&self, rank: u32) -> Option<Standing> {
        let at = self.rows.partition_point(|row| row.cumulative < rank.max(1));
        self.rows.get(at).map(|row| self.standing(row.score))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table(counts: &[u32]) -> RankTable {
        let mut cumulative = 0;
        let rows = counts
            .iter()
            .zip((0..=700u16).rev())
            .map(|(&count, score)| {
                cumulative += count;
                RankRow { score, count, cumulative }
            })
            .collect();
        RankTable::new("e".into(), "t".into(), String::new(), rows).unwrap()
    }

    #[test]
    fn a_score_knows_its_rank_and_a_rank_its_score() {
        let table = table(&[2, 0, 3, 5]);
        assert_eq!(table.standing(700), Standing { score: 700, count: 2, from: 1, to: 2, of: 10 });
        assert_eq!(table.standing(699), Standing { score: 699, count: 0, from: 3, to: 2, of: 10 });
        assert_eq!(table.standing(698), Standing { score: 698, count: 3, from: 3, to: 5, of: 10 });
        assert_eq!(table.standing(750).from, 1);
        assert_eq!(table.standing(0).from, 11);
        assert_eq!(table.score_at(4).map(|s| s.score), Some(698));
        assert_eq!(table.score_at(0).map(|s| s.score), Some(700));
        assert_eq!(table.score_at(11), None);
    }

    #[test]
    fn each_broken_rule_is_named_with_its_row() {
        let rows = [(700, 1, 1), (700, 1, 2), (697, 1, 3), (696, 1, 9), (695, 1, 10)].map(RankRow::from);
        let rules: Vec<_> = faults(&rows).into_iter().map(|fault| (fault.row, fault.rule)).collect();
        assert_eq!(
            rules,
            [(1, Rule::Falling), (2, Rule::NoGaps { expected: 699 }), (3, Rule::RunningSum { expected: 4 })]
        );
        assert_eq!(faults(&[])[0].rule, Rule::Empty);
    }

    proptest! {
        #[test]
        fn every_rank_lies_within_the_standing_of_its_score(counts in proptest::collection::vec(0u32..9, 1..40), pick in 0u32..400) {
            let table = table(&counts);
            if let Some(standing) = table.score_at(pick) {
                prop_assert!(standing.count > 0 && standing.from <= pick.max(1) && pick.max(1) <= standing.to);
            } else {
                prop_assert!(pick > table.candidates() || table.candidates() == 0);
            }
        }
    }
}
