//! The form: two fields, why each is asked, one button.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zhangban_api::exams::{Exam, Exams};
use zhangban_api::identity::{IdentityQuery, field};
use zhangban_api::{ApiError, Endpoint, ErrorCode, Message, Text};

use super::result::RESULT;
use super::text;
use crate::first_paint;
use crate::language::{say, say_text};
use crate::location::{NavigateOptions, use_navigate};
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
pub struct Typed(IdentityQuery);

impl Typed {
    /// What came back with the page.
    pub fn arrived() -> Self {
        Self(IdentityQuery {
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
    pub fn forget(&mut self) {
        *self = Self(IdentityQuery { exam: std::mem::take(&mut self.0.exam), ..IdentityQuery::default() });
    }
}

/// What one service says with the form.
#[derive(Clone, Copy)]
pub struct Saying {
    /// On the button.
    pub query: Message,
    /// Where there is no exam to choose.
    pub no_exams: Message,
    /// Where nothing is found, below the form.
    pub help: Message,
    /// Before the form, of the exam that is chosen as the page arrives.
    pub before: fn(&Exam) -> Option<Text>,
    /// In place of the server's sentence.
    pub refused: fn(&ApiError) -> Option<Text>,
}

/// The form.
#[component]
pub fn IdentityForm<E>(
    /// The endpoint that answers.
    #[expect(unused_variables, reason = "its type is what is asked for")]
    endpoint: E,
    /// The page it belongs to.
    page: Page,
    /// What this service says with it.
    saying: Saying,
    /// The exams that can be asked for.
    exams: Exams,
    /// Where the question goes.
    query: Submission<E::Reply>,
    /// What stands in the form.
    typed: StoredValue<Typed>,
) -> impl IntoView
where
    E: Endpoint<Request = IdentityQuery>,
{
    let Some(newest) = exams.exams.first() else {
        return view! { <p>{say(saying.no_exams)}</p> }.into_any();
    };
    typed.update_value(|typed| {
        if exams.get(&typed.0.exam).is_none() {
            typed.0.exam.clone_from(&newest.id);
        }
    });
    let begun = typed.get_value().0;
    let before = exams.get(&begun.exam).and_then(saying.before);
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send::<E>(query, typed, navigate);
    };
    let errors = query.field_errors();
    view! {
        <ErrorSummary errors/>
        <Refused refusal=query.refusal() words=saying.refused/>
        {before.map(|before| view! { <Notice>{say_text(before)}</Notice> })}
        <form class="form" method="post" action=page.path() novalidate="" on:submit=submit>
            <WhichExam exams=exams.clone() chosen=begun.exam typed/>
            <Field of=NUMBER value=begun.candidate_number errors
                on_input=move |value| typed.update_value(|typed| typed.0.candidate_number = value)/>
            <Field of=ID value=begun.citizen_id errors
                on_input=move |value| typed.update_value(|typed| typed.0.citizen_id = value)/>
            <SubmitButton label=saying.query sending=query.sending()/>
        </form>
        <Help words=saying.help/>
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
fn Refused(refusal: Memo<Option<ApiError>>, words: fn(&ApiError) -> Option<Text>) -> impl IntoView {
    live(move || {
        refusal.get().map(|error| {
            let kind = match error.code {
                ErrorCode::NoMatch => NoticeKind::Error,
                _ => NoticeKind::Warning,
            };
            let words = words(&error).unwrap_or(error.message);
            view! { <div role="alert"><Notice kind>{say_text(words)}</Notice></div> }
        })
    })
}

/// Where to turn when nothing is found.
#[component]
fn Help(words: Message) -> impl IntoView {
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
            <p>{say(words)}</p>
            {line}
        </div>
    }
}

/// Sends what stands in the form, if it can be right: what is plainly wrong is told without a network.
fn send<E: Endpoint<Request = IdentityQuery>>(
    query: Submission<E::Reply>,
    typed: StoredValue<Typed>,
    navigate: impl Fn(&str, NavigateOptions) + 'static,
) {
    let request = typed.get_value().0;
    match request.identity() {
        Err(fields) => query.refuse(ApiError::invalid(fields)),
        Ok((number, id)) => {
            // Blanks that only set the digits apart stay here.
            let request = IdentityQuery {
                candidate_number: number.as_str().to_owned(),
                citizen_id: id.reveal().to_owned(),
                ..request
            };
            let then = move |_: &E::Reply| {
                typed.update_value(Typed::forget_id);
                navigate(RESULT, NavigateOptions { scroll: false, ..NavigateOptions::default() });
            };
            #[cfg(target_arch = "wasm32")]
            query.send::<E>(&request, None, then);
            #[cfg(not(target_arch = "wasm32"))]
            let _ = (request, then);
        }
    }
}
