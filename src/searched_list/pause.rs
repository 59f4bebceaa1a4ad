//! The pauses between keys. What a phone does not show at once can wait for one.

use std::time::Duration;

use leptos::prelude::*;

/// How long after a key it is a pause.
const PAUSE: Duration = Duration::from_millis(250);

/// Whether somebody types: from a key until a quarter of a second after the last.
#[derive(Clone, Copy)]
pub struct Typing {
    goes_on: RwSignal<bool>,
    until: StoredValue<Option<TimeoutHandle>>,
}

impl Typing {
    /// Nobody types yet.
    pub fn not_yet() -> Self {
        Self { goes_on: RwSignal::new(false), until: StoredValue::new(None) }
    }

    /// A key was pressed.
    pub fn key(self) {
        if let Some(until) = self.until.get_value() {
            until.clear();
        }
        // The page may be gone by then.
        let over = move || _ = self.goes_on.try_set(false);
        self.until.set_value(set_timeout_with_handle(over, PAUSE).ok());
        if !self.goes_on.get_untracked() {
            self.goes_on.set(true);
        }
    }

    /// The same value, which stays as it is while somebody types.
    pub fn settled<T>(self, of: Memo<T>) -> Memo<T>
    where
        T: PartialEq + Clone + Send + Sync + 'static,
    {
        Memo::new_owning(move |before| match (self.goes_on.get(), before) {
            (true, Some(before)) => (before, false),
            (_, before) => {
                let now = of.get();
                let is_new = before.as_ref() != Some(&now);
                (now, is_new)
            }
        })
    }
}
