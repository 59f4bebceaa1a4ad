//! The page of the score query: the form, and after it the result.

use leptos::prelude::*;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exams, ListExams};
use zhangban_api::scores::QueryScore;

use super::result::ScoreResult;
use super::text;
use crate::identity::{IdentityForm, Typed, shown_result};
use crate::page::Page;
use crate::parts::live::live;
use crate::remote::{ask, shown};
use crate::shell::TopBar;
use crate::submission::submission;

/// The page of the score query.
#[component]
pub fn ScoresPage() -> impl IntoView {
    let exams = ask::<ListExams>(|| Some(Nothing {}));
    let query = submission::<QueryScore>();
    let typed = StoredValue::new(Typed::arrived());
    let report = shown_result(query);
    view! {
        <TopBar title=Page::Scores.title()/>
        <main class="page">
            {shown(exams, move |exams: Exams| {
                let exams = exams.open();
                live(move || Some(match report.get() {
                    Some(report) => view! { <ScoreResult report exams=exams.clone() typed query/> }.into_any(),
                    None => view! {
                        <IdentityForm endpoint=QueryScore page=Page::Scores saying=text::SAYING exams=exams.clone() query typed/>
                    }
                    .into_any(),
                }))
            })}
        </main>
    }
}
