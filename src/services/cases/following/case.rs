//! A case: the clock on top, what happened, what she wrote, what she can do.

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::*;
use zhangban_api::attachments::{FIELD, Uploaded};
use zhangban_api::cases::following::field;
use zhangban_api::cases::{CaseKey, CaseView};
use zhangban_api::{Message, Text};

use super::acts::Acts;
use super::later::{Later, later};
use super::page::{Following, open};
use super::text;
use crate::language::{say, say_text};
use crate::page::{CASE_ATTACHMENT, Page};
use crate::parts::button::LinkButton;
use crate::parts::card::Card;
use crate::parts::live::live;
use crate::parts::notice::Notice;
use crate::parts::summary_list::{SummaryList, SummaryRow};
use crate::services::cases::{ClockView, Timeline};

/// Where the focus goes when the case is there.
pub(super) const HEADING: &str = "case";

/// The case.
#[component]
pub(super) fn CaseShown(following: Following) -> impl IntoView {
    let leave = move |event: MouseEvent| {
        event.prevent_default();
        following.key.set_value(CaseKey::default());
        following.words.set_value(Vec::new());
        following.is_news.set(false);
        following.case.set(None);
    };
    let refresh = move |event: SubmitEvent| {
        event.prevent_default();
        open(following);
    };
    let key = following.key.get_value();
    view! {
        // There before anything stands in it: only then are readers of the screen told.
        <div role="status">
            {live(move || following.is_news.get().then(|| view! { <Notice>{say(text::NEWS)}</Notice> }))}
        </div>
        {later(Later::Hearing(following))}
        {live(move || following.case.get().map(|case| view! { <Case case/> }))}
        <Attached following/>
        <Acts following/>
        <div class="actions">
            <form method="post" action=Page::FollowCase.path() on:submit=refresh>
                <input type="hidden" name=field::NUMBER value=key.number autocomplete="off"/>
                <input type="hidden" name=field::CODE value=key.code autocomplete="off"/>
                <button class="button" data-kind="secondary">{say(text::REFRESH)}</button>
            </form>
            <span on:click=leave><LinkButton href=Page::FollowCase.path() label=text::ANOTHER/></span>
        </div>
    }
}

/// What came with the case. Each is asked for by a form, since number and code stand in no address.
#[component]
fn Attached(following: Following) -> impl IntoView {
    let all = following.case.with_untracked(|case| case.as_ref().map(|case| case.attachments.clone()));
    let key = following.key.get_value();
    let row = |(at, one): (usize, Uploaded)| {
        let number = at + 1;
        let name = Text::new(format!("{} {number}", one.kind.name().zh), format!("{} {number}", one.kind.name().en));
        view! {
            <form method="post" action=CASE_ATTACHMENT target="_blank">
                <input type="hidden" name=field::NUMBER value=key.number.clone() autocomplete="off"/>
                <input type="hidden" name=field::CODE value=key.code.clone() autocomplete="off"/>
                <input type="hidden" name=FIELD value=one.id.to_string()/>
                <button class="button" data-kind="quiet">{say_text(name)}</button>
            </form>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = all.unwrap_or_default().into_iter().enumerate().map(row).collect();
    (!rows.is_empty()).then(|| view! { <Card title=text::ATTACHED><div class="actions">{rows}</div></Card> })
}

#[component]
fn Case(case: CaseView) -> impl IntoView {
    let plain = |term: Message, value: String| SummaryRow::new(term, Text::new(value, ""));
    let mut rows = vec![
        plain(text::NUMBER, case.number.to_string()),
        SummaryRow::new(text::ANSWERED_BY, case.office.clone()),
        plain(text::FILED_AT, case.filed_at.to_string()),
    ];
    if !case.place.is_empty() {
        rows.push(plain(text::PLACE, case.place.clone()));
    }
    rows.extend(case.answers.iter().map(|(question, answer)| SummaryRow::new(question.clone(), Text::new(answer, ""))));
    view! {
        <h2 class="case__title" id=HEADING tabindex="-1">
            {say_text(case.category)}
            <span class="tag" data-kind="info">{say(case.state.name())}</span>
        </h2>
        <ClockView clock=case.clock now=case.now/>
        <Card title=text::WHAT_HAPPENED><Timeline entries=case.timeline/></Card>
        <Card title=text::YOUR_WORDS>
            <p class="case__text">{case.text}</p>
            <SummaryList rows/>
        </Card>
    }
}
