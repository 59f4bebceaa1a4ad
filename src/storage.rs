//! What is kept on this phone, where its citizen has asked for it or would miss it: small words in the browser's local
//! storage, records with files in its database. Never an ID, a contact or a query code; nothing at all on a kiosk.

pub mod records;

use leptos::prelude::window;
use web_sys::Storage;

/// A word that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(pub &'static str);

impl Word {
    /// What stands there; nothing where nothing was kept, or where the browser keeps nothing.
    pub fn read(self) -> Option<String> {
        storage()?.get_item(self.0).ok()?
    }

    /// Keeps it; a browser that keeps nothing does without.
    pub fn keep(self, value: &str) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(self.0, value);
        }
    }

    /// Forgets it.
    pub fn forget(self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(self.0);
        }
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

/// Seconds since 1970 by the clock of this phone: good enough to forget what is old.
#[expect(clippy::cast_possible_truncation, reason = "seconds fit for ever")]
pub fn now() -> i64 {
    (js_sys::Date::now() / 1_000.0) as i64
}
