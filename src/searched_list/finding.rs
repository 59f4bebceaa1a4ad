//! From what is looked for to what is found.

use std::sync::Arc;

use leptos::prelude::*;
use zhangban_api::endpoint::Nothing;

use super::SearchedList;
use super::pause::Typing;
use crate::address;
use crate::parts::state::State;
use crate::remote::{Ask, Remote, ask, state_of};

/// What is looked for, what is found, and how to change the one to change the other.
pub struct Finding<L: SearchedList> {
    /// What is looked for, with what was typed a moment ago; the address follows.
    pub search: RwSignal<L::Search>,
    /// The matches. While others are on their way these stay.
    pub found: Memo<Option<L::Found>>,
    /// The matches as they were when nobody typed last.
    pub settled: Memo<Option<L::Found>>,
    typing: Typing,
    /// Whether the network is gone.
    offline: RwSignal<bool>,
    /// The whole list, once it is here: nothing needs the network any more.
    home: RwSignal<Option<Arc<L>>>,
    /// How many windows are shown below each other.
    windows: RwSignal<usize>,
    window: Ask<L::AskWindow>,
    whole: Ask<L::AskWhole>,
}

impl<L: SearchedList> Clone for Finding<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: SearchedList> Copy for Finding<L> {}

/// Looks for what the address says. `as_of_now` brings what was found up to the present minute, again whenever a signal
/// changes that it reads.
pub fn finding<L: SearchedList>(as_of_now: impl Fn(L::Found) -> L::Found + Send + Sync + 'static) -> Finding<L> {
    let asked = address::asked(L::PAGE, L::search_of_query);
    let search = RwSignal::new(asked.get_untracked());
    let (windows, offline) = (RwSignal::new(1), RwSignal::new(false));
    let home = RwSignal::new(last_visit::<L>());
    // Without the list the server finds what the address says.
    let window = ask::<L::AskWindow>(move || home.with(Option::is_none).then(|| asked.get()));
    // First what is seen, then the rest.
    let first_is_here = move || home.with(Option::is_some) || !window.answer.with(Remote::is_waiting);
    let is_wanted = move || L::CHANGES_OFTEN || home.with(Option::is_none);
    let whole = ask::<L::AskWhole>(move || (first_is_here() && is_wanted()).then_some(Nothing {}));
    let found = Memo::new(move |before: Option<&Option<L::Found>>| {
        let at_home =
            home.with(|list| list.as_ref().map(|list| search.with(|search| list.find(search, windows.get()))));
        let found = at_home.or_else(|| window.answer.with(|answer| answer.ready().cloned()));
        found.map(&as_of_now).or_else(|| before.cloned().flatten())
    });
    let typing = Typing::not_yet();
    let settled = typing.settled(found);
    let finding = Finding { search, found, settled, typing, offline, home, windows, window, whole };
    #[cfg(target_arch = "wasm32")]
    in_browser::follow(finding, asked);
    finding
}

impl<L: SearchedList> Finding<L> {
    /// Why there are no matches to show, or not those that are looked for.
    pub fn trouble(self) -> Option<State> {
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
    pub fn goes_on_offline(self) -> bool {
        self.offline.get() && self.home.with(Option::is_some)
    }

    /// Something was typed: it is looked for from the first match on.
    pub fn typed(self, change: impl FnOnce(&mut L::Search)) {
        self.typing.key();
        self.change(change);
    }

    /// Something was chosen: it is looked for from the first match on.
    pub fn change(self, change: impl FnOnce(&mut L::Search)) {
        let mut search = self.search.get_untracked();
        change(&mut search);
        if self.search.with_untracked(|before| *before != search) {
            *L::page_of(&mut search) = 1;
            self.windows.set(1);
            self.search.set(search);
        }
    }

    /// Everything is looked for again, for a link whose address may be that of the page still: what was typed a moment ago
    /// is not in it yet.
    pub fn start_over(self) {
        let everything = L::Search::default();
        #[cfg(target_arch = "wasm32")]
        in_browser::fill_fields::<L>(&everything);
        self.windows.set(1);
        self.search.set(everything);
    }

    /// Shows another window below; `false` where that needs the network.
    pub fn show_more(self) -> bool {
        let can = self.home.with_untracked(Option::is_some);
        if can {
            self.windows.update(|windows| *windows += 1);
        }
        can
    }

    /// Asks once more.
    pub fn again(self) {
        self.window.again();
        self.whole.again();
    }
}

#[cfg(target_arch = "wasm32")]
use in_browser::last_visit;

/// A server has never been here.
#[cfg(not(target_arch = "wasm32"))]
fn last_visit<L>() -> Option<Arc<L>> {
    None
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::any::Any;
    use std::cell::RefCell;
    use std::mem;
    use std::sync::Arc;

    use leptos::prelude::*;

    use super::{Finding, SearchedList};
    use crate::address;
    use crate::effect::effect;
    use crate::remote::Remote;

    thread_local! {
        /// Lists outlive their pages: whoever comes back to one, even without network, finds it.
        static LAST_VISITS: RefCell<Vec<Arc<dyn Any + Send + Sync>>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn last_visit<L: SearchedList>() -> Option<Arc<L>> {
        LAST_VISITS.with_borrow(|lists| lists.iter().find_map(|list| list.clone().downcast().ok()))
    }

    fn keep<L: SearchedList>(list: Arc<L>) {
        LAST_VISITS.with_borrow_mut(|lists| {
            lists.retain(|list| !list.is::<L>());
            lists.push(list);
        });
    }

    /// The fields are nobody's but the citizen's; where others are looked for, they say so.
    pub(super) fn fill_fields<L: SearchedList>(search: &L::Search) {
        for (field, words) in L::fields(search) {
            address::put_into_field(field, words);
        }
    }

    /// Keeps search and address in step, and takes the list home when it comes.
    pub(super) fn follow<L: SearchedList>(finding: Finding<L>, asked: Memo<L::Search>) {
        let Finding { search, windows, offline, whole, home, .. } = finding;
        address::keep_in_step(L::PAGE, search, asked, L::address, move |now| {
            windows.set(1);
            fill_fields::<L>(now);
        });
        effect(move |_| {
            if whole.answer.with(|answer| answer.ready().is_none()) {
                return;
            }
            if let Some(Remote::Ready(reply)) = whole.answer.try_update(|answer| mem::replace(answer, Remote::Idle)) {
                let list = Arc::new(L::take(reply));
                keep(list.clone());
                home.set(Some(list));
            }
        });
        address::follow_network(offline);
    }
}
