//! The head of an answer: whose it is, and of what. And what can be done with it.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::endpoint::Reply;
use zhangban_api::exams::Exam;
use zhangban_api::identity::Whose;

use super::form::Typed;
use super::text;
use crate::language::{say, say_text, use_language, words};
use crate::page::Page;
use crate::parts::button::{Button, ButtonKind, LinkButton};
use crate::parts::icon::IconKind;
use crate::remote::Remote;
use crate::shell::use_department;
use crate::submission::Submission;

/// Whose an answer is, and of what.
#[component]
pub fn SlipHead(
    /// Whose it is.
    whose: Whose,
    /// The exam, as far as it is known.
    exam: Option<Exam>,
) -> impl IntoView {
    let (language, department) = (use_language(), use_department());
    let office =
        words(move || department.with(|d| d.as_ref().map(|d| language.get().of_text(&d.name))).unwrap_or_default());
    let Whose { name, candidate_number, track, .. } = whose;
    let track = exam.as_ref().and_then(|exam| exam.track(&track)).map(|track| track.name.clone());
    view! {
        <header class="slip__head">
            <p class="slip__office">{office}</p>
            {exam.map(|exam| view! { <h2 class="slip__exam">{say_text(exam.name)}</h2> }.into_any())}
            <p class="slip__who">
                <span>{name}</span>
                <span>{say(text::NUMBER)} " " <span class="nowrap">{candidate_number}</span></span>
                {track.map(|track| view! { <span>{say_text(track)}</span> }.into_any())}
            </p>
        </header>
    }
}

/// What can be done with an answer: print it, something of the service's own, ask for another candidate.
#[component]
pub fn SlipActions<R: Reply>(
    /// What printing is called.
    #[prop(into)]
    print: Text,
    /// The page of the form.
    page: Page,
    /// What stands in the form.
    typed: StoredValue<Typed>,
    /// The question that was asked.
    query: Submission<R>,
    /// What else can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let another = move |_| {
        typed.update_value(Typed::forget);
        query.answer.set(Remote::Idle);
    };
    let on_press = Callback::new(|()| {
        #[cfg(target_arch = "wasm32")]
        crate::browser::print();
    });
    view! {
        <div class="actions">
            <div class="needs-scripting">
                <Button kind=ButtonKind::Primary label=print icon=IconKind::Printer on_press/>
            </div>
            {children.map(|children| children())}
            <span class="actions__item" on:click=another>
                <LinkButton href=page.path() label=text::ANOTHER icon=IconKind::Search/>
            </span>
        </div>
    }
}
