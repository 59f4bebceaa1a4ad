//! The page of the search.

use leptos::prelude::*;
use zhangban_api::search::Found;

use super::hits::{group_view, instead, known_here};
use super::searching::{Searching, searching};
use super::text;
use crate::language::{use_language, words};
use crate::page::{Page, SEARCH_FOR};
use crate::parts::field::{EnterKey, FieldSpec, SearchField};
use crate::parts::live::live;
use crate::parts::state::{State, StateView};
use crate::remote::{Remote, state_of};
use crate::shell::{TopBar, use_department};

const SEARCH: FieldSpec = FieldSpec::new(SEARCH_FOR, text::SEARCH).hint(text::HINT).enter(EnterKey::Go);

/// The page of the search: the field, and below it what was found.
#[component]
pub fn SearchPage() -> impl IntoView {
    let searching = searching();
    let typed = searching.query.with_untracked(|query| query.q.clone());
    view! {
        <TopBar title=Page::Search.title()/>
        <main class="page">
            <SearchField of=SEARCH action=Page::Search.path() value=typed
                on_input=move |words| searching.typed(words)/>
            <Count searching/>
            {live(move || searching.found.get().filter(|found| found.total() > 0).map(groups))}
            <Otherwise searching/>
        </main>
    }
}

fn groups(Found { groups, .. }: Found) -> AnyView {
    groups.into_iter().map(group_view).collect_view().into_any()
}

/// How many were found; readers of the screen hear it when it changes.
#[component]
fn Count(searching: Searching) -> impl IntoView {
    let language = use_language();
    let count = words(move || {
        let found = searching.found.get().filter(|found| found.total() > 0);
        let count = found.map(|found| text::count(&found.q, found.total())).unwrap_or_default();
        language.get().of_text(&count)
    });
    view! { <p class="found__count" role="status">{count}</p> }
}

/// Why nothing is shown: nothing was typed, nothing was found, or nothing came.
#[component]
fn Otherwise(searching: Searching) -> impl IntoView {
    let department = use_department();
    live(move || {
        let nothing_yet = searching.found.with(Option::is_none);
        let state = match searching.asked.answer.get() {
            Remote::Idle => State::Empty(text::NOTHING_TYPED.into()),
            Remote::Ready(found) if found.total() == 0 => {
                let state = State::Empty(text::nothing(&found.q));
                return Some(view! { <StateView state/> {instead()} }.into_any());
            }
            Remote::Loading if nothing_yet => State::Loading,
            Remote::Slow => State::Slow,
            Remote::Loading | Remote::Ready(_) => return None,
            Remote::Failed(error) => state_of(error),
        };
        let at_home = (state == State::Offline).then(|| {
            let q = searching.query.get().q;
            department.with(|department| known_here(department.as_ref()?, &q))
        });
        let on_retry = Callback::new(move |()| searching.asked.again());
        Some(view! { <StateView state on_retry/> {at_home.flatten()} }.into_any())
    })
}
