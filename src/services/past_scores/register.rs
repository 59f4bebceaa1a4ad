//! The page of the register: search and filters on top, the colleges below, each a link to its scores.

use leptos::ev::MouseEvent;
use leptos::html::Ul;
use leptos::prelude::*;
use zhangban_api::colleges::{College, CollegeSearch, Colleges, WINDOW};
use zhangban_api::{Message, Text};

use super::finding::{Finding, finding};
use super::lookup::{Lookup, address_of, field, search_of_query};
use super::text;
use super::ways::ways;
use crate::address;
use crate::language::{say, use_language, words};
use crate::page::Page;
use crate::parts::button::LinkButton;
use crate::parts::field::{EnterKey, FieldSpec, SearchField};
use crate::parts::figures::grouped;
use crate::parts::list::focus_row;
use crate::parts::live::live;
use crate::parts::markup::{MarkupList, escaped};
use crate::parts::pages::{page_before, turn};
use crate::parts::state::{State, StateView};
use crate::parts::tag::{TagKind, tag_markup};
use crate::shell::TopBar;

const SEARCH: FieldSpec = FieldSpec::new(field::QUERY, text::SEARCH).hint(text::SEARCH_HINT).enter(EnterKey::Search);

/// As many as stand on the first screen of a phone.
const FIRST: usize = 8;

/// The register, searched.
#[component]
pub fn PastScoresPage() -> impl IntoView {
    let finding = finding(address::asked(Page::PastScores, search_of_query));
    let begun = finding.search.get_untracked();
    let on_input = Callback::new(move |typed| finding.change(|search| search.q = typed));
    let trouble = live(move || {
        let on_retry = Callback::new(move |()| finding.again());
        finding.trouble().map(|state| view! { <StateView state on_retry/> })
    });
    view! {
        <TopBar title=Page::PastScores.title()/>
        <main class="page">
            {ways(Page::PastScores)}
            <SearchField of=SEARCH action=Page::PastScores.path() value=begun.q on_input/>
            <Filters finding/>
            <Count finding/>
            {trouble}
            <Rows finding/>
        </main>
    }
}

/// Only a province, only a level. They belong to the form of the search, so that they are sent with it without scripting.
#[component]
fn Filters(finding: Finding) -> impl IntoView {
    let known = Memo::new(move |_| {
        finding.found.with(|found| found.as_ref().map(|found| (found.provinces.clone(), found.levels.clone())))
    });
    let filters = live(move || {
        let (provinces, levels) = known.get()?;
        let CollegeSearch { province, level, .. } = finding.search.get_untracked();
        let narrow_province = Callback::new(move |value| finding.change(|search| search.province = value));
        let narrow_level = Callback::new(move |value| finding.change(|search| search.level = value));
        Some(view! {
            {filter(field::PROVINCE, text::PROVINCE, text::ALL_PROVINCES, (provinces, province), narrow_province)}
            {filter(field::LEVEL, text::LEVEL, text::ALL_LEVELS, (levels, level), narrow_level)}
        })
    });
    view! { <div class="register__filters">{filters}</div> }
}

fn filter(
    name: &'static str,
    label: Message,
    all: Message,
    (values, chosen): (Vec<String>, String),
    on_change: Callback<String>,
) -> AnyView {
    let option = |value: String| {
        let shown = value.clone();
        view! { <option selected=value == chosen value=value>{shown}</option> }.into_any()
    };
    view! {
        <div class="register__filter">
            <label class="visually-hidden" for=name>{say(label)}</label>
            <select
                class="field__input"
                id=name
                name=name
                form=SEARCH.form()
                on:change=move |event| on_change.run(event_target_value(&event))
            >
                <option value="">{say(all)}</option>
                {values.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// How many were found; readers of the screen hear it when it changes.
#[component]
fn Count(finding: Finding) -> impl IntoView {
    let language = use_language();
    let count = words(move || {
        let count = finding.found.with(|found| found.as_ref().map(count_of)).unwrap_or_default();
        language.get().of_text(&count)
    });
    let offline = live(move || finding.goes_on_offline().then(|| view! { <p>{say(text::OFFLINE)}</p> }));
    view! { <div class="register__count" role="status"><p>{count}</p>{offline}</div> }
}

fn count_of(found: &Colleges) -> Text {
    let Colleges { search, total, .. } = found;
    let total = grouped(u32::try_from(*total).unwrap_or(u32::MAX));
    let typed = search.q.trim();
    let count = match (typed.is_empty(), search.is_everything()) {
        (false, _) => Text::new(format!("“{typed}”找到 {total} 所"), format!("{total} found for “{typed}”")),
        (true, true) => Text::new(format!("共 {total} 所院校"), format!("{total} colleges")),
        (true, false) => Text::new(format!("找到 {total} 所"), format!("{total} found")),
    };
    if search.page > 1 {
        let from = search.skipped() + 1;
        return Text::new(format!("{}，从第 {from} 所起", count.zh), format!("{}, from number {from} on", count.en));
    }
    count
}

/// The colleges that were found, or why there are none.
#[component]
fn Rows(finding: Finding) -> impl IntoView {
    let list = NodeRef::<Ul>::new();
    let entries = Memo::new(move |_| {
        finding
            .found
            .with(|found| found.as_ref().map(|found| found.entries.iter().map(row).collect()))
            .unwrap_or_default()
    });
    let any = Memo::new(move |_| entries.with(|entries: &Vec<String>| !entries.is_empty()));
    let rows = live(move || {
        any.get().then(|| {
            view! { <MarkupList class="rows" rows=entries first=FIRST list/> }
        })
    });
    let nothing = live(move || {
        finding.found.with(|found| found.as_ref().and_then(why_nothing)).map(|(state, leads_on)| {
            view! {
                <StateView state/>
                {leads_on.then(|| view! {
                    <div class="actions"><LinkButton href=Page::PastScores.path() label=text::SHOW_ALL/></div>
                })}
            }
        })
    });
    let sample = Memo::new(move |_| {
        finding.found.with(|found| found.as_ref().is_some_and(|found| found.entries.iter().any(|entry| entry.sample)))
    });
    view! {
        {rows}
        {nothing}
        {live(move || finding.found.with(|found| pages(found.as_ref()?, finding, list)))}
        {live(move || sample.get().then(|| view! { <p class="source">{say(text::REGISTER_IS_A_SAMPLE)}</p> }))}
    }
}

/// A college as markup: its name, what it is known as, and where it is.
fn row(college: &College) -> String {
    let (href, name, facts) = (escaped(&address_of(&college.name)), escaped(&college.name), escaped(&college.facts()));
    let tags: String = college.tags.split_whitespace().map(|tag| tag_markup(TagKind::Info, tag)).collect();
    format!(
        r#"<li><a class="rows__item" href="{href}"><span class="register__name">{name}</span>{tags}<span class="register__facts">{facts}</span></a></li>"#
    )
}

/// What a college is known as.
pub(super) fn tags(tags: &str) -> Vec<AnyView> {
    let tag = |tag: &str| view! { <span class="tag" data-kind="info">{tag.to_owned()}</span> }.into_any();
    tags.split_whitespace().map(tag).collect()
}

/// Why nothing is shown of what was found, and whether there is more to be seen elsewhere; `None` where something is.
fn why_nothing(found: &Colleges) -> Option<(State, bool)> {
    match found {
        Colleges { entries, .. } if !entries.is_empty() => None,
        Colleges { total, .. } if *total > 0 => Some((State::Gone(text::BEYOND.into()), true)),
        Colleges { search, .. } if search.is_everything() => Some((State::Empty(text::NOTHING_YET.into()), false)),
        _ => Some((State::Empty(text::NO_MATCH.into()), true)),
    }
}

/// The way to what is not shown: without scripting, or before the whole register is here, to another page; otherwise more
/// of it appears below.
fn pages(found: &Colleges, finding: Finding, list: NodeRef<Ul>) -> Option<AnyView> {
    let address = |page| Lookup::Colleges(CollegeSearch { page, ..found.search.clone() }).address();
    let (page, shown, left) = (found.search.page, found.entries.len(), found.left());
    let back = (page > 1).then(|| page_before(address(page - 1)));
    let onward = (left > 0 && shown > 0).then(|| {
        let href = address(page.saturating_add(u16::try_from(shown.div_ceil(WINDOW)).unwrap_or(1)));
        let label = Text::new(format!("显示更多（还有 {left} 所）"), format!("Show more ({left} left)"));
        let press = move |event: MouseEvent| {
            if finding.show_more() {
                event.prevent_default();
                focus_row(list, shown);
            }
        };
        view! { <LinkButton href label on:click=press/> }.into_any()
    });
    turn(back, None, onward)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(search: CollegeSearch, total: usize) -> Colleges {
        Colleges { search, total, ..Colleges::default() }
    }

    fn typed(q: &str) -> CollegeSearch {
        CollegeSearch { q: q.into(), ..CollegeSearch::default() }
    }

    #[test]
    fn what_was_found_is_counted_in_words() {
        let in_henan = CollegeSearch { province: "河南".into(), ..CollegeSearch::default() };
        let second = CollegeSearch { page: 2, ..CollegeSearch::default() };
        for (search, words) in [
            (typed(""), "共 3,145 所院校"),
            (typed(" zzdx "), "“zzdx”找到 3,145 所"),
            (in_henan, "找到 3,145 所"),
            (second, "共 3,145 所院校，从第 21 所起"),
        ] {
            assert_eq!(count_of(&found(search, 3_145)).zh, words);
        }
    }

    #[test]
    fn nothing_is_always_explained() {
        let why = |search, total| why_nothing(&found(search, total)).unwrap();
        assert_eq!(why(typed(""), 0), (State::Empty(text::NOTHING_YET.into()), false));
        assert_eq!(why(typed("x"), 0), (State::Empty(text::NO_MATCH.into()), true));
        assert_eq!(why(CollegeSearch { page: 9, ..typed("") }, 3), (State::Gone(text::BEYOND.into()), true));
    }
}
