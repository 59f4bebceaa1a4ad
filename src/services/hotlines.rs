//! tmp
use crate::page::Page;
use crate::shell::TopBar;
use leptos::prelude::*;
/// x
#[component]
pub fn HotlinesPage() -> impl IntoView {
    view! {<TopBar title=Page::Hotlines.title()/>}
}
