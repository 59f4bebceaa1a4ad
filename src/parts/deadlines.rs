//! What to do, and by when.

use leptos::prelude::*;
use zhangban_api::{Moment, Text};

use super::card::Card;
use crate::language::{use_language, words};

/// What to do, each with the time by which; nothing where there is nothing to do.
#[component]
pub fn Deadlines(
    /// The heading.
    #[prop(into)]
    title: Text,
    /// By when, and what; in the order of time.
    steps: Vec<(Moment, Text)>,
) -> impl IntoView {
    let language = use_language();
    let step = move |(by, what): (Moment, Text)| {
        let words = words(move || {
            let what = language.get().of_text(&what);
            language.get().either(format!("{by} 前：{what}"), format!("By {by}: {what}"))
        });
        view! { <li>{words}</li> }.into_any()
    };
    (!steps.is_empty()).then(|| {
        view! {
            <Card title>
                <ul class="deadlines">{steps.into_iter().map(step).collect_view()}</ul>
            </Card>
        }
    })
}
