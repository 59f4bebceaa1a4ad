//! Points in time and days, as the department reads them: Beijing time, `2026-06-25 10:00`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::{Month, UtcOffset};

/// China has one time zone and no summer time.
const BEIJING: UtcOffset = match UtcOffset::from_hms(8, 0, 0) {
    Ok(offset) => offset,
    Err(_) => UtcOffset::UTC,
};

/// A point in time, to the second.
///
/// Written as RFC 3339 with the Beijing offset (`2025-06-25T00:00:00+08:00`); years 0000 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// Seconds since 1970-01-01T00:00:00Z; held inside the years that can be written.
    pub fn from_unix(seconds: i64) -> Self {
        // 0000-01-01 and 9999-12-31T23:59:59, both in Beijing.
        Self(seconds.clamp(-62_167_248_000, 253_402_271_999))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// Reads `2025-06-25T00:00:00+08:00`, or `Z` for the offset; seconds may be missing, `T` may be a blank, and
    /// without an offset it is Beijing time, as officials write it. Nothing else is a moment.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = (Date::parse(text.get(..10)?)?, text.get(10..)?);
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let (clock, offset) = match rest.find(['Z', 'z', '+', '-']) {
            Some(at) => (&rest[..at], parse_offset(&rest[at..])?),
            None => (rest, i64::from(BEIJING.whole_seconds())),
        };
        let seconds = parse_clock(clock)?;
        Some(Self(date.days_since_epoch() * 86_400 + seconds - offset)).filter(|m| *m == Self::from_unix(m.0))
    }

    /// The day it is in Beijing.
    pub fn date(self) -> Date {
        Date(self.civil().date())
    }

    /// The hour and minute it is in Beijing.
    pub fn clock(self) -> (u8, u8) {
        (self.civil().hour(), self.civil().minute())
    }

    /// The minute of the day in Beijing, from 0 to 1439.
    pub fn minute_of_day(self) -> u16 {
        let (hour, minute) = self.clock();
        u16::from(hour) * 60 + u16::from(minute)
    }

    /// So many seconds later (or earlier).
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix(self.0.saturating_add(seconds))
    }

    fn civil(self) -> time::OffsetDateTime {
        time::OffsetDateTime::from_unix_timestamp(self.0).unwrap_or(time::OffsetDateTime::UNIX_EPOCH).to_offset(BEIJING)
    }

    /// As it is written on the wire.
    pub fn rfc3339(self) -> String {
        let civil = self.civil();
        format!("{}T{:02}:{:02}:{:02}+08:00", Date(civil.date()), civil.hour(), civil.minute(), civil.second())
    }
}

/// As a citizen reads it: `2026-06-25 10:00`, in Beijing.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute) = self.clock();
        write!(f, "{} {hour:02}:{minute:02}", self.date())
    }
}

/// A day of the calendar, written `2026-06-25`; years 0000 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl Date {
    /// The day, if there is one: 29 February only in leap years.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year > 9999 {
            return None;
        }
        time::Date::from_calendar_date(i32::from(year), Month::try_from(month).ok()?, day).ok().map(Self)
    }

    /// Reads `2026-06-25`, exactly.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Self::new(digits(&text[..4])?.try_into().ok()?, two_digits(&text[5..7])?, two_digits(&text[8..])?)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.0.year().try_into().unwrap_or(0)
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.0.day()
    }

    /// Monday is 1, Sunday is 7.
    pub fn weekday(self) -> u8 {
        self.0.weekday().number_from_monday()
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.next_day().unwrap_or(self.0))
    }

    fn days_since_epoch(self) -> i64 {
        // The Julian day of 1970-01-01.
        i64::from(self.0.to_julian_day()) - 2_440_588
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn two_digits(text: &str) -> Option<u8> {
    if text.len() == 2 { digits(text)?.try_into().ok() } else { None }
}

/// `00:00` or `00:00:00`, as seconds of the day.
fn parse_clock(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let hour = two_digits(parts.next()?)?;
    let minute = two_digits(parts.next()?)?;
    let second = parts.next().map_or(Some(0), two_digits)?;
    (parts.next().is_none() && hour < 24 && minute < 60 && second < 60)
        .then(|| i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second))
}

/// `Z`, `+08:00` or `-05:00`, as seconds to subtract.
fn parse_offset(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let rest = text.strip_prefix(['+', '-'])?;
    (rest.len() == 5).then(|| parse_clock(rest)).flatten().map(|seconds| sign * seconds)
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("expected a time such as 2025-06-25T00:00:00+08:00"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("expected a date such as 2025-06-25"))
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    impl JsonSchema for super::Moment {
        fn schema_name() -> Cow<'static, str> {
            "Moment".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"type": "string", "format": "date-time", "description": "RFC 3339, in Beijing time"})
        }
    }

    impl JsonSchema for super::Date {
        fn schema_name() -> Cow<'static, str> {
            "Date".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"type": "string", "format": "date"})
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_moment_without_an_offset_is_beijing_time() {
        assert_eq!(Moment::parse("2025-06-25 00:00"), Moment::parse("2025-06-24T16:00:00Z"));
    }

    #[test]
    fn what_is_not_a_moment_is_refused() {
        for text in ["", "2025-06-25", "2025-02-29T00:00:00Z", "2025-06-25T24:00:00Z", "2025-6-25T00:00:00Z", "今天"]
        {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_moment_reads_back_what_it_wrote(seconds in -62_167_248_000_i64..=253_402_271_999) {
            let moment = Moment::from_unix(seconds);
            prop_assert_eq!(Moment::parse(&moment.rfc3339()), Some(moment));
        }

        #[test]
        fn no_text_breaks_the_parsers(text in "\\PC{0,30}") {
            let _ = (Moment::parse(&text), Date::parse(&text));
        }
    }
}
