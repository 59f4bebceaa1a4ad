//! The page of the register: search and filters on top, the colleges below, each a link to its scores.

use std::convert;

use leptos::prelude::*;
use zhangban_api::Message;
use zhangban_api::colleges::{CollegeSearch, Colleges};

use super::finding::Register;
use super::lookup::field;
use super::text;
use super::ways::ways;
use crate::language::say;
use crate::page::Page;
use crate::parts::button::LinkButton;
use crate::parts::field::{EnterKey, FieldSpec, SearchField};
use crate::parts::live::live;
use crate::parts::state::{State, StateView};
use crate::searched_list::{Finding, FoundCount, FoundRows, finding};
use crate::shell::TopBar;

const SEARCH: FieldSpec = FieldSpec::new(field::QUERY, text::SEARCH).hint(text::SEARCH_HINT).enter(EnterKey::Search);

/// The register, searched.
#[component]
pub fn PastScoresPage() -> impl IntoView {
    let finding = finding::<Register>(convert::identity);
    let begun = finding.search.get_untracked();
    let on_input = Callback::new(move |typed| finding.typed(|search| search.q = typed));
    let trouble = live(move || {
        let on_retry = Callback::new(move |()| finding.again());
        finding.trouble().map(|state| view! { <StateView state on_retry/> })
    });
    let nothing = live(move || {
        finding.found.with(|found| found.as_ref().and_then(why_nothing)).map(|(state, leads_on)| {
            view! {
                <StateView state/>
                {leads_on.then(|| view! {
                    <div class="actions">
                        <LinkButton href=Page::PastScores.path() label=text::SHOW_ALL on:click=move |_| finding.start_over()/>
                    </div>
                })}
            }
        })
    });
    let sample = Memo::new(move |_| {
        finding.found.with(|found| found.as_ref().is_some_and(|found| found.entries.iter().any(|entry| entry.sample)))
    });
    view! {
        <TopBar title=Page::PastScores.title()/>
        <main class="page">
            {ways(Page::PastScores)}
            <SearchField of=SEARCH action=Page::PastScores.path() value=begun.q on_input/>
            <Filters finding/>
            <FoundCount finding/>
            {trouble}
            <FoundRows finding class="rows">{nothing}</FoundRows>
            {live(move || sample.get().then(|| view! { <p class="source">{say(text::REGISTER_IS_A_SAMPLE)}</p> }))}
        </main>
    }
}

/// Only a province, only a level. They belong to the form of the search, so that they are sent with it without scripting.
#[component]
fn Filters(finding: Finding<Register>) -> impl IntoView {
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
    fn nothing_is_always_explained() {
        let why = |search, total| why_nothing(&found(search, total)).unwrap();
        assert_eq!(why(typed(""), 0), (State::Empty(text::NOTHING_YET.into()), false));
        assert_eq!(why(typed("x"), 0), (State::Empty(text::NO_MATCH.into()), true));
        assert_eq!(why(CollegeSearch { page: 9, ..typed("") }, 3), (State::Gone(text::BEYOND.into()), true));
    }
}
