//! The result: total, rank in words, subjects, position, next steps. It prints as one page.

use leptos::either::Either;
use leptos::prelude::*;
use zhangban_api::exams::{Exam, Exams};
use zhangban_api::ranks::{GetRankTable, RankQuery};
use zhangban_api::scores::{Marks, ScoreReport};

use super::marks::{MarksTable, Total};
use super::position::Position;
use super::text;
use crate::identity::{SlipActions, SlipHead, Typed};
use crate::language::say;
use crate::page::Page;
use crate::parts::button::LinkButton;
use crate::parts::card::Card;
use crate::parts::deadlines::Deadlines;
use crate::parts::icon::IconKind;
use crate::parts::notice::{Notice, NoticeKind};
use crate::remote::ask;
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
    query: Submission<ScoreReport>,
) -> impl IntoView {
    let exam = exams.get(&report.whose.exam).cloned();
    let sample = exam.as_ref().is_some_and(|exam| exam.sample);
    let next_steps = exam.iter().flat_map(|exam| &exam.next_steps);
    let next_steps: Vec<_> = next_steps.map(|step| (step.by, step.what.clone())).collect();
    view! {
        <article class="slip">
            <SlipHead whose=report.whose.clone() exam=exam.clone()/>
            {sample.then(|| view! { <Notice>{say(text::SAMPLE_RESULT)}</Notice> })}
            {match (report.marks.clone(), exam) {
                (Some(marks), Some(exam)) => Either::Left(view! { <WithMarks report marks exam/> }),
                _ => Either::Right(view! { <WithoutMarks report/> }),
            }}
            <Deadlines title=text::NEXT steps=next_steps/>
        </article>
        <SlipActions print=text::PRINT page=Page::Scores typed query>
            <LinkButton href=Page::Ranks.path() label=text::RANKS icon=IconKind::Table/>
        </SlipActions>
    }
}

#[component]
fn WithMarks(report: ScoreReport, marks: Marks, exam: Exam) -> impl IntoView {
    let question = RankQuery { exam: report.whose.exam, track: report.whose.track.clone() };
    let table = ask::<GetRankTable>(move || Some(question.clone()));
    let (track, total) = (report.whose.track, marks.total);
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
