//! The head of the home page: the department, who vouches for it, and the switches.

use leptos::prelude::*;
use zhangban_api::Message;
use zhangban_api::department::Verification;

use crate::language::{say, say_text, use_language, words};
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;
use crate::shell::{Heading, LanguageSwitch, ModeSwitch, ReadAloud, use_department};

const VERIFIED: Message = Message::new("已认证账号 · 如何核实", "Verified account · how to check");
const BY: Message = Message::new("认证机构", "Vouched for by");
const SINCE: Message = Message::new("认证时间", "Since");
const HOW: Message = Message::new("自行核实", "Check it yourself");

/// The head of the home page.
#[component]
pub(super) fn Masthead() -> impl IntoView {
    let (language, department) = (use_language(), use_department());
    Heading::provide().set(None);
    let mark = words(move || department.with(|d| d.as_ref().map(|d| d.mark.clone())).unwrap_or_default());
    let name =
        words(move || department.with(|d| d.as_ref().map(|d| language.get().of_text(&d.name))).unwrap_or_default());
    let verification = move || department.with(|d| d.as_ref().and_then(|d| d.verification.clone()));
    view! {
        <header class="masthead">
            <div class="masthead__row">
                <span class="seal" aria-hidden="true">{mark}</span>
                <div class="masthead__text">
                    <h1 class="masthead__name" id="heading" tabindex="-1">{name}</h1>
                    {live(move || verification().map(|verification| view! { <Verified verification/> }))}
                </div>
            </div>
            <div class="masthead__switches">
                <ModeSwitch/>
                <ReadAloud/>
                <LanguageSwitch/>
            </div>
        </header>
    }
}

/// Who vouches, since when, how to check: open it and read.
#[component]
fn Verified(verification: Verification) -> impl IntoView {
    let Verification { by, since, how } = verification;
    view! {
        <details class="verified">
            <summary class="verified__mark">
                <Icon kind=IconKind::BadgeCheck/>
                <span>{say(VERIFIED)}</span>
            </summary>
            <dl class="verified__facts">
                <dt>{say(BY)}</dt>
                <dd>{say_text(by)}</dd>
                <dt>{say(SINCE)}</dt>
                <dd>{since.to_string()}</dd>
                <dt>{say(HOW)}</dt>
                <dd>{say_text(how)}</dd>
            </dl>
        </details>
    }
}
