//! The first question: what it is about, a tree of links that can be searched.

use leptos::prelude::*;
use zhangban_api::cases::category::{Categories, Category, GetCategories, Group};
use zhangban_api::endpoint::Nothing;

use super::draft::Step;
use super::draft_offer::is_draft_there;
use super::promise::promise;
use super::text;
use crate::address;
use crate::language::{say, say_text};
use crate::page::{Page, file_case_at};
use crate::parts::button::LinkButton;
use crate::parts::field::{EnterKey, FieldSpec, SearchField};
use crate::parts::live::live;
use crate::parts::notice::Notice;
use crate::parts::state::{State, StateView};
use crate::remote::{ask, shown};
use crate::shell::TopBar;

/// What is looked for, in the address.
pub const QUERY: &str = "q";

const SEARCH: FieldSpec = FieldSpec::new(QUERY, text::SEARCH).hint(text::SEARCH_HINT).enter(EnterKey::Search);

/// The first page of filing.
#[component]
pub fn FileCasePage() -> impl IntoView {
    let categories = ask::<GetCategories>(|| Some(Nothing {}));
    view! {
        <TopBar title=Page::FileCase.title()/>
        <main class="page">
            {shown(categories, |categories: Categories| {
                if categories.groups.is_empty() {
                    return view! { <StateView state=State::Empty(text::NOT_OPEN.into())/> }.into_any();
                }
                view! { <WhichCategory categories=StoredValue::new(categories)/> }.into_any()
            })}
        </main>
    }
}

/// The categories, group by group; with something typed only those that match.
#[component]
fn WhichCategory(categories: StoredValue<Categories>) -> impl IntoView {
    let asked = address::asked(Page::FileCase, of_query);
    let looked_for = RwSignal::new(asked.get_untracked());
    let on_input = Callback::new(move |typed| looked_for.set(typed));
    let list = live(move || {
        let typed = looked_for.get();
        Some(categories.with_value(|categories| {
            let found: Vec<String> = categories.find(&typed).into_iter().map(|found| found.id.clone()).collect();
            let groups = categories.groups.iter().filter_map(|one| group(one, &found));
            let groups: Vec<AnyView> = groups.collect();
            if groups.is_empty() {
                view! { <p role="status">{say(text::NO_CATEGORY)}</p> }.into_any()
            } else {
                groups.into_any()
            }
        }))
    });
    let is_there = is_draft_there();
    let draft = live(move || {
        is_there.get().then(|| {
            view! {
                <Notice>
                    <p>{say(text::DRAFT)}</p>
                    <LinkButton href=Page::WriteCase.path() label=text::GO_ON/>
                </Notice>
            }
        })
    });
    view! {
        <p>{say(text::LEAD)}</p>
        {draft}
        <h2 class="filing__question">{say(text::WHAT)}</h2>
        <SearchField of=SEARCH action=Page::FileCase.path() value=asked.get_untracked() on_input/>
        {list}
    }
}

fn of_query(query: &str) -> String {
    let value = form_urlencoded::parse(query.as_bytes()).find(|(of, _)| of == QUERY);
    value.map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// A group with those of its categories that were found; nothing if none was.
fn group(group: &Group, found: &[String]) -> Option<AnyView> {
    let rows: Vec<AnyView> = group.categories.iter().filter(|one| found.contains(&one.id)).map(row).collect();
    let name = say_text(group.name.clone());
    (!rows.is_empty()).then(|| {
        view! {
            <section class="case-group">
                <h3 class="case-group__name">{name}</h3>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn row(category: &Category) -> AnyView {
    let href = file_case_at(&category.id, Step::Words.word());
    let hint = (!category.hint.is_empty())
        .then(|| view! { <span class="case-group__hint">{say_text(category.hint.clone())}</span> }.into_any());
    view! {
        <li>
            <a class="rows__item" href=href>
                <span class="case-group__title">{say_text(category.name.clone())}</span>
                <span class="tag" data-kind="plain">{say(category.kind.name())}</span>
                {hint}
                <span class="case-group__hint">{say(promise(category.deadline))}</span>
            </a>
        </li>
    }
    .into_any()
}
