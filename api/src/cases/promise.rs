//! The promise clock: how fast the department answers, worked out from a log that anybody can have.
//!
//! [`figures`] is the whole of it: the server, the page and `zhangban audit verify --promise` call the same function.
//!
//! - A case belongs to the month in which it was filed (Beijing) and to the office that has it now.
//! - `due_at` is by when the first answer was due; pauses have moved it already.
//! - A case is *decided* when it is answered or when it is due: answered by then it is within, otherwise late, and late at
//!   once, not only when it is answered. What can still be answered in time counts neither way.
//! - Told who answers instead of us is answered as well.
//! - Median and 90th percentile are those of the nearest rank: of `n` times in order, number `⌈n/2⌉` and `⌈9n/10⌉`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::endpoint::Nothing;
use crate::{Endpoint, Method, Moment, Text};

/// `GET /api/cases/promise`: the figures of all months.
pub struct GetPromise;

impl Endpoint for GetPromise {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/cases/promise";
    const SUMMARY: &'static str = "How fast cases are answered, by month and office";
    type Request = Nothing;
    type Reply = Promise;
}

/// The figures, and when they were worked out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Promise {
    /// The moment that the figures are of.
    pub as_of: Moment,
    /// The newest month first; in a month the whole department, then its offices.
    pub rows: Vec<PromiseRow>,
}

/// The figures of a month and an office, with the name of the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PromiseRow {
    /// The name of the office; empty for the whole department.
    pub name: Text,
    /// The figures.
    pub figures: Figures,
}

/// A line of the log: what can be told of a case to everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// A keyed hash of its number: the same case has the same, and nobody can find the number from it.
    pub case: String,
    /// The short name of its category.
    pub category: String,
    /// The short name of the office that has it.
    pub office: String,
    /// When it was filed.
    pub filed_at: Moment,
    /// By when the first answer was due.
    pub due_at: Moment,
    /// When it was first answered, if it was.
    pub first_answered_at: Option<Moment>,
    /// How often it was reopened.
    pub reopened: u32,
    /// From 1 to 5, if it was rated.
    pub rating: Option<u8>,
}

impl LogRow {
    /// Whether the promise was kept; `None` while that is open.
    fn kept(&self, as_of: Moment) -> Option<bool> {
        match self.first_answered_at {
            Some(at) => Some(at <= self.due_at),
            None => (self.due_at <= as_of).then_some(false),
        }
    }
}

/// The figures of a month and an office.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figures {
    /// The month, `2026-06`.
    pub month: String,
    /// The short name of the office; empty for the whole department.
    pub office: String,
    /// How many cases were filed.
    pub filed: u32,
    /// How many of them have been answered.
    pub answered: u32,
    /// Seconds to the first answer, of half of the answered cases at most.
    pub median: Option<i64>,
    /// Seconds to the first answer, of nine tenths of the answered cases at most.
    pub ninetieth: Option<i64>,
    /// How many were answered when they were due, or should have been.
    pub decided: u32,
    /// How many of those were answered in time.
    pub within: u32,
    /// How many were reopened.
    pub reopened: u32,
    /// How many were rated.
    pub ratings: u32,
    /// The sum of the ratings, each from 1 to 5.
    pub rated: u32,
}

impl Figures {
    /// The share within the deadline in tenths of a percent, rounded down: 999 of 1,000 are not all.
    pub fn share(&self) -> Option<u32> {
        (self.decided > 0).then(|| self.within.saturating_mul(1_000) / self.decided)
    }

    /// The mean rating in hundredths, rounded.
    pub fn mean_rating(&self) -> Option<u32> {
        (self.ratings > 0).then(|| (self.rated.saturating_mul(100) + self.ratings / 2) / self.ratings)
    }
}

/// The month of a moment in Beijing, `2026-06`.
pub fn month_of(moment: Moment) -> String {
    let date = moment.date();
    format!("{:04}-{:02}", date.year(), date.month())
}

/// The figures of a log as they are at a moment: the newest month first, in it the whole department, then its offices.
pub fn figures(log: &[LogRow], as_of: Moment) -> Vec<Figures> {
    let mut groups: BTreeMap<(String, &str), Group> = BTreeMap::new();
    for row in log {
        let month = month_of(row.filed_at);
        for office in ["", row.office.as_str()] {
            groups.entry((month.clone(), office)).or_default().add(row, as_of);
        }
    }
    let mut all: Vec<Figures> =
        groups.into_iter().map(|((month, office), group)| group.figures(month, office)).collect();
    // The sort is stable: offices stay in their order.
    all.sort_by(|one, other| other.month.cmp(&one.month));
    all
}

#[derive(Default)]
struct Group {
    counts: Figures,
    times: Vec<i64>,
}

impl Group {
    fn add(&mut self, row: &LogRow, as_of: Moment) {
        let Self { counts, times } = self;
        counts.filed += 1;
        if let Some(at) = row.first_answered_at {
            counts.answered += 1;
            times.push((at.unix() - row.filed_at.unix()).max(0));
        }
        if let Some(kept) = row.kept(as_of) {
            counts.decided += 1;
            counts.within += u32::from(kept);
        }
        counts.reopened += u32::from(row.reopened > 0);
        if let Some(rating) = row.rating {
            counts.ratings += 1;
            counts.rated += u32::from(rating);
        }
    }

    fn figures(mut self, month: String, office: &str) -> Figures {
        self.times.sort_unstable();
        let at = |tenths: usize| self.times.get((self.times.len() * tenths).div_ceil(10).saturating_sub(1)).copied();
        Figures { month, office: office.to_owned(), median: at(5), ninetieth: at(9), ..self.counts }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 3_600;

    fn case(office: &str, filed: &str, answered_after: Option<i64>) -> LogRow {
        let filed_at = Moment::parse(filed).unwrap();
        LogRow {
            case: String::new(),
            category: "fees".into(),
            office: office.into(),
            filed_at,
            due_at: filed_at.plus_seconds(24 * HOUR),
            first_answered_at: answered_after.map(|seconds| filed_at.plus_seconds(seconds)),
            reopened: 0,
            rating: None,
        }
    }

    #[test]
    fn a_case_is_late_as_soon_as_it_is_due() {
        let log = [
            case("a", "2026-06-01 00:00", Some(24 * HOUR)),
            case("a", "2026-06-01 00:00", Some(24 * HOUR + 1)),
            case("a", "2026-06-01 00:00", None),
        ];
        let at = |text: &str| figures(&log, Moment::parse(text).unwrap()).remove(0);
        assert_eq!((at("2026-06-01 23:59").decided, at("2026-06-02 00:00").decided), (2, 3));
        assert_eq!((at("2026-06-02 00:00").within, at("2026-06-02 00:00").share()), (1, Some(333)));
    }

    #[test]
    fn a_month_begins_in_beijing() {
        let log = [case("a", "2026-05-31T16:00:00Z", None), case("b", "2026-05-31T15:59:59Z", None)];
        let found = figures(&log, log[0].filed_at);
        let names: Vec<_> = found.iter().map(|row| (row.month.as_str(), row.office.as_str())).collect();
        assert_eq!(names, [("2026-06", ""), ("2026-06", "a"), ("2026-05", ""), ("2026-05", "b")]);
    }

    #[test]
    fn percentiles_are_those_of_the_nearest_rank() {
        let log: Vec<_> = (1..=10).map(|hours| case("a", "2026-06-01 00:00", Some(hours * HOUR))).collect();
        let all = &figures(&log, log[0].filed_at)[0];
        assert_eq!((all.median, all.ninetieth), (Some(5 * HOUR), Some(9 * HOUR)));
        let one = &figures(&log[..1], log[0].filed_at)[0];
        assert_eq!((one.median, one.ninetieth), (Some(HOUR), Some(HOUR)));
    }

    fn any_case() -> impl Strategy<Value = LogRow> {
        let times = (0..200 * HOUR, 1..80 * HOUR, prop::option::of(0..100 * HOUR));
        (times, "[ab]", 0..3_u32, prop::option::of(1..=5_u8)).prop_map(
            |((filed, due, answered), office, reopened, rating)| {
                let filed_at = Moment::parse("2026-05-27 00:00").unwrap().plus_seconds(filed);
                LogRow {
                    due_at: filed_at.plus_seconds(due),
                    first_answered_at: answered.map(|after| filed_at.plus_seconds(after)),
                    reopened,
                    rating,
                    filed_at,
                    ..case(&office, "2026-05-27 00:00", None)
                }
            },
        )
    }

    proptest! {
        #[test]
        fn the_figures_are_those_that_somebody_counts_by_hand(
            log in prop::collection::vec(any_case(), 0..40),
            now in 0..300 * HOUR,
        ) {
            let now = Moment::parse("2026-05-27 00:00").unwrap().plus_seconds(now);
            let found = figures(&log, now);
            let mut counted = 0;
            for one in &found {
                let mine: Vec<&LogRow> = log.iter().filter(|row| {
                    row.filed_at.date().to_string().starts_with(&one.month)
                        && (one.office.is_empty() || row.office == one.office)
                }).collect();
                counted += mine.len();
                let count = |is: &dyn Fn(&LogRow) -> bool| u32::try_from(mine.iter().filter(|row| is(row)).count()).unwrap();
                prop_assert_eq!(one.filed, count(&|_| true));
                prop_assert_eq!(one.answered, count(&|row| row.first_answered_at.is_some()));
                prop_assert_eq!(one.within, count(&|row| row.first_answered_at.is_some_and(|at| at <= row.due_at)));
                let late = count(&|row| row.first_answered_at.map_or(now >= row.due_at, |at| at > row.due_at));
                prop_assert_eq!(one.decided - one.within, late);
                prop_assert_eq!(one.reopened, count(&|row| row.reopened != 0));
                let ratings: Vec<u32> = mine.iter().filter_map(|row| row.rating.map(u32::from)).collect();
                prop_assert_eq!((one.ratings as usize, one.rated), (ratings.len(), ratings.iter().sum()));
                // The median is the smallest time that half of the cases do not exceed.
                let times: Vec<i64> = mine.iter().filter_map(|row| {
                    row.first_answered_at.map(|at| at.unix() - row.filed_at.unix())
                }).collect();
                let smallest = |tenths: usize| {
                    let enough = |time: &i64| times.iter().filter(|other| *other <= time).count() * 10 >= times.len() * tenths;
                    times.iter().copied().filter(enough).min()
                };
                prop_assert_eq!((one.median, one.ninetieth), (smallest(5), smallest(9)));
            }
            prop_assert_eq!(counted, log.len() * 2, "each case once in its office and once in the whole");
        }
    }
}
