//! tmp
use crate::page::Page;
use crate::shell::TopBar;
use leptos::prelude::*;
/// x
#[component]
pub fn StatusPage() -> impl IntoView {
    view! {<TopBar title=Page::Status.title()/>}
}
