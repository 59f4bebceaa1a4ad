//! Phone numbers as they stand in a directory.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Message;

/// A phone number of mainland China: a short number, an area code with a local number, a mobile or a 400/800 number,
/// with an extension where there is one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber {
    /// Digits only, without extension.
    digits: String,
    /// Digits of the extension; empty where there is none.
    extension: String,
}

impl PhoneNumber {
    /// Reads a number as officials write it: `12345`, `0371-65691234`, `(0371) 6569 1234 转 801`, `+86 138 0000 0000`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let plain: String = text.trim().chars().map(crate::text::plain_width).collect();
        if plain.is_empty() {
            return Err(Fault::Empty);
        }
        let (main, extension) = match plain.find(['转', '#']).or_else(|| plain.to_ascii_lowercase().find("ext")) {
            Some(at) => plain.split_at(at),
            None => (plain.as_str(), ""),
        };
        let main = main.trim();
        let main = main.strip_prefix("+86").or_else(|| main.strip_prefix("0086")).unwrap_or(main);
        if !main.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '(' | ')' | '–' | '—'))
        {
            return Err(Fault::NotAPhoneNumber);
        }
        let digits: String = main.chars().filter(char::is_ascii_digit).collect();
        let extension: String = extension.chars().filter(char::is_ascii_digit).collect();
        if Kind::of(&digits).is_none() || extension.len() > 6 {
            return Err(Fault::NotAPhoneNumber);
        }
        Ok(Self { digits, extension })
    }

    /// The digits, for searching; without extension.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Whether any telephone can reach it: local numbers begin with 2 to 9. Sample numbers deliberately do not.
    pub fn can_be_dialled(&self) -> bool {
        match Kind::of(&self.digits) {
            Some(Kind::Local { area }) => matches!(self.digits.as_bytes().get(area), Some(b'2'..=b'9')),
            kind => kind.is_some(),
        }
    }

    /// The link that calls it (RFC 3966); the extension is dialled after a pause.
    pub fn tel(&self) -> String {
        let number = match Kind::of(&self.digits) {
            Some(Kind::Local { .. }) => format!("+86{}", &self.digits[1..]),
            Some(Kind::Mobile) => format!("+86{}", self.digits),
            _ => self.digits.clone(),
        };
        if self.extension.is_empty() { format!("tel:{number}") } else { format!("tel:{number},{}", self.extension) }
    }
}

/// What the digits are, by length and beginning.
#[derive(Clone, Copy)]
enum Kind {
    /// 110, 12345, 95598, 1258812.
    Short,
    /// An area code of so many digits, then 7 or 8 digits.
    Local { area: usize },
    /// 11 digits from 1.
    Mobile,
    /// 400 or 800 and seven digits.
    Toll,
}

impl Kind {
    fn of(digits: &str) -> Option<Self> {
        let bytes = digits.as_bytes();
        match (bytes.first()?, bytes.len()) {
            (b'0', _) => {
                // 010 and 02x are the area codes of three digits.
                let area = if matches!(bytes.get(1)?, b'1' | b'2') { 3 } else { 4 };
                matches!(bytes.len().checked_sub(area)?, 7 | 8).then_some(Self::Local { area })
            }
            (b'1', 11) => Some(Self::Mobile),
            (b'4' | b'8', 10) if bytes[1..3] == *b"00" => Some(Self::Toll),
            (b'1' | b'9', 3..=8) => Some(Self::Short),
            _ => None,
        }
    }
}

/// As people say it: `0371-000 00 01`, `0371-6569 1234`, `138 0000 0000`, `400-600 1234`, `12345`.
impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let d = &self.digits;
        match Kind::of(d) {
            Some(Kind::Local { area }) if d.len() - area == 7 => {
                write!(f, "{}-{} {} {}", &d[..area], &d[area..area + 3], &d[area + 3..area + 5], &d[area + 5..])?;
            }
            Some(Kind::Local { area }) => write!(f, "{}-{} {}", &d[..area], &d[area..area + 4], &d[area + 4..])?,
            Some(Kind::Mobile) => write!(f, "{} {} {}", &d[..3], &d[3..7], &d[7..])?,
            Some(Kind::Toll) => write!(f, "{}-{} {}", &d[..3], &d[3..6], &d[6..])?,
            Some(Kind::Short) | None => f.write_str(d)?,
        }
        if self.extension.is_empty() { Ok(()) } else { write!(f, " 转 {}", self.extension) }
    }
}

impl Serialize for PhoneNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).map_err(|fault| serde::de::Error::custom(fault.message().en))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for PhoneNumber {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PhoneNumber".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "description": "As people say it, for example 0371-6569 1234"})
    }
}

/// Why a text is not a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was entered.
    Empty,
    /// No number of China has this form.
    NotAPhoneNumber,
}

impl Fault {
    /// How to mend it.
    pub const fn message(self) -> Message {
        match self {
            Self::Empty => Message::new("请填写电话号码", "Enter a phone number"),
            Self::NotAPhoneNumber => Message::new(
                "请填写带区号的固定电话、手机号或短号，例如 0371-65691234",
                "Enter a landline with its area code, a mobile or a short number, for example 0371-65691234",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_written_as_people_say_them() {
        for (typed, said, tel) in [
            ("12345", "12345", "tel:12345"),
            ("0371-65691234", "0371-6569 1234", "tel:+8637165691234"),
            ("（0371）6569 1234 转 801", "0371-6569 1234 转 801", "tel:+8637165691234,801"),
            ("+86 13800000000", "138 0000 0000", "tel:+8613800000000"),
            ("01066096114", "010-6609 6114", "tel:+861066096114"),
            ("400-600-1234", "400-600 1234", "tel:4006001234"),
            ("0371-0000001", "0371-000 00 01", "tel:+863710000001"),
        ] {
            let number = PhoneNumber::parse(typed).unwrap();
            assert_eq!((number.to_string(), number.tel()), (said.to_owned(), tel.to_owned()));
        }
    }

    #[test]
    fn sample_numbers_cannot_be_dialled() {
        assert!(!PhoneNumber::parse("0371-000 00 01").unwrap().can_be_dialled());
        assert!(PhoneNumber::parse("0371-6569 1234").unwrap().can_be_dialled());
        assert!(PhoneNumber::parse("12345").unwrap().can_be_dialled());
    }

    #[test]
    fn what_nobody_can_call_is_refused() {
        for text in ["", "1", "65691234", "0371-123", "call me", "138000000001"] {
            assert!(PhoneNumber::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_reads_back_what_it_wrote(text in "(0[3-9][0-9]{2}-?[0-9]{7,8}|1[3-9][0-9]{9}|1[0-9]{2,4}|400[0-9]{7})( 转 [0-9]{1,4})?") {
            let number = PhoneNumber::parse(&text).unwrap();
            prop_assert_eq!(PhoneNumber::parse(&number.to_string()).unwrap(), number);
        }

        #[test]
        fn no_text_breaks_the_parser(text in "\\PC{0,24}") {
            if let Ok(number) = PhoneNumber::parse(&text) {
                let _ = (number.to_string(), number.tel());
            }
        }
    }
}
