//! The page of what waits on this phone, and the bar that leads there from every other.

use leptos::prelude::*;

use super::later::{Later, is_here, later};
use super::outbox::{Standing, parcels, standing};
use super::text;
use crate::language::say;
use crate::location::use_location;
use crate::page::Page;
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;
use crate::shell::TopBar;

/// What waits on this phone. The server knows nothing of it.
#[component]
pub fn WaitingCasesPage() -> impl IntoView {
    let here = is_here();
    let is_empty = {
        let parcels = parcels();
        Memo::new(move |_| parcels.with(Vec::is_empty))
    };
    view! {
        <TopBar title=Page::WaitingCases.title()/>
        <main class="page">
            <p>{say(text::WAITING_LEAD)}</p>
            {live(move || Some(if is_empty.get() {
                view! { <p role="status">{say(text::NOTHING_WAITS)}</p> }.into_any()
            } else {
                later(here, Later::Waiting)
            }))}
        </main>
    }
}

/// Says on every page that something waits; where it is shown anyway, nothing.
#[component]
pub fn WaitingBar() -> impl IntoView {
    #[cfg(target_arch = "wasm32")]
    crate::effect::once_taken_over(|| {
        if super::outbox::are_some_waiting() {
            super::later::order(super::later::Order::Start);
        }
    });
    let (standing, location) = (standing(), use_location());
    live(move || {
        let words = match standing.get() {
            Standing::Nothing => return None,
            Standing::Waits => text::BAR_WAITS,
            Standing::Asks => text::BAR_ASKS,
            Standing::Arrived => text::BAR_ARRIVED,
        };
        let path = location.pathname.get();
        (![Page::WaitingCases, Page::WriteCase].iter().any(|page| page.path() == path)).then(|| {
            view! {
                <div class="waiting-bar" role="status">
                    <Icon kind=IconKind::Info/>
                    <a href=Page::WaitingCases.path()>{say(words)}</a>
                </div>
            }
        })
    })
}
