//! Cells for spreadsheets that people open.

/// A cell that a spreadsheet takes for text and never for a formula.
pub fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, written) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("@SUM", "'@SUM"),
            ("-1", "'-1"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("（不招色盲考生）", "（不招色盲考生）"),
            ("5+3", "5+3"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), written);
        }
    }
}
