//! What the assistant says.

use leptos::prelude::*;
use zhangban_api::Message;
use zhangban_api::assistant::{Outcome, Phone as Reachable, Reply};
use zhangban_api::search::Hit;

use super::text;
use crate::language::{say, say_text};
use crate::parts::link_list::{LinkList, LinkRow};
use crate::parts::phone::Phone;

/// Something the assistant says.
#[component]
pub(super) fn Said(
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="bubble" data-by="assistant">
            <span class="visually-hidden">{say(text::IT)}</span>
            {children()}
        </div>
    }
}

/// An answer; where there is none, what was found and whom to ask.
#[component]
pub(super) fn ReplyView(
    /// The answer.
    reply: Reply,
) -> impl IntoView {
    let Reply { outcome, title, text: words, links, phones, people } = reply;
    let unanswered = outcome == Outcome::Unanswered;
    let title = (!title.is_empty()).then(|| view! { <p class="bubble__title">{say_text(title)}</p> }.into_any());
    let words = (!words.is_empty()).then(|| view! { <p class="bubble__text">{say_text(words)}</p> }.into_any());
    let found = (unanswered && !links.is_empty()).then(|| heading(text::FOUND));
    let ask = (unanswered && !(phones.is_empty() && people.is_empty())).then(|| heading(text::ASK_A_PERSON));
    let phones = (!phones.is_empty())
        .then(|| view! { <ul class="reach">{phones.into_iter().map(reachable).collect_view()}</ul> }.into_any());
    view! {
        {title}
        {words}
        {found}
        {list(links)}
        {ask}
        {phones}
        {list(people)}
    }
}

/// An answer as it stands in a conversation, for whoever looks at it before it is published.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::services) fn as_answered(reply: Reply) -> AnyView {
    view! { <Said><ReplyView reply/></Said> }.into_any()
}

fn heading(message: Message) -> AnyView {
    view! { <p class="bubble__title">{say(message)}</p> }.into_any()
}

fn list(hits: Vec<Hit>) -> Option<AnyView> {
    let row =
        |Hit { title, address, snippet, phone, sample }| LinkRow { href: address, title, note: snippet, phone, sample };
    (!hits.is_empty()).then(|| view! { <LinkList rows=hits.into_iter().map(row).collect()/> }.into_any())
}

fn reachable(Reachable { name, number }: Reachable) -> AnyView {
    view! { <li class="reach__row"><span>{say_text(name)}</span> <Phone number/></li> }.into_any()
}
