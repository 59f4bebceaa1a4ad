//! Which page is shown: the one of the address, as soon as its code is there.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use crate::app::code;
use crate::location::use_location;
use crate::page::Page;

type Later<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// The code of a page. On the server it is always there.
pub struct Code {
    /// What its file is called: the served page says it, so that the file is asked for with the app.
    pub name: &'static str,
    /// Fetches it; fetched once, it stays.
    pub fetch: fn() -> Later<()>,
    /// Builds the page, if its code is there.
    pub view: fn() -> Option<AnyView>,
}

/// The page of the address. While the code of another is on its way, the present page stays.
#[component]
pub fn Pages() -> impl IntoView {
    let location = use_location();
    let shown = RwSignal::new(Page::parse(&location.pathname.get_untracked()));
    #[cfg(target_arch = "wasm32")]
    in_browser::follow(location, shown);
    move || (code(shown.get()).view)()
}

/// What is ready; nothing if it is not.
pub fn at_once<T>(later: impl Future<Output = Result<T, SplitLoaderError>>) -> Option<T> {
    match pin!(later).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(ready) => ready.ok(),
        Poll::Pending => None,
    }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::prelude::*;
    use leptos::task::spawn_local;

    use crate::app::code;
    use crate::browser;
    use crate::effect::effect;
    use crate::first_paint::Arrival;
    use crate::location::Location;
    use crate::page::Page;

    /// The heading of a page: where the focus goes when the page changes.
    const HEADING: &str = "heading";

    /// Shows the page of the address once its code is there. If it cannot be had, the browser opens the page anew: then
    /// it comes from the server, whole, or the browser says that there is no network.
    pub(super) fn follow(location: Location, shown: RwSignal<Option<Page>>) {
        let (path, arrival) = (location.pathname, use_context::<Arrival>());
        effect(move |is_first| {
            let wanted = path.get();
            if !is_first {
                spawn_local(async move {
                    let page = Page::parse(&wanted);
                    let fetched = (code(page).fetch)().await;
                    browser::services_style().await;
                    // Somebody who is quicker than the network may want another page by now.
                    if path.try_get_untracked().as_ref() != Some(&wanted) {
                        return;
                    }
                    match fetched {
                        Ok(()) => {
                            // What came with the first page says nothing about this one.
                            if let Some(arrival) = arrival {
                                arrival.forget();
                            }
                            shown.set(page);
                            location.arrive();
                            // Readers of the screen begin at the heading of the new page.
                            request_animation_frame(|| browser::focus(HEADING));
                        }
                        Err(_) => browser::open(&wanted),
                    }
                });
            }
        });
    }
}
