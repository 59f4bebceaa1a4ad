//! The end of filing, as code of its own: the page to check everything, and the receipt. Nobody waits for it to begin to
//! write. Where a server has served it, the app does not take the page over.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use zhangban_api::PhoneNumber;
use zhangban_api::cases::{Categories, Receipt};

use super::check::Check;
use super::draft::Writing;
use super::receipt::ReceiptView;
use crate::pages::at_once;
use crate::parts::state::{State, StateView};

/// Whether the code is here. It is asked for once the page is taken over.
pub(super) fn ending_is_here() -> RwSignal<bool> {
    let here = RwSignal::new(cfg!(not(target_arch = "wasm32")));
    #[cfg(target_arch = "wasm32")]
    Effect::new(move || {
        leptos::task::spawn_local(async move {
            // Until the network is back there is nothing to be fetched, and a page to write on.
            while fetch_case_ending().await.is_err() {
                crate::client::network_or(2).await;
            }
            let _ = here.try_set(true);
        });
    });
    here
}

/// Everything once more.
pub(super) fn check(here: RwSignal<bool>, writing: Writing, categories: StoredValue<Categories>) -> AnyView {
    shown(here.get().then(|| at_once(case_check(writing, categories))).flatten())
}

/// The receipt.
pub(super) fn receipt(here: RwSignal<bool>, receipt: Receipt, phone: Option<PhoneNumber>) -> AnyView {
    shown(here.get().then(|| at_once(case_receipt(receipt, phone))).flatten())
}

fn shown(view: Option<AnyView>) -> AnyView {
    view.unwrap_or_else(|| view! { <StateView state=State::Loading/> }.into_any())
}

#[wasm_split(case_ending, wasm_split_path = leptos::wasm_split, preload(fetch_case_ending), fallible)]
fn case_check(writing: Writing, categories: StoredValue<Categories>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Check writing categories/> }.into_any())
}

#[wasm_split(case_ending, wasm_split_path = leptos::wasm_split, fallible)]
fn case_receipt(receipt: Receipt, phone: Option<PhoneNumber>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <ReceiptView receipt phone/> }.into_any())
}
