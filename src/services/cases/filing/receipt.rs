//! The receipt: number, code, by when, and whom to call.

use leptos::prelude::*;
use zhangban_api::PhoneNumber;
use zhangban_api::cases::Receipt;

use super::keeping::Keeping;
use super::text;
use crate::language::{say, use_language, words};
use crate::page::Page;
use crate::parts::button::{ButtonKind, LinkButton};
use crate::parts::card::Card;
use crate::parts::notice::{Notice, NoticeKind};
use crate::parts::phone::Phone;

/// Where the focus goes when the case has arrived.
pub(super) const HEADING: &str = "receipt";

/// The receipt.
#[component]
pub(in crate::services) fn ReceiptView(
    /// What the server answered.
    receipt: Receipt,
    /// Whom to call about it.
    phone: Option<PhoneNumber>,
    /// Whether it is the citizen who reads it, on a device of hers.
    by_citizen: bool,
    /// Where to go from here.
    children: Children,
) -> impl IntoView {
    let language = use_language();
    let Receipt { number, code, filed_at, due_at, office } = receipt;
    let answered = {
        words(move || {
            let language = language.get();
            let office = language.of_text(&office);
            language.either(
                format!("{office}会在 {due_at} 之前答复您。"),
                format!("{office} will answer you before {due_at}."),
            )
        })
    };
    let call = phone.map(|phone| {
        let about = words(move || language.get().either("有疑问请致电", "Questions? Call").to_owned());
        view! { <li>{about} " " <Phone number=phone/></li> }.into_any()
    });
    let shown_number = number.to_string();
    let keep = by_citizen.then(|| {
        let lines = [(text::NUMBER, number.to_string()), (text::CODE, code.clone())];
        let times = [(text::FILED_AT, filed_at.to_string()), (text::DUE_AT, due_at.to_string())];
        view! { <Keeping lines=lines.into_iter().chain(times).collect()/> }
    });
    view! {
        <Notice kind=NoticeKind::Done>
            <h2 id=HEADING tabindex="-1">{say(text::DONE)}</h2>
        </Notice>
        <div class="receipt">
            <dl class="receipt__keys">
                <dt>{say(text::NUMBER)}</dt>
                <dd class="receipt__key" data-key="number">{shown_number}</dd>
                <dt>{say(text::CODE)}</dt>
                <dd class="receipt__key" data-key="code">{code}</dd>
                <dt>{say(text::FILED_AT)}</dt>
                <dd>{filed_at.to_string()}</dd>
                <dt>{say(text::DUE_AT)}</dt>
                <dd>{due_at.to_string()}</dd>
            </dl>
            <p class="receipt__keep">{say(text::KEEP)}</p>
            {keep}
        </div>
        <Card title=text::WHAT_NEXT>
            <ul class="next-steps">
                <li>{answered}</li>
                {call}
            </ul>
        </Card>
        <div class="actions">
            {children()}
        </div>
    }
}

/// Where a citizen goes from her receipt.
pub(super) fn onward() -> AnyView {
    let print = move |_| {
        #[cfg(target_arch = "wasm32")]
        crate::browser::print();
    };
    view! {
        <LinkButton kind=ButtonKind::Primary href=Page::FollowCase.path() label=text::FOLLOW/>
        <button class="button" type="button" data-kind="secondary" data-needs="scripting" on:click=print>
            {say(text::PRINT)}
        </button>
        <LinkButton href=Page::FileCase.path() label=text::ANOTHER/>
    }
    .into_any()
}
