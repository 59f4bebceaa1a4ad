//! A case on one screen: the words and the history on one side, what can be done on the other.

use leptos::prelude::*;
use zhangban_api::attachments::{AttachmentKind, Uploaded};
use zhangban_api::cases::desk::{DeskCase, DeskView};
use zhangban_api::{Message, Text};

use super::acts::Acts;
use super::lookup::named_by_query;
use super::text;
use crate::address;
use crate::language::{say, say_text};
use crate::page::{DESK_ATTACHMENT, Page};
use crate::parts::card::Card;
use crate::parts::summary_list::{SummaryList, SummaryRow};
use crate::remote::{ask, shown};
use crate::services::cases::{ClockView, Timeline};
use crate::shell::TopBar;

/// A case at the desk.
#[component]
pub fn DeskCasePage() -> impl IntoView {
    let asked = address::asked(Page::DeskCase, named_by_query);
    let case = ask::<DeskCase>(move || Some(asked.get()));
    view! {
        <TopBar title=Page::DeskCase.title()/>
        <main class="page desk">
            <p><a href=Page::Desk.path()>{say(text::BACK)}</a></p>
            {shown(case, move |view: DeskView| {
                let acts = view.clone();
                view! {
                    <div class="desk__panes">
                        <div class="desk__pane">{told(view)}</div>
                        <div class="desk__pane"><Acts view=acts/></div>
                    </div>
                }
            })}
        </main>
    }
}

/// What came with it: photos are seen at once, the rest is a link.
fn attached(all: &[Uploaded]) -> Vec<AnyView> {
    let one = |(at, one): (usize, &Uploaded)| {
        let (href, number) = (format!("{DESK_ATTACHMENT}?id={}", one.id), at + 1);
        let name = Text::new(format!("{} {number}", one.kind.name().zh), format!("{} {number}", one.kind.name().en));
        let name = say_text(name);
        if one.kind == AttachmentKind::Photo {
            let (width, height) = (one.width.to_string(), one.height.to_string());
            let (alt, src) = (name.clone(), href.clone());
            view! {
                <a class="desk__photo" href=href target="_blank" rel="external">
                    <img src=src alt=alt width=width height=height loading="lazy"/>
                </a>
            }
            .into_any()
        } else {
            view! { <p><a href=href target="_blank" rel="external">{name}</a></p> }.into_any()
        }
    };
    all.iter().enumerate().map(one).collect()
}

fn told(view: DeskView) -> AnyView {
    let DeskView { case, contact, anonymous, may_be_published, .. } = view;
    let plain = |term: Message, value: String| SummaryRow::new(term, Text::new(value, ""));
    let mut rows =
        vec![SummaryRow::new(text::OFFICE, case.office.clone()), plain(text::FILED_AT, case.filed_at.to_string())];
    if !case.place.is_empty() {
        rows.push(plain(text::PLACE, case.place.clone()));
    }
    rows.extend(case.answers.iter().map(|(question, answer)| SummaryRow::new(question.clone(), Text::new(answer, ""))));
    let left_one = !contact.is_empty();
    rows.push(SummaryRow::new(text::CONTACT, if left_one { Text::new(contact, "") } else { text::NO_CONTACT.into() }));
    if left_one && anonymous {
        rows.push(SummaryRow::new(text::CONTACT, text::ANONYMOUS));
    }
    rows.push(SummaryRow::new(text::MAY_PUBLISH, if may_be_published { text::YES } else { text::NO }));
    view! {
        <h2 class="case__title">
            {say_text(case.category)}
            <span class="tag" data-kind="info">{say(case.state.name())}</span>
            <span class="queue__number">{case.number.to_string()}</span>
        </h2>
        <ClockView clock=case.clock now=case.now/>
        <Card title=text::WORDS>
            <p class="case__text">{case.text}</p>
            <SummaryList rows/>
            {attached(&case.attachments)}
        </Card>
        <Card title=text::HISTORY><Timeline entries=case.timeline/></Card>
    }
    .into_any()
}
