//! The page of the rank table.

use std::time::Duration;

use leptos::prelude::*;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exam, Exams, ListExams};
use zhangban_api::ranks::{GetRankTable, RankQuery, RankTable};
use zhangban_api::{ErrorCode, FieldError};

use super::answer::{answer_view, answers};
use super::distribution::Distribution;
use super::form::RankForm;
use super::lookup::{Lookup, Question};
use super::rows::{Rows, downloads, extent_link};
use super::text;
use crate::language::{say, say_text};
use crate::location::{NavigateOptions, use_location, use_navigate};
use crate::page::Page;
use crate::parts::card::Card;
use crate::parts::error_summary::ErrorSummary;
use crate::parts::live::live;
use crate::parts::notice::Notice;
use crate::parts::state::{State, StateView};
use crate::remote::{Ask, Remote, ask, shown, state_of};
use crate::shell::TopBar;

/// Where the answer is said.
const ANSWER: &str = "answer";

/// How long somebody stops typing before it is looked up. Safari allows an address to change a hundred times in half a
/// minute and then throws.
const PAUSE: Duration = Duration::from_millis(400);

/// What is looked up: the address of the page, and the two ways to change it.
#[derive(Clone, Copy)]
pub(super) struct Looking {
    /// What the address asks.
    pub(super) now: Memo<Lookup>,
    /// What stands in the fields, which may be ahead of the address.
    typed: StoredValue<Lookup>,
    /// The highest possible total.
    full_marks: Memo<u16>,
    /// Counts what was typed: only the last is looked up.
    typings: StoredValue<u32>,
    /// Gives the page another address.
    go: Callback<Lookup>,
}

impl Looking {
    /// The exam or the track was changed: that is looked up at once.
    pub(super) fn change(self, change: impl FnOnce(&mut Lookup)) {
        let mut lookup = self.now.get_untracked();
        change(&mut lookup);
        self.go.run(lookup);
    }

    /// Something was typed: it is looked up after a pause if it can be right. Nobody is told of a fault while typing.
    pub(super) fn typing(self, change: impl FnOnce(&mut Lookup)) {
        self.typed.update_value(change);
        self.typings.update_value(|typings| *typings += 1);
        let mine = self.typings.get_value();
        let look = move || {
            // The page may be gone meanwhile, or more may have been typed.
            if self.typings.try_get_value() == Some(mine) && self.question().is_ok() {
                self.take_typed();
            }
        };
        set_timeout(look, PAUSE);
    }

    /// The button was pressed: what was typed is looked up, or is told to be mended.
    pub(super) fn look_up(self) {
        self.typings.update_value(|typings| *typings += 1);
        self.take_typed();
        #[cfg(target_arch = "wasm32")]
        if self.question().is_ok() {
            request_animation_frame(|| crate::browser::focus(ANSWER));
        }
    }

    fn question(self) -> Result<Question, Vec<FieldError>> {
        self.typed.with_value(|typed| typed.question(self.full_marks.get_untracked()))
    }

    fn take_typed(self) {
        let Lookup { score, rank, .. } = self.typed.get_value();
        self.change(|lookup| (lookup.score, lookup.rank) = (score, rank));
    }
}

/// The page of the rank table.
#[component]
pub fn RanksPage() -> impl IntoView {
    let exams = ask::<ListExams>(|| Some(Nothing {}));
    let search = use_location().search;
    let now = Memo::new(move |_| Lookup::of_query(&search.get()));
    let wanted = Memo::new(move |_| exams.answer.with(|exams| exams.ready().and_then(|exams| now.get().table(exams))));
    let table = ask::<GetRankTable>(move || wanted.get());
    let exam = Memo::new(move |_| {
        let wanted = wanted.get()?;
        exams.answer.with(|exams| exams.ready()?.get(&wanted.exam).cloned())
    });
    let full_marks = Memo::new(move |_| exam.with(|exam| exam.as_ref().map_or(u16::MAX, |exam| exam.full_marks)));
    let navigate = use_navigate();
    let looking = Looking {
        now,
        typed: StoredValue::new(now.get_untracked()),
        full_marks,
        typings: StoredValue::new(0),
        go: Callback::new(move |lookup: Lookup| {
            navigate(&lookup.address(), NavigateOptions { replace: true, scroll: false });
        }),
    };
    view! {
        <TopBar title=Page::Ranks.title()/>
        <main class="page">
            {shown(exams, move |exams: Exams| view! { <RankLookup exams exam looking table/> })}
        </main>
    }
}

/// The form, and below it the table and what it answers.
#[component]
fn RankLookup(exams: Exams, exam: Memo<Option<Exam>>, looking: Looking, table: Ask<GetRankTable>) -> impl IntoView {
    if exams.exams.is_empty() {
        return view! { <StateView state=State::Empty(text::NO_EXAMS.into())/> }.into_any();
    }
    let question = Memo::new(move |_| looking.now.with(|lookup| lookup.question(looking.full_marks.get())));
    let errors = Signal::derive(move || question.get().err().unwrap_or_default());
    // While another table is on its way, the one that is there stays: every sentence names its track.
    let known = Memo::new(move |before: Option<&Option<RankTable>>| {
        table.answer.with(|answer| match answer {
            Remote::Ready(table) => Some(table.clone()),
            Remote::Loading => before.cloned().flatten(),
            Remote::Idle | Remote::Slow | Remote::Failed(_) => None,
        })
    });
    let exams = StoredValue::new(exams);
    let of = move |table: &RankTable| exams.with_value(|exams| exams.get(&table.exam).cloned());
    view! {
        <p>{say(text::LEAD)}</p>
        <ErrorSummary errors/>
        <RankForm exams=exams.get_value() exam looking errors/>
        {live(move || known.get().and_then(|table| Some((of(&table)?, table))).map(|(exam, table)| {
            view! { <Known table exam question lookup=looking.now/> }
        }))}
        {live(move || known.with(Option::is_none).then(|| view! { <Unknown table/> }))}
    }
    .into_any()
}

/// A table that is there: what it answers, how it is distributed, and the table itself.
#[component]
fn Known(
    table: RankTable,
    exam: Exam,
    question: Memo<Result<Question, Vec<FieldError>>>,
    lookup: Memo<Lookup>,
) -> impl IntoView {
    let source = text::source(&table.source);
    let track = exam.track(&table.track).map(|track| track.name.clone()).unwrap_or_default();
    let query = RankQuery { exam: exam.id.clone(), track: table.track.clone() };
    let sample = match (table.sample, exam.sample) {
        (true, _) => Some(text::SAMPLE_TABLE),
        (false, true) => Some(text::SAMPLE),
        (false, false) => None,
    };
    let table = StoredValue::new(table);
    let asked = move || question.get().unwrap_or_default();
    // A rank points at a score, too.
    let score = move || {
        let Question { score, rank } = asked();
        let of_rank = || table.with_value(|table| table.score_at(rank?).map(|standing| standing.score));
        score.or_else(of_rank)
    };
    let said = {
        let track = track.clone();
        live(move || {
            let answers = table.with_value(|table| answers(table, &track, asked()));
            Some(answers.into_iter().map(answer_view).collect::<Vec<_>>())
        })
    };
    let chart = live(move || Some(view! { <Distribution table=table.get_value() exam=exam.clone() asked=score()/> }));
    let rows = live(move || {
        let extent = lookup.with(|lookup| lookup.extent);
        Some(view! { <Rows table=table.get_value() track=track.clone() asked=score() extent/> })
    });
    view! {
        <div class="rank-answers" id=ANSWER role="status" tabindex="-1">{said}</div>
        <Card title=text::DISTRIBUTION>{chart}</Card>
        <Card title=text::TABLE>
            {sample.map(|sample| view! { <Notice>{say(sample)}</Notice> })}
            {rows}
            <div class="actions">
                {live(move || Some(extent_link(lookup.get())))}
                {downloads(&query)}
            </div>
            <p class="source">{say_text(source)}</p>
        </Card>
    }
}

/// A table that is not there: it is not out yet, there is none, or it is on its way.
#[component]
fn Unknown(table: Ask<GetRankTable>) -> impl IntoView {
    live(move || {
        let state = match table.answer.get() {
            Remote::Idle | Remote::Ready(_) => return None,
            Remote::Loading => State::Loading,
            Remote::Slow => State::Slow,
            Remote::Failed(error) => match (error.code, error.released_at) {
                (ErrorCode::NotReleased, Some(released_at)) => State::Empty(text::out_on(released_at)),
                (ErrorCode::NotFound, _) => State::Empty(text::NO_TABLE.into()),
                _ => state_of(error),
            },
        };
        Some(view! { <StateView state on_retry=Callback::new(move |()| table.again())/> })
    })
}
