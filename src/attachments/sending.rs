//! Sending what was chosen, one after the other, however often the network goes away.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Blob, File, HtmlInputElement, Url};
use zhangban_api::ErrorCode;
use zhangban_api::attachments::{AttachmentFault, AttachmentKind, BYTES, FIELD, fit_together};
use zhangban_api::idempotency::IdempotencyKey;

use super::attached::{Attached, Item, State};
use super::smaller::smaller;
use crate::{browser, client};

/// After how many seconds an upload is tried again at first, and at most.
const FIRST_WAIT_S: u32 = 2;
const LONGEST_WAIT_S: u32 = 60;

/// What a browser calls a file where it does not know its kind, by the ending of its name.
const ENDINGS: [(&str, AttachmentKind); 8] = [
    (".amr", AttachmentKind::Recording),
    (".m4a", AttachmentKind::Recording),
    (".mp3", AttachmentKind::Recording),
    (".ogg", AttachmentKind::Recording),
    (".wav", AttachmentKind::Recording),
    (".pdf", AttachmentKind::Document),
    (".jpg", AttachmentKind::Photo),
    (".png", AttachmentKind::Photo),
];

/// The bytes of what was chosen. They belong to the one thread of a browser, so they stand apart from the signals.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    parcels: StoredValue<Vec<Parcel>, LocalStorage>,
    /// Counts what was ever chosen.
    chosen: StoredValue<u32>,
    is_working: StoredValue<bool>,
}

impl Default for Sending {
    fn default() -> Self {
        Self {
            parcels: StoredValue::new_local(Vec::new()),
            chosen: StoredValue::new(0),
            is_working: StoredValue::new(false),
        }
    }
}

/// One file, and the key it is sent with: the same as long as it is not known whether it has arrived.
#[derive(Clone)]
struct Parcel {
    number: u32,
    blob: Blob,
    /// Whether it is as small as it gets.
    is_ready: bool,
    /// Whether it is a photo that was drawn anew on this phone: nothing came along with it.
    is_stripped: bool,
    key: Option<IdempotencyKey>,
}

impl Attached {
    /// Takes what was chosen in the field.
    pub(super) fn choose(self, event: &Event) {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            self.take_from(&input);
        }
    }

    /// Takes what was chosen before anybody heard of it.
    pub(super) fn take_chosen(self) {
        let input = document().get_element_by_id(FIELD).and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            self.take_from(&input);
        }
    }

    fn take_from(self, input: &HtmlInputElement) {
        let Some(files) = input.files() else { return };
        let files: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
        // Emptied, the same file can be chosen again after it was removed.
        input.set_value("");
        let mut fault = None;
        for file in files {
            fault = self.add(&file.name(), file.into()).err().or(fault);
        }
        self.fault.set(fault);
    }

    /// Takes one file, from the field or from a draft, and sends it.
    pub fn add(self, name: &str, blob: Blob) -> Result<(), AttachmentFault> {
        let kind = kind_of(name, &blob.type_()).ok_or(AttachmentFault::OtherKind)?;
        let kinds = self.items.with_untracked(|items| items.iter().map(|item| item.kind).collect::<Vec<_>>());
        fit_together(kinds.into_iter().chain([kind]))?;
        // A photo may still become small enough.
        if kind != AttachmentKind::Photo && is_too_large(&blob) {
            return Err(AttachmentFault::TooLarge);
        }
        if blob.size() < 1.0 {
            return Err(AttachmentFault::Empty);
        }
        let Sending { parcels, chosen, .. } = self.sending;
        chosen.update_value(|chosen| *chosen += 1);
        let number = chosen.get_value();
        let is_ready = kind != AttachmentKind::Photo;
        parcels.update_value(|all| {
            all.push(Parcel { number, blob, is_ready, is_stripped: false, key: client::new_idempotency_key() });
        });
        self.items.update(|items| items.push(Item { number, kind, picture: String::new(), state: State::Waiting }));
        self.work();
        Ok(())
    }

    /// What a draft keeps: photos without whatever came along with them; and whether there is something that it does not
    /// keep.
    pub fn kept(self) -> (Vec<Blob>, bool) {
        let kept = self.sending.parcels.try_with_value(|all| {
            let photos = all.iter().filter(|parcel| parcel.is_stripped).map(|parcel| parcel.blob.clone());
            (photos.collect(), all.iter().any(|parcel| !parcel.is_stripped))
        });
        kept.unwrap_or_default()
    }

    /// Takes one away. What the server has of it, it removes itself when no case names it.
    pub(super) fn remove(self, number: u32) {
        self.sending.parcels.update_value(|all| all.retain(|parcel| parcel.number != number));
        self.items.update(|items| {
            items.iter().filter(|item| item.number == number).for_each(Item::forget_picture);
            items.retain(|item| item.number != number);
        });
        self.fault.set(None);
        // The button that had the focus is gone.
        request_animation_frame(|| browser::focus(FIELD));
    }

    /// Sends once more what failed.
    pub(super) fn try_again(self, number: u32) {
        self.set(number, State::Waiting);
        self.work();
    }

    /// Changes the state of an item; says whether it is still wanted.
    fn set(self, number: u32, state: State) -> bool {
        let changed = self.items.try_update(|items| {
            let item = items.iter_mut().find(|item| item.number == number)?;
            item.state = state;
            Some(())
        });
        changed.flatten().is_some()
    }

    /// Sends what waits, if that is not being done already.
    fn work(self) {
        let is_working = self.sending.is_working;
        if is_working.get_value() {
            return;
        }
        is_working.set_value(true);
        spawn_local(async move {
            while let Some(number) = self.next() {
                self.send(number).await;
            }
            let _ = is_working.try_update_value(|is_working| *is_working = false);
        });
    }

    fn next(self) -> Option<u32> {
        let waits = |items: &Vec<Item>| items.iter().find(|item| item.state == State::Waiting).map(|item| item.number);
        self.items.try_with_untracked(waits).flatten()
    }

    async fn send(self, number: u32) {
        self.set(number, State::Sending);
        let parcel = |all: &Vec<Parcel>| all.iter().find(|parcel| parcel.number == number).cloned();
        let Some(mut parcel) = self.sending.parcels.try_with_value(parcel).flatten() else { return };
        if !parcel.is_ready {
            // A browser that cannot make it smaller sends it as it is: the server can.
            if let Some(small) = smaller(&parcel.blob).await {
                parcel.blob = small;
                parcel.is_stripped = true;
            }
            parcel.is_ready = true;
            self.put_back(&parcel);
            self.show_picture(number, &parcel.blob);
        }
        if is_too_large(&parcel.blob) {
            self.set(number, State::Refused(AttachmentFault::TooLarge.message().into()));
            return;
        }
        let Some(key) = &parcel.key else {
            self.set(number, State::Failed(ErrorCode::Internal.message().into()));
            return;
        };
        let mut wait = FIRST_WAIT_S;
        loop {
            let answer = client::upload(&parcel.blob, key).await;
            let (state, pause) = match answer {
                Ok(uploaded) => (State::Done(uploaded), None),
                Err(error) => match error.code {
                    ErrorCode::Offline | ErrorCode::TimedOut => (State::Offline, Some(wait)),
                    ErrorCode::Overloaded | ErrorCode::KeyRunning => (State::Sending, error.retry_after.or(Some(wait))),
                    ErrorCode::Internal => (State::Failed(error.message), None),
                    _ => (State::Refused(error.message), None),
                },
            };
            let is_wanted = self.set(number, state);
            let Some(pause) = pause.filter(|_| is_wanted) else { return };
            client::network_or(pause).await;
            if !self.set(number, State::Sending) {
                return;
            }
            wait = (wait * 2).min(LONGEST_WAIT_S);
        }
    }

    fn put_back(self, parcel: &Parcel) {
        let _ = self.sending.parcels.try_update_value(|all| {
            if let Some(mine) = all.iter_mut().find(|mine| mine.number == parcel.number) {
                *mine = parcel.clone();
            }
        });
    }

    fn show_picture(self, number: u32, blob: &Blob) {
        let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
        let shown = self.items.try_update(|items| {
            let item = items.iter_mut().find(|item| item.number == number)?;
            item.forget_picture();
            item.picture.clone_from(&address);
            Some(())
        });
        if shown.flatten().is_none() {
            let _ = Url::revoke_object_url(&address);
        }
    }
}

impl Item {
    /// Lets the browser forget the bytes of the picture.
    pub(super) fn forget_picture(&self) {
        if !self.picture.is_empty() {
            let _ = Url::revoke_object_url(&self.picture);
        }
    }
}

fn is_too_large(blob: &Blob) -> bool {
    u32::try_from(BYTES).is_ok_and(|most| blob.size() > f64::from(most))
}

fn kind_of(name: &str, media_type: &str) -> Option<AttachmentKind> {
    match media_type.split('/').next().unwrap_or_default() {
        "image" => Some(AttachmentKind::Photo),
        "audio" => Some(AttachmentKind::Recording),
        _ if media_type == "application/pdf" => Some(AttachmentKind::Document),
        _ => {
            let name = name.to_ascii_lowercase();
            ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, kind)| *kind)
        }
    }
}
