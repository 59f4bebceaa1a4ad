//! Official days off and make-up workdays, as the State Council announces them year by year.

use serde::{Deserialize, Serialize};

use crate::Date;

/// The announced years. A year that is not in it is unknown, which is not the same as a year without holidays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Calendar {
    /// Years whose days off are announced.
    pub announced: Vec<u16>,
    /// Days that are not what their weekday says, in order.
    pub days: Vec<SpecialDay>,
}

/// A day that is not what its weekday says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpecialDay {
    /// The day.
    pub date: Date,
    /// The holiday it belongs to: `国庆节`.
    pub name: String,
    /// A day off, or a weekend day that is worked to make up for one.
    pub off: bool,
}

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// People work.
    Workday,
    /// People do not.
    DayOff,
    /// A weekday of a year whose holidays are not announced: probably a workday, but nobody has said so.
    Unknown,
}

impl Calendar {
    /// What a day is.
    pub fn kind(&self, date: Date) -> DayKind {
        if let Some(day) = self.special(date) {
            return if day.off { DayKind::DayOff } else { DayKind::Workday };
        }
        // A weekend day of an unknown year may be worked to make up for a holiday: unknown as well.
        match (self.is_announced(date.year()), date.weekday() >= 6) {
            (true, true) => DayKind::DayOff,
            (true, false) => DayKind::Workday,
            (false, _) => DayKind::Unknown,
        }
    }

    /// The entry of a day that is not what its weekday says.
    pub fn special(&self, date: Date) -> Option<&SpecialDay> {
        self.days.iter().find(|day| day.date == date)
    }

    /// Whether the days off of a year are known.
    pub fn is_announced(&self, year: u16) -> bool {
        self.announced.contains(&year)
    }

    /// Only what matters around `date`: its own year and the next, to send to a phone.
    #[must_use]
    pub fn around(&self, date: Date) -> Self {
        let near = |year: u16| year == date.year() || year == date.year() + 1;
        Self {
            announced: self.announced.iter().copied().filter(|&year| near(year)).collect(),
            days: self.days.iter().filter(|day| near(day.date.year())).cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn an_unannounced_year_is_unknown_and_not_without_holidays() {
        let calendar = Calendar {
            announced: vec![2026],
            days: vec![
                SpecialDay { date: date("2026-10-01"), name: "国庆节".into(), off: true },
                SpecialDay { date: date("2026-10-10"), name: "国庆节".into(), off: false },
            ],
        };
        assert_eq!(calendar.kind(date("2026-10-01")), DayKind::DayOff);
        assert_eq!(calendar.kind(date("2026-10-10")), DayKind::Workday, "a Saturday that is worked");
        assert_eq!(calendar.kind(date("2026-10-17")), DayKind::DayOff);
        assert_eq!(calendar.kind(date("2026-10-19")), DayKind::Workday);
        assert_eq!(calendar.kind(date("2027-10-01")), DayKind::Unknown);
    }
}
