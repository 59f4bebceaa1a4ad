//! The filters: a form that asks by its address; in the browser the list follows while it is filled in.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zhangban_api::plans::{Named, PlanFilters, PlanSort, PlanYear, ReSelected};
use zhangban_api::{Message, Text};

use super::lookup::{field, pairs};
use super::page::Looking;
use super::text;
use crate::language::say;
use crate::page::Page;
use crate::parts::button::SubmitButton;
use crate::parts::choice::{ChoiceOption, Choices, Select};
use crate::parts::field::{EnterKey, Field, FieldSpec};

const COLLEGE: FieldSpec =
    FieldSpec::new(field::COLLEGE, text::COLLEGE).hint(text::COLLEGE_HINT).enter(EnterKey::Search);
const MAJOR: FieldSpec = FieldSpec::new(field::MAJOR, text::MAJOR).hint(text::MAJOR_HINT).enter(EnterKey::Search);

/// The filters; the less usual ones are folded away until one of them is in use.
#[component]
pub(super) fn PlanForm(
    /// What there is to choose from.
    filters: PlanFilters,
    /// What is looked for.
    looking: Looking,
) -> impl IntoView {
    let begun = looking.now.get_untracked();
    let of_year = filters.year(begun.year).or(filters.year(None)).cloned().unwrap_or_default();
    let PlanYear { tracks, batches, provinces, kinds, .. } = of_year;
    let chosen = |name: &'static str| {
        pairs(&begun).into_iter().find(|(known, _)| *known == name).map(|(_, value)| value).unwrap_or_default()
    };
    let select = |name: &'static str, label: Message, options: Vec<ChoiceOption>| {
        let choices = Choices::new(options, chosen(name));
        let on_change = Callback::new(move |value: String| looking.choose(name, &value));
        view! { <Select of=FieldSpec::new(name, label) choices errors=Vec::new() on_change/> }.into_any()
    };
    let search = |of: FieldSpec| {
        let on_input = Callback::new(move |value: String| looking.type_in(of.name, &value));
        view! { <Field of value=chosen(of.name) errors=Vec::new() on_input/> }.into_any()
    };
    let named = |Named { id, name }: Named| ChoiceOption::new(id, name);
    let plain = |name: String| ChoiceOption::new(name.clone(), Text::new(name, ""));
    let pairs_of_subjects = ReSelected::all().map(|pair| ChoiceOption::new(pair.words(), pair.text()));
    let years = filters.years.iter().map(|known| ChoiceOption::new(known.year.to_string(), year(known.year)));
    let sorts = PlanSort::ALL
        .into_iter()
        .map(|(sort, word)| ChoiceOption::new(if sort == PlanSort::default() { "" } else { word }, text::sort(sort)));
    let folded = [field::YEAR, field::BATCH, field::PROVINCE, field::KIND, field::SORT];
    let open = folded.iter().any(|name| !chosen(name).is_empty());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        looking.look_up();
    };
    view! {
        <form class="form plan-form" method="get" action=Page::Plans.path() on:submit=submit>
            <div class="plan-form__fields">
                {search(COLLEGE)}
                {search(MAJOR)}
                {select(field::TRACK, text::TRACK, with_all(tracks.into_iter().map(named)))}
                {select(field::SUBJECTS, text::SUBJECTS, with_all(pairs_of_subjects))}
            </div>
            <details class="plan-form__more" open=open>
                <summary class="plan-form__summary">{say(text::MORE)}</summary>
                <div class="plan-form__fields">
                    {(filters.years.len() > 1).then(|| select(field::YEAR, text::YEAR, years.collect()))}
                    {select(field::BATCH, text::BATCH, with_all(batches.into_iter().map(named)))}
                    {select(field::PROVINCE, text::PROVINCE, with_all(provinces.into_iter().map(plain)))}
                    {select(field::KIND, text::KIND, with_all(kinds.into_iter().map(plain)))}
                    {select(field::SORT, text::SORT, sorts.collect())}
                </div>
            </details>
            <SubmitButton label=text::FIND/>
        </form>
    }
}

fn with_all(options: impl Iterator<Item = ChoiceOption>) -> Vec<ChoiceOption> {
    std::iter::once(ChoiceOption::new("", text::ALL)).chain(options).collect()
}

fn year(year: u16) -> Text {
    Text::new(format!("{year} 年"), year.to_string())
}
