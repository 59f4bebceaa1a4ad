//! The list of a kind: what waits, and what stands.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::content::{
    ContentKind, ContentList, ContentNamed, ContentRow, ContentSearch, ListContent, PAGE, field,
};

use super::lookup::search_of_query;
use super::text;
use crate::address;
use crate::language::{say, say_text};
use crate::page::{Page, content_at, edit_at};
use crate::parts::button::LinkButton;
use crate::parts::field::{EnterKey, FieldSpec, SearchField};
use crate::parts::live::live;
use crate::parts::pages::pages;
use crate::parts::state::{State, StateView};
use crate::parts::tag::Tag;
use crate::remote::{ask, shown};
use crate::shell::TopBar;

const SEARCH: FieldSpec = FieldSpec::new(field::QUERY, text::SEARCH).hint(text::SEARCH_HINT).enter(EnterKey::Search);

/// What the desk writes.
#[component]
pub fn ContentPage() -> impl IntoView {
    let asked = address::asked(Page::DeskContent, search_of_query);
    let search = RwSignal::new(asked.get_untracked());
    let list = ask::<ListContent>(move || Some(asked.get()));
    #[cfg(target_arch = "wasm32")]
    address::keep_in_step(Page::DeskContent, search, asked, content_at, |now| {
        address::put_into_field(field::QUERY, &now.q);
    });
    let on_input = Callback::new(move |typed| search.update(|search| (search.q, search.page) = (typed, 1)));
    view! {
        <TopBar title=Page::DeskContent.title()/>
        <main class="page desk">
            <nav class="desk__parts" aria-label=say(text::KINDS)>
                {ContentKind::ALL.map(|kind| part(kind, asked)).into_iter().collect::<Vec<_>>()}
                <a href=Page::SignIn.path()>{say(text::ACCOUNT)}</a>
            </nav>
            <SearchField of=SEARCH action=Page::DeskContent.path() value=search.get_untracked().q on_input>
                {live(move || {
                    let kind = asked.get().kind.word();
                    Some(view! { <input type="hidden" name=field::KIND value=kind/> })
                })}
            </SearchField>
            {shown(list, move |list: ContentList| rows(list, asked.get_untracked()))}
        </main>
    }
}

fn part(kind: ContentKind, asked: Memo<ContentSearch>) -> AnyView {
    let href = content_at(&ContentSearch { kind, ..ContentSearch::default() });
    let here = move || asked.with(|asked| asked.kind == kind).then_some("page");
    view! { <a class="desk__part" href=href aria-current=here>{say(kind.name())}</a> }.into_any()
}

fn rows(list: ContentList, search: ContentSearch) -> AnyView {
    let ContentList { rows, count, may_write } = list;
    let kind = search.kind;
    let new = may_write.then(|| {
        let href = edit_at(&ContentNamed { kind, ..ContentNamed::default() });
        view! { <div class="actions"><LinkButton href label=text::new(kind)/></div> }.into_any()
    });
    if rows.is_empty() {
        let state = State::Empty(text::NOTHING.into());
        return view! { {new} <StateView state/> }.into_any();
    }
    let more = u32::try_from(PAGE).unwrap_or(u32::MAX).saturating_mul(search.page.max(1)) < count;
    let page = search.page.max(1);
    let said = Text::new(format!("共 {count} 条"), format!("{count} in all"));
    let at = |page: u32| content_at(&ContentSearch { page, ..search.clone() });
    let pages = pages((page > 1).then(|| at(page - 1)), more.then(|| at(page + 1)));
    let body = rows.into_iter().map(|one| row(one, kind)).collect::<Vec<_>>();
    view! {
        {new}
        <p role="status">{say_text(said)}</p>
        <ul class="rows">{body}</ul>
        {pages}
    }
    .into_any()
}

/// One of them; what became of its edit stands beside it.
fn row(row: ContentRow, kind: ContentKind) -> AnyView {
    let ContentRow { item, title, note, edit } = row;
    let href = edit_at(&ContentNamed { kind, item, edit: edit.as_ref().map_or(0, |edit| edit.id) });
    let title = if title.zh.is_empty() { text::UNTITLED.into() } else { title };
    let waits = edit.map(|edit| {
        let (kind, label) = text::state(edit.state);
        let more = text::told(&edit);
        view! { <Tag kind label/> <span class="contents__note">{say_text(more)}</span> }.into_any()
    });
    view! {
        <li>
            <a class="rows__item" href=href>
                <span class="contents__title">{say_text(title)}</span>
                <span class="contents__note">{say_text(note)}</span>
                {waits}
            </a>
        </li>
    }
    .into_any()
}
