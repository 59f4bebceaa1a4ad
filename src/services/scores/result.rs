//! The result: total, rank in words, subjects, position, next steps. It prints as one page.

use leptos::either::Either;
use leptos::prelude::*;
use zhangban_api::exams::{Exam, Exams, NextStep};
use zhangban_api::ranks::{GetRankTable, RankQuery};
use zhangban_api::scores::{Marks, QueryScore, ScoreReport};

use super::form::Typed;
use super::marks::{MarksTable, Total};
use super::position::Position;
use super::text;
use crate::language::{say, say_text, use_language, words};
use crate::page::Page;
use crate::parts::button::{Button, ButtonKind, LinkButton};
use crate::parts::card::Card;
use crate::parts::icon::IconKind;
use crate::parts::notice::{Notice, NoticeKind};
use crate::remote::ask;
use crate::shell::use_department;
use crate::submission::Submission;

/// The result of one candidate.
#[component]
pub(super) fn ScoreResult(
    /// The result.
    report: ScoreReport,
    /// The exams, among them the one it is of.
    exams: Exams,
    /// What stands in the form.
    typed: StoredValue<Typed>,
    /// The question that was asked.
    query: Submission<QueryScore>,
) -> impl IntoView {
    let exam = exams.get(&report.exam).cloned();
    let sample = exam.as_ref().is_some_and(|exam| exam.sample);
    let next_steps = exam.as_ref().map(|exam| exam.next_steps.clone()).unwrap_or_default();
    view! {
        <article class="slip">
            <SlipHead report=report.clone() exam=exam.clone()/>
            {sample.then(|| view! { <Notice>{say(text::SAMPLE_RESULT)}</Notice> })}
            {match (report.marks.clone(), exam) {
                (Some(marks), Some(exam)) => Either::Left(view! { <WithMarks report marks exam/> }),
                _ => Either::Right(view! { <WithoutMarks report/> }),
            }}
            <NextSteps next_steps/>
        </article>
        <Actions typed query/>
    }
}

/// Whose result it is, and of what.
#[component]
fn SlipHead(report: ScoreReport, exam: Option<Exam>) -> impl IntoView {
    let (language, department) = (use_language(), use_department());
    let office =
        words(move || department.with(|d| d.as_ref().map(|d| language.get().of_text(&d.name))).unwrap_or_default());
    let track = exam.as_ref().and_then(|exam| exam.track(&report.track)).map(|track| track.name.clone());
    let ScoreReport { name, candidate_number, .. } = report;
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

#[component]
fn WithMarks(report: ScoreReport, marks: Marks, exam: Exam) -> impl IntoView {
    let question = RankQuery { exam: report.exam, track: report.track.clone() };
    let table = ask::<GetRankTable>(move || Some(question.clone()));
    let (track, total) = (report.track, marks.total);
    let by_subject = view! { <MarksTable marks=marks.clone() exam=exam.clone()/> };
    let position = view! { <Position total exam=exam.clone() track=track.clone() table/> };
    view! {
        <Total marks exam track table/>
        <Card title=text::SUBJECTS>{by_subject}</Card>
        <Card title=text::POSITION>{position}</Card>
    }
}

#[component]
fn WithoutMarks(report: ScoreReport) -> impl IntoView {
    let (title, words) = text::without_marks(report.state);
    view! {
        <section class="card">
            <h3 class="card__title">{say(title)}</h3>
            <Notice kind=NoticeKind::Warning>{say(words)}</Notice>
        </section>
    }
}

#[component]
fn NextSteps(next_steps: Vec<NextStep>) -> impl IntoView {
    let language = use_language();
    if next_steps.is_empty() {
        return None;
    }
    let step = move |NextStep { by, what }: NextStep| {
        let words = words(move || {
            let what = language.get().of_text(&what);
            language.get().either(format!("{by} 前：{what}"), format!("By {by}: {what}"))
        });
        view! { <li>{words}</li> }.into_any()
    };
    Some(view! {
        <Card title=text::NEXT>
            <ul class="next-steps">{next_steps.into_iter().map(step).collect_view()}</ul>
        </Card>
    })
}

/// What can be done with the result.
#[component]
fn Actions(typed: StoredValue<Typed>, query: Submission<QueryScore>) -> impl IntoView {
    let another = move |_| {
        typed.update_value(Typed::forget);
        query.answer.set(crate::remote::Remote::Idle);
    };
    let print = Callback::new(|()| {
        #[cfg(target_arch = "wasm32")]
        crate::browser::print();
    });
    view! {
        <div class="actions">
            <div class="needs-scripting">
                <Button kind=ButtonKind::Primary label=text::PRINT icon=IconKind::Printer on_press=print/>
            </div>
            <LinkButton href=Page::Ranks.path() label=text::RANKS icon=IconKind::Table/>
            <span class="actions__item" on:click=another>
                <LinkButton href=Page::Scores.path() label=text::ANOTHER icon=IconKind::Search/>
            </span>
        </div>
    }
}
