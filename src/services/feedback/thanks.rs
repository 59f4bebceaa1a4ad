//! The thanks: that it has arrived, and what happens with it.

use leptos::prelude::*;
use zhangban_api::PhoneNumber;
use zhangban_api::feedback::FeedbackReceipt;

use super::page::Writing;
use super::text;
use crate::language::{say, use_language, words};
use crate::page::Page;
use crate::parts::button::{ButtonKind, LinkButton};
use crate::parts::card::Card;
use crate::parts::live::live;
use crate::parts::notice::{Notice, NoticeKind};
use crate::shell::use_department;

/// Where the focus goes when the feedback has arrived.
pub(super) const HEADING: &str = "thanks";

/// The thanks.
#[component]
pub(super) fn Thanks(
    /// That it has arrived.
    receipt: FeedbackReceipt,
    /// To write another.
    writing: Writing,
) -> impl IntoView {
    let (language, department) = (use_language(), use_department());
    let FeedbackReceipt { received_at, answerable } = receipt;
    let when =
        words(move || language.get().either(format!("收到时间：{received_at}"), format!("Received: {received_at}")));
    let help_line = move || department.with(|d| d.as_ref().and_then(|d| d.help_line.clone()));
    view! {
        <Notice kind=NoticeKind::Done>
            <h2 id=HEADING tabindex="-1">{say(text::THANKS)}</h2>
            <p>{when}</p>
        </Notice>
        <Card title=text::NEXT>
            <ul class="next-steps">
                <li>{say(text::READ_BY)}</li>
                <li>{say(if answerable { text::WILL_ANSWER } else { text::CANNOT_ANSWER })}</li>
                {live(move || help_line().map(|number| view! { <NotACase number/> }))}
            </ul>
        </Card>
        <div class="actions">
            <LinkButton kind=ButtonKind::Primary href=Page::Home.path() label=text::HOME/>
            <span class="actions__item" on:click=move |_| writing.begin_anew()>
                <LinkButton href=Page::Feedback.path() label=text::ANOTHER/>
            </span>
        </div>
    }
}

/// Whom to call with what needs an answer.
#[component]
fn NotACase(number: PhoneNumber) -> impl IntoView {
    let said = number.to_string();
    let line = if number.can_be_dialled() {
        view! { <a class="nowrap" href=number.tel()>{said}</a> }.into_any()
    } else {
        view! { <span class="nowrap">{said}</span> {say(text::SAMPLE)} }.into_any()
    };
    view! { <li>{say(text::NOT_A_CASE)} " " {line}</li> }
}
