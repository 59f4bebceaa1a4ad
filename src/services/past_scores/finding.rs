//! The register of colleges, searched.

use zhangban_api::colleges::{CollegeSearch, Colleges, Directory, ListColleges, SearchColleges, WINDOW};

use super::lookup::{Lookup, address_of, search_of_query};
use crate::language::Language;
use crate::page::Page;
use crate::parts::markup::escaped;
use crate::parts::tag::{TagKind, tag_markup};
use crate::searched_list::{Extent, SearchedList, Unit};

/// The register on this device.
pub(super) struct Register(Directory);

impl SearchedList for Register {
    type Search = CollegeSearch;
    type Found = Colleges;
    type AskWindow = SearchColleges;
    type AskWhole = ListColleges;

    const PAGE: Page = Page::PastScores;
    const CHANGES_OFTEN: bool = false;
    const UNIT: Unit = Unit { zh: "所", all_zh: "所院校", en: ["college", "colleges"] };
    const WINDOW: usize = WINDOW;
    const ROWS_OF_A_SCREEN: usize = 8;

    fn search_of_query(query: &str) -> CollegeSearch {
        search_of_query(query)
    }

    fn address(search: &CollegeSearch) -> String {
        Lookup::Colleges(search.clone()).address()
    }

    fn page_of(search: &mut CollegeSearch) -> &mut u16 {
        &mut search.page
    }

    #[cfg(target_arch = "wasm32")]
    fn fields(search: &CollegeSearch) -> Vec<(&'static str, &str)> {
        use super::lookup::field;

        vec![(field::QUERY, &search.q), (field::PROVINCE, &search.province), (field::LEVEL, &search.level)]
    }

    #[cfg(target_arch = "wasm32")]
    fn take(register: zhangban_api::colleges::Register) -> Self {
        Self(Directory::new(register.spelled()))
    }

    fn find(&self, search: &CollegeSearch, windows: usize) -> Colleges {
        self.0.find(search, windows)
    }

    fn extent(found: &Colleges) -> Extent<'_, CollegeSearch> {
        let Colleges { search, entries, total, .. } = found;
        let (typed, is_everything, skipped) = (search.q.as_str(), search.is_everything(), search.skipped());
        Extent { search, typed, is_everything, total: *total, skipped, shown: entries.len() }
    }

    /// Its name, what it is known as, and where it is.
    fn rows(found: &Colleges, most: usize, _: Language) -> Vec<String> {
        let rows = found.entries.iter().take(most).map(|college| {
            let (href, name) = (escaped(&address_of(&college.name)), escaped(&college.name));
            let facts = escaped(&college.facts());
            let tags: String = college.tags.split_whitespace().map(|tag| tag_markup(TagKind::Info, tag)).collect();
            format!(
                r#"<li><a class="rows__item" href="{href}"><span class="register__name">{name}</span>{tags}<span class="register__facts">{facts}</span></a></li>"#
            )
        });
        rows.collect()
    }
}
