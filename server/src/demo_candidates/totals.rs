//! Which totals there are: drawn from the rank tables without putting back, so that in the end each has been drawn as
//! often as it stands there.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use zhangban_api::ranks::{RankRow, RankTable};

use super::DemoError;

/// Short names of the tracks.
pub(super) const PHYSICS: &str = "physics";
pub(super) const HISTORY: &str = "history";

const TABLES: [(&str, &str); 2] = [
    (PHYSICS, include_str!("../../../demo/exams/gaokao-2025/ranks-physics.csv")),
    (HISTORY, include_str!("../../../demo/exams/gaokao-2025/ranks-history.csv")),
];

/// A total that was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) track: &'static str,
    pub(super) total: u16,
    /// In the whole real table.
    pub(super) rank: u32,
}

/// The totals that are still to be drawn.
pub(super) struct Totals {
    /// Every total of every track.
    all: Vec<Drawn>,
    /// How often each is left, as a tree of sums (Fenwick): drawing one of a thousand takes ten steps.
    sums: Vec<u32>,
    left: u32,
}

impl Totals {
    /// `count` totals in the proportions of the real tables; all of them, exactly the real ones.
    pub(super) fn new(count: u32) -> Result<Self, DemoError> {
        let (mut all, mut weights) = (Vec::new(), Vec::new());
        for (track, csv) in TABLES {
            let table = table(track, csv)?;
            for row in &table.rows {
                all.push(Drawn { track, total: row.score, rank: table.standing(row.score).from });
                weights.push(row.count);
            }
        }
        let most = weights.iter().sum();
        if !(1..=most).contains(&count) {
            return Err(DemoError::Count { count, most });
        }
        let mut totals = Self { sums: vec![0; all.len() + 1], all, left: count };
        for (at, share) in apportion(count, &weights).into_iter().enumerate() {
            totals.change(at, |sum| sum + share);
        }
        Ok(totals)
    }

    /// Draws one of those that are left.
    pub(super) fn draw(&mut self, rng: &mut ChaCha8Rng) -> Option<Drawn> {
        if self.left == 0 {
            return None;
        }
        let at = self.place(rng.random_range(0..self.left));
        self.left -= 1;
        self.change(at, |sum| sum - 1);
        self.all.get(at).copied()
    }

    /// The first total with more than `rank` drawable ones up to it.
    fn place(&self, mut rank: u32) -> usize {
        let mut at = 0;
        let mut step = self.sums.len().next_power_of_two() / 2;
        while step > 0 {
            if let Some(&sum) = self.sums.get(at + step)
                && sum <= rank
            {
                rank -= sum;
                at += step;
            }
            step /= 2;
        }
        at
    }

    fn change(&mut self, at: usize, change: impl Fn(u32) -> u32) {
        let mut node = at + 1;
        while let Some(sum) = self.sums.get_mut(node) {
            *sum = change(*sum);
            // The lowest bit that is set tells how far a node reaches.
            node += 1 << node.trailing_zeros();
        }
    }
}

/// Reads a rank table that the program carries with it: `exam,track,score,count,cumulative,source`.
fn table(track: &str, csv: &str) -> Result<RankTable, DemoError> {
    let mut rows = Vec::new();
    for record in csv::Reader::from_reader(csv.as_bytes()).records() {
        let record = record.map_err(|_| DemoError::Tables)?;
        let number = |at: usize| record.get(at).and_then(|cell| cell.parse::<u32>().ok()).ok_or(DemoError::Tables);
        let score = number(2)?.try_into().map_err(|_| DemoError::Tables)?;
        rows.push(RankRow { score, count: number(3)?, cumulative: number(4)? });
    }
    RankTable::new(super::EXAM.to_owned(), track.to_owned(), String::new(), rows).map_err(|_| DemoError::Tables)
}

/// Shares `count` out in proportion to the weights, by the largest remainder; the earlier of two equal ones gains.
fn apportion(count: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u64 = weights.iter().map(|&weight| u64::from(weight)).sum::<u64>().max(1);
    let quota = |&weight: &u32| u64::from(weight) * u64::from(count);
    let mut shares: Vec<u64> = weights.iter().map(|weight| quota(weight) / sum).collect();
    let given: u64 = shares.iter().sum();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|&at| std::cmp::Reverse(weights.get(at).map_or(0, quota) % sum));
    let left = usize::try_from(u64::from(count).saturating_sub(given)).unwrap_or(0);
    for at in by_remainder.into_iter().take(left) {
        if let Some(share) = shares.get_mut(at) {
            *share += 1;
        }
    }
    // No share is more than `count`.
    shares.into_iter().map(|share| u32::try_from(share).unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn all_candidates_have_exactly_the_real_totals() {
        let mut totals = Totals::new(907_215).unwrap();
        let mut drawn: HashMap<(&str, u16), u32> = HashMap::new();
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        while let Some(one) = totals.draw(&mut rng) {
            *drawn.entry((one.track, one.total)).or_default() += 1;
        }
        for (track, csv) in TABLES {
            for row in table(track, csv).unwrap().rows {
                assert_eq!(drawn.remove(&(track, row.score)).unwrap_or(0), row.count, "{track} {}", row.score);
            }
        }
        assert!(drawn.is_empty());
    }

    #[test]
    fn nobody_and_more_than_there_are_is_refused() {
        assert!(matches!(Totals::new(0), Err(DemoError::Count { .. })));
        assert!(matches!(Totals::new(907_216), Err(DemoError::Count { most: 907_215, .. })));
    }

    proptest! {
        #[test]
        fn shares_add_up_and_keep_to_their_proportion(
            weights in proptest::collection::vec(0u32..10_000, 1..50), percent in 0u64..=100,
        ) {
            let sum: u64 = weights.iter().map(|&weight| u64::from(weight)).sum();
            prop_assume!(sum > 0);
            let count = sum * percent / 100;
            let shares = apportion(u32::try_from(count).unwrap(), &weights);
            prop_assert_eq!(shares.iter().map(|&share| u64::from(share)).sum::<u64>(), count);
            for (share, weight) in shares.into_iter().zip(weights) {
                let floor = u64::from(weight) * count / sum;
                prop_assert!((floor..=floor + 1).contains(&u64::from(share)));
            }
        }
    }
}
