//! Line charts: of how many have which value, with marks on it, and of one value a year.

mod drawing;
mod years;

pub use years::YearsChart;

use leptos::prelude::*;
use zhangban_api::Text;

use crate::language::say_text;
use drawing::{Drawing, HEIGHT, WIDTH};

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkerKind {
    /// Here is the person who looks.
    You,
    /// A line that was set.
    Line,
}

impl MarkerKind {
    const fn word(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::Line => "line",
        }
    }
}

/// A mark on the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Where it stands.
    pub value: u16,
    /// What it is, without the value.
    pub label: Text,
    /// What it says.
    pub kind: MarkerKind,
}

/// A distribution: a line of how many have each value, what is at or above "you" filled more strongly, and marks. On the
/// drawing a mark bears only its value; its name stands in the legend below, where there is room for every language and
/// every size of type.
///
/// Nobody needs to see it: `title` names it, and `summary` says below it in words what it shows.
#[component]
pub fn DistributionChart(
    /// `(value, count)`, in any order; a value without candidates may be missing.
    points: Vec<(u16, u32)>,
    /// The marks; those outside the points stand at the edge.
    markers: Vec<Marker>,
    /// What the chart shows, for readers of the screen.
    #[prop(into)]
    title: Text,
    /// What one learns from it.
    #[prop(into)]
    summary: Text,
) -> impl IntoView {
    let you = markers.iter().find(|marker| marker.kind == MarkerKind::You).map(|marker| marker.value);
    let drawing = Drawing::new(points);
    let legend = markers
        .iter()
        .cloned()
        .map(|Marker { value, label, kind }| {
            view! { <li class="chart__key" data-kind=kind.word()>{say_text(label)} " " <b>{value}</b></li> }.into_any()
        })
        .collect_view();
    let places: Vec<_> = markers.iter().map(|marker| (marker.value, marker.kind)).collect();
    let drawn = drawing.markup(you, &places);
    view! {
        <figure class="chart">
            {drawing_view(title, drawn)}
            <ul class="chart__legend">{legend}</ul>
            <figcaption class="chart__summary">{say_text(summary)}</figcaption>
        </figure>
    }
}

/// What is drawn, under its name for readers of the screen.
fn drawing_view(title: Text, markup: String) -> AnyView {
    view! {
        <svg
            class="chart__drawing"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            role="img"
            aria-label=say_text(title)
            inner_html=markup
        ></svg>
    }
    .into_any()
}
