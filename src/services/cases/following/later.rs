//! What nobody waits for, as code of its own that is fetched once the page is taken over: numbers that this phone remembers,
//! and hearing what happens to the open case. Neither is served.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::page::Following;
use super::remembered::Remembered;
use crate::pages::at_once;
use crate::parts::live::live;

/// What comes later. One function makes all of it, because each would be fetched for itself.
#[derive(Clone, Copy)]
pub(super) enum Later {
    /// The numbers that this phone remembers.
    Numbers,
    /// Hearing what happens to the open case; there is nothing to show.
    Hearing(Following),
}

/// Shows it once its code is here; without it, nothing that the page needs is missing.
pub(super) fn later(what: Later) -> impl IntoView {
    let here = RwSignal::new(false);
    #[cfg(target_arch = "wasm32")]
    crate::effect::once_taken_over(move || {
        leptos::task::spawn_local(async move {
            if fetch_follow_later().await.is_ok() {
                let _ = here.try_set(true);
            }
        });
    });
    live(move || here.get().then(|| at_once(follow_later(what))).flatten())
}

#[wasm_split(follow_later, wasm_split_path = leptos::wasm_split, preload(fetch_follow_later), fallible)]
fn follow_later(what: Later) -> Result<AnyView, SplitLoaderError> {
    Ok(match what {
        Later::Numbers => view! { <Remembered/> }.into_any(),
        Later::Hearing(following) => {
            #[cfg(target_arch = "wasm32")]
            super::hearing::hear(following);
            #[cfg(not(target_arch = "wasm32"))]
            let _ = following;
            ().into_any()
        }
    })
}
