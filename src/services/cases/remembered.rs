//! The last numbers of receipts, if she wants this phone to remember them: only numbers, which open nothing without their
//! codes.

use crate::storage::Word;

/// Numbers, one a line, the newest first.
const NUMBERS: Word = Word("case-numbers");

/// So many are remembered.
const MOST: usize = 10;

/// The numbers, the newest first.
pub(super) fn numbers() -> Vec<String> {
    NUMBERS.read().unwrap_or_default().lines().take(MOST).map(str::to_owned).collect()
}

/// Remembers a number.
pub(super) fn remember(number: &str) {
    let mut all = numbers();
    all.retain(|known| known != number);
    all.insert(0, number.to_owned());
    all.truncate(MOST);
    NUMBERS.keep(&all.join("\n"));
}

/// Forgets all of them.
pub(super) fn forget_all() {
    NUMBERS.forget();
}
