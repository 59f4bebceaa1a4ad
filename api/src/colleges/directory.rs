//! Searching the register: on the server for the first paint and for other services, on the phone from then on.

use serde::{Deserialize, Serialize};

use super::{College, key};
use crate::finding::{Finder, Query};
use crate::{Endpoint, Method, paging};

/// `GET /api/colleges/search`: a window of the matches, for a page that has not got the whole register yet.
pub struct SearchColleges;

impl Endpoint for SearchColleges {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/colleges/search";
    const SUMMARY: &'static str = "Twenty colleges at a time that match name, code, place, pinyin or initials";
    type Request = CollegeSearch;
    type Reply = Colleges;
}

/// How many colleges are shown at a time: more than anybody reads, few enough to be drawn between two keystrokes.
pub const WINDOW: usize = 20;

/// What is looked for. Nothing given finds everything.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CollegeSearch {
    /// What was typed: a name, a code, a place, pinyin or initials. The first 100 characters count.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Only colleges of this province; all where it is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub province: String,
    /// Only colleges of this level; all where it is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub level: String,
    /// Which twenty of the matches, from 1.
    #[serde(default = "paging::first", skip_serializing_if = "paging::is_first")]
    pub page: u16,
}

impl Default for CollegeSearch {
    fn default() -> Self {
        Self { q: String::new(), province: String::new(), level: String::new(), page: paging::first() }
    }
}

impl CollegeSearch {
    /// Whether nothing is left out.
    pub fn is_everything(&self) -> bool {
        Query::new(&self.q).is_empty() && self.province.is_empty() && self.level.is_empty()
    }

    /// How many matches come before its window.
    pub fn skipped(&self) -> usize {
        paging::skipped(self.page, WINDOW)
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Colleges {
    /// What was looked for.
    pub search: CollegeSearch,
    /// A window of the matches, the closest first.
    pub entries: Vec<College>,
    /// How many match in all.
    pub total: usize,
    /// The provinces of the whole register, in the department's order.
    pub provinces: Vec<String>,
    /// The levels of the whole register, likewise.
    pub levels: Vec<String>,
}

impl Colleges {
    /// How many matches come after what is shown.
    pub fn left(&self) -> usize {
        self.total.saturating_sub(self.search.skipped() + self.entries.len())
    }
}

/// The register made ready to be searched: made once, so that a keystroke only compares.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    colleges: Vec<College>,
    finders: Vec<Finder>,
    /// The place of each name, in the order of the names.
    by_name: Vec<(String, usize)>,
    provinces: Vec<String>,
    levels: Vec<String>,
}

impl Directory {
    /// Makes it ready. The colleges have their names spelled out.
    pub fn new(colleges: Vec<College>) -> Self {
        let finder = |college: &College| {
            let College { name, code, province, city, tags, pinyin, .. } = college;
            Finder::new(&format!("{name} {province} {city} {tags}"), code, pinyin)
        };
        let mut by_name: Vec<_> = colleges.iter().enumerate().map(|(at, college)| (key(&college.name), at)).collect();
        by_name.sort_unstable();
        Self {
            finders: colleges.iter().map(finder).collect(),
            by_name,
            provinces: in_order_of_appearance(colleges.iter().map(|college| &college.province)),
            levels: in_order_of_appearance(colleges.iter().map(|college| &college.level)),
            colleges,
        }
    }

    /// All colleges, in the department's order.
    pub fn colleges(&self) -> &[College] {
        &self.colleges
    }

    /// The college of this name.
    pub fn get(&self, name: &str) -> Option<&College> {
        let key = key(name);
        let at = self.by_name.binary_search_by(|(name, _)| name.as_str().cmp(&key)).ok()?;
        self.by_name.get(at).and_then(|(_, at)| self.colleges.get(*at))
    }

    /// The colleges that match what was typed: those that begin with it first, otherwise in the department's order.
    pub fn matching(&self, typed: &str) -> Vec<&College> {
        self.matches(typed, |_| true)
    }

    /// What is looked for: `windows` times twenty of the matches, from the page on.
    pub fn find(&self, search: &CollegeSearch, windows: usize) -> Colleges {
        let CollegeSearch { q, province, level, .. } = search;
        let matches = self.matches(q, |college| {
            (province.is_empty() || college.province == *province) && (level.is_empty() || college.level == *level)
        });
        Colleges {
            search: search.clone(),
            total: matches.len(),
            entries: matches.into_iter().skip(search.skipped()).take(windows * WINDOW).cloned().collect(),
            provinces: self.provinces.clone(),
            levels: self.levels.clone(),
        }
    }

    fn matches(&self, typed: &str, wanted: impl Fn(&College) -> bool) -> Vec<&College> {
        let query = Query::new(typed);
        let (mut first, mut others) = (Vec::new(), Vec::new());
        for (college, finder) in self.colleges.iter().zip(&self.finders) {
            if wanted(college) && finder.matches(&query) {
                if finder.begins_with(&query) { &mut first } else { &mut others }.push(college);
            }
        }
        first.append(&mut others);
        first
    }
}

/// Each value once, without the empty one.
fn in_order_of_appearance<'a>(values: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for value in values {
        if !value.is_empty() && !seen.contains(value) {
            seen.push(value.clone());
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn college(name: &str, pinyin: &str, code: &str, province: &str) -> College {
        let [name, pinyin, code, province] = [name, pinyin, code, province].map(str::to_owned);
        College { name, pinyin, code, province, level: "本科".into(), ..College::default() }
    }

    fn directory() -> Directory {
        Directory::new(vec![
            college("河南中医药大学", "he nan zhong yi yao da xue", "10471", "河南"),
            college("浙江中医药大学滨江学院", "zhe jiang zhong yi yao da xue bin jiang xue yuan", "", "浙江"),
            college("郑州大学", "zheng zhou da xue", "10459", "河南"),
            college("山东大学（威海）", "shan dong da xue wei hai", "10422", "山东"),
            college("山东大学", "shan dong da xue", "10422", "山东"),
        ])
    }

    fn names(typed: &str) -> Vec<String> {
        directory().matching(typed).into_iter().map(|college| college.name.clone()).collect()
    }

    #[test]
    fn those_that_begin_with_what_was_typed_come_first() {
        assert_eq!(names("zzdx"), ["郑州大学", "浙江中医药大学滨江学院"]);
        assert_eq!(names("中医"), ["河南中医药大学", "浙江中医药大学滨江学院"]);
        assert_eq!(names("10422"), ["山东大学（威海）", "山东大学"]);
        assert_eq!(names("河南 医"), ["河南中医药大学"]);
        assert_eq!(names("山东大学(威"), ["山东大学（威海）"]);
        assert_eq!(names("zhengzhou"), ["郑州大学"]);
    }

    #[test]
    fn a_college_is_had_by_its_name() {
        assert_eq!(directory().get("山东大学(威海)").map(|college| college.name.as_str()), Some("山东大学（威海）"));
        assert_eq!(directory().get("山东"), None);
    }

    #[test]
    fn every_filter_narrows_what_the_others_leave() {
        let total = |q: &str, province: &str, level: &str| {
            let search = CollegeSearch { q: q.into(), province: province.into(), level: level.into(), page: 1 };
            directory().find(&search, 1).total
        };
        assert_eq!([total("", "", ""), total("", "山东", ""), total("威海", "山东", "本科")], [5, 2, 1]);
        assert_eq!([total("", "河北", ""), total("", "", "专科"), total("郑州", "山东", "")], [0, 0, 0]);
        assert_eq!(directory().find(&CollegeSearch::default(), 1).provinces, ["河南", "浙江", "山东"]);
    }

    #[test]
    fn matches_come_a_window_at_a_time() {
        let many = (0..50).map(|at| college(&format!("第 {at} 大学"), "di da xue", "", "河南")).collect();
        let directory = Directory::new(many);
        let page = |page, windows| directory.find(&CollegeSearch { page, ..CollegeSearch::default() }, windows);
        assert_eq!([1, 2, 3, 4].map(|at| page(at, 1).entries.len()), [20, 20, 10, 0]);
        assert_eq!([1, 2, 3, 4].map(|at| page(at, 1).left()), [30, 10, 0, 0]);
        assert_eq!(page(1, 2).entries.len(), 40);
    }

    #[test]
    fn what_stands_in_an_address_is_what_is_searched() {
        let search = CollegeSearch { q: "zzdx".into(), province: "河南".into(), level: String::new(), page: 2 };
        let json = serde_json::to_string(&search).unwrap();
        assert_eq!(json, r#"{"q":"zzdx","province":"河南","page":2}"#);
        assert_eq!(serde_json::from_str::<CollegeSearch>(&json).unwrap(), search);
        assert_eq!(serde_json::to_string(&CollegeSearch::default()).unwrap(), "{}");
    }

    proptest! {
        #[test]
        fn no_search_breaks_the_directory(q in "\\PC{0,200}", province in "\\PC{0,4}", page in 0u16..) {
            let found = directory().find(&CollegeSearch { q, province, page, ..CollegeSearch::default() }, 1);
            prop_assert!(found.entries.len() <= found.total);
        }
    }
}
