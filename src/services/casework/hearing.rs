//! The open queue hears that something has changed at the desk.

use leptos::prelude::*;
use zhangban_api::cases::desk::{DESK_EVENTS, DeskQueue};

use crate::client::events;
use crate::remote::Ask;

/// Listens for as long as the queue is shown. An empty queue is asked for at once: nobody reads it.
pub(super) fn hear(queue: Ask<DeskQueue>, has_changed: RwSignal<bool>) {
    let known = StoredValue::new(String::new());
    let look = move || {
        let is_empty =
            queue.answer.try_with_untracked(|answer| answer.ready().is_some_and(|queue| queue.rows.is_empty()));
        if is_empty == Some(true) {
            queue.again();
        } else {
            let _ = has_changed.try_set(true);
        }
    };
    let told = move |now: String| {
        let before = known.try_update_value(|known| std::mem::replace(known, now.clone()));
        if before.is_some_and(|before| !before.is_empty() && before != now) {
            look();
        }
    };
    events::listen(DESK_EVENTS.to_owned(), told, look);
}
