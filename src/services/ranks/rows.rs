//! The rows of the table: around the answer, from the top, or all of them, and the table as a file.

use std::ops::Range;

use form_urlencoded::Serializer;
use leptos::prelude::*;
use zhangban_api::ranks::{GetRankTable, RankQuery, RankTable};
use zhangban_api::{Endpoint, Message, Text};

use super::answer::names;
use super::lookup::{Extent, Lookup, field};
use super::text;
use crate::language::say;
use crate::page::RANKS_CSV;
use crate::parts::button::ButtonKind;
use crate::parts::data_table::{Column, DataTable, Row};
use crate::parts::figures::grouped;
use crate::parts::icon::{Icon, IconKind};

/// Rows before and after the answer: a screen of a phone.
const AROUND: usize = 10;
/// Rows from the top where nothing is asked.
const TOP: usize = 50;

/// The rows that are asked for, the one of the answer marked.
#[component]
pub(super) fn Rows(
    /// The table.
    table: RankTable,
    /// What its track is called.
    track: Text,
    /// The score that was asked for.
    asked: Option<u16>,
    /// How much is shown.
    extent: Extent,
) -> impl IntoView {
    let range = shown(&table, asked, extent);
    let caption = caption(&table, &track, asked.filter(|_| extent == Extent::Around), &range);
    let columns = vec![Column::figures(text::SCORE), Column::figures(text::COUNT), Column::figures(text::CUMULATIVE)];
    let rows = table.rows.get(range).unwrap_or_default().iter().map(|row| {
        let cells = Row::new([row.score.to_string(), grouped(row.count), grouped(row.cumulative)]);
        if asked == Some(row.score) { cells.marked() } else { cells }
    });
    view! { <DataTable caption columns rows=rows.collect()/> }
}

/// Which rows are shown.
fn shown(table: &RankTable, asked: Option<u16>, extent: Extent) -> Range<usize> {
    let all = table.rows.len();
    match (extent, asked) {
        (Extent::Whole, _) => 0..all,
        (Extent::Around, None) => 0..TOP.min(all),
        (Extent::Around, Some(score)) => {
            let at = table.rows.partition_point(|row| row.score > score).min(all.saturating_sub(1));
            at.saturating_sub(AROUND)..(at + AROUND + 1).min(all)
        }
    }
}

fn caption(table: &RankTable, track: &Text, around: Option<u16>, range: &Range<usize>) -> Text {
    let (zh, en) = names(track);
    let all = table.rows.len();
    match around {
        _ if range.len() == all => {
            Text::new(format!("{zh}一分一段表，全部 {all} 行"), format!("Rank table, {en}: all {all} rows"))
        }
        Some(score) => {
            Text::new(format!("{zh}一分一段表，{score} 分前后"), format!("Rank table, {en}: around {score}"))
        }
        None => {
            let rows = range.len();
            Text::new(format!("{zh}一分一段表，前 {rows} 行"), format!("Rank table, {en}: the first {rows} rows"))
        }
    }
}

/// The way to the whole table, and back to a part of it.
pub(super) fn extent_link(lookup: Lookup) -> AnyView {
    let (other, label) = match lookup.extent {
        Extent::Around => (Extent::Whole, text::WHOLE),
        Extent::Whole => (Extent::Around, text::PART),
    };
    let href = Lookup { extent: other, ..lookup }.address();
    // The page stays where it is and "back" leads to the page before this one, not through every change of this one.
    view! {
        <a class="button" data-kind=ButtonKind::Secondary.word() href=href data-noscroll="" data-replace="">
            <Icon kind=IconKind::Table/>
            <span>{say(label)}</span>
        </a>
    }
    .into_any()
}

/// The table as files.
pub(super) fn downloads(of: &RankQuery) -> [AnyView; 2] {
    let query =
        Serializer::new(String::new()).append_pair(field::EXAM, &of.exam).append_pair(field::TRACK, &of.track).finish();
    let file = |path: &str, ending: &str, label: Message| {
        let (href, name) = (format!("{path}?{query}"), format!("{}-{}.{ending}", of.exam, of.track));
        view! {
            <a class="button" data-kind=ButtonKind::Quiet.word() href=href download=name>
                <Icon kind=IconKind::Download/>
                <span>{say(label)}</span>
            </a>
        }
        .into_any()
    };
    [file(RANKS_CSV, "csv", text::CSV), file(GetRankTable::PATH, "json", text::JSON)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: u16) -> RankTable {
        let rows = (0..rows).map(|at| (700 - at, 1, u32::from(at) + 1).into()).collect();
        RankTable::new("e".into(), "t".into(), String::new(), rows).unwrap()
    }

    #[test]
    fn the_rows_around_the_answer_are_shown() {
        let table = table(100);
        assert_eq!(shown(&table, Some(650), Extent::Around), 40..61);
        assert_eq!(shown(&table, Some(700), Extent::Around), 0..11);
        assert_eq!(shown(&table, Some(750), Extent::Around), 0..11);
        assert_eq!(shown(&table, Some(0), Extent::Around), 89..100);
    }

    #[test]
    fn the_top_is_shown_where_nothing_is_asked_and_all_on_demand() {
        assert_eq!(shown(&table(100), None, Extent::Around), 0..50);
        assert_eq!(shown(&table(7), None, Extent::Around), 0..7);
        assert_eq!(shown(&table(100), Some(650), Extent::Whole), 0..100);
    }

    #[test]
    fn a_caption_says_which_rows_these_are() {
        let (table, track) = (table(100), Text::new("物理类", ""));
        let words = |around, range| caption(&table, &track, around, &range).zh;
        assert_eq!(words(None, 0..50), "物理类一分一段表，前 50 行");
        assert_eq!(words(Some(650), 40..61), "物理类一分一段表，650 分前后");
        assert_eq!(words(None, 0..100), "物理类一分一段表，全部 100 行");
    }
}
