//! From what is looked for to what is shown: by the server until the whole directory is here, at home from then on.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use zhangban_api::Moment;
use zhangban_api::calendar::Calendar;
use zhangban_api::endpoint::Nothing;
use zhangban_api::hotlines::{Directory, FoundHotlines, HotlineSearch, ListHotlines, SearchHotlines};

use super::lookup;
use super::server_time::{Told, going_on};
use crate::page::Page;
use crate::parts::state::State;
use crate::remote::{Ask, Remote, ask, state_of};

/// What is looked for, what is found, and how to change the one to change the other.
#[derive(Clone, Copy)]
pub(super) struct Finding {
    /// What is looked for, with what was typed a moment ago; the address follows.
    pub(super) search: RwSignal<HotlineSearch>,
    /// Counts how often a link or "back" put other words into the search than were typed.
    pub(super) replaced: RwSignal<u32>,
    /// The matches. While others are on their way these stay.
    pub(super) found: Memo<Option<FoundHotlines>>,
    /// Why there are no matches to show, or not those that are looked for.
    pub(super) trouble: Memo<Option<State>>,
    /// Official days off around now.
    pub(super) calendar: Memo<Calendar>,
    /// The server's clock, to the minute.
    pub(super) now: Memo<Moment>,
    /// Whether the network is gone.
    offline: RwSignal<bool>,
    /// The whole directory, once it is here: nothing needs the network any more.
    home: RwSignal<Option<Home>>,
    /// How many windows are shown below each other.
    windows: RwSignal<usize>,
    window: Ask<SearchHotlines>,
    whole: Ask<ListHotlines>,
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser writes into its address"))]
    write: Callback<()>,
}

/// The directory on this device, and the time when it came.
#[derive(Clone)]
struct Home {
    directory: Arc<Directory>,
    told: Told,
}

/// Looks for what the address says.
pub(super) fn finding() -> Finding {
    let asked = asked();
    let search = RwSignal::new(asked.get_untracked());
    let (windows, replaced, offline) = (RwSignal::new(1), RwSignal::new(0), RwSignal::new(false));
    let home = RwSignal::new(last_visit());
    // Without the directory the server finds what the address says.
    let window = ask::<SearchHotlines>(move || home.with(Option::is_none).then(|| asked.get()));
    // First what is seen, then the rest.
    let first_is_here = move || home.with(Option::is_some) || !window.answer.with(Remote::is_waiting);
    let whole = ask::<ListHotlines>(move || first_is_here().then_some(Nothing {}));
    let told = Memo::new(move |before: Option<&Option<Told>>| {
        let at_home = home.with(|home| home.as_ref().map(|home| home.told));
        let by_window = || window.answer.with(|answer| answer.ready().map(|found| Told::just_now(found.now)));
        at_home.or_else(by_window).or_else(|| before.copied().flatten())
    });
    let now = going_on(told);
    let found = Memo::new(move |before: Option<&Option<FoundHotlines>>| {
        let Some(Home { directory, .. }) = home.get() else {
            return window.answer.with(|answer| answer.ready().cloned()).or_else(|| before.cloned().flatten());
        };
        let search = search.get();
        // Only where it filters does the clock find other numbers.
        let now = if search.open { now.get() } else { now.get_untracked() };
        Some(directory.find(&search, now, windows.get()))
    });
    let trouble = Memo::new(move |_| match window.answer.get() {
        _ if home.with(Option::is_some) => None,
        Remote::Loading if found.with(Option::is_none) => Some(State::Loading),
        Remote::Slow => Some(State::Slow),
        Remote::Failed(error) => Some(state_of(error)),
        _ => None,
    });
    let calendar =
        Memo::new(move |_| found.with(|found| found.as_ref().map(|found| found.calendar.clone())).unwrap_or_default());
    #[cfg(target_arch = "wasm32")]
    let write = in_browser::address_writer(search, asked);
    #[cfg(not(target_arch = "wasm32"))]
    let write = Callback::new(|()| ());
    let finding =
        Finding { search, replaced, found, trouble, calendar, now, offline, home, windows, window, whole, write };
    #[cfg(target_arch = "wasm32")]
    in_browser::follow(finding, asked);
    finding
}

impl Finding {
    /// Whether the network is gone and everything is found all the same.
    pub(super) fn goes_on_offline(self) -> bool {
        self.offline.get() && self.home.with(Option::is_some)
    }

    /// Something was typed.
    pub(super) fn typed(self, words: String) {
        self.search.update(|search| (search.q, search.page) = (words, 1));
        self.windows.set(1);
        #[cfg(target_arch = "wasm32")]
        self.write.run(());
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

/// What the address looks for.
fn asked() -> Memo<HotlineSearch> {
    let location = use_location();
    Memo::new(move |before: Option<&HotlineSearch>| {
        // When the citizen leaves, the address is another page's before this one is gone.
        if location.pathname.get() == Page::Hotlines.path() {
            lookup::of_query(&location.search.get())
        } else {
            before.cloned().unwrap_or_default()
        }
    })
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
    use std::time::Duration;

    use leptos::prelude::*;
    use leptos_router::NavigateOptions;
    use leptos_router::hooks::{use_location, use_navigate};
    use zhangban_api::hotlines::{Directory, HotlineSearch};

    use super::{Finding, Home};
    use crate::page::Page;
    use crate::remote::Remote;
    use crate::services::hotlines::lookup;
    use crate::services::hotlines::server_time::Told;

    /// After a pause in typing; Safari refuses an address that changes more than a hundred times in half a minute.
    const WRITE_AFTER: Duration = Duration::from_millis(500);

    thread_local! {
        /// The directory outlives the page: whoever comes back to it, even without network, finds it.
        static LAST_VISIT: RefCell<Option<Home>> = const { RefCell::new(None) };
    }

    pub(super) fn last_visit() -> Option<Home> {
        LAST_VISIT.with_borrow(Clone::clone)
    }

    /// Keeps search and address in step, and takes the directory home when it comes.
    pub(super) fn follow(finding: Finding, asked: Memo<HotlineSearch>) {
        let Finding { search, windows, replaced, home, whole, .. } = finding;
        Effect::new(move |before: Option<HotlineSearch>| {
            let now = asked.get();
            // What the page came with is looked for already, and perhaps somebody has typed on since.
            if before.is_some_and(|before| before != now) && search.with_untracked(|search| *search != now) {
                if search.with_untracked(|search| search.q != now.q) {
                    replaced.update(|times| *times += 1);
                }
                windows.set(1);
                search.set(now.clone());
            }
            now
        });
        follow_network(finding.offline);
        Effect::new(move |_| {
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

    fn follow_network(offline: RwSignal<bool>) {
        Effect::new(move |_| offline.set(!window().navigator().on_line()));
        let lost = window_event_listener(leptos::ev::offline, move |_| offline.set(true));
        let found = window_event_listener(leptos::ev::online, move |_| offline.set(false));
        on_cleanup(move || {
            lost.remove();
            found.remove();
        });
    }

    /// Writes what is looked for into the address, in place of what stands there, when nobody has typed for a while.
    pub(super) fn address_writer(search: RwSignal<HotlineSearch>, asked: Memo<HotlineSearch>) -> Callback<()> {
        let (navigate, path) = (use_navigate(), use_location().pathname);
        let pending = StoredValue::new(None::<TimeoutHandle>);
        let stop = move || {
            if let Some(timeout) = pending.try_update_value(Option::take).flatten() {
                timeout.clear();
            }
        };
        on_cleanup(stop);
        let write = move || {
            let wanted = search.get_untracked();
            if path.get_untracked() == Page::Hotlines.path() && asked.get_untracked() != wanted {
                let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
                navigate(&lookup::address(&wanted), options);
            }
        };
        Callback::new(move |()| {
            stop();
            pending.set_value(set_timeout_with_handle(write.clone(), WRITE_AFTER).ok());
        })
    }
}
