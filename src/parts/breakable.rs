//! Long words without blanks: names of hosts, addresses of the web.

use leptos::prelude::*;

/// Such a word: where it does not fit into a line, it breaks behind a dot, a slash or a hyphen.
pub fn breakable(word: &str) -> AnyView {
    let parts = word.split_inclusive(['.', '/', '-']);
    parts.map(|part| view! { {part.to_owned()} <wbr/> }.into_any()).collect_view().into_any()
}
