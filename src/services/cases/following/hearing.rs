//! The open case hears that something has happened to it, and shows what.

use leptos::prelude::*;
use zhangban_api::cases::following::{CASE_EVENTS, field};

use super::page::{Following, open};
use crate::client::events;
use crate::effect::effect;

/// How many frames it takes until forms that are made anew stand on the page.
const FRAMES: u32 = 3;

/// Listens for as long as the case is shown.
pub(super) fn hear(following: Following) {
    let token = following.case.with_untracked(|case| case.as_ref().map(|case| case.events.clone()));
    let Some(token) = token.filter(|token| !token.is_empty()) else { return };
    // The field that is typed in while the case is asked for.
    let writing = StoredValue::new(None::<String>);
    let look = move || {
        let _ = writing.try_update_value(|writing| *writing = crate::browser::focused());
        open(following);
    };
    effect(move |_| {
        following.case.track();
        if let Some(field) = writing.try_update_value(Option::take).flatten() {
            go_on(field, FRAMES);
        }
    });
    let told = move |version: String| {
        let shown = following.case.try_with_untracked(|case| case.as_ref().map(|case| case.version)).flatten();
        if shown.is_some() && version.parse().ok() != shown {
            look();
        }
    };
    events::listen(format!("{CASE_EVENTS}?{}={token}", field::OF), told, look);
}

/// Whoever is writing goes on where she was, once the forms are there that were made anew.
fn go_on(field: String, frames: u32) {
    request_animation_frame(move || match frames {
        0 if crate::browser::focused().is_none() => crate::browser::go_on(&field),
        0 => {}
        more => go_on(field, more - 1),
    });
}
