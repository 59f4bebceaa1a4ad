//! The page of the score query: the form, and after it the result.

use leptos::prelude::*;
#[cfg(target_arch = "wasm32")]
use leptos_router::hooks::use_location;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exams, ListExams};
use zhangban_api::scores::{QueryScore, ScoreReport};

use super::form::{ScoreForm, Typed};
use super::result::ScoreResult;
use crate::page::Page;
use crate::parts::live::live;
use crate::remote::{Remote, ask, shown};
use crate::shell::TopBar;
use crate::submission::{Submission, submission};

/// Behind the address while a result is shown, so that "back" leads to the form. It names nobody.
pub(super) const RESULT: &str = "#result";

/// The page of the score query.
#[component]
pub fn ScoresPage() -> impl IntoView {
    let exams = ask::<ListExams>(|| Some(Nothing {}));
    let query = submission::<QueryScore>();
    let typed = StoredValue::new(Typed::arrived());
    let report = shown_report(query);
    view! {
        <TopBar title=Page::Scores.title()/>
        <main class="page">
            {shown(exams, move |exams: Exams| {
                live(move || Some(match report.get() {
                    Some(report) => view! { <ScoreResult report exams=exams.clone() typed query/> }.into_any(),
                    None => view! { <ScoreForm exams=exams.clone() query typed/> }.into_any(),
                }))
            })}
        </main>
    }
}

/// The result that is shown: the one that came with the page, or the one that was asked for and not gone back from.
fn shown_report(query: Submission<QueryScore>) -> Memo<Option<ScoreReport>> {
    // An address behind `#` stays in the browser: the server cannot be asked for it.
    #[cfg(target_arch = "wasm32")]
    let hash = use_location().hash;
    #[cfg(not(target_arch = "wasm32"))]
    let hash = Memo::new(|_| String::new());
    let arrived = query.answer.with_untracked(|answer| answer.ready().is_some());
    Memo::new(move |before: Option<&Option<ScoreReport>>| {
        let at_result = hash.get() == RESULT;
        let just_arrived = arrived && before.is_none_or(Option::is_some) && query.answer.with(|a| a.ready().is_some());
        query.answer.with(|answer| match answer {
            Remote::Ready(report) if at_result || just_arrived => Some(report.clone()),
            _ => None,
        })
    })
}
