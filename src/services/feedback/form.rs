//! The form of feedback.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zhangban_api::ApiError;
use zhangban_api::department::Topic;
use zhangban_api::feedback::{MESSAGE_LIMIT, field};
use zhangban_api::idempotency::IdempotencyKey;

use super::page::Writing;
use super::text;
use crate::language::{say, say_text};
use crate::page::Page;
use crate::parts::button::{Sending, SubmitButton};
use crate::parts::choice::{ChoiceOption, Choices, Layout, RadioGroup};
use crate::parts::error_summary::ErrorSummary;
use crate::parts::field::{EnterKey, Field, FieldSpec, TextArea, Typing};
use crate::parts::live::live;
use crate::parts::notice::{Notice, NoticeKind};
use crate::parts::rating::RATINGS;
use crate::shell::use_department;

/// Where the focus goes when the form was not taken.
const REFUSAL: &str = "refusal";

const RATING: FieldSpec = FieldSpec::new(field::RATING, text::RATING);
const TOPIC: FieldSpec = FieldSpec::new(field::TOPIC, text::TOPIC);
const MESSAGE: FieldSpec =
    FieldSpec::new(field::MESSAGE, text::MESSAGE).hint(text::MESSAGE_HINT).at_most(MESSAGE_LIMIT);
const CONTACT: FieldSpec =
    FieldSpec::new(field::CONTACT, text::CONTACT).hint(text::CONTACT_HINT).typing(Typing::Contact).enter(EnterKey::Go);

/// The form of feedback.
#[component]
pub(super) fn FeedbackForm(
    /// The feedback.
    writing: Writing,
) -> impl IntoView {
    let department = use_department();
    let topics =
        Memo::new(move |_| department.with(|d| d.as_ref().map(|d| d.feedback_topics.clone())).unwrap_or_default());
    let begun = writing.draft.get_value();
    let key = begun.key.map(|key| key.as_str().to_owned()).unwrap_or_default();
    let errors = writing.submission.field_errors();
    let rating = {
        let option = |(value, label, icon)| ChoiceOption::new(value, label).icon(icon);
        let chosen = begun.form.rating.to_string();
        Choices::new(RATINGS.into_iter().map(option).collect(), chosen).layout(Layout::Scale)
    };
    let which_topic = live(move || {
        let topics = topics.get();
        (!topics.is_empty()).then(|| view! { <WhichTopic topics writing/> })
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(writing, &topics.get_untracked());
    };
    view! {
        <p>{say(text::LEAD)}</p>
        <ErrorSummary errors/>
        <Refusal writing/>
        <form class="form" method="post" action=Page::Feedback.path() novalidate="" on:submit=submit>
            // A browser that restores forms would put an old key into a new page.
            <input type="hidden" name=IdempotencyKey::FIELD value=key autocomplete="off"/>
            <RadioGroup of=RATING choices=rating errors
                on_change=move |value: String| writing.write(|form| form.rating = value.parse().unwrap_or_default())/>
            {which_topic}
            <TextArea of=MESSAGE value=begun.form.message errors
                on_input=move |value| writing.write(|form| form.message = value)/>
            <Field of=CONTACT value=begun.form.contact errors
                on_input=move |value| writing.write(|form| form.contact = value)/>
            <SubmitButton label=text::SUBMIT sending=writing.submission.sending()/>
        </form>
    }
}

#[component]
fn WhichTopic(topics: Vec<Topic>, writing: Writing) -> impl IntoView {
    let chosen = writing.draft.with_value(|draft| draft.form.topic.clone());
    let options = topics.into_iter().map(|topic| ChoiceOption::new(topic.id, topic.name)).collect();
    view! {
        <RadioGroup of=TOPIC choices=Choices::new(options, chosen).layout(Layout::Chips)
            errors=writing.submission.field_errors()
            on_change=move |value| writing.write(|form| form.topic = value)/>
    }
}

/// Why the form was not taken, when no single field is to blame. The focus comes here: the button is a screen below.
#[component]
fn Refusal(writing: Writing) -> impl IntoView {
    let refusal = writing.submission.refusal();
    #[cfg(target_arch = "wasm32")]
    crate::effect::effect(move |is_first| {
        if refusal.with(Option::is_some) && !is_first {
            request_animation_frame(|| crate::browser::focus(REFUSAL));
        }
    });
    live(move || {
        refusal.get().map(|ApiError { code, message, .. }| {
            let words = say_text(text::refused(code, message));
            view! {
                <div id=REFUSAL role="alert" tabindex="-1" autofocus="">
                    <Notice kind=NoticeKind::Warning>{words}</Notice>
                </div>
            }
        })
    })
}

/// Sends what stands in the form, if it can be kept: what is plainly wrong is told without a network.
fn send(writing: Writing, topics: &[Topic]) {
    let Writing { draft, submission } = writing;
    if submission.sending().get_untracked() == Sending::UnderWay {
        return;
    }
    let form = draft.get_value().form;
    match form.parse(topics) {
        Err(faults) => submission.refuse(ApiError::invalid(faults)),
        #[cfg(target_arch = "wasm32")]
        Ok(_) => submission.send::<zhangban_api::feedback::SendFeedback>(&form, writing.key(), move |_| {
            draft.set_value(super::page::Draft::default());
            request_animation_frame(|| crate::browser::focus(super::thanks::HEADING));
        }),
        #[cfg(not(target_arch = "wasm32"))]
        Ok(_) => {}
    }
}
