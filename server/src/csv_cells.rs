//! Cells of CSV that a spreadsheet opens without doing anything.

/// A line of cells (RFC 4180), with its end.
pub(crate) fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell of CSV. A text that a spreadsheet would take for a formula is marked as a text by an apostrophe before it.
pub(crate) fn cell(text: &str) -> String {
    let text = if is_marked(text) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// What a cell was before it was marked.
pub(crate) fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_marked(text)).unwrap_or(cell)
}

fn is_marked(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
