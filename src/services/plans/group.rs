//! A college major group with its majors: a list on a phone, a table where there is room.

use leptos::prelude::*;
use zhangban_api::plans::{Code, College, PlanFilters, PlanGroup, PlanMajor, PlanQuery};
use zhangban_api::{Message, Text};

use super::correction;
use super::lookup::address;
use super::text;
use crate::language::{say, say_text};
use crate::parts::tag::{Tag, TagKind};

/// Longer remarks are folded; a native fold opens without scripting.
const LONG_REMARKS: usize = 60;

/// One group.
#[component]
pub(super) fn Group(
    /// The group.
    group: PlanGroup,
    /// What is looked for.
    asked: PlanQuery,
    /// What tracks and batches are called.
    filters: StoredValue<PlanFilters>,
) -> impl IntoView {
    let PlanGroup { year, track, batch, college, code, kind, requirement, corrections, quota, size, majors, sample } =
        group;
    let (track, batch) = filters.with_value(|filters| {
        let of_year = filters.year(Some(year));
        let track_name = of_year.and_then(|known| known.tracks.iter().find(|known| known.id == track));
        let batch_name = of_year.and_then(|known| known.batches.iter().find(|known| known.id == batch));
        (
            track_name.map_or_else(|| Text::new(track.as_str(), ""), |known| known.name.clone()),
            batch_name.map_or_else(|| Text::new(batch.as_str(), ""), |known| known.name.clone()),
        )
    });
    let College { code: college_code, name, province, city } = college;
    let of_college = PlanQuery { college: college_code.as_str().to_owned(), page: 1, ..asked.clone() };
    let place = if city.starts_with(&province) { city } else { format!("{province}{city}") };
    let facts = [Text::new(place, ""), track, batch, Text::new(kind, "")];
    let facts = facts.into_iter().filter(|fact| !fact.zh.is_empty());
    let facts = facts.map(|fact| view! { <li>{say_text(fact)}</li> }.into_any()).collect_view();
    let named = code.as_ref().map(|code| view! { <Tag kind=TagKind::Info label=group_name(code)/> });
    let count = text::size(size, majors.len(), quota);
    let label = say_text(count.clone());
    let rest = (majors.len() < size as usize).then(|| {
        let whole = PlanQuery { major: String::new(), ..of_college.clone() };
        view! { <p><a href=address(&whole)>{say(text::OTHERS)}</a></p> }.into_any()
    });
    let corrections = corrections.into_iter().map(correction::of_group).collect::<Vec<_>>();
    let rows = majors.into_iter().map(|major| view! { <Major major/> }.into_any()).collect_view();
    view! {
        <section class="card plan">
            <h2 class="plan__college">
                <a href=address(&of_college) lang="zh-CN">{name}</a>
                " "
                <span class="plan__code">{college_code.as_str().to_owned()}</span>
                " "
                {sample.then(|| view! { <Tag label=text::SAMPLE/> })}
            </h2>
            <ul class="plan__facts">{facts}</ul>
            <p class="plan__group">{named}" "<span>{say_text(requirement.text())}</span></p>
            {(!corrections.is_empty()).then(|| view! { <p>{corrections}</p> })}
            <p class="plan__size">{say_text(count)}</p>
            // Said once more as a table, since a browser forgets it where it is laid out as a list.
            <table class="plan__majors" role="table" aria-label=label>
                <thead class="plan__head" role="rowgroup">
                    <tr role="row">
                        {heading(text::MAJOR_COLUMN)}
                        {heading(text::QUOTA_COLUMN)}
                        {heading(text::TUITION_COLUMN)}
                        {heading(text::LENGTH_COLUMN)}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            {rest}
        </section>
    }
}

fn group_name(code: &Code) -> Text {
    let code = code.as_str();
    Text::new(format!("专业组（{code}）"), format!("Group ({code})"))
}

fn heading(label: Message) -> AnyView {
    view! { <th scope="col" role="columnheader">{say(label)}</th> }.into_any()
}

/// One major.
#[component]
fn Major(major: PlanMajor) -> impl IntoView {
    let PlanMajor { code, name, remarks, quota, tuition, length, corrections } = major;
    let corrections = corrections.into_iter().map(correction::of_major).collect_view();
    let fact = |label: Message, value: Text| {
        view! {
            <td class="plan__fact" role="cell">
                <span class="plan__label" aria-hidden="true">{say(label)}" "</span>
                {say_text(value)}
            </td>
        }
        .into_any()
    };
    view! {
        <tr class="plan__major" role="row">
            <th class="plan__name" scope="row" role="rowheader">
                <span class="plan__code">{code.as_str().to_owned()}</span>
                " "
                <span lang="zh-CN">{name}</span>
                {remarks_of(remarks)}
                {corrections}
            </th>
            {fact(text::QUOTA_COLUMN, text::quota(quota))}
            {fact(text::TUITION_COLUMN, text::tuition(tuition))}
            {fact(text::LENGTH_COLUMN, text::length(length.years()))}
        </tr>
    }
}

/// Remarks, whole; folded behind their beginning where they are long.
fn remarks_of(remarks: String) -> Option<AnyView> {
    if remarks.is_empty() {
        return None;
    }
    if remarks.chars().count() <= LONG_REMARKS {
        return Some(view! { <span class="plan__remarks" lang="zh-CN">{remarks}</span> }.into_any());
    }
    let beginning: String = remarks.chars().take(LONG_REMARKS / 2).chain(['…']).collect();
    let folded = view! {
        <details class="plan__remarks" lang="zh-CN">
            <summary>{beginning}</summary>
            {remarks}
        </details>
    };
    Some(folded.into_any())
}
