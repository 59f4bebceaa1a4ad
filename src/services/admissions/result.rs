//! Where the file stands in each batch: the steps, the college, the letter, what to do next. It prints.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::admissions::{Admission, AdmissionReport, College, Letter};
use zhangban_api::exams::{Exam, Exams};

use super::steps::steps;
use super::text;
use crate::identity::{SlipActions, SlipHead, Typed};
use crate::language::say;
use crate::page::Page;
use crate::parts::button::LinkButton;
use crate::parts::card::Card;
use crate::parts::deadlines::Deadlines;
use crate::parts::icon::IconKind;
use crate::parts::notice::Notice;
use crate::parts::stepper::Stepper;
use crate::parts::summary_list::{SummaryList, SummaryRow};
use crate::submission::Submission;

/// Where the file of one candidate stands.
#[component]
pub(super) fn AdmissionResult(
    /// Where it stands.
    report: AdmissionReport,
    /// The exams, among them the one it is of.
    exams: Exams,
    /// What stands in the form.
    typed: StoredValue<Typed>,
    /// The question that was asked.
    query: Submission<AdmissionReport>,
) -> impl IntoView {
    let AdmissionReport { whose, admissions } = report;
    let exam = exams.get(&whose.exam).cloned();
    let sample = exam.as_ref().is_some_and(|exam| exam.sample);
    let batches = admissions
        .into_iter()
        .map(|admission| {
            let title = batch_name(exam.as_ref(), &admission.batch);
            view! { <InBatch title admission/> }.into_any()
        })
        .collect_view();
    view! {
        <article class="slip">
            <SlipHead whose exam/>
            {sample.then(|| view! { <Notice>{say(text::SAMPLE_RESULT)}</Notice> })}
            {batches}
        </article>
        <SlipActions print=text::PRINT page=Page::Admissions typed query/>
    }
}

fn batch_name(exam: Option<&Exam>, id: &str) -> Text {
    exam.and_then(|exam| exam.batch(id)).map(|batch| batch.name.clone()).unwrap_or_default()
}

/// What became of the candidate in one batch.
#[component]
fn InBatch(title: Text, admission: Admission) -> impl IntoView {
    let steps = steps(&admission);
    let Admission { college, letter, next_steps, .. } = admission;
    let next_steps = next_steps.into_iter().map(|step| (step.by, step.what)).collect();
    view! {
        <Card title>
            <Stepper steps/>
            {college.map(|college| view! { <SummaryList rows=place(college)/> })}
        </Card>
        {letter.map(|letter| view! { <LetterCard letter/> })}
        <Deadlines title=text::NEXT steps=next_steps/>
    }
}

/// The college and the place in it, line by line; what is empty has no line.
fn place(college: College) -> Vec<SummaryRow> {
    let College { code, name, group, major } = college;
    let name = if code.is_empty() { name } else { format!("{name}（{code}）") };
    let rows = [(text::COLLEGE, name), (text::GROUP, group), (text::MAJOR, major)];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    rows.map(|(term, value)| SummaryRow::new(term, Text::new(value, ""))).collect()
}

/// The letter on its way. The number is not put into the carrier's address: it would stand in the history of this device,
/// in the carrier's log and with everybody in between. It is one tap to select and copy.
#[component]
fn LetterCard(letter: Letter) -> impl IntoView {
    let Letter { number, carrier, page } = letter;
    view! {
        <Card title=text::LETTER>
            <p class="letter">
                {say(text::LETTER_NUMBER)} " " <strong class="letter__number">{number}</strong>
            </p>
            <p class="help no-print">{say(text::LETTER_HINT)}</p>
            <LinkButton href=page label=text::carriers_page(&carrier) icon=IconKind::ExternalLink/>
        </Card>
    }
}
