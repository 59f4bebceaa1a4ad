//! The register: accounts, domains, and where the numbers are.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::accounts::{Account, Domain, Register};

use super::lookup::qr_address;
use super::text;
use crate::language::{say, say_text, use_language, words};
use crate::page::Page;
use crate::parts::breakable::breakable;
use crate::parts::button::LinkButton;
use crate::parts::card::Card;
use crate::parts::icon::IconKind;
use crate::parts::state::{State, StateView};
use crate::parts::summary_list::{SummaryList, SummaryRow};
use crate::parts::tag::Tag;

/// The register.
#[component]
pub(super) fn RegisterView(
    /// What is in it.
    register: Register,
) -> impl IntoView {
    let Register { accounts, domains } = register;
    if accounts.is_empty() && domains.is_empty() {
        return view! { <StateView state=State::Empty(text::EMPTY.into())/> }.into_any();
    }
    let accounts = accounts.into_iter().map(|account| view! { <AccountEntry account/> }.into_any()).collect_view();
    let domains = domains.into_iter().map(|domain| view! { <DomainEntry domain/> }.into_any()).collect_view();
    view! {
        <Card title=text::ACCOUNTS><ul class="account-list">{accounts}</ul></Card>
        <Card title=text::DOMAINS><ul class="account-list">{domains}</ul></Card>
        <LinkButton href=Page::Hotlines.path() label=text::NUMBERS icon=IconKind::Phone/>
    }
    .into_any()
}

#[component]
fn AccountEntry(account: Account) -> impl IntoView {
    let language = use_language();
    let qr = (!account.link.is_empty()).then(|| qr_address(&account));
    let Account { platform, name, handle, operator, since, verified_on, link, sample } = account;
    let day = |date: Option<zhangban_api::Date>| Text::new(date.map(|date| date.to_string()).unwrap_or_default(), "");
    let rows = [
        (text::HANDLE, Text::new(handle, "")),
        (text::OPERATOR, operator),
        (text::SINCE, day(since)),
        (text::VERIFIED_ON, day(verified_on)),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.zh.is_empty());
    let rows = rows.map(|(term, value)| SummaryRow::new(term, value)).collect();
    let code = qr.map(|src| {
        let of = name.clone();
        let alt = words(move || language.get().of_text(&text::qr_of(&of)));
        view! {
            <details class="account-list__code">
                <summary>{say(text::QR)}</summary>
                <img src=src alt=alt width="240" height="240" loading="lazy"/>
                <p class="account-list__link">{link}</p>
            </details>
        }
        .into_any()
    });
    view! {
        <li class="account-list__entry">
            <h3>
                {say_text(name)} " " <Tag label=platform/>
                {sample.then(|| view! { " " <Tag label=text::SAMPLE/> }.into_any())}
            </h3>
            <SummaryList rows/>
            {code}
        </li>
    }
}

#[component]
fn DomainEntry(domain: Domain) -> impl IntoView {
    let Domain { domain, subdomains, what, operator, since, sample } = domain;
    let rows = [
        (text::DETAIL, what),
        (text::OPERATOR, operator),
        (text::SINCE, Text::new(since.map(|date| date.to_string()).unwrap_or_default(), "")),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.zh.is_empty());
    let rows = rows.map(|(term, value)| SummaryRow::new(term, value)).collect();
    view! {
        <li class="account-list__entry">
            <h3>
                <span class="subject">{breakable(&domain)}</span>
                {sample.then(|| view! { " " <Tag label=text::SAMPLE/> }.into_any())}
            </h3>
            {subdomains.then(|| view! { <p class="help">{say(text::SUBDOMAINS)}</p> }.into_any())}
            <SummaryList rows/>
        </li>
    }
}
