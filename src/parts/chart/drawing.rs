//! Where everything stands on the chart, in units of its view box.
//!
//! The view box is as wide as a card on a small phone, so that a unit is about a CSS pixel there and the type is never
//! smaller than the page's small type. All positions are whole units: both sides write them alike.

use std::fmt::Write as _;

use super::MarkerKind;

/// The width of the view box: 360 px less the margins of page and card.
pub(super) const WIDTH: i32 = 288;
/// The height of the view box.
pub(super) const HEIGHT: i32 = 190;
/// The base line, with room for the ticks in the elder mode's 20 px below it.
pub(super) const BASE: i32 = HEIGHT - 30;
/// The base line of the ticks' type.
pub(super) const TICKS: i32 = HEIGHT - 6;

/// The highest point of the line, with room for two rows of values above it.
const TOP: i32 = 58;
/// Between a mark and a value beside it.
const GAP: i32 = 4;
/// Room at both sides for half a tick of three figures.
const SIDE: i32 = 18;
/// The widest value: three figures and a bit of air, in the elder mode.
const LABEL: i32 = 42;
/// The rows of values, as base lines: "you" above, lines below.
const ROWS: [i32; 2] = [18, 42];
/// The most ticks that never touch each other.
const MOST_TICKS: u16 = 7;
/// More points than this cannot be told apart on a phone, and each is a few bytes of the page.
const MOST_POINTS: usize = 144;

/// To which side of its position a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A mark in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) value: u16,
    pub(super) kind: MarkerKind,
    pub(super) x: i32,
    pub(super) top: i32,
    /// Where its value stands; none where there is no room, and then the legend alone bears it.
    pub(super) label: Option<Label>,
}

/// A value beside its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) anchor: Anchor,
}

impl Label {
    /// From where to where it reaches.
    const fn reach(self) -> (i32, i32) {
        match self.anchor {
            Anchor::Start => (self.x, self.x + LABEL),
            Anchor::Middle => (self.x - LABEL / 2, self.x + LABEL / 2),
            Anchor::End => (self.x - LABEL, self.x),
        }
    }
}

/// The points in their places.
pub(super) struct Drawing {
    low: u16,
    high: u16,
    line: Vec<(i32, i32)>,
}

impl Drawing {
    pub(super) fn new(mut points: Vec<(u16, u32)>) -> Self {
        points.sort_unstable();
        let (low, high) = match (points.first(), points.last()) {
            (Some(first), Some(last)) => (first.0, last.0),
            _ => (0, 1),
        };
        let mut drawing = Self { low, high, line: Vec::new() };
        let bins: Vec<(u16, u64)> = points.chunks(points.len().div_ceil(MOST_POINTS).max(1)).map(mean).collect();
        let most = bins.iter().map(|bin| bin.1).max().unwrap_or(0).max(1);
        drawing.line = bins.iter().map(|&(value, count)| (drawing.x(value), y(count, most))).collect();
        drawing
    }

    fn x(&self, value: u16) -> i32 {
        let span = i32::from(self.high - self.low).max(1);
        let into = i32::from(value.clamp(self.low, self.high) - self.low);
        SIDE + (WIDTH - 2 * SIDE) * into / span
    }

    /// The line.
    pub(super) fn line(&self) -> String {
        path(&self.line)
    }

    /// What is below the line, from a value on if one is given.
    pub(super) fn area(&self, from: Option<u16>) -> String {
        let start = from.map_or(SIDE, |value| self.x(value));
        let mut corners: Vec<(i32, i32)> = self.line.iter().copied().filter(|point| point.0 >= start).collect();
        let (Some(first), Some(last)) = (corners.first().copied(), corners.last().copied()) else {
            return String::new();
        };
        corners.insert(0, (start, first.1));
        corners.insert(0, (start, BASE));
        corners.push((last.0, BASE));
        path(&corners) + "Z"
    }

    /// Round values along the base line, with their places.
    pub(super) fn ticks(&self) -> Vec<(u16, i32)> {
        let span = self.high - self.low;
        let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
        let step = steps.into_iter().find(|step| span / step < MOST_TICKS).unwrap_or(20_000);
        let first = self.low.div_ceil(step);
        (first..=self.high / step).map(|tick| (tick * step, self.x(tick * step))).collect()
    }

    /// Everything as markup: figures and lines in which nothing changes and nothing listens need no view for each.
    pub(super) fn markup(&self, you: Option<u16>, marks: &[(u16, MarkerKind)]) -> String {
        let mut svg = format!(r#"<path class="chart__area" d="{}"/>"#, self.area(None));
        // Writing to a string cannot fail.
        if you.is_some() {
            let _ = write!(svg, r#"<path class="chart__above" d="{}"/>"#, self.area(you));
        }
        let _ = write!(svg, r#"<path class="chart__line" d="{}"/>"#, self.line());
        let _ = write!(svg, r#"<line class="chart__axis" x1="0" x2="{WIDTH}" y1="{BASE}" y2="{BASE}"/>"#);
        for (value, x) in self.ticks() {
            let _ = write!(svg, r#"<text class="chart__tick" x="{x}" y="{TICKS}" text-anchor="middle">{value}</text>"#);
        }
        for Mark { value, kind, x, top, label } in self.place(marks) {
            let kind = kind.word();
            let _ = write!(svg, r#"<g class="chart__mark" data-kind="{kind}"><line x1="{x}" x2="{x}" y1="{top}" "#);
            let _ = write!(svg, r#"y2="{BASE}"/>"#);
            if kind == MarkerKind::You.word() {
                let _ = write!(svg, r#"<circle cx="{x}" cy="{top}" r="4"/>"#);
            }
            if let Some(Label { x, y, anchor }) = label {
                let anchor = anchor.word();
                let _ = write!(svg, r#"<text x="{x}" y="{y}" text-anchor="{anchor}">{value}</text>"#);
            }
            svg.push_str("</g>");
        }
        svg
    }

    /// Marks in their places, their values never on each other, on another mark's line or over the edge: "you" in the
    /// row above, lines in the row below.
    pub(super) fn place(&self, marks: &[(u16, MarkerKind)]) -> Vec<Mark> {
        let mut placed: Vec<Mark> = Vec::new();
        for (at, &(value, kind)) in marks.iter().enumerate() {
            let x = self.x(value);
            let y = ROWS[usize::from(kind == MarkerKind::Line)];
            let free = |label: &Label| {
                let (from, to) = label.reach();
                let struck = marks.iter().enumerate().any(|(other, &(value, other_kind))| {
                    // Lines begin below the upper row, so only "you" is struck by nothing but another "you".
                    let reaches_row = kind == MarkerKind::Line || other_kind == MarkerKind::You;
                    other != at && reaches_row && (from - GAP..=to + GAP).contains(&self.x(value))
                });
                let covered = placed.iter().filter_map(|mark| mark.label).any(|other| {
                    let (start, end) = other.reach();
                    other.y == y && from < end && start < to
                });
                from >= 0 && to <= WIDTH && !struck && !covered
            };
            let beside = [(x, Anchor::Middle), (x - GAP, Anchor::End), (x + GAP, Anchor::Start)];
            let label = beside.map(|(x, anchor)| Label { x, y, anchor }).into_iter().find(free);
            placed.push(Mark { value, kind, x, top: y + 8, label });
        }
        placed
    }
}

/// The middle value of a run of points and its mean count, in hundredths.
fn mean(run: &[(u16, u32)]) -> (u16, u64) {
    let sum: u64 = run.iter().map(|point| u64::from(point.1)).sum();
    let count = u64::try_from(run.len()).unwrap_or(u64::MAX).max(1);
    (run.get(run.len() / 2).map_or(0, |point| point.0), sum * 100 / count)
}

/// The height at which a count stands.
fn y(count: u64, most: u64) -> i32 {
    let height = u64::from((BASE - TOP).unsigned_abs());
    BASE - i32::try_from(count * height / most).unwrap_or(0)
}

fn path(points: &[(i32, i32)]) -> String {
    let mut path = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let pen = if at == 0 { 'M' } else { 'L' };
        // Writing to a string cannot fail.
        let _ = write!(path, "{pen}{x} {y}");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hill() -> Drawing {
        Drawing::new((100u16..=700).map(|value| (value, u32::from(300 - value.abs_diff(400)))).collect())
    }

    #[test]
    fn the_highest_point_touches_the_top_and_the_ends_the_base() {
        let line = hill().line;
        assert_eq!(line.iter().map(|point| point.1).min(), Some(TOP));
        assert_eq!(line.iter().map(|point| point.1).max(), Some(BASE));
        assert!(line.len() <= MOST_POINTS);
    }

    #[test]
    fn no_points_make_an_empty_drawing() {
        let drawing = Drawing::new(Vec::new());
        assert_eq!((drawing.line().as_str(), drawing.area(Some(5)).as_str()), ("", ""));
    }

    #[test]
    fn ticks_are_round_and_few() {
        let values: Vec<u16> = hill().ticks().into_iter().map(|tick| tick.0).collect();
        assert_eq!(values, [100, 200, 300, 400, 500, 600, 700]);
    }

    #[test]
    fn values_never_stand_on_each_other_or_over_the_edge() {
        let drawing = hill();
        let steps = || (0..=750).step_by(30);
        for (you, one, other) in
            steps().flat_map(|you| steps().flat_map(move |one| steps().map(move |o| (you, one, o))))
        {
            let lines = [one, other, 427].map(|line| (line, MarkerKind::Line));
            let marks: Vec<_> = std::iter::once((you, MarkerKind::You)).chain(lines).collect();
            let labels: Vec<Label> = drawing.place(&marks).into_iter().filter_map(|mark| mark.label).collect();
            assert!(labels.iter().any(|label| label.y == ROWS[0]), "one always finds oneself: {you}");
            for (at, label) in labels.iter().enumerate() {
                let (from, to) = label.reach();
                assert!(from >= 0 && to <= WIDTH, "{marks:?}");
                for before in &labels[..at] {
                    let (start, end) = before.reach();
                    assert!(before.y != label.y || to <= start || end <= from, "{marks:?}");
                }
            }
        }
    }
}
