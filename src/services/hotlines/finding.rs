//! The hotline directory, searched.

use leptos::prelude::Track;
use zhangban_api::hotlines::{Directory, HotlineSearch, Hotlines, ListHotlines, SearchHotlines, WINDOW};

use super::entry::entry;
use super::lookup;
use super::server_time::{Told, ToldBy, ticks};
use crate::language::Language;
use crate::page::Page;
use crate::searched_list::{Extent, Finding, SearchedList, Unit, finding};

/// The directory on this device, and the time when it came.
pub(super) struct Home {
    directory: Directory,
    told: Told,
}

/// Looks for what the address says, judged at the present minute.
pub(super) fn find_hotlines() -> Finding<Home> {
    let (ticks, told_by_server) = (ticks(), ToldBy::nobody());
    finding::<Home>(move |found| {
        ticks.track();
        Hotlines { now: told_by_server.now(found.now), ..found }
    })
}

impl SearchedList for Home {
    type Search = HotlineSearch;
    type Found = Hotlines;
    type AskWindow = SearchHotlines;
    type AskWhole = ListHotlines;

    const PAGE: Page = Page::Hotlines;
    const CHANGES_OFTEN: bool = true;
    const UNIT: Unit = Unit { zh: "条", all_zh: "条", en: ["number", "numbers"] };
    const WINDOW: usize = WINDOW;
    const ROWS_OF_A_SCREEN: usize = 4;

    fn search_of_query(query: &str) -> HotlineSearch {
        lookup::of_query(query)
    }

    fn address(search: &HotlineSearch) -> String {
        lookup::address(search)
    }

    fn page_of(search: &mut HotlineSearch) -> &mut u16 {
        &mut search.page
    }

    #[cfg(target_arch = "wasm32")]
    fn fields(search: &HotlineSearch) -> Vec<(&'static str, &str)> {
        vec![(lookup::field::QUERY, &search.q)]
    }

    #[cfg(target_arch = "wasm32")]
    fn take(hotlines: Hotlines) -> Self {
        let directory = Directory::new(hotlines);
        Self { told: Told::just_now(directory.told_at()), directory }
    }

    fn find(&self, search: &HotlineSearch, windows: usize) -> Hotlines {
        self.directory.find(search, self.told.now(), windows)
    }

    fn extent(found: &Hotlines) -> Extent<'_, HotlineSearch> {
        let Hotlines { search, entries, total, .. } = found;
        let (typed, is_everything, skipped) = (search.q.as_str(), search.is_everything(), search.skipped());
        Extent { search, typed, is_everything, total: *total, skipped, shown: entries.len() }
    }

    fn rows(found: &Hotlines, most: usize, language: Language) -> Vec<String> {
        let rows = found.entries.iter().take(most);
        rows.map(|hotline| entry(hotline, found.now, &found.calendar, language)).collect()
    }
}
