//! Cases that were filed on this phone and have no receipt yet. They go by themselves when there is a network.

#[cfg(target_arch = "wasm32")]
mod drafts;
#[cfg(target_arch = "wasm32")]
mod sending;

use leptos::prelude::*;
use zhangban_api::ApiError;
use zhangban_api::cases::{CaseForm, Receipt};
use zhangban_api::idempotency::IdempotencyKey;

#[cfg(target_arch = "wasm32")]
pub(super) use drafts::{forget_draft, kept_draft, save_draft};
#[cfg(target_arch = "wasm32")]
pub(super) use sending::{deliver, file, forget, give_contact, mend, start};

/// How many cases wait on this phone.
#[cfg(target_arch = "wasm32")]
const WAITING: crate::storage::Word = crate::storage::Word("cases-waiting");

/// Until when a draft is kept on this phone.
#[cfg(target_arch = "wasm32")]
const DRAFT: crate::storage::Word = crate::storage::Word("case-draft");

/// A case that waits, or has just arrived.
#[derive(Clone, PartialEq)]
pub(super) struct Parcel {
    /// The key it is sent with: the same however often it is sent.
    pub(super) key: IdempotencyKey,
    /// The form as it goes. A contact is in memory only.
    pub(super) form: CaseForm,
    /// How far it is.
    pub(super) state: ParcelState,
    /// Whether there was a contact, before the page was left.
    pub(super) had_contact: bool,
    /// Whether a recording or a document went lost with the memory of the page.
    pub(super) lost_files: bool,
}

/// How far a case is.
#[derive(Clone, PartialEq)]
pub(super) enum ParcelState {
    /// On its way.
    Sending,
    /// There is no network; it goes on by itself.
    Offline,
    /// Very many people are here; it goes on by itself.
    Busy,
    /// The page was left since: what is not kept on a phone has to be given once more.
    Asks,
    /// It was not taken.
    Refused(ApiError),
    /// It has arrived.
    Filed {
        /// What the server answered.
        receipt: Receipt,
        /// Whether it arrived with the words of an earlier try.
        with_earlier_words: bool,
    },
}

/// What has to be said of all of them, on whatever page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing waits.
    #[default]
    Nothing,
    /// Something waits for the network.
    Waits,
    /// Something waits for the citizen.
    Asks,
    /// Something has arrived, and its receipt was not seen.
    Arrived,
}

#[cfg(target_arch = "wasm32")]
thread_local! {
    static STANDING: ArcRwSignal<Standing> = ArcRwSignal::new(Standing::Nothing);
    static PARCELS: ArcRwSignal<Vec<Parcel>> = ArcRwSignal::new(Vec::new());
}

/// What has to be said of all of them. On the server nothing waits.
pub(super) fn standing() -> ArcRwSignal<Standing> {
    #[cfg(target_arch = "wasm32")]
    return STANDING.with(Clone::clone);
    #[cfg(not(target_arch = "wasm32"))]
    ArcRwSignal::new(Standing::Nothing)
}

/// All of them.
pub(super) fn parcels() -> ArcRwSignal<Vec<Parcel>> {
    #[cfg(target_arch = "wasm32")]
    return PARCELS.with(Clone::clone);
    #[cfg(not(target_arch = "wasm32"))]
    ArcRwSignal::new(Vec::new())
}

/// Whether cases wait on this phone from an earlier visit.
#[cfg(target_arch = "wasm32")]
pub(super) fn are_some_waiting() -> bool {
    WAITING.read().is_some()
}

/// Whether a draft is on this phone.
#[cfg(target_arch = "wasm32")]
pub(super) fn is_a_draft_kept() -> bool {
    DRAFT.read().is_some()
}
