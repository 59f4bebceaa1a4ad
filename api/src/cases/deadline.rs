//! By when a case is answered, and when it is warned of.
//!
//! Deadlines run in real time from the filing, holidays and all (PRODUCT.md, "Cases"). A pause moves the end by as long as
//! it lasted; while it lasts there is none.

use serde::{Deserialize, Serialize};

use crate::{Message, Moment};

const HOUR: i64 = 3_600;

/// How long an answered case can be reopened, in seconds: 15 days from the answer.
pub const REOPEN_WITHIN: i64 = 15 * 24 * HOUR;

/// How long the department has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Deadline {
    /// 24 hours: emergencies and major incidents.
    OneDay,
    /// 48 hours: everything else.
    #[default]
    TwoDays,
}

impl Deadline {
    /// Hours from the filing to the answer.
    pub const fn hours(self) -> u8 {
        match self {
            Self::OneDay => 24,
            Self::TwoDays => 48,
        }
    }

    /// The deadline of so many hours, if there is one.
    pub const fn of_hours(hours: i64) -> Option<Self> {
        match hours {
            24 => Some(Self::OneDay),
            48 => Some(Self::TwoDays),
            _ => None,
        }
    }

    /// When a case is due whose clock began at this moment.
    pub fn due_at(self, from: Moment) -> Moment {
        from.plus_seconds(i64::from(self.hours()) * HOUR)
    }
}

/// The clock of a case as everybody sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Clock {
    /// When it began: the filing, or the last reopening.
    pub since: Moment,
    /// When the answer is due. While the clock is paused: when it would have been.
    pub due_at: Moment,
    /// When it was paused, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_at: Option<Moment>,
    /// When it stopped: the answer, the withdrawal, the other body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<Moment>,
}

/// How much of the time has gone, as far as anybody must be warned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Less than half.
    #[default]
    None,
    /// Half.
    Half,
    /// Three quarters.
    ThreeQuarters,
    /// An hour is left.
    LastHour,
    /// All of it: the promise is broken.
    Overdue,
}

impl Warning {
    /// All warnings, from the mildest.
    pub const ALL: [Self; 5] = [Self::None, Self::Half, Self::ThreeQuarters, Self::LastHour, Self::Overdue];

    /// The number that stands for it in the store.
    pub fn level(self) -> i64 {
        self as i64
    }

    /// Reads what [`Warning::level`] gave.
    pub fn of_level(level: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|warning| warning.level() == level)
    }

    /// What the timeline says.
    pub const fn name(self) -> Message {
        match self {
            Self::None => Message::new("时间充足", "In time"),
            Self::Half => Message::new("办理时限已过半", "Half of the time has gone"),
            Self::ThreeQuarters => Message::new("办理时限已过四分之三", "Three quarters of the time have gone"),
            Self::LastHour => Message::new("距答复期限不足 1 小时", "Less than an hour is left"),
            Self::Overdue => Message::new("已超过答复期限", "The time is over"),
        }
    }
}

impl Clock {
    /// A clock that begins now.
    pub fn starting(now: Moment, deadline: Deadline) -> Self {
        Self { since: now, due_at: deadline.due_at(now), paused_at: None, stopped_at: None }
    }

    /// Whether it runs.
    pub fn runs(&self) -> bool {
        self.paused_at.is_none() && self.stopped_at.is_none()
    }

    /// Seconds that are left at this moment; below zero when it is overdue. What is paused or stopped has what it had then.
    pub fn left(&self, now: Moment) -> i64 {
        let until = self.stopped_at.or(self.paused_at).unwrap_or(now);
        self.due_at.unix() - until.unix()
    }

    /// What must be warned of at this moment.
    pub fn warning(&self, now: Moment) -> Warning {
        let (left, whole) = (self.left(now), (self.due_at.unix() - self.since.unix()).max(1));
        match left {
            ..=0 => Warning::Overdue,
            _ if left <= HOUR => Warning::LastHour,
            _ if left * 4 <= whole => Warning::ThreeQuarters,
            _ if left * 2 <= whole => Warning::Half,
            _ => Warning::None,
        }
    }

    /// Stops for a while.
    pub fn pause(&mut self, now: Moment) {
        if self.runs() {
            self.paused_at = Some(now);
        }
    }

    /// Goes on; the end is later by as long as the pause lasted. A clock of the machine that went back gives nothing away.
    pub fn resume(&mut self, now: Moment) {
        if let Some(paused_at) = self.paused_at.take() {
            self.due_at = self.due_at.plus_seconds((now.unix() - paused_at.unix()).max(0));
        }
    }

    /// Stops for good.
    pub fn stop(&mut self, now: Moment) {
        self.resume(now);
        self.stopped_at = self.stopped_at.or(Some(now));
    }
}

/// How much time is left (or over), in words: the larger two of days, hours and minutes.
pub fn span(seconds: i64) -> (String, String) {
    let minutes = seconds.unsigned_abs() / 60;
    let (hours, minutes) = (minutes / 60, minutes % 60);
    match (hours, minutes) {
        (0, minutes) => (format!("{minutes} 分钟"), format!("{minutes} min")),
        (hours, 0) => (format!("{hours} 小时"), format!("{hours} h")),
        (hours, minutes) => (format!("{hours} 小时 {minutes} 分钟"), format!("{hours} h {minutes} min")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn the_promise_runs_in_real_time_from_the_filing() {
        // National Day, a holiday: the promise does not wait for it.
        let clock = Clock::starting(at("2026-10-01 09:30"), Deadline::OneDay);
        assert_eq!(clock.due_at, at("2026-10-02 09:30"));
        assert_eq!(Deadline::TwoDays.due_at(at("2026-10-01 09:30")), at("2026-10-03 09:30"));
    }

    #[test]
    fn it_is_warned_of_before_it_breaks() {
        let clock = Clock::starting(at("2026-10-01 00:00"), Deadline::OneDay);
        for (time, warning) in [
            ("2026-10-01 11:59", Warning::None),
            ("2026-10-01 12:00", Warning::Half),
            ("2026-10-01 18:00", Warning::ThreeQuarters),
            ("2026-10-01 23:00", Warning::LastHour),
            ("2026-10-02 00:00", Warning::Overdue),
        ] {
            assert_eq!(clock.warning(at(time)), warning, "{time}");
        }
    }

    #[test]
    fn a_pause_moves_the_end_by_as_long_as_it_lasted() {
        let mut clock = Clock::starting(at("2026-10-01 00:00"), Deadline::OneDay);
        clock.pause(at("2026-10-01 10:00"));
        assert_eq!(clock.left(at("2026-10-05 10:00")), 14 * HOUR);
        clock.pause(at("2026-10-01 12:00"));
        clock.resume(at("2026-10-01 15:00"));
        assert_eq!(clock.due_at, at("2026-10-02 05:00"));
        clock.stop(at("2026-10-01 16:00"));
        assert_eq!((clock.left(at("2030-01-01 00:00")), clock.runs()), (13 * HOUR, false));
    }

    #[test]
    fn a_clock_that_went_back_gives_no_time_away() {
        let mut clock = Clock::starting(at("2026-10-01 00:00"), Deadline::OneDay);
        let due_at = clock.due_at;
        clock.pause(at("2026-10-01 10:00"));
        clock.resume(at("2026-10-01 09:00"));
        assert_eq!(clock.due_at, due_at);
    }

    #[test]
    fn levels_come_back_as_they_were() {
        for warning in Warning::ALL {
            assert_eq!(Warning::of_level(warning.level()), Some(warning));
        }
        assert_eq!(span(5 * HOUR + 60).0, "5 小时 1 分钟");
    }
}
