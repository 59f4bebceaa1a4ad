//! The page of the admission look-up: the form, and after it where the file stands.

use leptos::prelude::*;
use zhangban_api::admissions::QueryAdmission;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exams, ListExams};

use super::result::AdmissionResult;
use super::text;
use crate::identity::{IdentityForm, Typed, shown_result};
use crate::page::Page;
use crate::parts::live::live;
use crate::remote::{ask, shown};
use crate::shell::TopBar;
use crate::submission::submission;

/// The page of the admission look-up.
#[component]
pub fn AdmissionsPage() -> impl IntoView {
    let exams = ask::<ListExams>(|| Some(Nothing {}));
    let query = submission::<QueryAdmission>();
    let typed = StoredValue::new(Typed::arrived());
    let report = shown_result(query);
    view! {
        <TopBar title=Page::Admissions.title()/>
        <main class="page">
            {shown(exams, move |mut exams: Exams| {
                // Not every exam leads to a college.
                exams.exams.retain(|exam| !exam.batches.is_empty());
                live(move || Some(match report.get() {
                    Some(report) => view! { <AdmissionResult report exams=exams.clone() typed query/> }.into_any(),
                    None => view! {
                        <IdentityForm endpoint=QueryAdmission page=Page::Admissions saying=text::SAYING exams=exams.clone() query typed/>
                    }
                    .into_any(),
                }))
            })}
        </main>
    }
}
