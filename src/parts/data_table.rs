//! Tables of figures.

use leptos::prelude::*;
use zhangban_api::Text;

use super::markup::escaped;
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

/// A row as markup: hundreds of rows of plain text need nothing that listens, and no view for each cell.
fn markup(row: &Row, kinds: &[ColumnKind]) -> String {
    let mut markup = String::from(r#"<tr class="table__row""#);
    if row.kind == RowKind::Marked {
        markup.push_str(r#" aria-current="true""#);
    }
    markup.push('>');
    for (at, (text, kind)) in row.cells.iter().zip(kinds).enumerate() {
        let (start, end) = if at == 0 { (r#"<th scope="row""#, "</th>") } else { ("<td", "</td>") };
        let text = escaped(text);
        for part in [start, r#" class="table__cell" data-kind=""#, kind.word(), r#"">"#, &text, end] {
            markup.push_str(part);
        }
    }
    markup + "</tr>"
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
    let body: String = rows.iter().map(|row| markup(row, &kinds)).collect();
    let label = say_text(caption.clone());
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=label>
            <table class="table">
                <caption class="table__caption">{say_text(caption)}</caption>
                <thead>
                    <tr>{columns.into_iter().map(heading).collect_view()}</tr>
                </thead>
                <tbody inner_html=body></tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_is_markup() {
        let row = Row::new(["<b>&".to_owned(), "1".to_owned()]).marked();
        let markup = markup(&row, &[ColumnKind::Words, ColumnKind::Figures]);
        assert!(markup.contains(">&lt;b>&amp;</th>") && markup.contains(r#"data-kind="figures">1</td>"#), "{markup}");
        assert!(markup.starts_with(r#"<tr class="table__row" aria-current="true">"#));
    }
}
