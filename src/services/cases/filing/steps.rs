//! The questions of the form, each a page of its own.

use leptos::prelude::*;
use zhangban_api::cases::Deadline;
use zhangban_api::cases::category::Category;
use zhangban_api::cases::filing::{TEXT_LIMIT, field};

use super::draft::Writing;
use super::question::question;
use super::text;
use crate::attachments::Attachments;
use crate::language::{say, say_text, use_language, words};
use crate::page::Page;
use crate::parts::choice::{ChoiceOption, Choices, RadioGroup};
use crate::parts::field::{Field, FieldSpec, TextArea, Typing};
use crate::parts::notice::{Notice, NoticeKind};
use crate::parts::phone::Phone;

const TEXT: FieldSpec = FieldSpec::new(field::TEXT, text::TEXT).hint(text::TEXT_HINT).at_most(TEXT_LIMIT);
const PLACE: FieldSpec = FieldSpec::new(field::PLACE, text::PLACE).hint(text::PLACE_HINT);
const CONTACT: FieldSpec =
    FieldSpec::new(field::CONTACT, text::CONTACT).hint(text::CONTACT_HINT).typing(Typing::Contact);
const ANONYMOUS: FieldSpec = FieldSpec::new(field::ANONYMOUS, text::ANONYMOUS);
const PUBLISH: FieldSpec = FieldSpec::new(field::PUBLISH, text::PUBLISH);

/// The words of the case, after what to call first.
#[component]
pub(super) fn Words(category: Option<Category>, writing: Writing) -> impl IntoView {
    let value = writing.form.with_value(|form| form.text.clone());
    view! {
        {category.map(chosen)}
        <TextArea of=TEXT value errors=writing.faults on_input=move |value| writing.write(|form| form.text = value)/>
    }
}

/// What was chosen, by when it is answered, and whom to call in danger.
fn chosen(category: Category) -> AnyView {
    let call = category.call_first.map(|call| {
        view! {
            <Notice kind=NoticeKind::Warning>
                <p>{say_text(call.why)} " " <Phone number=call.number/></p>
            </Notice>
        }
        .into_any()
    });
    view! {
        {call}
        <p class="filing__chosen">
            <strong>{say_text(category.name)}</strong>
            <span>{say(promise(category.deadline))}</span>
            <a href=Page::FileCase.path()>{say(text::CHOOSE_ANOTHER)}</a>
        </p>
    }
    .into_any()
}

/// By when it is answered, in words.
pub(super) fn promise(deadline: Deadline) -> zhangban_api::Message {
    match deadline {
        Deadline::OneDay => text::URGENT,
        Deadline::TwoDays => text::USUAL,
    }
}

/// School or place, and what the category asks.
#[component]
pub(super) fn Details(category: Option<Category>, writing: Writing) -> impl IntoView {
    let value = writing.form.with_value(|form| form.place.clone());
    let questions = category.map(|category| category.questions).unwrap_or_default();
    view! {
        <Field of=PLACE value errors=writing.faults on_input=move |value| writing.write(|form| form.place = value)/>
        {questions.into_iter().map(|asked| question(asked, writing)).collect_view()}
        {kept(writing)}
        <Attachments attached=writing.attached errors=writing.faults/>
    }
}

/// How many files the form has brought already, where there is no scripting.
fn kept(writing: Writing) -> Option<AnyView> {
    let (language, count) = (use_language(), writing.form.with_value(|form| form.attachments.len()));
    let kept =
        words(move || language.get().either(format!("已添加 {count} 个附件"), format!("{count} attached so far")));
    (count > 0).then(|| view! { <p>{kept}</p> }.into_any())
}

/// Where to answer, and who may see what.
#[component]
pub(super) fn Contact(writing: Writing) -> impl IntoView {
    let form = writing.form.get_value();
    let two = |yes, no, chosen: bool| {
        let options = vec![ChoiceOption::new("1", yes), ChoiceOption::new("", no)];
        Choices::new(options, if chosen { "1" } else { "" })
    };
    view! {
        <Field of=CONTACT value=form.contact errors=writing.faults
            on_input=move |value| writing.write(|form| form.contact = value)/>
        <RadioGroup of=ANONYMOUS choices=two(text::ANONYMOUS_YES, text::ANONYMOUS_NO, form.anonymous)
            errors=writing.faults
            on_change=move |value: String| writing.write(|form| form.anonymous = !value.is_empty())/>
        <RadioGroup of=PUBLISH choices=two(text::PUBLISH_YES, text::PUBLISH_NO, form.publish) errors=writing.faults
            on_change=move |value: String| writing.write(|form| form.publish = !value.is_empty())/>
    }
}
