//! The number of a candidate at an exam.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Message;

/// A candidate number: 14 digits, opaque (Henan's form; no digit is interpreted).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
pub struct CandidateNumber(#[cfg_attr(feature = "schema", schemars(regex(pattern = r"^\d{14}$")))] String);

impl CandidateNumber {
    /// How many digits it has.
    pub const LENGTH: usize = 14;

    /// Reads a number as it is typed or pasted: blanks and hyphens between the digits are dropped, full-width digits
    /// are digits.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let typed: String = crate::text::typed_characters(text).collect();
        if typed.is_empty() {
            return Err(Fault::Empty);
        }
        if typed.len() != Self::LENGTH || !typed.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Fault::NotFourteenDigits);
        }
        Ok(Self(typed))
    }

    /// The 14 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What may be shown once it has been sent: the first two and the last four digits.
    pub fn masked(&self) -> String {
        format!("{}••••••••{}", &self.0[..2], &self.0[10..])
    }
}

impl fmt::Display for CandidateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for CandidateNumber {
    type Error = Fault;
    fn try_from(text: &str) -> Result<Self, Fault> {
        Self::parse(text)
    }
}

impl<'de> Deserialize<'de> for CandidateNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).map_err(|fault| serde::de::Error::custom(fault.message().en))
    }
}

/// Why a text is not a candidate number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was entered.
    Empty,
    /// Another length, or something that is not a digit.
    NotFourteenDigits,
}

impl Fault {
    /// How to mend it.
    pub const fn message(self) -> Message {
        match self {
            Self::Empty => Message::new(
                "请填写考生号，在准考证上，共 14 位数字",
                "Enter the candidate number: the 14 digits on your exam card",
            ),
            Self::NotFourteenDigits => Message::new(
                "考生号应为 14 位数字，请对照准考证重新填写",
                "The candidate number has 14 digits. Check it against your exam card",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn blanks_hyphens_and_wide_digits_are_what_people_paste() {
        let number = CandidateNumber::parse(" 25 4101-0101 ００４２\u{3000}").unwrap();
        assert_eq!(number.as_str(), "25410101010042");
        assert_eq!(number.masked(), "25••••••••0042");
    }

    #[test]
    fn what_is_missing_is_said() {
        assert_eq!(CandidateNumber::parse("  "), Err(Fault::Empty));
        assert_eq!(CandidateNumber::parse("2541010101004"), Err(Fault::NotFourteenDigits));
        assert_eq!(CandidateNumber::parse("2541010101004X"), Err(Fault::NotFourteenDigits));
    }

    proptest! {
        #[test]
        fn every_fourteen_digits_are_a_number(digits in "[0-9]{14}") {
            prop_assert_eq!(CandidateNumber::parse(&digits).unwrap().to_string(), digits);
        }

        #[test]
        fn whatever_is_parsed_is_fourteen_digits(text in "\\PC{0,24}") {
            if let Ok(number) = CandidateNumber::parse(&text) {
                prop_assert!(number.as_str().len() == 14 && number.as_str().bytes().all(|b| b.is_ascii_digit()));
            }
        }
    }
}
