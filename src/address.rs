//! What somebody looks for and the address of its page, kept in step: a search can be shared, gone back to and reloaded.

use leptos::prelude::*;

use crate::location::use_location;
use crate::page::Page;

/// What the address asks of a page. When the citizen leaves, the address is another page's before this one is gone: until
/// then the last answer stays.
pub fn asked<S>(page: Page, of_query: fn(&str) -> S) -> Memo<S>
where
    S: Clone + Default + PartialEq + Send + Sync + 'static,
{
    let location = use_location();
    Memo::new(move |before: Option<&S>| {
        if location.pathname.get() == page.path() {
            of_query(&location.search.get())
        } else {
            before.cloned().unwrap_or_default()
        }
    })
}

#[cfg(target_arch = "wasm32")]
pub use in_browser::{follow_network, keep_in_step, put_into_field};

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Event, EventInit, HtmlInputElement, HtmlSelectElement};

    use crate::browser;
    use crate::effect::{effect, once_taken_over};
    use crate::location::{NavigateOptions, use_location, use_navigate};
    use crate::page::Page;

    /// After a pause in typing; Safari refuses an address that changes more than a hundred times in half a minute.
    const WRITE_AFTER: Duration = Duration::from_millis(500);

    /// Keeps what is looked for and the address in step: what a link or "back" puts into the address is looked for, after
    /// `arrived` has heard of it; what is looked for is written into the address in place of what stands there, when nobody
    /// has typed for a while.
    pub fn keep_in_step<S>(
        page: Page,
        search: RwSignal<S>,
        asked: Memo<S>,
        address: fn(&S) -> String,
        arrived: impl Fn(&S) + 'static,
    ) where
        S: Clone + PartialEq + Send + Sync + 'static,
    {
        let mut before = None;
        effect(move |_| {
            let now = asked.get();
            // What the page came with is looked for already, and perhaps somebody has typed on since.
            if before.replace(now.clone()).is_some_and(|before| before != now)
                && search.with_untracked(|search| *search != now)
            {
                search.set(now.clone());
                arrived(&now);
            }
        });
        let (navigate, path) = (use_navigate(), use_location().pathname);
        let write = move || {
            // The page may be gone meanwhile, or about to go.
            let (Some(wanted), Some(path)) = (search.try_get_untracked(), path.try_get_untracked()) else { return };
            if path == page.path() && asked.get_untracked() != wanted {
                let options = NavigateOptions { replace: true, scroll: false };
                navigate(&address(&wanted), options);
            }
        };
        let mut before = None::<TimeoutHandle>;
        effect(move |_| {
            search.track();
            if let Some(before) = before.take() {
                before.clear();
            }
            before = set_timeout_with_handle(write, WRITE_AFTER).ok();
        });
    }

    /// The field is nobody's but the citizen's; where the address has other words, they are put into it as if typed. In a
    /// list they are chosen.
    pub fn put_into_field(id: &str, words: &str) {
        let field = browser::document().get_element_by_id(id);
        let Some(field) = field else { return };
        if let Some(list) = field.dyn_ref::<HtmlSelectElement>() {
            return list.set_value(words);
        }
        let Ok(field) = field.dyn_into::<HtmlInputElement>() else { return };
        if field.value() != words {
            field.set_value(words);
            let bubbling = EventInit::new();
            bubbling.set_bubbles(true);
            if let Ok(event) = Event::new_with_event_init_dict("input", &bubbling) {
                let _ = field.dispatch_event(&event);
            }
        }
    }

    /// Keeps saying whether the network is gone.
    pub fn follow_network(offline: RwSignal<bool>) {
        once_taken_over(move || offline.set(!window().navigator().on_line()));
        let lost = window_event_listener(leptos::ev::offline, move |_| offline.set(true));
        let found = window_event_listener(leptos::ev::online, move |_| offline.set(false));
        on_cleanup(move || {
            lost.remove();
            found.remove();
        });
    }
}
