//! The page of the answered cases: a search, the categories, questions and answers.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::cases::public::{AnsweredCases, AnsweredSearch, FindAnswered, PAGE, field};

use super::entry::entry_view;
use super::lookup::{address, search_of_query};
use super::text;
use crate::address;
use crate::language::{say, say_text};
use crate::page::Page;
use crate::parts::button::LinkButton;
use crate::parts::field::{EnterKey, FieldSpec, SearchField};
use crate::parts::pages::pages;
use crate::parts::state::{State, StateView};
use crate::remote::{ask, shown};
use crate::shell::TopBar;

const SEARCH: FieldSpec = FieldSpec::new(field::QUERY, text::SEARCH).hint(text::SEARCH_HINT).enter(EnterKey::Search);

/// What was asked and answered before.
#[component]
pub fn AnsweredCasesPage() -> impl IntoView {
    let asked = address::asked(Page::AnsweredCases, search_of_query);
    let search = RwSignal::new(asked.get_untracked());
    let answered = ask::<FindAnswered>(move || Some(asked.get()));
    #[cfg(target_arch = "wasm32")]
    address::keep_in_step(Page::AnsweredCases, search, asked, address, |now| {
        address::put_into_field(field::QUERY, &now.q);
    });
    let on_input = Callback::new(move |typed| search.update(|search| (search.q, search.page) = (typed, 1)));
    let AnsweredSearch { category, q, .. } = search.get_untracked();
    let without_words = address(&AnsweredSearch { category: category.clone(), ..AnsweredSearch::default() });
    let kept =
        (!category.is_empty()).then(|| view! { <input type="hidden" name=field::CATEGORY value=category/> }.into_any());
    view! {
        <TopBar title=Page::AnsweredCases.title()/>
        <main class="page">
            <SearchField of=SEARCH action=without_words value=q on_input>{kept}</SearchField>
            {shown(answered, move |answered: AnsweredCases| found(answered, &asked.get_untracked()))}
            <p class="source">{say(text::HOW_SHOWN)}</p>
            <nav class="actions" aria-label=say(Page::FileCase.title())>
                <LinkButton href=Page::Promise.path() label=text::HOW_FAST/>
                <LinkButton href=Page::FileCase.path() label=text::ASK/>
            </nav>
        </main>
    }
}

fn found(answered: AnsweredCases, search: &AnsweredSearch) -> AnyView {
    let AnsweredCases { rows, count, categories } = answered;
    let chip = |id: String, name: Text| {
        let is_on = (search.category == id).then_some("true");
        let href = address(&AnsweredSearch { category: id, q: search.q.clone(), page: 1 });
        view! { <a class="chip" href=href aria-current=is_on data-noscroll="">{say_text(name)}</a> }.into_any()
    };
    let nothing = categories.is_empty();
    let all = std::iter::once(chip(String::new(), text::ALL.into()));
    let chips: Vec<AnyView> =
        all.chain(categories.into_iter().map(|category| chip(category.id, category.name))).collect();
    let chips =
        (!nothing).then(|| view! { <nav class="chips" aria-label=say(text::CATEGORIES)>{chips}</nav> }.into_any());
    if rows.is_empty() {
        let why = if nothing { text::EMPTY } else { text::NOTHING_FOUND };
        return view! { {chips}<StateView state=State::Empty(why.into())/> }.into_any();
    }
    let page = search.page.max(1);
    let is_last = (page as usize).saturating_mul(PAGE) >= count as usize;
    let at = |page: u32| address(&AnsweredSearch { page, ..search.clone() });
    let pages = pages((page > 1).then(|| at(page - 1)), (!is_last).then(|| at(page + 1)));
    let count = Text::new(format!("共 {count} 件"), format!("{count} in all"));
    view! {
        {chips}
        <p class="small quiet" role="status">{say_text(count)}</p>
        <ul class="public-cases">{rows.into_iter().map(entry_view).collect::<Vec<_>>()}</ul>
        {pages}
    }
    .into_any()
}
