//! What narrows the directory: the search, and the chips below it.

use leptos::prelude::*;
use zhangban_api::Message;
use zhangban_api::hotlines::HotlineSearch;

use super::finding::Finding;
use super::lookup::{self, field};
use crate::language::{say, use_language};
use crate::page::Page;
use crate::parts::field::{EnterKey, FieldSpec, SearchField};

const SEARCH: FieldSpec = FieldSpec::new(field::QUERY, Message::new("搜索电话", "Search the hotlines"))
    .hint(Message::new("名称、号码、拼音或首字母", "Name, number or pinyin"))
    .enter(EnterKey::Search);
const CHIPS: Message = Message::new("筛选", "Filters");
const ALL: Message = Message::new("全部", "All");
const OPEN_NOW: Message = Message::new("正在接听", "Answering now");

/// The search. It is made anew when a link or "back" put other words into it; while somebody types it stays as it is.
#[component]
pub(super) fn Search(
    /// What is looked for.
    finding: Finding,
) -> impl IntoView {
    move || {
        finding.replaced.track();
        let search = finding.search.get_untracked();
        let without_words = lookup::address(&HotlineSearch { q: String::new(), page: 1, ..search.clone() });
        let on_input = Callback::new(move |words| finding.typed(words));
        view! {
            <SearchField of=SEARCH action=without_words value=search.q on_input>
                <Kept finding/>
            </SearchField>
        }
    }
}

/// The other filters, for a form that is sent: they stay as they are.
#[component]
fn Kept(finding: Finding) -> impl IntoView {
    let category = move || finding.search.with(|search| search.category.clone());
    let open = move || finding.search.with(|search| search.open);
    let kept = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <input type="hidden" name=name value=value/> })
    };
    view! {
        {move || kept(field::CATEGORY, category())}
        {move || kept(field::OPEN, if open() { "1".into() } else { String::new() })}
    }
}

/// All, only those that answer now, only one category: links, which work before the take-over and can be shared.
/// A chip that is on leads back to without it.
#[component]
pub(super) fn Chips(
    /// What is looked for.
    finding: Finding,
) -> impl IntoView {
    let (language, search) = (use_language(), finding.search);
    let label = move |message: Message| move || language.get().of(message).to_owned();
    let all = Chip {
        on: move |search: &HotlineSearch| search.category.is_empty() && !search.open,
        leads_to: |search: HotlineSearch| HotlineSearch { category: String::new(), open: false, ..search },
    };
    let open = Chip {
        on: |search: &HotlineSearch| search.open,
        leads_to: |search: HotlineSearch| HotlineSearch { open: !search.open, ..search },
    };
    let categories = Memo::new(move |_| {
        finding.found.with(|found| found.as_ref().map(|found| found.categories.clone())).unwrap_or_default()
    });
    let one = move |category: String| {
        let (name, named) = (category.clone(), category.clone());
        let chip = Chip {
            on: move |search: &HotlineSearch| search.category == named,
            leads_to: move |search: HotlineSearch| {
                let category = if search.category == category { String::new() } else { category.clone() };
                HotlineSearch { category, ..search }
            },
        };
        chip.view(search, move || name.clone())
    };
    view! {
        <nav class="chips" aria-label=say(CHIPS)>
            {all.view(search, label(ALL))}
            {open.view(search, label(OPEN_NOW))}
            <For each=move || categories.get() key=String::clone children=one/>
        </nav>
    }
}

/// A filter: whether it is on, and what is looked for after it was pressed.
struct Chip<On, LeadsTo> {
    on: On,
    leads_to: LeadsTo,
}

impl<On, LeadsTo> Chip<On, LeadsTo>
where
    On: Fn(&HotlineSearch) -> bool + Send + Sync + 'static,
    LeadsTo: Fn(HotlineSearch) -> HotlineSearch + Send + Sync + 'static,
{
    fn view(self, search: RwSignal<HotlineSearch>, label: impl Fn() -> String + Send + 'static) -> impl IntoView {
        let Self { on, leads_to } = self;
        let current = move || search.with(&on).then_some("true");
        let href = move || lookup::address(&HotlineSearch { page: 1, ..leads_to(search.get()) });
        view! { <a class="chip" href=href aria-current=current data-noscroll="">{label}</a> }
    }
}

/// The way to everything, out of a search that found nothing.
pub(super) fn address_of_everything() -> &'static str {
    Page::Hotlines.path()
}
