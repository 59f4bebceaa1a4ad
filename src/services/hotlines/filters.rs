//! What narrows the directory: the search, and the chips below it.

use leptos::prelude::*;
use zhangban_api::hotlines::HotlineSearch;
use zhangban_api::{Message, Text};

use super::finding::Home;
use super::lookup::{self, field};
use crate::language::{say, say_text, words};
use crate::parts::field::{EnterKey, FieldSpec, SearchField};
use crate::parts::live::live;
use crate::searched_list::Finding;

const SEARCH: FieldSpec = FieldSpec::new(field::QUERY, Message::new("搜索电话", "Search the hotlines"))
    .hint(Message::new("名称、号码、拼音或首字母", "Name, number or pinyin"))
    .enter(EnterKey::Search);
const CHIPS: Message = Message::new("筛选", "Filters");
const ALL: Message = Message::new("全部", "All");
const OPEN_NOW: Message = Message::new("正在接听", "Answering now");

/// The search.
#[component]
pub(super) fn Search(
    /// What is looked for.
    finding: Finding<Home>,
) -> impl IntoView {
    let HotlineSearch { q, category, open, .. } = finding.search.get_untracked();
    // A form that is sent without scripting keeps the other filters.
    let kept = [(field::CATEGORY, category.clone()), (field::OPEN, if open { "1".into() } else { String::new() })];
    let kept =
        kept.map(|(name, value)| (!value.is_empty()).then(|| view! { <input type="hidden" name=name value=value/> }));
    let without_words = lookup::address(&HotlineSearch { category, open, ..HotlineSearch::default() });
    let on_input = Callback::new(move |words| finding.typed(|search| search.q = words));
    view! { <SearchField of=SEARCH action=without_words value=q on_input>{kept.collect_view()}</SearchField> }
}

/// All, only those that answer now, only one category: links, which work before the take-over and can be shared.
#[component]
pub(super) fn Chips(
    /// What is looked for.
    finding: Finding<Home>,
) -> impl IntoView {
    let categories = Memo::new(move |_| {
        finding.found.with(|found| found.as_ref().map(|found| found.categories.clone())).unwrap_or_default()
    });
    let chips = live(move || {
        let filters = [Filter::Everything, Filter::OpenNow].into_iter();
        let filters = filters.chain(categories.get().into_iter().map(Filter::Category));
        Some(filters.map(|filter| view! { <Chip filter finding/> }).collect_view())
    });
    view! { <nav class="chips" aria-label=say(CHIPS)>{chips}</nav> }
}

#[component]
fn Chip(filter: Filter, finding: Finding<Home>) -> impl IntoView {
    let label = say_text(filter.label());
    let link = StoredValue::new(filter);
    let is_on = move || link.with_value(|filter| finding.search.with(|search| filter.is_on(search)));
    let href = words(move || link.with_value(|filter| lookup::address(&filter.press(finding.search.get()))));
    // The page stays where it is scrolled to.
    view! { <a class="chip" href=href aria-current=move || is_on().then_some("true") data-noscroll="">{label}</a> }
}

/// What a chip stands for.
enum Filter {
    /// Nothing is left out but by the words.
    Everything,
    /// Only those that answer now.
    OpenNow,
    /// Only those of a category.
    Category(Text),
}

impl Filter {
    fn label(&self) -> Text {
        match self {
            Self::Everything => ALL.into(),
            Self::OpenNow => OPEN_NOW.into(),
            Self::Category(name) => name.clone(),
        }
    }

    fn is_on(&self, search: &HotlineSearch) -> bool {
        match self {
            Self::Everything => search.category.is_empty() && !search.open,
            Self::OpenNow => search.open,
            Self::Category(name) => search.category == name.zh,
        }
    }

    /// What is looked for after its chip was pressed. Pressed again, it is off.
    fn press(&self, mut search: HotlineSearch) -> HotlineSearch {
        let on = self.is_on(&search);
        search.page = 1;
        match self {
            Self::Everything => (search.category, search.open) = (String::new(), false),
            Self::OpenNow => search.open = !on,
            Self::Category(name) => search.category = if on { String::new() } else { name.zh.clone() },
        }
        search
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chip_that_is_pressed_twice_is_off_and_leaves_the_others_alone() {
        let search = HotlineSearch { q: "zz".into(), page: 3, ..HotlineSearch::default() };
        let category = Filter::Category(Text::new("学籍", ""));
        let both = category.press(Filter::OpenNow.press(search.clone()));
        assert!(Filter::OpenNow.is_on(&both) && category.is_on(&both) && !Filter::Everything.is_on(&both));
        assert_eq!((both.q.as_str(), both.page), ("zz", 1));
        let open = category.press(both.clone());
        assert!(Filter::OpenNow.is_on(&open) && open.category.is_empty());
        for everything in [Filter::OpenNow.press(open), Filter::Everything.press(both)] {
            assert_eq!(everything, HotlineSearch { page: 1, ..search.clone() });
        }
    }
}
