//! What the register says of what was pasted.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::accounts::{CheckReport, Entry, Finding};

use super::text;
use crate::language::{say, say_text};
use crate::parts::breakable::breakable;
use crate::parts::live::live;
use crate::parts::notice::{Notice, NoticeKind};
use crate::parts::summary_list::{SummaryList, SummaryRow};
use crate::shell::use_department;

/// Where the focus goes when the answer is there.
pub(super) const HEADING: &str = "answer";

/// The answer: one card for each thing that was looked up, and what to do if any is not ours.
#[component]
pub(super) fn Report(
    /// The answer.
    report: CheckReport,
) -> impl IntoView {
    let any_stranger = report.findings.iter().any(|finding| finding.registered.is_empty());
    let cards = report.findings.into_iter().map(|finding| view! { <Found finding/> }.into_any()).collect_view();
    view! {
        <section class="answer" role="status">
            <h2 id=HEADING tabindex="-1">{say(text::ANSWER)}</h2>
            {cards}
            {any_stranger.then(|| view! { <WhatToDo/> }.into_any())}
        </section>
    }
}

#[component]
fn Found(finding: Finding) -> impl IntoView {
    let Finding { kind, subject, registered, resembles, signs } = finding;
    let ours = !registered.is_empty();
    let (notice, verdict) = match (ours, resembles.is_empty()) {
        (true, _) => (NoticeKind::Done, text::REGISTERED),
        (false, true) => (NoticeKind::Warning, text::NOT_REGISTERED),
        (false, false) => (NoticeKind::Error, text::LOOKS_LIKE),
    };
    let signs = signs.into_iter().map(|sign| view! { <p>{say(sign.message())}</p> }.into_any()).collect_view();
    let entries = if ours { registered } else { resembles };
    let heading =
        (!ours && !entries.is_empty()).then(|| view! { <p class="help">{say(text::REAL_ONE)}</p> }.into_any());
    let entries = entries.into_iter().map(|entry| view! { <SummaryList rows=rows(entry)/> }.into_any()).collect_view();
    view! {
        <section class="card">
            <h3 class="card__title">{say(text::kind(kind))}</h3>
            <p class="subject">{breakable(&subject)}</p>
            <Notice kind=notice><p><strong>{say(verdict)}</strong></p>{signs}</Notice>
            {heading}
            {entries}
            {ours.then(|| view! { <p class="help">{say(text::NOT_SAFE)}</p> }.into_any())}
        </section>
    }
}

/// An entry, line by line; what is empty has no line.
fn rows(entry: Entry) -> Vec<SummaryRow> {
    let Entry { title, detail, operator, since, verified_on, sample } = entry;
    let title = if sample { text::as_sample(&title) } else { title };
    let day = |date: Option<zhangban_api::Date>| Text::new(date.map(|date| date.to_string()).unwrap_or_default(), "");
    let rows = [
        (text::ENTRY, title),
        (text::DETAIL, detail),
        (text::OPERATOR, operator),
        (text::SINCE, day(since)),
        (text::VERIFIED_ON, day(verified_on)),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.zh.is_empty());
    rows.map(|(term, value)| SummaryRow::new(term, value)).collect()
}

/// What to do with what is not ours.
#[component]
fn WhatToDo() -> impl IntoView {
    let department = use_department();
    let line = live(move || {
        let number = department.with(|d| d.as_ref().and_then(|d| d.help_line.clone()))?;
        let words = say_text(text::or_call(&number.to_string()));
        Some(view! { <li>{words}</li> })
    });
    let steps = text::WHAT_TO_DO.into_iter().map(|step| view! { <li>{say(step)}</li> }.into_any()).collect_view();
    view! {
        <section class="card">
            <h3 class="card__title">{say(text::DO)}</h3>
            <ul class="to-do">{steps}{line}</ul>
        </section>
    }
}
