//! The home page.

use leptos::prelude::*;
use zhangban_api::Message;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exam, ListExams};

use super::masthead::Masthead;
use super::menu::Menu;
use super::newest::NewestNotices;
use crate::language::{say, use_language, words};
use crate::page::{Page, SEARCH_FOR};
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;
use crate::remote::ask;

/// What stands before and behind the time from which results can be had.
const OUT_SINCE: (Message, Message) = (Message::new("", "Out since "), Message::new(" 起可查", ""));
/// What stands before and behind the time at which results will be out.
const OUT_ON: (Message, Message) = (Message::new("", "Out on "), Message::new(" 公布", ""));
const QUERY: Message = Message::new("查成绩", "My score");
const SEARCH: Message = Message::new("搜索服务、电话", "Services, numbers");

/// The home page.
#[component]
pub fn HomePage() -> impl IntoView {
    let exams = ask::<ListExams>(|| Some(Nothing {})).answer;
    let newest = move || exams.with(|exams| exams.ready().and_then(|exams| exams.exams.first().cloned()));
    view! {
        <Masthead/>
        <main class="page page--home">
            {live(move || newest().map(|exam| view! { <ExamCard exam/> }))}
            <Search/>
            <Menu/>
            <NewestNotices/>
        </main>
    }
}

/// The newest exam: since when or from when its results can be had, and the way to them.
#[component]
fn ExamCard(exam: Exam) -> impl IntoView {
    let language = use_language();
    let Exam { name, released, released_at, sample, .. } = exam;
    let title = words(move || {
        let name = language.get().of_text(&name);
        if sample {
            language.get().either(format!("{name}成绩（样例）"), format!("{name}: results (sample)"))
        } else {
            language.get().either(format!("{name}成绩"), format!("{name}: results"))
        }
    });
    let (before, behind) = if released { OUT_SINCE } else { OUT_ON };
    view! {
        <section class="exam-card">
            <div class="exam-card__text">
                <h2 class="exam-card__title">{title}</h2>
                <p class="exam-card__when">{say(before)}<span class="nowrap">{released_at.to_string()}</span>{say(behind)}</p>
            </div>
            <a class="button" data-kind="primary" href=Page::Scores.path()>{say(QUERY)}</a>
        </section>
    }
}

/// The way to everything by its name. Without scripting, and with it, the browser opens the page of the search.
#[component]
fn Search() -> impl IntoView {
    view! {
        <form class="search" role="search" method="get" action=Page::Search.path()>
            <button class="search__submit">
                <Icon kind=IconKind::Search/>
                <span class="visually-hidden">{say(Page::Search.title())}</span>
            </button>
            <input class="search__input" type="search" name=SEARCH_FOR aria-label=say(SEARCH) placeholder=say(SEARCH)
                autocomplete="off" enterkeyhint="search"/>
        </form>
    }
}
