//! The route table; nothing else.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::first_paint::{Arrival, FirstPaint};
use crate::language::Language;
use crate::location::Location;
use crate::mode::Mode;
use crate::page::Page;
use crate::pages::{Code, Pages, at_once};
use crate::services::{
    accounts, admissions, articles, assistant, cases, casework, content, desk, feedback, home, hotlines, not_found,
    past_scores, plans, public_cases, ranks, scores, search, status,
};
use crate::shell::{Shell, provide_department};

/// The whole app. Server and browser call it with the same three values, which come with the page.
#[component]
pub fn App(
    /// What the server knew when it rendered the page.
    paint: FirstPaint,
    /// The language the page was rendered in.
    language: Language,
    /// The mode the page was rendered in.
    mode: Mode,
) -> impl IntoView {
    provide_context(RwSignal::new(language));
    provide_context(RwSignal::new(mode));
    Location::provide(&paint.address);
    Arrival::provide(paint);
    provide_department();
    view! {
        <Shell>
            <cases::WaitingBar/>
            <Pages/>
        </Shell>
    }
}

/// Makes the code of each page a file of its own, which a browser fetches when the page is opened.
macro_rules! routes {
    ($($page:pat => $view:path, $chunk:ident, $fetch:ident;)*) => {
        /// The code of a page.
        pub fn code(page: Option<Page>) -> Code {
            match page {
                $($page => Code { name: stringify!($chunk), fetch: || Box::pin($fetch()), view: || at_once($chunk()) },)*
            }
        }
        $(
            #[wasm_split($chunk, wasm_split_path = leptos::wasm_split, preload($fetch), fallible)]
            fn $chunk() -> Result<AnyView, SplitLoaderError> {
                Ok($view().into_any())
            }
        )*
    };
}

routes! {
    Some(Page::Home) => home::HomePage, home_page, fetch_home_page;
    Some(Page::Scores) => scores::ScoresPage, scores_page, fetch_scores_page;
    Some(Page::Admissions) => admissions::AdmissionsPage, admissions_page, fetch_admissions_page;
    Some(Page::Ranks) => ranks::RanksPage, ranks_page, fetch_ranks_page;
    Some(Page::Plans) => plans::PlansPage, plans_page, fetch_plans_page;
    Some(Page::PastScores) => past_scores::PastScoresPage, past_scores_page, fetch_past_scores_page;
    Some(Page::CollegeScores) => past_scores::CollegeScoresPage, college_scores_page, fetch_college_scores_page;
    Some(Page::SameRank) => past_scores::SameRankPage, same_rank_page, fetch_same_rank_page;
    Some(Page::Hotlines) => hotlines::HotlinesPage, hotlines_page, fetch_hotlines_page;
    Some(Page::Articles) => articles::ArticlesPage, articles_page, fetch_articles_page;
    Some(Page::Article) => articles::ArticlePage, article_page, fetch_article_page;
    Some(Page::FileCase) => cases::FileCasePage, file_case_page, fetch_file_case_page;
    Some(Page::WriteCase) => cases::WriteCasePage, write_case_page, fetch_write_case_page;
    Some(Page::WaitingCases) => cases::WaitingCasesPage, waiting_cases_page, fetch_waiting_cases_page;
    Some(Page::FollowCase) => cases::FollowCasePage, follow_case_page, fetch_follow_case_page;
    Some(Page::AnsweredCases) => public_cases::AnsweredCasesPage, answered_cases_page, fetch_answered_cases_page;
    Some(Page::Promise) => public_cases::PromisePage, promise_page, fetch_promise_page;
    Some(Page::Feedback) => feedback::FeedbackPage, feedback_page, fetch_feedback_page;
    Some(Page::Assistant) => assistant::AssistantPage, assistant_page, fetch_assistant_page;
    Some(Page::Search) => search::SearchPage, search_page, fetch_search_page;
    Some(Page::Accounts) => accounts::AccountsPage, accounts_page, fetch_accounts_page;
    Some(Page::Desk) => casework::DeskPage, desk_page, fetch_desk_page;
    Some(Page::DeskCase) => casework::DeskCasePage, desk_case_page, fetch_desk_case_page;
    Some(Page::DeskFile) => casework::DeskFilePage, desk_file_page, fetch_desk_file_page;
    Some(Page::DeskContent) => content::ContentPage, desk_content_page, fetch_desk_content_page;
    Some(Page::DeskEdit) => content::EditPage, desk_edit_page, fetch_desk_edit_page;
    Some(Page::DeskPassword) => desk::password::PasswordPage, desk_password_page, fetch_desk_password_page;
    Some(Page::SignIn) => desk::sign_in::SignInPage, sign_in_page, fetch_sign_in_page;
    Some(Page::Status) => status::StatusPage, status_page, fetch_status_page;
    None => not_found::NotFoundPage, not_found_page, fetch_not_found_page;
}
