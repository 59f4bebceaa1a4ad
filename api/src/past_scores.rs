//! Scores of previous years: what it took to be admitted, by college and by major.

use serde::{Deserialize, Serialize};

use crate::colleges::College;
use crate::{Endpoint, Message, Method, Text};

/// `GET /api/past-scores?college=`: every row of a college, the newest year first. Of an exam that is not released there is
/// none.
pub struct GetPastScores;

impl Endpoint for GetPastScores {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/past-scores";
    const SUMMARY: &'static str = "Lowest and average scores, ranks and numbers admitted of a college, year by year";
    type Request = PastScoresQuery;
    type Reply = PastScores;
}

/// What is said of a college that the register does not have.
pub const NO_SUCH_COLLEGE: Message = Message::new(
    "名录中没有这所院校，可能已经更名；请按新校名查找。",
    "The register has no such college. It may have another name now: search for that.",
);

/// Of which college.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PastScoresQuery {
    /// Its name.
    pub college: String,
}

/// What is known of a college.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PastScores {
    /// The college.
    pub college: College,
    /// The families of tracks that have rows, the newest first.
    pub families: Vec<Family>,
    /// The newest year first; within it the college as a whole before its majors.
    pub rows: Vec<PastScore>,
}

/// Tracks of different exams that correspond to each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Family {
    /// Its short name: `science`.
    pub id: String,
    /// The names of its tracks: `物理类、理科`.
    pub name: Text,
}

/// One row. What nobody has said is missing, and never a zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PastScore {
    /// The year of the exam.
    pub year: u16,
    /// The family of the track.
    pub family: String,
    /// The track, as it was called in that year.
    pub track: Text,
    /// The batch; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub batch: String,
    /// The group of majors that was applied for; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The major; empty where the row is about the college, or the group, as a whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub major: String,
    /// The lowest score of those admitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest: Option<u16>,
    /// The average score of those admitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub average: Option<Average>,
    /// The rank that goes with the lowest score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// The rank that the rank table of that year has for the lowest score, where nobody has said the rank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank_by_table: Option<u32>,
    /// How many were admitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admitted: Option<u32>,
    /// Where the figures are from; empty where the department itself is the source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Whether they were put together for a demonstration.
    #[serde(default, skip_serializing_if = "is_not")]
    pub sample: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_not(flag: &bool) -> bool {
    !*flag
}

impl PastScore {
    /// Whether it is about the college as a whole.
    pub fn is_whole(&self) -> bool {
        self.major.is_empty() && self.group.is_empty()
    }
}

/// An average score, in hundredths; on the wire and in files with its point: `568.4`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
pub struct Average(u32);

/// Why a text is no average.
pub const NO_AVERAGE: Message =
    Message::new("请填写分数，例如 568.4，最多两位小数。", "Enter a score such as 568.4, with two decimals at most.");

impl Average {
    /// Reads `568`, `568.4` or `568.42`.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let digits =
            |text: &str, longest| (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole, 4) || !digits(decimals, 2) {
            return Err(NO_AVERAGE);
        }
        let hundredths =
            || whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(format!("{decimals:0<2}").parse().ok()?);
        hundredths().map(Self).ok_or(NO_AVERAGE)
    }

    /// In hundredths.
    pub const fn hundredths(self) -> u32 {
        self.0
    }

    /// What [`Average::hundredths`] said.
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }
}

impl std::fmt::Display for Average {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match (rest, rest % 10) {
            (0, _) => write!(f, "{whole}"),
            (_, 0) => write!(f, "{whole}.{}", rest / 10),
            _ => write!(f, "{whole}.{rest:02}"),
        }
    }
}

impl TryFrom<String> for Average {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(|message| message.en)
    }
}

impl From<Average> for String {
    fn from(average: Average) -> Self {
        average.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_average_has_two_decimals_at_most() {
        for (text, shown) in [("568", "568"), ("568.40", "568.4"), ("568.05", "568.05"), ("0.5", "0.5")] {
            assert_eq!(Average::parse(text).unwrap().to_string(), shown);
        }
        for text in ["", ".", "568.", ".5", "568.123", "-1", "5,68", "１", "99999", "5e2", "+5"] {
            assert_eq!(Average::parse(text), Err(NO_AVERAGE), "{text}");
        }
    }

    #[test]
    fn what_nobody_has_said_does_not_travel() {
        let row = PastScore { year: 2025, lowest: Some(605), ..PastScore::default() };
        let json = serde_json::to_string(&row).unwrap();
        assert_eq!(json, r#"{"year":2025,"family":"","track":{"zh":""},"lowest":605}"#);
        assert_eq!(serde_json::from_str::<PastScore>(&json).unwrap(), row);
    }

    proptest! {
        #[test]
        fn every_average_is_read_back(hundredths in 0u32..1_000_000) {
            let average = Average::from_hundredths(hundredths);
            prop_assert_eq!(Average::parse(&average.to_string()), Ok(average));
        }

        #[test]
        fn no_text_breaks_the_average(text in "\\PC{0,9}") {
            let _ = Average::parse(&text);
        }
    }
}
