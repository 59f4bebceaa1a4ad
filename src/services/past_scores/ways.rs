//! The two ways into the scores of previous years, on top of each of their pages.

use leptos::prelude::*;
use zhangban_api::Message;

use super::text;
use crate::language::say;
use crate::page::Page;

/// The two ways: by college, and by rank; the one of this page is marked.
pub(super) fn ways(here: Page) -> AnyView {
    let way = |page: Page, label: Message, is_here: bool| {
        view! { <a class="chip" href=page.path() aria-current=is_here.then_some("true")>{say(label)}</a> }.into_any()
    };
    view! {
        <nav class="chips" aria-label=say(text::VIEWS)>
            {way(Page::PastScores, text::COLLEGES, here != Page::SameRank)}
            {way(Page::SameRank, text::SAME_RANK, here == Page::SameRank)}
        </nav>
    }
    .into_any()
}
