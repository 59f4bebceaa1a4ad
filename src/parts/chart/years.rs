//! A line of one value a year.

use std::fmt::Write as _;

use leptos::prelude::*;
use zhangban_api::Text;

use super::drawing::{BASE, TICKS, WIDTH};
use super::drawing_view;
use crate::language::say_text;

/// The highest point, with room for its value above it.
const TOP: i32 = 40;
/// The lowest point, with room for the base line below it.
const BOTTOM: i32 = BASE - 16;
/// Room at both sides for half a year of four figures, in the elder mode.
const SIDE: i32 = 28;
/// Between a point and the base line of its value.
const GAP: i32 = 12;
/// As many values stand side by side.
const MOST_LABELS: usize = 5;

/// A point in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Point {
    year: u16,
    value: u16,
    x: i32,
    y: i32,
    /// Whether year and value are written; where there is no room for all, the last ones are.
    is_told: bool,
}

/// One value a year: a line with a point for each, broken where a year is missing, and the values on it.
///
/// Nobody needs to see it: `title` names it, `summary` says below it in words what it shows, and the page has the same
/// figures in a table.
#[component]
pub fn YearsChart(
    /// `(year, value)`, each year once, in any order.
    points: Vec<(u16, u16)>,
    /// What the chart shows, for readers of the screen.
    #[prop(into)]
    title: Text,
    /// What one learns from it.
    #[prop(into)]
    summary: Text,
) -> impl IntoView {
    let drawn = markup(&place(points));
    view! {
        <figure class="chart">
            {drawing_view(title, drawn)}
            <figcaption class="chart__summary">{say_text(summary)}</figcaption>
        </figure>
    }
}

/// Line and points as markup.
fn markup(points: &[Point]) -> String {
    let mut svg = format!(r#"<path class="chart__line" d="{}"/>"#, line(points));
    // Writing to a string cannot fail.
    let _ = write!(svg, r#"<line class="chart__axis" x1="0" x2="{WIDTH}" y1="{BASE}" y2="{BASE}"/>"#);
    for Point { year, value, x, y, is_told } in points {
        let _ = write!(svg, r#"<g class="chart__mark" data-kind="year"><circle cx="{x}" cy="{y}" r="4"/>"#);
        if *is_told {
            let above = y - GAP;
            let _ = write!(svg, r#"<text x="{x}" y="{above}" text-anchor="middle">{value}</text>"#);
            let _ = write!(svg, r#"<text class="chart__tick" x="{x}" y="{TICKS}" text-anchor="middle">{year}</text>"#);
        }
        svg.push_str("</g>");
    }
    svg
}

fn place(mut points: Vec<(u16, u16)>) -> Vec<Point> {
    points.sort_unstable();
    let (first, last) = (points.first().map_or(0, |point| point.0), points.last().map_or(0, |point| point.0));
    let values = || points.iter().map(|point| point.1);
    let (low, high) = (values().min().unwrap_or(0), values().max().unwrap_or(0));
    let every = points.len().div_ceil(MOST_LABELS).max(1);
    let count = points.len();
    let point = |(at, &(year, value)): (usize, &(u16, u16))| Point {
        year,
        value,
        // A single point stands in the middle, and so does a line that neither rises nor falls.
        x: between(SIDE, WIDTH - SIDE, year - first, last - first),
        y: between(BOTTOM, TOP, value - low, high - low),
        is_told: (count - 1 - at).is_multiple_of(every),
    };
    points.iter().enumerate().map(point).collect()
}

/// The place of a part of a whole between two ends.
fn between(from: i32, to: i32, part: u16, whole: u16) -> i32 {
    if whole == 0 { i32::midpoint(from, to) } else { from + (to - from) * i32::from(part) / i32::from(whole) }
}

fn line(points: &[Point]) -> String {
    let mut path = String::new();
    let mut before = None;
    for Point { year, x, y, .. } in points {
        let goes_on = before.is_some_and(|before: u16| before + 1 == *year);
        let pen = if goes_on { 'L' } else { 'M' };
        // Writing to a string cannot fail.
        let _ = write!(path, "{pen}{x} {y}");
        before = Some(*year);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_broken_where_a_year_is_missing() {
        let points = place(vec![(2025, 605), (2021, 580), (2022, 590)]);
        assert_eq!(line(&points), format!("M{SIDE} {BOTTOM}L86 103M{} {TOP}", WIDTH - SIDE));
    }

    #[test]
    fn one_year_and_no_year_can_be_drawn() {
        assert_eq!(place(vec![(2025, 605)])[0].x, WIDTH / 2);
        assert_eq!(line(&place(Vec::new())), "");
    }

    #[test]
    fn of_many_years_the_last_is_told_and_never_too_many() {
        let points = place((2000..2025).map(|year| (year, year)).collect());
        assert!(points.last().unwrap().is_told);
        assert!(points.iter().filter(|point| point.is_told).count() <= MOST_LABELS);
    }
}
