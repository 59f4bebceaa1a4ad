//! tmp
use crate::page::Page;
use crate::shell::TopBar;
use leptos::prelude::*;
/// x
#[component]
pub fn ScoresPage() -> impl IntoView {
    view! {<TopBar title=Page::Scores.title()/>}
}
