//! The promise clock: how fast the department answers, as a table, a drawing of the same figures, and files.

use leptos::prelude::*;
use zhangban_api::cases::promise::{Figures, GetPromise, Promise, PromiseRow};
use zhangban_api::endpoint::Nothing;
use zhangban_api::{Endpoint, Text};

use super::text;
use crate::language::{Language, say, say_text, use_language};
use crate::page::{PROMISE_CSV, PROMISE_LOG, Page};
use crate::parts::card::Card;
use crate::parts::data_table::{Column, DataTable, Row};
use crate::parts::live::live;
use crate::parts::state::{State, StateView};
use crate::remote::{ask, shown};
use crate::shell::TopBar;

/// As many months are drawn.
const MONTHS: usize = 12;

/// What is not known.
const DASH: &str = "—";

/// How fast the department answers.
#[component]
pub fn PromisePage() -> impl IntoView {
    let promise = ask::<GetPromise>(|| Some(Nothing {}));
    view! {
        <TopBar title=Page::Promise.title()/>
        <main class="page">
            {shown(promise, figures)}
            <Card title=text::CHECK_IT>
                <p>{say(text::CHECK_HOW)}</p>
                <p class="promise__files">
                    {file(PROMISE_LOG, text::LOG.into())}
                    {file(PROMISE_CSV, text::CSV.into())}
                    {file(GetPromise::PATH, text::JSON.into())}
                </p>
            </Card>
            <p><a href=Page::AnsweredCases.path()>{say(Page::AnsweredCases.title())}</a></p>
        </main>
    }
}

fn file(path: &'static str, label: Text) -> AnyView {
    view! { <a class="button" data-kind="secondary" href=path download="">{say_text(label)}</a> }.into_any()
}

fn figures(promise: Promise) -> AnyView {
    let Promise { as_of, rows } = promise;
    if rows.is_empty() {
        return view! { <StateView state=State::Empty(text::NO_FIGURES.into())/> }.into_any();
    }
    let language = use_language();
    let drawn = drawing(&rows);
    let of = Text::new(format!("统计时间：{as_of}"), format!("As of {as_of}"));
    let table = live(move || {
        let language = language.get();
        let columns = vec![
            Column::words(text::MONTH),
            Column::words(text::OFFICE),
            Column::figures(text::FILED),
            Column::figures(text::ANSWERED),
            Column::figures(text::WITHIN),
            Column::figures(text::MEDIAN),
            Column::figures(text::NINETIETH),
            Column::figures(text::REOPENED),
            Column::figures(text::RATING),
        ];
        let rows = rows.iter().map(|row| table_row(row, language)).collect();
        Some(view! { <DataTable caption=text::CAPTION columns rows/> })
    });
    view! {
        {drawn}
        {table}
        <p class="source">{say_text(of)}</p>
        <p class="source">{say(text::HOW_COUNTED)}</p>
    }
    .into_any()
}

fn table_row(row: &PromiseRow, language: Language) -> Row {
    let PromiseRow { name, figures } = row;
    let is_whole = figures.office.is_empty();
    let name = if is_whole { language.of(text::WHOLE).to_owned() } else { language.of_text(name) };
    let hours = |seconds: Option<i64>| seconds.map_or_else(|| DASH.to_owned(), |seconds| tenths(seconds / 360));
    let rating = figures.mean_rating().map_or_else(
        || DASH.to_owned(),
        |mean| {
            language.either(
                format!("{}（{} 人）", tenths(i64::from(mean + 5) / 10), figures.ratings),
                format!("{} ({})", tenths(i64::from(mean + 5) / 10), figures.ratings),
            )
        },
    );
    Row::new([
        figures.month.clone(),
        name,
        figures.filed.to_string(),
        figures.answered.to_string(),
        share(figures),
        hours(figures.median),
        hours(figures.ninetieth),
        figures.reopened.to_string(),
        rating,
    ])
}

fn share(figures: &Figures) -> String {
    figures.share().map_or_else(|| DASH.to_owned(), |share| format!("{} %", tenths(share.into())))
}

fn tenths(of: i64) -> String {
    format!("{}.{}", of / 10, of % 10)
}

/// A bar a month, of the whole department; the same figures stand in the table.
fn drawing(rows: &[PromiseRow]) -> AnyView {
    let whole = rows.iter().map(|row| &row.figures).filter(|figures| figures.office.is_empty());
    let bar = |figures: &Figures| {
        let (month, told, width) = (figures.month.clone(), share(figures), figures.share().unwrap_or_default());
        view! {
            <li class="promise-month">
                <span>{month}</span>
                <svg class="promise-month__bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="promise-month__all" width="1000" height="10"></rect>
                    <rect class="promise-month__within" width=width.to_string() height="10"></rect>
                </svg>
                <span class="promise-month__share">{told}</span>
            </li>
        }
        .into_any()
    };
    let bars: Vec<AnyView> = whole.take(MONTHS).map(bar).collect();
    view! { <Card title=text::CHART><ol class="promise-months">{bars}</ol></Card> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_by_people() {
        let figures = Figures {
            month: "2026-06".into(),
            filed: 1_000,
            answered: 999,
            median: Some(9_000),
            decided: 1_000,
            within: 999,
            ratings: 3,
            rated: 14,
            ..Figures::default()
        };
        let row = table_row(&PromiseRow { name: Text::default(), figures }, Language::Zh);
        assert_eq!(row.cells, ["2026-06", "全部", "1000", "999", "99.9 %", "2.5", "—", "0", "4.7（3 人）"]);
    }
}
