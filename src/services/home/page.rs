//! The home page.

use leptos::prelude::*;
use zhangban_api::Message;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exam, ListExams};

use super::masthead::Masthead;
use super::menu::Menu;
use crate::language::use_language;
use crate::page::Page;
use crate::remote::ask;

const QUERY: Message = Message::new("查成绩", "My score");

/// The home page.
#[component]
pub fn HomePage() -> impl IntoView {
    let exams = ask::<ListExams>(|| Some(Nothing {})).answer;
    let newest = move || exams.with(|exams| exams.ready().and_then(|exams| exams.exams.first().cloned()));
    view! {
        <Masthead/>
        <main class="page page--home">
            {move || newest().map(|exam| view! { <ExamCard exam/> })}
            <Menu/>
        </main>
    }
}

/// The newest exam: since when or from when its results can be had, and the way to them.
#[component]
fn ExamCard(exam: Exam) -> impl IntoView {
    let language = use_language();
    let Exam { name, released, released_at, sample, .. } = exam;
    let title = move || {
        let name = language.get().of_text(&name);
        if sample {
            language.get().either(format!("{name}成绩（样例）"), format!("{name}: results (sample)"))
        } else {
            language.get().either(format!("{name}成绩"), format!("{name}: results"))
        }
    };
    let when = move || match (released, language.get().either(true, false)) {
        (true, true) => format!("{released_at} 起可查"),
        (true, false) => format!("Out since {released_at}"),
        (false, true) => format!("{released_at} 公布，届时可查"),
        (false, false) => format!("Out on {released_at}"),
    };
    view! {
        <section class="exam-card">
            <div class="exam-card__text">
                <h2 class="exam-card__title">{title}</h2>
                <p class="exam-card__when">{when}</p>
            </div>
            <a class="button" data-kind="primary" href=Page::Scores.path()>{move || language.get().of(QUERY)}</a>
        </section>
    }
}
