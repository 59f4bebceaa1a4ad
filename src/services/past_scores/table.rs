//! Tables of scores: a row a year, or a row a major. What nobody has said is a dash, and never a zero.

use leptos::prelude::*;
use zhangban_api::past_scores::PastScore;
use zhangban_api::{Message, Text};

use super::text;
use crate::language::{Language, say_text, use_language};
use crate::parts::data_table::{Column, ColumnKind, DataTable, Row};
use crate::parts::figures::grouped;
use crate::parts::live::live;

/// What is not known.
const DASH: &str = "—";

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// The college as a whole in a year.
    Years,
    /// A major in a year.
    Majors,
}

/// A column: its heading, and what a row says in it.
struct Figure {
    label: Message,
    kind: ColumnKind,
    of: fn(&PastScore, Language) -> Option<String>,
}

const fn figures(label: Message, of: fn(&PastScore, Language) -> Option<String>) -> Figure {
    Figure { label, kind: ColumnKind::Figures, of }
}

/// Columns behind the first. One that no row says anything in is left out and named below the table.
const FIGURES: [Figure; 5] = [
    figures(text::LOWEST, |row, _| row.lowest.map(|score| score.to_string())),
    figures(text::RANK, rank),
    figures(text::AVERAGE, |row, _| row.average.map(|average| average.to_string())),
    figures(text::ADMITTED, |row, _| row.admitted.map(grouped)),
    Figure { label: text::BATCH, kind: ColumnKind::Words, of: |row, _| said(&row.batch) },
];

fn said(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn rank(row: &PastScore, language: Language) -> Option<String> {
    let by_table = || row.rank_by_table.map(|rank| format!("{}{}", language.either("约 ", "~"), grouped(rank)));
    row.rank.map(grouped).or_else(by_table)
}

/// The year with what the track was called in it, or the major with its group.
fn name(row: &PastScore, of: Rows, language: Language) -> String {
    let PastScore { year, track, group, major, .. } = row;
    match (of, group.as_str(), major.as_str()) {
        (Rows::Years, ..) => format!("{year} {}", language.of_text(track)),
        (Rows::Majors, "", major) => format!("{year} {major}"),
        (Rows::Majors, group, "") => language.either(format!("{year} 专业组 {group}"), format!("{year} Group {group}")),
        (Rows::Majors, group, major) => {
            language.either(format!("{year} {major}（{group} 组）"), format!("{year} {major} (group {group})"))
        }
    }
}

/// The rows as a table, and below it what its signs mean.
#[component]
pub(super) fn ScoreTable(
    /// The rows, of one family of tracks.
    rows: Vec<PastScore>,
    /// What a row is about.
    of: Rows,
    /// What the tracks are called.
    track: Text,
) -> impl IntoView {
    let (language, notes) = (use_language(), notes(&rows));
    let shown: Vec<&Figure> =
        FIGURES.iter().filter(|figure| rows.iter().any(|row| (figure.of)(row, Language::Zh).is_some())).collect();
    let table = live(move || {
        let language = language.get();
        let first = match of {
            Rows::Years => Column::words(text::YEAR_AND_TRACK),
            Rows::Majors => Column::words(text::MAJOR),
        };
        let others = shown.iter().map(|Figure { label, kind, .. }| Column { label: (*label).into(), kind: *kind });
        let columns = std::iter::once(first).chain(others).collect();
        let cells = |row: &PastScore| {
            let figures = shown.iter().map(|figure| (figure.of)(row, language).unwrap_or_else(|| DASH.to_owned()));
            Row::new(std::iter::once(name(row, of, language)).chain(figures))
        };
        let rows = rows.iter().map(cells).collect();
        Some(view! { <DataTable caption=caption(&track, of) columns rows/> })
    });
    let notes =
        notes.into_iter().map(|note| view! { <p class="source">{say_text(note)}</p> }.into_any()).collect_view();
    view! {
        {table}
        {notes}
    }
}

fn caption(track: &Text, of: Rows) -> Text {
    let english = if track.en.is_empty() { &track.zh } else { &track.en };
    match of {
        Rows::Years => Text::new(format!("{}，按年份", track.zh), format!("{english}, by year")),
        Rows::Majors => Text::new(format!("{}，按专业", track.zh), format!("{english}, by major")),
    }
}

/// What the signs of the table mean.
fn notes(rows: &[PastScore]) -> Vec<Text> {
    let says = |figure: &&Figure| rows.iter().filter(|row| (figure.of)(row, Language::Zh).is_some()).count();
    let figures = || FIGURES.iter().filter(|figure| figure.kind == ColumnKind::Figures);
    let missing: Vec<&Figure> = figures().filter(|figure| says(figure) == 0).collect();
    let mut notes: Vec<Text> = Vec::new();
    if !missing.is_empty() {
        let list = |between: &str, of: fn(&Figure) -> &'static str| {
            missing.iter().map(|figure| of(figure)).collect::<Vec<_>>().join(between)
        };
        let (zh, en) = (list("、", |figure| figure.label.zh), list(", ", |figure| figure.label.en));
        notes.push(Text::new(format!("没有公布：{zh}。"), format!("Not published: {en}.")));
    }
    if FIGURES.iter().any(|figure| (1..rows.len()).contains(&says(&figure))) {
        notes.push(text::UNKNOWN.into());
    }
    if rows.iter().any(|row| row.rank.is_none() && row.rank_by_table.is_some()) {
        notes.push(text::BY_TABLE.into());
    }
    if rows.windows(2).any(|two| two[0].track != two[1].track) {
        notes.push(text::REFORM.into());
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(year: u16, lowest: u16) -> PastScore {
        PastScore { year, lowest: Some(lowest), track: Text::new("物理类", "Physics"), ..PastScore::default() }
    }

    #[test]
    fn a_rank_that_nobody_has_said_is_told_from_one_that_was_published() {
        let published = PastScore { rank: Some(12_345), ..row(2025, 605) };
        let by_table = PastScore { rank_by_table: Some(12_345), ..row(2025, 605) };
        assert_eq!(rank(&published, Language::Zh).as_deref(), Some("12,345"));
        assert_eq!(rank(&by_table, Language::Zh).as_deref(), Some("约 12,345"));
        assert_eq!(rank(&row(2025, 605), Language::Zh), None);
    }

    #[test]
    fn what_is_not_known_is_explained() {
        let said = |rows: &[PastScore]| notes(rows).into_iter().map(|note| note.zh).collect::<Vec<_>>();
        assert_eq!(said(&[row(2025, 605)]), ["没有公布：最低位次、平均分、录取人数。"]);
        let some = [PastScore { admitted: Some(3), ..row(2025, 605) }, row(2024, 601)];
        assert_eq!(said(&some), ["没有公布：最低位次、平均分。", text::UNKNOWN.zh]);
        let by_table = [PastScore { rank_by_table: Some(1), ..row(2025, 605) }];
        assert!(said(&by_table).contains(&text::BY_TABLE.zh.to_owned()));
        let reformed = [row(2025, 605), PastScore { track: Text::new("理科", ""), ..row(2024, 601) }];
        assert!(said(&reformed).contains(&text::REFORM.zh.to_owned()));
    }

    #[test]
    fn a_row_is_named_by_what_it_is_about() {
        let major = PastScore { major: "法学".into(), group: "201".into(), ..row(2025, 600) };
        let group = PastScore { group: "201".into(), ..row(2025, 600) };
        for (row, of, zh) in [
            (&row(2025, 605), Rows::Years, "2025 物理类"),
            (&major, Rows::Majors, "2025 法学（201 组）"),
            (&group, Rows::Majors, "2025 专业组 201"),
        ] {
            assert_eq!(name(row, of, Language::Zh), zh);
        }
    }
}
