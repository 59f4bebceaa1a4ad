//! Below a list: the way to its other pages.

use leptos::prelude::*;
use zhangban_api::Message;

use super::button::LinkButton;
use crate::language::say;

const PAGES: Message = Message::new("翻页", "Pages");
const BEFORE: Message = Message::new("上一页", "Previous page");
const AFTER: Message = Message::new("下一页", "Next page");

/// Links to the page before and the page after, where there are such.
pub fn pages(before: Option<String>, after: Option<String>) -> Option<AnyView> {
    turn(before.map(page_before), None, after.map(page_after))
}

/// A link to the page before.
pub fn page_before(href: String) -> AnyView {
    view! { <LinkButton href label=BEFORE/> }.into_any()
}

/// A link to the page after.
pub fn page_after(href: String) -> AnyView {
    view! { <LinkButton href label=AFTER/> }.into_any()
}

/// What leads back, what says where we are, and what leads on; nothing where it leads nowhere.
pub fn turn(back: Option<AnyView>, at: Option<AnyView>, onward: Option<AnyView>) -> Option<AnyView> {
    let leads = back.is_some() || onward.is_some();
    leads.then(|| view! { <nav class="actions" aria-label=say(PAGES)>{back}{at}{onward}</nav> }.into_any())
}
