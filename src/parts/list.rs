//! Lists that grow.

use leptos::html::Ul;
use leptos::prelude::*;

/// Moves the focus to a row that has just appeared: whoever reads by ear goes on there. A row takes the focus itself
/// (`tabindex`), or is a link as a whole.
#[cfg(target_arch = "wasm32")]
pub fn focus_row(list: NodeRef<Ul>, row: usize) {
    use wasm_bindgen::JsCast;

    request_animation_frame(move || {
        let rows =
            list.get_untracked().and_then(|list| list.query_selector_all(":scope > [tabindex], :scope > li > a").ok());
        let row = u32::try_from(row).ok().and_then(|row| rows?.get(row)?.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(row) = row {
            let _ = row.focus();
        }
    });
}

/// A server has no focus.
#[cfg(not(target_arch = "wasm32"))]
pub fn focus_row(_: NodeRef<Ul>, _: usize) {}
