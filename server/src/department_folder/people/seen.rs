//! Which candidates a sheet has had so far, and in which row.

use std::collections::HashMap;

/// The row of every candidate: 16 bytes each while numbers rise, as they do in nearly every sheet, twice that otherwise.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Numbers that were higher than all before them, each with its row.
    rising: Vec<(u64, u32)>,
    /// The others.
    others: HashMap<u64, u32>,
}

impl Seen {
    /// Remembers a candidate; answers the row where it stood before, if it did.
    pub(super) fn insert(&mut self, number: u64, row: u32) -> Option<u32> {
        if self.rising.last().is_none_or(|&(last, _)| last < number) {
            self.rising.push((number, row));
            return None;
        }
        match self.rising.binary_search_by_key(&number, |&(number, _)| number) {
            Ok(at) => self.rising.get(at).map(|&(_, row)| row),
            Err(_) => self.others.insert(number, row),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_number_is_known_from_its_second_time_on(numbers in proptest::collection::vec(0u64..30, 0..60)) {
            let mut seen = Seen::default();
            for (row, number) in (0u32..).zip(&numbers) {
                let before = numbers[..row as usize].contains(number);
                prop_assert_eq!(seen.insert(*number, row).is_some(), before);
            }
        }
    }
}
