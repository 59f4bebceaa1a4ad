//! Everything once more before it goes, each with the way back to its question.

use leptos::prelude::*;
use zhangban_api::cases::category::Categories;
use zhangban_api::{Message, Text};

use super::draft::{Step, Writing};
use super::promise::promise;
use super::question::said;
use super::text;
use crate::language::{say, say_text};
use crate::page::file_case_at;

/// Everything that was answered.
#[component]
pub(super) fn Check(writing: Writing, categories: StoredValue<Categories>) -> impl IntoView {
    let form = writing.form.get_value();
    let category = categories.with_value(|all| writing.category(all));
    let office = categories.with_value(|all| category.as_ref().and_then(|c| all.office(&c.office)).cloned());
    let or_none = |words: &str| if words.trim().is_empty() { text::NONE.into() } else { Text::new(words.trim(), "") };
    let chosen = |yes: bool, one: Message, other: Message| Text::from(if yes { one } else { other });
    let mut rows = Vec::new();
    let mut add = |step: Step, term: Text, value: Text| rows.push(row(&form.category, step, term, value));
    if let Some(category) = &category {
        add(Step::Category, text::CATEGORY.into(), category.name.clone());
    }
    add(Step::Words, text::TEXT.into(), Text::new(form.text.trim(), ""));
    add(Step::Details, text::PLACE.into(), or_none(&form.place));
    for question in category.as_ref().map(|c| c.questions.as_slice()).unwrap_or_default() {
        let answer = form.answers.get(&question.id).map(String::as_str).unwrap_or_default();
        let answer = if answer.is_empty() { text::NONE.into() } else { said(question, answer) };
        add(Step::Details, question.label.clone(), answer);
    }
    let attached = form.attachments.len() + untrack(move || writing.attached.ids()).len();
    if attached > 0 {
        let count = Text::new(format!("{attached} 个"), attached.to_string());
        add(Step::Details, text::ATTACHED.into(), count);
    }
    add(Step::Contact, text::CONTACT.into(), or_none(&form.contact));
    if !form.contact.trim().is_empty() {
        let who = chosen(form.anonymous, text::ANONYMOUS_YES, text::SHARED);
        add(Step::Contact, text::ANONYMOUS.into(), who);
    }
    add(Step::Contact, text::PUBLISH.into(), chosen(form.publish, text::PUBLISH_YES, text::NOT_SHOWN));
    let who = office.map(|office| {
        let by_when = category.map(|category| say(promise(category.deadline)));
        view! {
            <p class="filing__chosen">
                <span>{say(text::ANSWERED_BY)}</span>
                <strong>{say_text(office.name)}</strong>
                <span>{by_when}</span>
            </p>
        }
        .into_any()
    });
    view! { <dl class="check">{rows}</dl> {who} }
}

fn row(category: &str, step: Step, term: Text, value: Text) -> AnyView {
    let href = if step == Step::Category { file_case_at("", "") } else { file_case_at(category, step.word()) };
    let what = term.clone();
    view! {
        <div class="check__row">
            <dt class="check__term">{say_text(term)}</dt>
            <dd class="check__value">{say_text(value)}</dd>
            <dd class="check__change">
                <a href=href>{say(text::CHANGE)}<span class="visually-hidden">" "{say_text(what)}</span></a>
            </dd>
        </div>
    }
    .into_any()
}
