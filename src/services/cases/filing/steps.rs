//! The questions after the first, each a page of its own.

use leptos::prelude::*;
use zhangban_api::Message;
use zhangban_api::cases::category::Category;
use zhangban_api::cases::filing::{CaseForm, field};
use zhangban_api::cases::public::{FindSimilar, SimilarTo};

use super::draft::Writing;
use super::question::{Line, asked_in, question};
use super::text;
use crate::attachments::Attachments;
use crate::language::{say, use_language, words};
use crate::parts::live::live;
use crate::remote::ask;
use crate::services::public_cases::entry_view;

/// School or place, and what the category asks.
#[component]
pub(super) fn Details(category: Option<Category>, writing: Writing) -> impl IntoView {
    let value = writing.form.with_value(|form| form.place.clone());
    let similar = similar(category.as_ref().map(|category| category.id.clone()));
    let questions = category.map(|category| category.questions).unwrap_or_default();
    view! {
        {similar}
        {line(field::PLACE, text::PLACE, text::PLACE_HINT, None, value, writing, |form, value| form.place = value)}
        {questions.into_iter().map(|asked| question(asked, writing)).collect_view()}
        {kept(writing)}
        <Attachments attached=writing.attached errors=writing.faults/>
    }
}

/// A line of words of our own.
fn line(
    name: &str,
    label: Message,
    hint: Message,
    inputmode: Option<&'static str>,
    value: String,
    writing: Writing,
    write: fn(&mut CaseForm, String),
) -> AnyView {
    let (name, label, hint) = (name.to_owned(), label.into(), hint.into());
    let line = Line { name, label, hint, optional: false, kind: "text", inputmode, options: Vec::new() };
    asked_in(line, value, writing.faults, Callback::new(move |value| writing.write(|form| write(form, value))))
}

/// How many files the form has brought already, where there is no scripting.
fn kept(writing: Writing) -> Option<AnyView> {
    let (language, count) = (use_language(), writing.form.with_value(|form| form.attachments.len()));
    let kept =
        words(move || language.get().either(format!("已添加 {count} 个附件"), format!("{count} attached so far")));
    (count > 0).then(|| view! { <p>{kept}</p> }.into_any())
}

/// What was answered to others in the category, if anything: it may save her the writing. Where that cannot be had she is
/// not kept from writing.
fn similar(category: Option<String>) -> impl IntoView {
    let similar = ask::<FindSimilar>(move || Some(SimilarTo { category: category.clone()?, q: String::new() }));
    live(move || {
        let rows = similar.answer.with(|answer| answer.ready().map(|similar| similar.rows.clone()))?;
        (!rows.is_empty()).then(|| {
            view! {
                <details class="filing__similar">
                    <summary>{say(text::SIMILAR)}</summary>
                    <ul class="public-cases">{rows.into_iter().map(entry_view).collect::<Vec<_>>()}</ul>
                </details>
            }
        })
    })
}

/// Where to answer, and who may see what.
#[component]
pub(super) fn Contact(writing: Writing) -> impl IntoView {
    let form = writing.form.get_value();
    view! {
        {line(
            field::CONTACT,
            text::CONTACT,
            text::CONTACT_HINT,
            Some("email"),
            form.contact,
            writing,
            |form, value| form.contact = value,
        )}
        {agreed(
            (field::ANONYMOUS, text::ANONYMOUS, text::ANONYMOUS_NO, text::ANONYMOUS_YES),
            form.anonymous,
            Callback::new(move |yes| writing.write(|form| form.anonymous = yes)),
        )}
        {agreed(
            (field::PUBLISH, text::PUBLISH, text::PUBLISH_NO, text::PUBLISH_YES),
            form.publish,
            Callback::new(move |yes| writing.write(|form| form.publish = yes)),
        )}
    }
}

/// Something to agree to: what is asked, what happens otherwise, and what it means.
pub(in crate::services) fn agreed(
    (name, asked, otherwise, yes): (&'static str, Message, Message, Message),
    chosen: bool,
    on_change: Callback<bool>,
) -> AnyView {
    view! {
        <fieldset class="field">
            <legend class="field__label">{say(asked)}</legend>
            <p class="field__hint">{say(otherwise)}</p>
            <div class="choices" data-layout="list"><label class="choice">
                <input
                    class="choice__input"
                    type="checkbox"
                    id=name
                    name=name
                    value="1"
                    checked=chosen
                    on:change=move |event| on_change.run(event_target_checked(&event))
                />
                <span class="choice__face"><span>{say(yes)}</span></span>
            </label></div>
        </fieldset>
    }
    .into_any()
}
