//! A surface that holds what belongs together.

use leptos::prelude::*;
use zhangban_api::Text;

use crate::language::say_text;

/// A section of a page on a surface of its own, under its heading.
#[component]
pub fn Card(
    /// The heading.
    #[prop(into)]
    title: Text,
    /// What belongs together.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card">
            <h2 class="card__title">{say_text(title)}</h2>
            {children()}
        </section>
    }
}
