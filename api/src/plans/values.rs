//! Codes, prices and lengths of study, as offices write them.

use serde::{Deserialize, Serialize};

use crate::Message;
use crate::text::plain_width;

/// A code of a college, a group or a major: `（101）` is `101`. Letters are capitals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
pub struct Code(String);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeFault;

impl CodeFault {
    /// What should stand there.
    pub const fn message(self) -> Message {
        Message::new(
            "请填写代码：1 至 12 位数字或字母，例如 1465、（101）、100201K。",
            "Enter a code of 1 to 12 digits or letters, such as 1465, (101) or 100201K.",
        )
    }
}

impl std::fmt::Display for CodeFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message().en)
    }
}

impl Code {
    /// Reads a code, with or without brackets, of any width.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let plain: String = text.chars().map(plain_width).filter(|c| !c.is_whitespace()).collect();
        let bare = plain.trim_start_matches(['(', '[', '【', '第']).trim_end_matches([')', ']', '】', '组']);
        let sound = (1..=12).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_alphanumeric());
        if sound { Ok(Self(bare.to_ascii_uppercase())) } else { Err(CodeFault) }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Code {
    type Error = CodeFault;
    fn try_from(text: String) -> Result<Self, CodeFault> {
        Self::parse(&text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

/// What a year of study costs, in yuan; none while it is to be announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Tuition(Option<u32>);

/// Why a text is no tuition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TuitionFault;

impl TuitionFault {
    /// What should stand there.
    pub const fn message(self) -> Message {
        Message::new(
            "请填写每年学费的整数元数，例如 5700；尚未确定填“待定”，不收学费填 0。",
            "Enter whole yuan a year such as 5700, the Chinese for to be announced, or 0 where nothing is charged.",
        )
    }
}

impl Tuition {
    /// It is not known yet.
    pub const TO_BE_ANNOUNCED: Self = Self(None);

    /// More than any college asks; a higher number is a slip of the hand.
    const MOST: u32 = 999_999;

    /// Reads `5700`, `5,700 元/年`, `免费`, `待定`.
    pub fn parse(text: &str) -> Result<Self, TuitionFault> {
        let plain: String =
            text.chars().map(plain_width).filter(|c| !c.is_whitespace() && !matches!(c, ',' | '¥')).collect();
        match plain.as_str() {
            "待定" | "待公布" | "另行公布" | "待核定" | "待批复" => return Ok(Self::TO_BE_ANNOUNCED),
            "免费" | "免学费" | "免收" | "免收学费" => return Ok(Self(Some(0))),
            _ => {}
        }
        let (digits, unit) = plain.split_at(plain.bytes().take_while(u8::is_ascii_digit).count());
        if !matches!(unit, "" | "元" | "元/年" | "元/学年" | "/年" | "元/生·年" | "元/生.年" | "元每年")
        {
            return Err(TuitionFault);
        }
        digits.parse().ok().filter(|yuan| *yuan <= Self::MOST).map(|yuan| Self(Some(yuan))).ok_or(TuitionFault)
    }

    /// The yuan; none while it is to be announced.
    pub const fn yuan(self) -> Option<u32> {
        self.0
    }
}

/// How many years a course of study takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Length(u8);

/// Why a text is no length of study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthFault;

impl LengthFault {
    /// What should stand there.
    pub const fn message(self) -> Message {
        Message::new("请填写学制年数，例如 4 或 五年。", "Enter the years of study, such as 4.")
    }
}

impl Length {
    /// Reads `4`, `4年`, `五年`, `两年制`.
    pub fn parse(text: &str) -> Result<Self, LengthFault> {
        let plain: String = text.chars().map(plain_width).filter(|c| !c.is_whitespace()).collect();
        let bare = plain.trim_end_matches('制').trim_end_matches('年');
        let mut characters = bare.chars();
        let (first, last) = (characters.next().ok_or(LengthFault)?, characters.next());
        let years = match "一二三四五六七八九".chars().zip(1..).find(|(zh, _)| *zh == first) {
            Some((_, years)) => Some(years),
            None if first == '两' => Some(2),
            None => first.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
        };
        // The longest, an eight-year medical degree, has one digit.
        years.filter(|years| *years > 0 && last.is_none()).map(Self).ok_or(LengthFault)
    }

    /// The years.
    pub const fn years(self) -> u8 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_in_any_brackets() {
        for text in ["（101）", "(101)", "101", " １０１ ", "【101】", "第101组", "101组"] {
            assert_eq!(Code::parse(text).unwrap().as_str(), "101", "{text}");
        }
        assert_eq!(Code::parse("100201k").unwrap().as_str(), "100201K");
        for text in ["", "（）", "—", "10 1 甲", "1234567890123", "a-b"] {
            assert_eq!(Code::parse(text), Err(CodeFault), "{text}");
        }
    }

    #[test]
    fn a_tuition_is_read_with_its_unit_or_is_to_be_announced() {
        for (text, yuan) in [
            ("6300", Some(6_300)),
            ("５７００元", Some(5_700)),
            ("18,000 元/年", Some(18_000)),
            ("免费", Some(0)),
            ("0", Some(0)),
            ("待定", None),
        ] {
            assert_eq!(Tuition::parse(text).map(Tuition::yuan), Ok(yuan), "{text}");
        }
        for text in ["", "元", "5.7万", "-5700", "1000000", "5700元/学期", "约5700"] {
            assert_eq!(Tuition::parse(text), Err(TuitionFault), "{text}");
        }
    }

    #[test]
    fn a_length_is_read_in_chinese_and_digits() {
        for (text, years) in [("五年", 5), ("4", 4), ("4年", 4), ("两年", 2), ("三年制", 3), ("８", 8)] {
            assert_eq!(Length::parse(text).map(Length::years), Ok(years), "{text}");
        }
        for text in ["", "年", "0", "十年", "4.5", "5+3", "四五年", "长"] {
            assert_eq!(Length::parse(text), Err(LengthFault), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_parsers(text in "\\PC{0,20}") {
            let _ = (Code::parse(&text), Tuition::parse(&text), Length::parse(&text));
        }

        #[test]
        fn what_was_read_reads_back(code in "[A-Z0-9]{1,12}", yuan in 0u32..=999_999, years in 1u8..=9) {
            let read = Code::parse(&format!("（{code}）")).unwrap();
            prop_assert_eq!(read.as_str(), code.as_str());
            prop_assert_eq!(Tuition::parse(&format!("{yuan}元/年")).map(Tuition::yuan), Ok(Some(yuan)));
            prop_assert_eq!(Length::parse(&years.to_string()).map(Length::years), Ok(years));
        }
    }
}
