//! The page of the same rank: from a score to its rank, and to the score of that rank in other years, with the rows of the tables that say so.

mod place;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exam, Exams, ListExams, Track};
use zhangban_api::ranks::{GetRankTable, RankTable};
use zhangban_api::{ErrorCode, FieldError, Text};

use self::place::{Place, said_of_other, said_of_own};
use super::lookup::{SameRank, field, query};
use super::text;
use super::ways::ways;
use crate::address;
use crate::language::{say, say_text};
use crate::page::Page;
use crate::parts::button::SubmitButton;
use crate::parts::card::Card;
use crate::parts::choice::{ChoiceOption, Choices, Select};
use crate::parts::data_table::{Column, DataTable, Row};
use crate::parts::error_summary::ErrorSummary;
use crate::parts::field::{EnterKey, Field, FieldSpec, Typing};
use crate::parts::figures::grouped;
use crate::parts::live::live;
use crate::parts::notice::{Notice, NoticeKind};
use crate::parts::state::{State, StateView};
use crate::remote::{Ask, Remote, ask, shown, state_of};
use crate::shell::TopBar;

const OF: FieldSpec = FieldSpec::new(field::OF, text::OF);
const SCORE: FieldSpec = FieldSpec::new(field::SCORE, text::SCORE).typing(Typing::Digits).enter(EnterKey::Go);

/// Rows of a table that are shown before and after those that answer.
const AROUND: usize = 2;

/// The same rank in other years.
#[component]
pub fn SameRankPage() -> impl IntoView {
    let exams = ask::<ListExams>(|| Some(Nothing {}));
    let asked = address::asked(Page::SameRank, SameRank::of_query);
    view! {
        <TopBar title=Page::SameRank.title()/>
        <main class="page">
            {ways(Page::SameRank)}
            <p>{say(text::SAME_RANK_LEAD)}</p>
            <Notice kind=NoticeKind::Warning>{say(text::NO_ADVICE)}</Notice>
            {shown(exams, move |exams| comparison(exams, asked))}
        </main>
    }
}

/// The form and what it answers. In the browser it answers while it is filled in.
fn comparison(exams: Exams, asked: Memo<SameRank>) -> AnyView {
    let begun = asked.get_untracked();
    let Some((exam, track)) = begun.own(&exams) else {
        return view! { <StateView state=State::Empty(text::NO_EXAMS.into())/> }.into_any();
    };
    let options = exams.exams.iter().filter(|exam| exam.released).flat_map(|exam| {
        exam.tracks.iter().map(move |track| ChoiceOption::new(SameRank::name(exam, track), named(exam, track)))
    });
    let choices = Choices::new(options.collect(), SameRank::name(exam, track));
    let exams = StoredValue::new(exams);
    let typed = RwSignal::new(begun.clone());
    let errors = RwSignal::new(fault(&begun, exams));
    #[cfg(target_arch = "wasm32")]
    address::keep_in_step(
        Page::SameRank,
        typed,
        asked,
        |same| super::lookup::Lookup::SameRank(same.clone()).address(),
        |now| {
            for (name, value) in [(field::OF, &now.of), (field::SCORE, &now.score)] {
                address::put_into_field(name, value);
            }
        },
    );
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        errors.set(typed.with_untracked(|typed| fault(typed, exams)));
    };
    // At the take-over a list says what it came with: that changes nothing, and neither shall the address.
    let choose = move |of: String| {
        let is_chosen = |typed: &SameRank| {
            exams.with_value(|exams| typed.own(exams).is_some_and(|(exam, track)| SameRank::name(exam, track) == of))
        };
        if !typed.with_untracked(is_chosen) {
            typed.update(|typed| typed.of = of);
        }
    };
    let of = Memo::new(move |_| typed.get().of);
    let score = Memo::new(move |_| {
        let full_marks = exams.with_value(|exams| typed.with(|typed| typed.own(exams).map(|own| own.0.full_marks)));
        typed.with(|typed| typed.score(full_marks.unwrap_or(0)).ok().flatten())
    });
    let answers = live(move || {
        let same = SameRank { of: of.get(), score: String::new() };
        exams.with_value(|exams| answers(&same, exams, score))
    });
    view! {
        <ErrorSummary errors/>
        <form class="form" method="get" action=Page::SameRank.path() novalidate="" on:submit=submit>
            <Select of=OF choices errors=Vec::new() on_change=choose/>
            <Field of=SCORE value=begun.score errors on_input=move |score| typed.update(|typed| typed.score = score)/>
            <SubmitButton label=text::LOOK_UP/>
        </form>
        {answers}
    }
    .into_any()
}

/// What is wrong with the score that was typed.
fn fault(same: &SameRank, exams: StoredValue<Exams>) -> Vec<FieldError> {
    let full_marks = exams.with_value(|exams| same.own(exams).map_or(0, |own| own.0.full_marks));
    let sentence = Text::new(
        format!("请填写 0 至 {full_marks} 的整数分数"),
        format!("Enter a score from 0 to {full_marks}, a whole number"),
    );
    same.score(full_marks).err().map(|()| FieldError::new(field::SCORE, sentence)).into_iter().collect()
}

/// What an exam and a track are called together.
fn named(exam: &Exam, track: &Track) -> Text {
    let english = |text: &Text| if text.en.is_empty() { text.zh.clone() } else { text.en.clone() };
    Text::new(
        format!("{} {}", exam.name.zh, track.name.zh),
        format!("{}, {}", english(&exam.name), english(&track.name)),
    )
}

/// The score in its own exam, and the same rank in each other one.
fn answers(same: &SameRank, exams: &Exams, score: Memo<Option<u16>>) -> Option<AnyView> {
    let (exam, track) = same.own(exams)?;
    let own = ask_for(exam, track);
    let place = Memo::new(move |_| {
        own.answer.with(|answer| answer.ready().zip(score.get()).map(|(table, score)| Place::of(table, score)))
    });
    let own_view = compared(own, named(exam, track), place, said_of_own);
    let others: Vec<AnyView> = same
        .others(exams)
        .into_iter()
        .map(|(exam, other)| match other {
            Some(track) => compared(ask_for(exam, track), named(exam, track), place, said_of_other),
            None => no_such_track(exam, track),
        })
        .collect();
    let alone = others.is_empty().then(|| view! { <p class="source">{say(text::NO_OTHERS)}</p> }.into_any());
    Some(
        view! {
            {own_view}
            {others}
            {alone}
        }
        .into_any(),
    )
}

fn ask_for(exam: &Exam, track: &Track) -> Ask<GetRankTable> {
    let query = query(exam, track);
    ask::<GetRankTable>(move || Some(query.clone()))
}

/// An exam that ranks nobody of this kind.
fn no_such_track(exam: &Exam, track: &Track) -> AnyView {
    let english = if track.name.en.is_empty() { &track.name.zh } else { &track.name.en };
    let words = Text::new(
        format!("{}没有与{}对应的科类，无法对照。", exam.name.zh, track.name.zh),
        format!("{} has no track that corresponds to the {english}.", exam.name.zh),
    );
    view! { <p class="source">{say_text(words)}</p> }.into_any()
}

/// What a table says of a place, with its rows; or why it says nothing.
fn compared(
    table: Ask<GetRankTable>,
    name: Text,
    place: Memo<Option<Place>>,
    said: fn(&RankTable, &Text, Place) -> place::Said,
) -> AnyView {
    live(move || {
        let state = match table.answer.get() {
            Remote::Ready(table) => {
                let said = said(&table, &name, place.get()?);
                return Some(answer(&table, &name, said));
            }
            Remote::Idle => return None,
            Remote::Loading => State::Loading,
            Remote::Slow => State::Slow,
            Remote::Failed(error) if error.code == ErrorCode::NotFound => State::Empty(Text::new(
                format!("没有公布“{}”的一分一段表，无法对照。", name.zh),
                format!("No rank table was published for {}.", name.en),
            )),
            Remote::Failed(error) => state_of(error),
        };
        Some(view! { <StateView state on_retry=Callback::new(move |()| table.again())/> }.into_any())
    })
    .into_any()
}

fn answer(table: &RankTable, name: &Text, said: place::Said) -> AnyView {
    let place::Said { headline, detail, scores } = said;
    let rows = scores.map(|(low, high)| {
        let from = table.rows.partition_point(|row| row.score > high).saturating_sub(AROUND);
        let to = (table.rows.partition_point(|row| row.score >= low) + AROUND).min(table.rows.len());
        let rows = table.rows.get(from..to).unwrap_or_default().iter().map(|row| {
            let cells = Row::new([row.score.to_string(), grouped(row.count), grouped(row.cumulative)]);
            if (low..=high).contains(&row.score) { cells.marked() } else { cells }
        });
        let columns =
            vec![Column::figures(text::SCORE_OF_ROW), Column::figures(text::COUNT), Column::figures(text::CUMULATIVE)];
        let caption = Text::new(format!("{}一分一段表（节选）", name.zh), format!("Rank table, {} (part)", name.en));
        view! { <DataTable caption columns rows=rows.collect()/> }.into_any()
    });
    let sample = table.sample.then(|| view! { <Notice>{say(text::SAMPLE_TABLE)}</Notice> }.into_any());
    let source = say_text(text::source(&table.source, table.sample));
    view! {
        <Card title=name.clone()>
            <div role="status">
                <p class="college__name">{say_text(headline)}</p>
                <p class="college__facts">{say_text(detail)}</p>
            </div>
            {sample}
            {rows}
            <p class="source">{source}</p>
        </Card>
    }
    .into_any()
}
