//! The queue: what is due next on top, a row each. The first row has the focus, so that "Enter" opens it.

use leptos::prelude::*;
use zhangban_api::cases::Warning;
use zhangban_api::cases::deadline::span;
use zhangban_api::cases::desk::{DeskQueue, PAGE, Queue, QueueRow, QueueSearch, Show, field};
use zhangban_api::endpoint::Nothing;
use zhangban_api::staff::{Role, WhoAmI};
use zhangban_api::{Message, Moment, Text};

use super::lookup::{address, search_of_query};
use super::text;
use crate::address;
use crate::language::{say, say_text};
use crate::page::{Page, desk_case_at};
use crate::parts::button::{Button, ButtonKind};
use crate::parts::field::{EnterKey, FieldSpec, SearchField};
use crate::parts::figures::counted;
use crate::parts::live::live;
use crate::parts::pages::pages;
use crate::parts::state::{State, StateView};
use crate::remote::{Ask, ask, shown};
use crate::shell::TopBar;

const SEARCH: FieldSpec = FieldSpec::new(field::QUERY, text::SEARCH).hint(text::SEARCH_HINT).enter(EnterKey::Search);

/// The queue of the desk.
#[component]
pub fn DeskPage() -> impl IntoView {
    let asked = address::asked(Page::Desk, search_of_query);
    let search = RwSignal::new(asked.get_untracked());
    let who = ask::<WhoAmI>(|| Some(Nothing {}));
    let leads = Memo::new(move |_| who.answer.with(|who| who.ready().is_some_and(|me| me.role == Role::Lead)));
    let queue = ask::<DeskQueue>(move || Some(asked.get()));
    #[cfg(target_arch = "wasm32")]
    address::keep_in_step(Page::Desk, search, asked, address, |now| address::put_into_field(field::QUERY, &now.q));
    let on_input = Callback::new(move |typed| search.update(|search| (search.q, search.page) = (typed, 1)));
    view! {
        <TopBar title=Page::Desk.title()/>
        <main class="page desk">
            <nav class="desk__parts" aria-label=say(text::PARTS)>
                {Show::ALL.map(|show| part(show, asked)).collect_view()}
                <a href=Page::DeskFile.path() rel="external">{say(Page::DeskFile.title())}</a>
                {live(move || leads.get().then(|| {
                    view! { <a href=Page::DeskContent.path()>{say(Page::DeskContent.title())}</a> }
                }))}
                <a href=Page::SignIn.path()>{say(text::ACCOUNT)}</a>
            </nav>
            <SearchField of=SEARCH action=Page::Desk.path() value=search.get_untracked().q on_input>
                <input type="hidden" name=field::SHOW value=search.get_untracked().show.word()/>
            </SearchField>
            <Changed queue/>
            {shown(queue, move |queue: Queue| rows(queue, asked.get_untracked()))}
        </main>
    }
}

/// Says that the queue has changed; what is read stays where it is until she asks for it.
#[component]
fn Changed(queue: Ask<DeskQueue>) -> impl IntoView {
    let has_changed = RwSignal::new(false);
    #[cfg(target_arch = "wasm32")]
    crate::effect::once_taken_over(move || super::hearing::hear(queue, has_changed));
    let look = move |()| {
        has_changed.set(false);
        queue.again();
    };
    view! {
        <div role="status">
            {live(move || has_changed.get().then(|| view! {
                <div class="actions"><Button kind=ButtonKind::Secondary label=text::CHANGED on_press=look/></div>
            }))}
        </div>
    }
}

fn part(show: Show, asked: Memo<QueueSearch>) -> AnyView {
    let href = address(&QueueSearch { show, ..QueueSearch::default() });
    let here = move || asked.with(|asked| asked.show == show).then_some("page");
    view! { <a class="desk__part" href=href aria-current=here>{say(text::show(show))}</a> }.into_any()
}

fn rows(queue: Queue, search: QueueSearch) -> AnyView {
    let Queue { rows, count, now } = queue;
    if rows.is_empty() {
        let is_all = search.q.is_empty() && search.show == Show::Due;
        let state = State::Empty(if is_all { text::ALL_DONE } else { text::NOTHING }.into());
        return view! { <StateView state/> }.into_any();
    }
    let (shown, page) = (rows.len(), search.page.max(1));
    let count = Text::new(format!("共 {count} 件"), counted(count, ["case", "cases"]));
    let head = |words: Message| view! { <th scope="col">{say(words)}</th> }.into_any();
    let heads =
        [text::LEFT, text::NUMBER, text::ABOUT, text::STATE, text::WHO].map(head).into_iter().collect::<Vec<_>>();
    let body = rows.into_iter().enumerate().map(|(at, case)| row(case, at == 0, now)).collect::<Vec<_>>();
    let at = |page: u32| address(&QueueSearch { page, ..search.clone() });
    let pages = pages((page > 1).then(|| at(page - 1)), (shown == PAGE).then(|| at(page + 1)));
    view! {
        <p role="status">{say_text(count)}</p>
        <div class="table-scroll" tabindex="0" role="region" aria-label=say(text::PARTS)>
            <table class="queue">
                <thead><tr>{heads}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        {pages}
    }
    .into_any()
}

/// A case: how much time is left comes first.
fn row(case: QueueRow, first: bool, now: Moment) -> AnyView {
    let QueueRow { number, category, state, clock, warning, beginning, assignee, .. } = case;
    let (zh, en) = span(clock.left(now));
    let left: Text = match warning {
        _ if clock.paused_at.is_some() => text::PAUSED.into(),
        _ if !state.is_open() => Text::default(),
        Warning::Overdue => Text::new(format!("超期 {zh}"), format!("{en} over")),
        _ => Text::new(zh, en),
    };
    let urgency = match warning {
        Warning::None | Warning::Half => "calm",
        Warning::ThreeQuarters => "soon",
        Warning::LastHour | Warning::Overdue => "now",
    };
    view! {
        <tr>
            <td class="queue__left" data-urgency=urgency>{say_text(left)}</td>
            <td>
                <a class="queue__number" href=desk_case_at(&number.to_string()) autofocus=first>{number.to_string()}</a>
            </td>
            <td>
                <span class="queue__about">{say_text(category)}</span>
                <span class="queue__words">{beginning}</span>
            </td>
            <td>{say(state.name())}</td>
            <td>{assignee}</td>
        </tr>
    }
    .into_any()
}
