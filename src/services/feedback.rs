//! tmp
use crate::page::Page;
use crate::shell::TopBar;
use leptos::prelude::*;
/// x
#[component]
pub fn FeedbackPage() -> impl IntoView {
    view! {<TopBar title=Page::Feedback.title()/>}
}
