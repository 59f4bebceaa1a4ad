//! Long lists come a page at a time, counted from 1. Pages without a number are the first.

/// The number of the first page.
pub const fn first() -> u16 {
    1
}

/// Whether a number is that of the first page, which nobody needs to write down.
pub const fn is_first(page: &u16) -> bool {
    *page <= first()
}

/// How many entries come before a page, of which each has so many.
pub fn skipped(page: u16, entries: usize) -> usize {
    usize::from(page.saturating_sub(first())).saturating_mul(entries)
}
