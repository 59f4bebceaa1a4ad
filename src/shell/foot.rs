//! The foot of every page: what is sample, how the service is doing.

use leptos::prelude::*;
use zhangban_api::Message;

use super::{LanguageSwitch, use_department};
use crate::language::{say, use_language, words};
use crate::page::Page;
use crate::parts::live::live;

const SAMPLE: Message = Message::new(
    "样例：本页面用于演示，不是官方网站，请勿据此办事。",
    "Sample: this is a demonstration and not an official site. Do not rely on it.",
);

/// The foot of every page.
#[component]
pub(super) fn Foot() -> impl IntoView {
    let (language, department) = (use_language(), use_department());
    let sample = move || department.with(|department| department.as_ref().is_some_and(|d| d.sample));
    let name =
        words(move || department.with(|d| d.as_ref().map(|d| language.get().of_text(&d.name))).unwrap_or_default());
    view! {
        <footer class="footer">
            {live(move || sample().then(|| view! { <p class="footer__sample">{say(SAMPLE)}</p> }))}
            <p class="footer__name">{name}</p>
            <p class="footer__links"><a href=Page::Status.path()>{say(Page::Status.title())}</a></p>
            <LanguageSwitch/>
        </footer>
    }
}
