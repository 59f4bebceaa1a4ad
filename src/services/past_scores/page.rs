//! The page of the scores of previous years.

use leptos::prelude::*;
use zhangban_api::Message;

use super::college::CollegeView;
use super::lookup::{Lookup, SameRank};
use super::register::RegisterView;
use super::same_rank::SameRankView;
use super::text;
use crate::address;
use crate::language::say;
use crate::page::Page;
use crate::parts::live::live;
use crate::shell::TopBar;

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Register,
    College,
    SameRank,
}

/// The register of colleges, one of them, or the same rank in other years: the address says which.
#[component]
pub fn PastScoresPage() -> impl IntoView {
    let lookup = address::asked(Page::PastScores, Lookup::of_query);
    let shown = Memo::new(move |_| match lookup.get() {
        Lookup::Colleges(_) => Shown::Register,
        Lookup::College(_) => Shown::College,
        Lookup::SameRank(_) => Shown::SameRank,
    });
    let view = live(move || {
        Some(match shown.get() {
            Shown::Register => view! { <RegisterView lookup/> }.into_any(),
            Shown::College => view! { <CollegeView lookup/> }.into_any(),
            Shown::SameRank => view! { <SameRankView lookup/> }.into_any(),
        })
    });
    let by_rank = Memo::new(move |_| shown.get() == Shown::SameRank);
    view! {
        <TopBar title=Page::PastScores.title()/>
        <main class="page">
            <nav class="chips" aria-label=say(text::VIEWS)>
                {way(text::COLLEGES, &Lookup::default(), by_rank, false)}
                {way(text::SAME_RANK, &Lookup::SameRank(SameRank::default()), by_rank, true)}
            </nav>
            {view}
        </main>
    }
}

fn way(label: Message, to: &Lookup, by_rank: Memo<bool>, rank: bool) -> AnyView {
    let on = move || (by_rank.get() == rank).then_some("true");
    view! { <a class="chip" href=to.address() aria-current=on>{say(label)}</a> }.into_any()
}
