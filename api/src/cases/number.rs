//! What a citizen keeps of a case: its number, to be read over the phone, and the query code, for her alone.

use std::fmt;

use crate::Date;
use crate::text::typed_characters;

/// The number of a case: the day it was filed (six digits), six digits by chance, and a check digit.
///
/// Digits only, so that it can be said in any dialect and typed on a number pad. The check digit is that of ISO 7064
/// MOD 11,10, which finds every wrong digit and nearly every pair that was swapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseNumber(u64);

/// How many numbers there are for each day.
const NUMBERS_A_DAY: u64 = 1_000_000;

impl CaseNumber {
    /// The number of a case that is filed on this day; the chance is any number, of which the last digits are used.
    pub fn new(day: Date, chance: u64) -> Self {
        let day = u64::from(day.year() % 100) * 10_000 + u64::from(day.month()) * 100 + u64::from(day.day());
        let body = day * NUMBERS_A_DAY + chance % NUMBERS_A_DAY;
        Self(body * 10 + check_digit(body))
    }

    /// Reads a number, with or without blanks and hyphens; `None` where a digit is wrong.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = typed_characters(text).collect();
        let fits = digits.len() == 13 && digits.bytes().all(|b| b.is_ascii_digit());
        let number: u64 = fits.then(|| digits.parse().ok()).flatten()?;
        (check_digit(number / 10) == number % 10).then_some(Self(number))
    }

    /// The number as the store keeps it.
    pub fn stored(self) -> i64 {
        i64::try_from(self.0).unwrap_or_default()
    }

    /// Reads what [`CaseNumber::stored`] gave.
    pub fn from_stored(number: i64) -> Option<Self> {
        Self::parse(&format!("{number:013}"))
    }

    /// The last six digits, by which the desk finds a case.
    pub fn ending(self) -> u64 {
        self.0 % 1_000_000
    }
}

/// In three groups: `261125-482137-5`.
impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:013}", self.0);
        write!(f, "{}-{}-{}", &digits[..6], &digits[6..12], &digits[12..])
    }
}

impl serde::Serialize for CaseNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for CaseNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a case number such as 261125-482137-5"))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for CaseNumber {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CaseNumber".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": r"^\d{6}-\d{6}-\d$"})
    }
}

/// ISO 7064 MOD 11,10 of the twelve digits of a number.
fn check_digit(body: u64) -> u64 {
    let digits = format!("{body:012}");
    let product = digits.bytes().fold(10, |product, digit| {
        let sum = (product + u64::from(digit - b'0')) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10
}

/// The characters of a query code: no I, L, O and U, which are read for others (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many characters: five bits each, 50 in all.
const CODE_LENGTH: usize = 10;

/// What opens a case to the citizen who filed it. Never logged, never in an address; the store keeps only its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct QueryCode(String);

impl QueryCode {
    /// A code from random bytes; the lowest five bits of each are used.
    pub fn from_random(bytes: [u8; CODE_LENGTH]) -> Self {
        Self(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
    }

    /// Reads a code as people type it: small or capital, with or without blanks and hyphens, O for 0, I and L for 1.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = typed_characters(text).map(|character| match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
        let code: String = plain.take(CODE_LENGTH + 1).collect();
        let fits = code.len() == CODE_LENGTH && code.bytes().all(|b| LETTERS.contains(&b));
        fits.then_some(Self(code))
    }

    /// The characters, for whoever must hash or show them.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// In two groups, as it is shown on the receipt: `K7QF2-3MWPX`.
    pub fn shown(&self) -> String {
        let (one, two) = self.0.split_at(CODE_LENGTH / 2);
        format!("{one}-{two}")
    }
}

impl fmt::Debug for QueryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QueryCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day() -> Date {
        Date::new(2026, 11, 25).unwrap()
    }

    #[test]
    fn a_number_is_said_in_three_groups() {
        let number = CaseNumber::new(day(), 482_137);
        let said = number.to_string();
        assert!(said.starts_with("261125-482137-"), "{said}");
        assert_eq!(CaseNumber::parse(&said), Some(number));
        assert_eq!(CaseNumber::parse(&said.replace('-', " ")), Some(number));
        assert_eq!(CaseNumber::from_stored(number.stored()), Some(number));
    }

    /// The example of the standard: 0794 has the check digit 5.
    #[test]
    fn the_check_digit_is_that_of_the_standard() {
        let of = |digits: &str| {
            digits.bytes().fold(10_u64, |product, digit| {
                let sum = (product + u64::from(digit - b'0')) % 10;
                (if sum == 0 { 10 } else { sum }) * 2 % 11
            })
        };
        assert_eq!((11 - of("0794")) % 10, 5);
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = QueryCode::parse("k7qo2-3mwpl").unwrap();
        assert_eq!(code.shown(), "K7Q02-3MWP1");
        for wrong in ["", "K7QF2", "K7QF2-3MWPU", "K7QF2-3MWPXX", "钥匙钥匙钥匙钥匙钥匙"] {
            assert_eq!(QueryCode::parse(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{code:?}"), "QueryCode(..)");
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(chance in any::<u64>(), at in 0_usize..13, by in 1_u8..10) {
            let number = CaseNumber::new(day(), chance);
            let mut digits: Vec<u8> = number.to_string().bytes().filter(u8::is_ascii_digit).collect();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            prop_assert_eq!(CaseNumber::parse(std::str::from_utf8(&digits).unwrap()), None);
        }

        #[test]
        fn no_text_breaks_the_readers(text in "\\PC{0,20}") {
            let _ = (CaseNumber::parse(&text), QueryCode::parse(&text));
        }

        #[test]
        fn a_random_code_is_a_code(bytes in any::<[u8; 10]>()) {
            let code = QueryCode::from_random(bytes);
            prop_assert_eq!(QueryCode::parse(&code.shown()), Some(code));
        }
    }
}
