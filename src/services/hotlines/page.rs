//! The page of the hotline directory.

use leptos::prelude::*;
use zhangban_api::Message;

use super::filters::{Chips, Search};
use super::finding::find_hotlines;
use super::states::{NothingFound, why_nothing};
use crate::language::say;
use crate::page::Page;
use crate::parts::live::live;
use crate::parts::state::StateView;
use crate::searched_list::{FoundCount, FoundRows};
use crate::shell::TopBar;

const WRONG: Message = Message::new("发现打不通？", "A number does not work?");
const TELL_US: Message = Message::new("告诉我们", "Tell us");

/// The hotline directory: search and filters on top, the numbers below.
#[component]
pub fn HotlinesPage() -> impl IntoView {
    let finding = find_hotlines();
    let trouble = live(move || {
        let on_retry = Callback::new(move |()| finding.again());
        finding.trouble().map(|state| view! { <StateView state on_retry/> })
    });
    let nothing = live(move || {
        finding
            .found
            .with(|found| found.as_ref().and_then(why_nothing))
            .map(|why| view! { <NothingFound why finding/> })
    });
    view! {
        <TopBar title=Page::Hotlines.title()/>
        <main class="page">
            <Search finding/>
            <Chips finding/>
            <FoundCount finding/>
            {trouble}
            <FoundRows finding class="hotlines">{nothing}</FoundRows>
            <p class="hotlines__wrong">{say(WRONG)}<a href=Page::Feedback.path()>{say(TELL_US)}</a></p>
        </main>
    }
}
