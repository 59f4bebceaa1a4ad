//! What comes after the first question, as code of its own: nobody waits for it to begin to write. A page that a server has
//! served with it is not taken over; its forms are the browser's.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use zhangban_api::PhoneNumber;
use zhangban_api::cases::{Categories, Receipt};

use super::check::Check;
use super::draft::{Step, Writing};
use super::receipt::ReceiptView;
use super::steps::{Contact, Details};
use crate::pages::at_once;
use crate::parts::state::{State, StateView};

/// Whether the code is here. It is asked for once the page is taken over.
pub(super) fn is_here() -> RwSignal<bool> {
    let here = RwSignal::new(cfg!(not(target_arch = "wasm32")));
    #[cfg(target_arch = "wasm32")]
    Effect::new(move || {
        leptos::task::spawn_local(async move {
            // Until the network is back there is nothing to be fetched, and a page to write on.
            while fetch_case_later().await.is_err() {
                crate::client::network_or(2).await;
            }
            let _ = here.try_set(true);
        });
    });
    here
}

/// What comes later. One function makes all of it, because each would be fetched for itself.
pub(super) enum Later {
    /// The fields of a question after the first.
    Fields(Step, Writing, StoredValue<Categories>),
    /// The receipt, and whom to call about it.
    Receipt(Receipt, Option<PhoneNumber>),
}

/// Shows it, once its code is here.
pub(super) fn later(here: RwSignal<bool>, what: Later) -> AnyView {
    let view = here.get().then(|| at_once(case_later(what))).flatten();
    view.unwrap_or_else(|| view! { <StateView state=State::Loading/> }.into_any())
}

#[wasm_split(case_later, wasm_split_path = leptos::wasm_split, preload(fetch_case_later), fallible)]
fn case_later(what: Later) -> Result<AnyView, SplitLoaderError> {
    Ok(match what {
        Later::Fields(step, writing, categories) => {
            let category = categories.with_value(|categories| writing.category(categories));
            match step {
                Step::Details => view! { <Details category writing/> }.into_any(),
                Step::Contact => view! { <Contact writing/> }.into_any(),
                _ => view! { <Check writing categories/> }.into_any(),
            }
        }
        Later::Receipt(receipt, phone) => view! { <ReceiptView receipt phone/> }.into_any(),
    })
}
