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

/// The fields of a question after the first.
pub(super) fn fields(
    here: RwSignal<bool>,
    step: Step,
    writing: Writing,
    categories: StoredValue<Categories>,
) -> AnyView {
    shown(here.get().then(|| at_once(case_fields(step, writing, categories))).flatten())
}

/// The receipt.
pub(super) fn receipt(here: RwSignal<bool>, receipt: Receipt, phone: Option<PhoneNumber>) -> AnyView {
    shown(here.get().then(|| at_once(case_receipt(receipt, phone))).flatten())
}

fn shown(view: Option<AnyView>) -> AnyView {
    view.unwrap_or_else(|| view! { <StateView state=State::Loading/> }.into_any())
}

#[wasm_split(case_later, wasm_split_path = leptos::wasm_split, preload(fetch_case_later), fallible)]
fn case_fields(step: Step, writing: Writing, categories: StoredValue<Categories>) -> Result<AnyView, SplitLoaderError> {
    let category = categories.with_value(|categories| writing.category(categories));
    Ok(match step {
        Step::Details => view! { <Details category writing/> }.into_any(),
        Step::Contact => view! { <Contact writing/> }.into_any(),
        _ => view! { <Check writing categories/> }.into_any(),
    })
}

#[wasm_split(case_later, wasm_split_path = leptos::wasm_split, fallible)]
fn case_receipt(receipt: Receipt, phone: Option<PhoneNumber>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <ReceiptView receipt phone/> }.into_any())
}
