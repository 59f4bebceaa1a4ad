//! From what is typed to what is found: asked for after a pause in typing; the address follows after a longer one.

use std::time::Duration;

use leptos::prelude::*;
use zhangban_api::search::{Found, SearchEverything, SearchQuery};

use super::lookup;
use crate::location::use_location;
use crate::remote::{Ask, Remote, ask};

/// Two keystrokes of a quick typist; she asks once for both.
const ASK_AFTER: Duration = Duration::from_millis(150);

/// What is looked for, and what is found.
#[derive(Clone, Copy)]
pub(super) struct Searching {
    /// What is looked for.
    pub(super) query: RwSignal<SearchQuery>,
    /// What is known of the answer.
    pub(super) asked: Ask<SearchEverything>,
    /// The last answer; while another is on its way it stays.
    pub(super) found: Memo<Option<Found>>,
    /// Counts what was typed: only the last is looked for.
    typings: StoredValue<u32>,
}

/// Looks for what the address says.
pub(super) fn searching() -> Searching {
    let query = RwSignal::new(lookup::of_query(&use_location().search.get_untracked()));
    let asked = ask::<SearchEverything>(move || Some(query.get()).filter(|query| !query.q.is_empty()));
    let found = Memo::new(move |before: Option<&Option<Found>>| {
        asked.answer.with(|answer| match answer {
            Remote::Ready(found) => Some(found.clone()),
            Remote::Loading | Remote::Slow => before.cloned().flatten(),
            Remote::Idle | Remote::Failed(_) => None,
        })
    });
    let searching = Searching { query, asked, found, typings: StoredValue::new(0) };
    #[cfg(target_arch = "wasm32")]
    in_browser::write_address(query);
    searching
}

impl Searching {
    /// Something was typed: it is looked for after a pause.
    pub(super) fn typed(self, words: String) {
        let Self { query, typings, .. } = self;
        typings.update_value(|typings| *typings += 1);
        let mine = typings.get_value();
        let look = move || {
            // The page may be gone meanwhile, or more may have been typed.
            if typings.try_get_value() == Some(mine) {
                let wanted = SearchQuery { q: words.trim().to_owned() };
                if query.with_untracked(|query| *query != wanted) {
                    query.set(wanted);
                }
            }
        };
        set_timeout(look, ASK_AFTER);
    }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::time::Duration;

    use leptos::prelude::*;
    use zhangban_api::search::SearchQuery;

    use super::lookup;
    use crate::effect::effect;
    use crate::location::{NavigateOptions, use_location, use_navigate};
    use crate::page::Page;

    /// Safari refuses an address that changes more than a hundred times in half a minute.
    const WRITE_AFTER: Duration = Duration::from_millis(500);

    /// Writes what is looked for into the address, in place of what stands there, when nobody has typed for a while.
    pub(super) fn write_address(query: RwSignal<SearchQuery>) {
        let (navigate, location) = (use_navigate(), use_location());
        effect(move |is_first| {
            let wanted = query.get();
            if is_first {
                return;
            }
            let (navigate, path) = (navigate, location.pathname);
            let write = move || {
                let still = query.try_get_untracked().as_ref() == Some(&wanted);
                if still && path.try_get_untracked().is_some_and(|path| path == Page::Search.path()) {
                    let options = NavigateOptions { replace: true, scroll: false };
                    navigate(&lookup::address(&wanted), options);
                }
            };
            set_timeout(write, WRITE_AFTER);
        });
    }
}
