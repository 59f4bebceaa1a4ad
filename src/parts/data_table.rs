//! Tables of figures.

use leptos::prelude::*;
use zhangban_api::Text;

use crate::language::say_text;

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words, from the left.
    #[default]
    Words,
    /// Figures, from the right, each as wide as the other.
    Figures,
}

impl ColumnKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Figures => "figures",
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading, with the unit.
    pub label: Text,
    /// What it holds.
    pub kind: ColumnKind,
}

impl Column {
    /// A column of words.
    pub fn words(label: impl Into<Text>) -> Self {
        Self { label: label.into(), kind: ColumnKind::Words }
    }

    /// A column of figures.
    pub fn figures(label: impl Into<Text>) -> Self {
        Self { label: label.into(), kind: ColumnKind::Figures }
    }
}

/// Whether a row stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// It does not.
    #[default]
    Plain,
    /// It is the one that was looked for.
    Marked,
}

/// A row; the first cell names it. Cells are plain text, since a table may have hundreds of rows and figures are the
/// same in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// One cell a column.
    pub cells: Vec<String>,
    /// Whether it stands out.
    pub kind: RowKind,
}

impl Row {
    /// A plain row.
    pub fn new(cells: impl IntoIterator<Item = String>) -> Self {
        Self { cells: cells.into_iter().collect(), kind: RowKind::Plain }
    }

    /// The row that was looked for.
    #[must_use]
    pub fn marked(mut self) -> Self {
        self.kind = RowKind::Marked;
        self
    }
}

/// A table with its caption. It scrolls sideways by itself where it is too wide, also by keyboard.
#[component]
pub fn DataTable(
    /// What the table shows, of what, when.
    #[prop(into)]
    caption: Text,
    /// The columns, in their order.
    columns: Vec<Column>,
    /// The rows, in their order.
    rows: Vec<Row>,
) -> impl IntoView {
    let kinds: Vec<ColumnKind> = columns.iter().map(|column| column.kind).collect();
    let heading = |Column { label, kind }| {
        view! { <th class="table__head" scope="col" data-kind=kind.word()>{say_text(label)}</th> }.into_any()
    };
    let row = move |Row { cells, kind }: Row| {
        let mut cells = cells.into_iter().zip(kinds.clone());
        let name = cells.next().map(|(text, kind)| {
            view! { <th class="table__cell" scope="row" data-kind=kind.word()>{text}</th> }.into_any()
        });
        let rest = cells
            .map(|(text, kind)| view! { <td class="table__cell" data-kind=kind.word()>{text}</td> }.into_any())
            .collect_view();
        let marked = (kind == RowKind::Marked).then_some("true");
        view! { <tr class="table__row" aria-current=marked>{name}{rest}</tr> }.into_any()
    };
    let label = say_text(caption.clone());
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=label>
            <table class="table">
                <caption class="table__caption">{say_text(caption)}</caption>
                <thead>
                    <tr>{columns.into_iter().map(heading).collect_view()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
