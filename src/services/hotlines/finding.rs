//! From what is looked for to what is shown: by the server until the whole directory is here, at home from then on.

use std::sync::Arc;

use leptos::prelude::*;
use zhangban_api::endpoint::Nothing;
use zhangban_api::hotlines::{Directory, HotlineSearch, Hotlines, ListHotlines, SearchHotlines};

use super::lookup;
use super::server_time::{Told, ToldBy, ticks};
use crate::address;
use crate::page::Page;
use crate::parts::state::State;
use crate::remote::{Ask, Remote, ask, state_of};

/// What is looked for, what is found, and how to change the one to change the other.
#[derive(Clone, Copy)]
pub(super) struct Finding {
    /// What is looked for, with what was typed a moment ago; the address follows.
    pub(super) search: RwSignal<HotlineSearch>,
    /// The matches, judged at the present minute. While others are on their way these stay.
    pub(super) found: Memo<Option<Hotlines>>,
    /// Whether the network is gone.
    offline: RwSignal<bool>,
    /// The whole directory, once it is here: nothing needs the network any more.
    home: RwSignal<Option<Home>>,
    /// How many windows are shown below each other.
    windows: RwSignal<usize>,
    window: Ask<SearchHotlines>,
    whole: Ask<ListHotlines>,
}

/// The directory on this device, and the time when it came.
#[derive(Clone)]
struct Home {
    directory: Arc<Directory>,
    told: Told,
}

/// Looks for what the address says.
pub(super) fn finding() -> Finding {
    let asked = address::asked(Page::Hotlines, lookup::of_query);
    let search = RwSignal::new(asked.get_untracked());
    let (windows, offline) = (RwSignal::new(1), RwSignal::new(false));
    let home = RwSignal::new(last_visit());
    // Without the directory the server finds what the address says.
    let window = ask::<SearchHotlines>(move || home.with(Option::is_none).then(|| asked.get()));
    // First what is seen, then the rest.
    let first_is_here = move || home.with(Option::is_some) || !window.answer.with(Remote::is_waiting);
    let whole = ask::<ListHotlines>(move || first_is_here().then_some(Nothing {}));
    let (ticks, told_by_server) = (ticks(), ToldBy::nobody());
    let found = Memo::new(move |before: Option<&Option<Hotlines>>| {
        ticks.track();
        if let Some(Home { directory, told }) = home.get() {
            return Some(directory.find(&search.get(), told.now(), windows.get()));
        }
        let by_server = window.answer.with(|answer| answer.ready().cloned());
        let by_server = by_server.map(|found| Hotlines { now: told_by_server.now(found.now), ..found });
        by_server.or_else(|| before.cloned().flatten())
    });
    let finding = Finding { search, found, offline, home, windows, window, whole };
    #[cfg(target_arch = "wasm32")]
    in_browser::follow(finding, asked);
    finding
}

impl Finding {
    /// Why there are no matches to show, or not those that are looked for.
    pub(super) fn trouble(self) -> Option<State> {
        if self.home.with(Option::is_some) {
            return None;
        }
        match self.window.answer.get() {
            Remote::Loading if self.found.with(Option::is_none) => Some(State::Loading),
            Remote::Slow => Some(State::Slow),
            Remote::Failed(error) => Some(state_of(error)),
            Remote::Idle | Remote::Loading | Remote::Ready(_) => None,
        }
    }

    /// Whether the network is gone and everything is found all the same.
    pub(super) fn goes_on_offline(self) -> bool {
        self.offline.get() && self.home.with(Option::is_some)
    }

    /// Something was typed.
    pub(super) fn typed(self, words: String) {
        if self.search.with_untracked(|search| search.q != words) {
            self.search.update(|search| (search.q, search.page) = (words, 1));
            self.windows.set(1);
        }
    }

    /// Shows another window below; `false` where that needs the network.
    pub(super) fn show_more(self) -> bool {
        let can = self.home.with_untracked(Option::is_some);
        if can {
            self.windows.update(|windows| *windows += 1);
        }
        can
    }

    /// Asks once more.
    pub(super) fn again(self) {
        self.window.again();
        self.whole.again();
    }
}

#[cfg(target_arch = "wasm32")]
use in_browser::last_visit;

/// A server has never been here.
#[cfg(not(target_arch = "wasm32"))]
fn last_visit() -> Option<Home> {
    None
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::cell::RefCell;
    use std::mem;
    use std::sync::Arc;

    use leptos::prelude::*;
    use zhangban_api::hotlines::{Directory, HotlineSearch};

    use super::{Finding, Home};
    use crate::address;
    use crate::effect::effect;
    use crate::page::Page;
    use crate::remote::Remote;
    use crate::services::hotlines::lookup;
    use crate::services::hotlines::server_time::Told;

    thread_local! {
        /// The directory outlives the page: whoever comes back to it, even without network, finds it.
        static LAST_VISIT: RefCell<Option<Home>> = const { RefCell::new(None) };
    }

    pub(super) fn last_visit() -> Option<Home> {
        LAST_VISIT.with_borrow(Clone::clone)
    }

    /// Keeps search and address in step, and takes the directory home when it comes.
    pub(super) fn follow(finding: Finding, asked: Memo<HotlineSearch>) {
        let Finding { search, windows, offline, .. } = finding;
        address::keep_in_step(Page::Hotlines, search, asked, lookup::address, move |now| {
            windows.set(1);
            address::put_into_field(lookup::field::QUERY, &now.q);
        });
        take_home(finding);
        address::follow_network(offline);
    }

    fn take_home(Finding { whole, home, .. }: Finding) {
        effect(move |_| {
            if whole.answer.with(|answer| answer.ready().is_none()) {
                return;
            }
            if let Some(Remote::Ready(hotlines)) = whole.answer.try_update(|answer| mem::replace(answer, Remote::Idle))
            {
                let directory = Arc::new(Directory::new(hotlines));
                let came = Home { told: Told::just_now(directory.told_at()), directory };
                LAST_VISIT.set(Some(came.clone()));
                home.set(Some(came));
            }
        });
    }
}
