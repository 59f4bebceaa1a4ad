//! The form: two fields, why each is asked, one button.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use zhangban_api::exams::Exams;
use zhangban_api::scores::{QueryScore, ScoreQuery, ScoreReport, field};
use zhangban_api::{ApiError, ErrorCode};

use super::page::RESULT;
use super::text;
use crate::first_paint;
use crate::language::{say, say_text};
use crate::page::Page;
use crate::parts::button::SubmitButton;
use crate::parts::choice::{ChoiceOption, Choices, Select};
use crate::parts::error_summary::ErrorSummary;
use crate::parts::field::{EnterKey, Field, FieldSpec, Typing};
use crate::parts::live::live;
use crate::parts::notice::{Notice, NoticeKind};
use crate::shell::use_department;
use crate::submission::Submission;

const EXAM: FieldSpec = FieldSpec::new(field::EXAM, text::EXAM);
const NUMBER: FieldSpec = FieldSpec::new(field::CANDIDATE_NUMBER, text::NUMBER)
    .hint(text::NUMBER_HINT)
    .typing(Typing::Digits)
    .grouped(&[2, 4, 4, 4]);
const ID: FieldSpec = FieldSpec::new(field::CITIZEN_ID, text::ID)
    .hint(text::ID_HINT)
    .typing(Typing::Code)
    .enter(EnterKey::Go)
    .grouped(&[6, 8, 4]);

/// What stands in the form. It lives in memory only, and the ID no longer than until there is a result.
#[derive(Clone, Default)]
pub(super) struct Typed(ScoreQuery);

impl Typed {
    /// What came back with the page.
    pub(super) fn arrived() -> Self {
        Self(ScoreQuery {
            exam: first_paint::typed(field::EXAM),
            candidate_number: first_paint::typed(field::CANDIDATE_NUMBER),
            citizen_id: first_paint::typed(field::CITIZEN_ID),
        })
    }

    /// The ID has done its work.
    fn forget_id(&mut self) {
        self.0.citizen_id.clear();
    }

    /// The form is for somebody else now.
    pub(super) fn forget(&mut self) {
        *self = Self(ScoreQuery { exam: std::mem::take(&mut self.0.exam), ..ScoreQuery::default() });
    }
}

/// The form.
#[component]
pub(super) fn ScoreForm(
    /// The exams that can be asked for.
    exams: Exams,
    /// Where the question goes.
    query: Submission<QueryScore>,
    /// What stands in the form.
    typed: StoredValue<Typed>,
) -> impl IntoView {
    let Some(newest) = exams.exams.first() else {
        return view! { <p>{say(text::NO_EXAMS)}</p> }.into_any();
    };
    typed.update_value(|typed| {
        if exams.get(&typed.0.exam).is_none() {
            typed.0.exam.clone_from(&newest.id);
        }
    });
    let begun = typed.get_value().0;
    let waiting = exams.get(&begun.exam).filter(|exam| !exam.released).map(|exam| text::out_on(exam.released_at));
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(query, typed, navigate.clone());
    };
    let errors = query.field_errors();
    view! {
        <ErrorSummary errors/>
        <Refused query/>
        {waiting.map(|when| view! { <Notice>{say_text(when)}</Notice> })}
        <form class="form" method="post" action=Page::Scores.path() novalidate="" on:submit=submit>
            <WhichExam exams=exams.clone() chosen=begun.exam typed/>
            <Field of=NUMBER value=begun.candidate_number errors
                on_input=move |value| typed.update_value(|typed| typed.0.candidate_number = value)/>
            <Field of=ID value=begun.citizen_id errors
                on_input=move |value| typed.update_value(|typed| typed.0.citizen_id = value)/>
            <SubmitButton label=text::QUERY sending=query.sending()/>
        </form>
        <Help/>
    }
    .into_any()
}

/// Asks which exam, if there is more than one.
#[component]
fn WhichExam(exams: Exams, chosen: String, typed: StoredValue<Typed>) -> impl IntoView {
    if let [only] = exams.exams.as_slice() {
        let name = say_text(only.name.clone());
        let id = only.id.clone();
        return view! {
            <h2 class="form__title">{name}</h2>
            <input type="hidden" name=field::EXAM value=id/>
        }
        .into_any();
    }
    let options = exams.exams.into_iter().map(|exam| ChoiceOption::new(exam.id, exam.name)).collect();
    view! {
        <Select of=EXAM choices=Choices::new(options, chosen) errors=Vec::new()
            on_change=move |value| typed.update_value(|typed| typed.0.exam = value)/>
    }
    .into_any()
}

/// Why there is no result, when no single field is to blame.
#[component]
fn Refused(query: Submission<QueryScore>) -> impl IntoView {
    let refusal = query.refusal();
    live(move || {
        refusal.get().map(|error| {
            let kind = match error.code {
                ErrorCode::NoMatch => NoticeKind::Error,
                _ => NoticeKind::Warning,
            };
            let words = error.released_at.map_or(error.message, text::out_on);
            view! { <div role="alert"><Notice kind>{say_text(words)}</Notice></div> }
        })
    })
}

/// Where to turn when nothing is found.
#[component]
fn Help() -> impl IntoView {
    let department = use_department();
    let line = live(move || {
        let number = department.with(|d| d.as_ref().and_then(|d| d.help_line.clone()))?;
        let said = number.to_string();
        Some(if number.can_be_dialled() {
            view! { <p>{say(text::HELP_LINE)} " " <a class="nowrap" href=number.tel()>{said}</a></p> }.into_any()
        } else {
            view! { <p>{say(text::HELP_LINE)} " " <span class="nowrap">{said}</span>"（"{say(text::SAMPLE)}"）"</p> }
                .into_any()
        })
    });
    view! {
        <div class="help">
            <p>{say(text::HELP)}</p>
            {line}
        </div>
    }
}

/// Sends what stands in the form, if it can be right: what is plainly wrong is told without a network.
fn send(
    query: Submission<QueryScore>,
    typed: StoredValue<Typed>,
    navigate: impl Fn(&str, leptos_router::NavigateOptions) + 'static,
) {
    let request = typed.get_value().0;
    match request.identity() {
        Err(fields) => query.refuse(ApiError::invalid(fields)),
        Ok((number, id)) => {
            // Blanks that only set the digits apart stay here.
            let request = ScoreQuery {
                candidate_number: number.as_str().to_owned(),
                citizen_id: id.reveal().to_owned(),
                ..request
            };
            let then = move |_: &ScoreReport| {
                typed.update_value(Typed::forget_id);
                navigate(RESULT, leptos_router::NavigateOptions { scroll: false, ..Default::default() });
            };
            #[cfg(target_arch = "wasm32")]
            query.send(request, None, then);
            #[cfg(not(target_arch = "wasm32"))]
            let _ = (request, then);
        }
    }
}
