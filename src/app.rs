//! The route table; nothing else.

use leptos::prelude::*;
use leptos_router::StaticSegment;
use leptos_router::components::{Route, Router, Routes};

use crate::first_paint::{Arrival, FirstPaint};
use crate::language::Language;
use crate::mode::Mode;
use crate::page::Page;
use crate::services::{
    feedback::FeedbackPage, home::HomePage, hotlines::HotlinesPage, not_found::NotFoundPage, ranks::RanksPage,
    scores::ScoresPage, status::StatusPage,
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
    let arrival = Arrival::provide(paint);
    provide_department();
    view! {
        <Router>
            <Shell arrival=arrival>
                <Routes fallback=NotFoundPage>
                    <Route path=StaticSegment(Page::Home.path()) view=HomePage/>
                    <Route path=StaticSegment(Page::Scores.path()) view=ScoresPage/>
                    <Route path=StaticSegment(Page::Ranks.path()) view=RanksPage/>
                    <Route path=StaticSegment(Page::Hotlines.path()) view=HotlinesPage/>
                    <Route path=StaticSegment(Page::Feedback.path()) view=FeedbackPage/>
                    <Route path=StaticSegment(Page::Status.path()) view=StatusPage/>
                </Routes>
            </Shell>
        </Router>
    }
}
