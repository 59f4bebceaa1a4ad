//! From what is looked for to the colleges that are shown: by the server until the whole register is here, at home from
//! then on.

use std::sync::Arc;

use leptos::prelude::*;
use zhangban_api::colleges::{CollegeSearch, Colleges, Directory, ListColleges, SearchColleges};
use zhangban_api::endpoint::Nothing;

use crate::parts::state::State;
use crate::remote::{Ask, Remote, ask, state_of};

/// What is looked for, what is found, and how to change the one to change the other.
#[derive(Clone, Copy)]
pub(super) struct Finding {
    /// What is looked for, with what was typed a moment ago; the address follows.
    pub(super) search: RwSignal<CollegeSearch>,
    /// The matches. While others are on their way these stay.
    pub(super) found: Memo<Option<Colleges>>,
    /// Whether the network is gone.
    offline: RwSignal<bool>,
    /// The whole register, once it is here: nothing needs the network any more.
    home: RwSignal<Option<Arc<Directory>>>,
    /// How many windows are shown below each other.
    windows: RwSignal<usize>,
    window: Ask<SearchColleges>,
    whole: Ask<ListColleges>,
}

/// Looks for what the address says.
pub(super) fn finding(asked: Memo<CollegeSearch>) -> Finding {
    let search = RwSignal::new(asked.get_untracked());
    let (windows, offline) = (RwSignal::new(1), RwSignal::new(false));
    let home = RwSignal::new(last_visit());
    // Without the register the server finds what the address says.
    let window = ask::<SearchColleges>(move || home.with(Option::is_none).then(|| asked.get()));
    // First what is seen, then the rest.
    let first_is_here = move || home.with(Option::is_some) || !window.answer.with(Remote::is_waiting);
    let whole = ask::<ListColleges>(move || (first_is_here() && home.with(Option::is_none)).then_some(Nothing {}));
    let found = Memo::new(move |before: Option<&Option<Colleges>>| {
        if let Some(directory) = home.get() {
            return Some(directory.find(&search.get(), windows.get()));
        }
        let by_server = window.answer.with(|answer| answer.ready().cloned());
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

    /// Something was typed or chosen: it is looked for from the first match on.
    pub(super) fn change(self, change: impl FnOnce(&mut CollegeSearch)) {
        let mut search = self.search.get_untracked();
        change(&mut search);
        if self.search.with_untracked(|before| *before != search) {
            search.page = 1;
            self.windows.set(1);
            self.search.set(search);
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
fn last_visit() -> Option<Arc<Directory>> {
    None
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::cell::RefCell;
    use std::mem;
    use std::sync::Arc;

    use leptos::prelude::*;
    use zhangban_api::colleges::{CollegeSearch, Directory};

    use super::Finding;
    use crate::address;
    use crate::effect::effect;
    use crate::page::Page;
    use crate::remote::Remote;
    use crate::services::past_scores::lookup::{Lookup, field};

    thread_local! {
        /// The register outlives the list: whoever comes back from a college finds it.
        static LAST_VISIT: RefCell<Option<Arc<Directory>>> = const { RefCell::new(None) };
    }

    pub(super) fn last_visit() -> Option<Arc<Directory>> {
        LAST_VISIT.with_borrow(Clone::clone)
    }

    /// Keeps search and address in step, and takes the register home when it comes.
    pub(super) fn follow(Finding { search, windows, whole, home, offline, .. }: Finding, asked: Memo<CollegeSearch>) {
        let address = |search: &CollegeSearch| Lookup::Colleges(search.clone()).address();
        address::keep_in_step(Page::PastScores, search, asked, address, move |now| {
            windows.set(1);
            for (name, value) in [(field::QUERY, &now.q), (field::PROVINCE, &now.province), (field::LEVEL, &now.level)]
            {
                address::put_into_field(name, value);
            }
        });
        effect(move |_| {
            if whole.answer.with(|answer| answer.ready().is_none()) {
                return;
            }
            if let Some(Remote::Ready(register)) = whole.answer.try_update(|answer| mem::replace(answer, Remote::Idle))
            {
                let directory = Arc::new(Directory::new(register.spelled()));
                LAST_VISIT.set(Some(directory.clone()));
                home.set(Some(directory));
            }
        });
        address::follow_network(offline);
    }
}
