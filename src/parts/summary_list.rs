//! What was found or filled in, line by line.

use leptos::prelude::*;
use zhangban_api::Text;

use crate::language::say_text;

/// A line: what it is, and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryRow {
    /// What it is.
    pub term: Text,
    /// Its value.
    pub value: Text,
}

impl SummaryRow {
    /// A line.
    pub fn new(term: impl Into<Text>, value: impl Into<Text>) -> Self {
        Self { term: term.into(), value: value.into() }
    }
}

/// Terms on the left, their values on the right; the value below its term where the line is too narrow.
#[component]
pub fn SummaryList(
    /// The lines, in their order.
    rows: Vec<SummaryRow>,
) -> impl IntoView {
    let row = |SummaryRow { term, value }| {
        view! {
            <div class="summary__row">
                <dt class="summary__term">{say_text(term)}</dt>
                <dd class="summary__value">{say_text(value)}</dd>
            </div>
        }
        .into_any()
    };
    view! { <dl class="summary">{rows.into_iter().map(row).collect_view()}</dl> }
}
