//! What comes after the first question, as code of its own: nobody waits for it to begin to write. A page that a server has
//! served with it is not taken over; its forms are the browser's.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
#[cfg(target_arch = "wasm32")]
use web_sys::Blob;
use zhangban_api::PhoneNumber;
#[cfg(target_arch = "wasm32")]
use zhangban_api::cases::CaseForm;
use zhangban_api::cases::{Categories, Receipt};
#[cfg(target_arch = "wasm32")]
use zhangban_api::idempotency::IdempotencyKey;

use super::check::Check;
use super::draft::{Step, Writing};
use super::draft_offer::DraftOffer;
#[cfg(target_arch = "wasm32")]
use super::outbox;
use super::parcels::Parcels;
use super::receipt::{ReceiptView, onward};
use super::steps::{Contact, Details};
use crate::pages::at_once;
use crate::parts::state::{State, StateView};

/// Whether the code is here. It is asked for once the page is taken over.
pub(super) fn is_here() -> RwSignal<bool> {
    let here = RwSignal::new(cfg!(not(target_arch = "wasm32")));
    #[cfg(target_arch = "wasm32")]
    crate::effect::once_taken_over(move || {
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
    /// What waits on this phone.
    Waiting,
    /// The draft of this phone, to be gone on with.
    Draft(Writing, StoredValue<Categories>),
    /// Something to be done, with nothing to show.
    #[cfg(target_arch = "wasm32")]
    Order(Order),
}

/// Something to be done with what is kept on this phone.
#[cfg(target_arch = "wasm32")]
pub(super) enum Order {
    /// Files a case: its photos, whether something else was attached, whether the phone keeps it until it has arrived.
    File(IdempotencyKey, CaseForm, Vec<Blob>, bool, bool),
    /// Keeps a draft: its photos, and whether something else was attached.
    SaveDraft(CaseForm, Vec<Blob>, bool),
    /// It was filed, and its receipt was seen.
    Seen(IdempotencyKey),
    /// It was refused, and is mended on the page.
    TakeBack(IdempotencyKey),
    /// Takes up what was left on the phone.
    Start,
}

/// Does it once its code is here.
#[cfg(target_arch = "wasm32")]
pub(super) fn order(order: Order) {
    leptos::task::spawn_local(async move {
        if fetch_case_later().await.is_ok() {
            let _ = case_later(Later::Order(order)).await;
        }
    });
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
        Later::Receipt(receipt, phone) => {
            view! { <ReceiptView receipt phone by_citizen=true>{onward()}</ReceiptView> }.into_any()
        }
        Later::Waiting => view! { <Parcels/> }.into_any(),
        Later::Draft(writing, categories) => view! { <DraftOffer writing categories/> }.into_any(),
        #[cfg(target_arch = "wasm32")]
        Later::Order(order) => {
            done(order);
            ().into_any()
        }
    })
}

#[cfg(target_arch = "wasm32")]
fn done(order: Order) {
    match order {
        Order::File(key, form, photos, lost_files, is_kept) => outbox::file(key, form, photos, lost_files, is_kept),
        Order::SaveDraft(form, photos, lost_files) => {
            leptos::task::spawn_local(async move { outbox::save_draft(&form, photos, lost_files).await });
        }
        Order::Seen(key) => leptos::task::spawn_local(async move {
            outbox::forget(&key).await;
            outbox::forget_draft().await;
        }),
        Order::TakeBack(key) => leptos::task::spawn_local(async move { outbox::forget(&key).await }),
        Order::Start => outbox::start(),
    }
}
