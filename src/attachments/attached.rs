//! What was chosen, and how far each of it has come.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::attachments::{AttachmentFault, AttachmentId, AttachmentKind, Uploaded};

/// How far a file has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Others are before it.
    Waiting,
    /// It is made smaller, and sent.
    Sending,
    /// The network is down; it goes on by itself.
    Offline,
    /// The server has it.
    Done(Uploaded),
    /// It is not taken, and why.
    Refused(Text),
    /// It was not taken this time; it can be tried again.
    Failed(Text),
}

/// A file that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name on this page.
    pub number: u32,
    /// What it seems to be.
    pub kind: AttachmentKind,
    /// Its picture, at an address that only this page knows; empty where there is none (yet).
    pub picture: String,
    /// How far it has come.
    pub state: State,
}

/// All that was chosen for one case. Made by the page that holds the form, so that it outlives the question in which it
/// is shown.
#[derive(Clone, Copy)]
pub struct Attached {
    pub(super) items: RwSignal<Vec<Item>>,
    /// Why the last choice was not taken.
    pub(super) fault: RwSignal<Option<AttachmentFault>>,
    /// Whether what is chosen goes at once; until then the form brings it.
    pub(super) goes_at_once: RwSignal<bool>,
    #[cfg(target_arch = "wasm32")]
    pub(super) sending: super::sending::Sending,
}

impl Attached {
    /// Nothing yet.
    pub fn new() -> Self {
        let items = RwSignal::new(Vec::new());
        #[cfg(target_arch = "wasm32")]
        on_cleanup(move || {
            let _ = items.try_with_untracked(|items: &Vec<Item>| items.iter().for_each(Item::forget_picture));
        });
        Self {
            items,
            fault: RwSignal::new(None),
            goes_at_once: RwSignal::new(false),
            #[cfg(target_arch = "wasm32")]
            sending: super::sending::Sending::default(),
        }
    }

    /// Whether files stand in the field that only the form itself can bring.
    #[cfg(target_arch = "wasm32")]
    pub fn wait_for_the_form(self) -> bool {
        !self.goes_at_once.get_untracked() && crate::browser::has_files(zhangban_api::attachments::FIELD)
    }

    /// What the server has, as a case names it, in the order in which it was chosen.
    pub fn ids(self) -> Vec<AttachmentId> {
        let id = |item: &Item| match &item.state {
            State::Done(uploaded) => Some(uploaded.id),
            _ => None,
        };
        self.items.with(|items| items.iter().filter_map(id).collect())
    }

    /// Whether something is still on its way: the case should wait for it.
    pub fn is_busy(self) -> bool {
        self.items.with(|items| {
            items.iter().any(|item| matches!(item.state, State::Waiting | State::Sending | State::Offline))
        })
    }

    /// Whether something was not taken: the citizen should know before she files.
    pub fn is_incomplete(self) -> bool {
        self.items.with(|items| items.iter().any(|item| matches!(item.state, State::Refused(_) | State::Failed(_))))
    }

    /// What was chosen, to be shown once more before the case is filed.
    pub fn items(self) -> Signal<Vec<Item>> {
        self.items.into()
    }
}

impl Default for Attached {
    fn default() -> Self {
        Self::new()
    }
}
