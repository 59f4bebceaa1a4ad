//! The bar on top of every page but the home page: back, the heading, the mode.

use leptos::prelude::*;
use zhangban_api::Message;

use super::{ModeSwitch, ReadAloud};
use crate::language::say;
use crate::page::Page;
use crate::parts::icon::{Icon, IconKind};

const BACK: Message = Message::new("返回首页", "Back to the home page");

/// The bar on top: where the page leads back to, what it is, and the switch of the mode.
#[component]
pub fn TopBar(
    /// The heading of the page.
    title: Message,
) -> impl IntoView {
    view! {
        <header class="topbar">
            <a class="topbar__back" href=Page::Home.path()>
                <Icon kind=IconKind::ChevronLeft/>
                <span class="visually-hidden">{say(BACK)}</span>
            </a>
            <h1 class="topbar__title" id="heading" tabindex="-1">{say(title)}</h1>
            <ReadAloud/>
            <ModeSwitch/>
        </header>
    }
}
