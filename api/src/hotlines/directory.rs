//! Searching the whole directory: on the server for the first paint, on the phone from then on.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Hotline, Hotlines, Presence};
use crate::calendar::Calendar;
use crate::finding::{Finder, Query};
use crate::{Endpoint, Method, Moment, paging};

/// `GET /api/hotlines/search`: a window of the matches, for a page that has not got the whole directory yet.
pub struct SearchHotlines;

impl Endpoint for SearchHotlines {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/hotlines/search";
    const SUMMARY: &'static str = "Twenty hotlines at a time that match name, number, pinyin or initials";
    type Request = HotlineSearch;
    type Reply = Hotlines;
}

/// How many entries are shown at a time: more than anybody reads, few enough to be drawn between two keystrokes.
pub const WINDOW: usize = 20;

/// What is looked for. Nothing given finds everything.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HotlineSearch {
    /// What was typed: a name, digits, pinyin or initials. The first 100 characters count.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Only this category, by its Chinese name; all where it is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// `1`: only where somebody answers now, or probably does.
    #[serde(default, skip_serializing_if = "is_not", serialize_with = "write_flag", deserialize_with = "read_flag")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub open: bool,
    /// Which twenty of the matches, from 1.
    #[serde(default = "paging::first", skip_serializing_if = "paging::is_first")]
    pub page: u16,
}

impl Default for HotlineSearch {
    fn default() -> Self {
        Self { q: String::new(), category: String::new(), open: false, page: paging::first() }
    }
}

impl HotlineSearch {
    /// Whether nothing is left out.
    pub fn is_everything(&self) -> bool {
        Query::new(&self.q).is_empty() && self.category.is_empty() && !self.open
    }

    /// How many matches come before its window.
    pub fn skipped(&self) -> usize {
        paging::skipped(self.page, WINDOW)
    }
}

impl Hotlines {
    /// How many matches come after what is shown.
    pub fn left(&self) -> usize {
        self.total.saturating_sub(self.search.skipped() + self.entries.len())
    }
}

/// The directory made ready to be searched: made once, so that a keystroke only compares.
#[derive(Clone, Debug)]
pub struct Directory {
    hotlines: Hotlines,
    finders: Vec<Finder>,
}

impl Directory {
    /// Makes it ready.
    pub fn new(hotlines: Hotlines) -> Self {
        let finders = hotlines.entries.iter().map(Hotline::finder).collect();
        Self { hotlines, finders }
    }

    /// The server's clock when it gave the directory away.
    pub fn told_at(&self) -> Moment {
        self.hotlines.now
    }

    /// The matches at that minute: `windows` times twenty of them, from the page that is looked for.
    pub fn find(&self, search: &HotlineSearch, now: Moment, windows: usize) -> Hotlines {
        let Hotlines { entries, categories, calendar, .. } = &self.hotlines;
        let query = Query::new(&search.q);
        let matches: Vec<&Hotline> = entries
            .iter()
            .zip(&self.finders)
            .filter(|(entry, finder)| {
                (search.category.is_empty() || entry.category.zh == search.category)
                    && (!search.open || entry.may_answer(now, calendar))
                    && finder.matches(&query)
            })
            .map(|(entry, _)| entry)
            .collect();
        Hotlines {
            search: search.clone(),
            total: matches.len(),
            entries: matches.into_iter().skip(search.skipped()).take(windows * WINDOW).cloned().collect(),
            categories: categories.clone(),
            calendar: calendar.clone(),
            now,
        }
    }
}

impl Hotline {
    /// Whether somebody answers at that minute; `None` where nobody has said when.
    pub fn presence(&self, now: Moment, calendar: &Calendar) -> Option<Presence> {
        self.hours.as_ref().map(|hours| hours.presence(now, calendar))
    }

    /// Made ready to be found by both names, category, note, number and reading.
    pub fn finder(&self) -> Finder {
        let Self { name, note, category, phone, pinyin, .. } = self;
        let words = [name, category, note].map(|text| format!("{} {}", text.zh, text.en)).join(" ");
        Finder::new(&words, phone.digits(), pinyin)
    }

    /// Whether it is worth calling at that minute.
    fn may_answer(&self, now: Moment, calendar: &Calendar) -> bool {
        matches!(self.presence(now, calendar), Some(Presence::Open | Presence::ProbablyOpen))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_not(flag: &bool) -> bool {
    !*flag
}

/// A box that is ticked, as forms write it in an address.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn write_flag<S: Serializer>(flag: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(if *flag { "1" } else { "" })
}

fn read_flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(<std::borrow::Cow<'de, str>>::deserialize(deserializer)? == "1")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hotlines::Hours;
    use crate::{PhoneNumber, Text};

    fn directory(size: usize) -> Directory {
        let entry = |at: usize| Hotline {
            name: Text::new(format!("第 {at} 号"), ""),
            phone: PhoneNumber::parse(&format!("0371-{:07}", 2_000_000 + at)).unwrap(),
            category: Text::new(if at.is_multiple_of(2) { "双" } else { "单" }, ""),
            note: Text::default(),
            hours: at.is_multiple_of(3).then(|| Hours::parse("每天 9:00-17:00").unwrap()),
            verified_on: None,
            sample: true,
            pinyin: "di hao".into(),
        };
        Directory::new(Hotlines {
            search: HotlineSearch::default(),
            entries: (0..size).map(entry).collect(),
            total: size,
            categories: ["双", "单"].map(|name| Text::new(name, "")).to_vec(),
            calendar: Calendar::default(),
            now: noon(),
        })
    }

    fn noon() -> Moment {
        Moment::parse("2026-06-25 12:00").unwrap()
    }

    #[test]
    fn matches_come_a_window_at_a_time() {
        let directory = directory(50);
        let page = |page| directory.find(&HotlineSearch { page, ..HotlineSearch::default() }, noon(), 1);
        assert_eq!([1, 2, 3, 4].map(|at| page(at).entries.len()), [20, 20, 10, 0]);
        assert_eq!([1, 2, 3, 4].map(|at| page(at).left()), [30, 10, 0, 0]);
        assert_eq!(page(0).entries, page(1).entries);
        assert_eq!(directory.find(&HotlineSearch::default(), noon(), 2).entries.len(), 40);
    }

    #[test]
    fn every_filter_narrows_what_the_others_leave() {
        let directory = directory(60);
        let total = |category: &str, open, q: &str| {
            let search = HotlineSearch { q: q.into(), category: category.into(), open, page: 1 };
            directory.find(&search, noon(), 1).total
        };
        assert_eq!([total("", false, ""), total("双", false, ""), total("双", true, "")], [60, 30, 10]);
        assert_eq!([total("双", true, "2000006"), total("单", true, "2000006"), total("无", false, "")], [1, 0, 0]);
        let night = Moment::parse("2026-06-25 23:00").unwrap();
        let open = HotlineSearch { open: true, ..HotlineSearch::default() };
        assert_eq!(directory.find(&open, night, 1).total, 0);
    }

    #[test]
    fn what_stands_in_an_address_is_what_is_searched() {
        let search = HotlineSearch { q: "zzjyj".into(), category: "双".into(), open: true, page: 2 };
        let json = serde_json::to_string(&search).unwrap();
        assert_eq!(json, r#"{"q":"zzjyj","category":"双","open":"1","page":2}"#);
        assert_eq!(serde_json::from_str::<HotlineSearch>(&json).unwrap(), search);
        assert_eq!(serde_json::from_str::<HotlineSearch>("{}").unwrap(), HotlineSearch::default());
        assert_eq!(serde_json::to_string(&HotlineSearch::default()).unwrap(), "{}");
    }

    proptest! {
        #[test]
        fn no_search_breaks_the_directory(q in "\\PC{0,200}", page in 0u16.., open: bool) {
            let found = directory(9).find(&HotlineSearch { q, open, page, ..HotlineSearch::default() }, noon(), 1);
            prop_assert!(found.entries.len() <= found.total);
        }
    }
}
