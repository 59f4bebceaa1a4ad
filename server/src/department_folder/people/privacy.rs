//! What of a sheet of people may be shown when it is at fault: never an ID, a number of a person, or a name.

/// A cell as it may be shown. Columns slip, so any cell of such a sheet may hold an ID or a name: only short numbers
/// are shown, everything else is described.
pub(super) fn described(cell: &str) -> String {
    /// A mark, a total or a rank with a slip in it; no part of an ID can be told from so little.
    const SHORT: usize = 6;
    let length = cell.chars().count();
    let ascii = cell.bytes().all(|b| b.is_ascii_graphic());
    if length <= SHORT && cell.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'%')) {
        return cell.to_owned();
    }
    match cell.chars().last() {
        // Whoever has the card at hand sees by this whether a character is missing.
        Some(last) if ascii && length > SHORT && cell.bytes().any(|b| b.is_ascii_digit()) => {
            format!("{length} 位，末位 {last}")
        }
        Some(_) => format!("{length} 个字符"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_and_names_are_described_and_short_numbers_shown() {
        assert_eq!(described("99010120070101001X"), "18 位，末位 X");
        assert_eq!(described("张三丰"), "3 个字符");
        assert_eq!(described("151"), "151");
        assert_eq!(described("98.5"), "98.5");
        assert_eq!(described(""), "");
    }

    proptest! {
        #[test]
        fn no_long_number_and_no_word_is_repeated(cell in "[0-9]{7,20}|[a-zA-Z张王李]{2,20}") {
            prop_assert!(!described(&cell).contains(&cell));
        }
    }
}
