//! Opening hours: how officials write them, and what they mean at a given minute.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, DayKind};
use crate::{Message, Moment};

/// When somebody answers: one or more stretches of the week. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Hours(Vec<Opening>);

/// The same hours on some days.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Opening {
    /// On which days.
    pub days: Days,
    /// From minute to minute of the day, in order, none touching the next: `[[510, 720], [870, 1080]]`.
    pub spans: Vec<(u16, u16)>,
}

/// On which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Days {
    /// Every day, holidays too.
    Daily,
    /// Workdays by the official calendar.
    Workdays,
    /// From weekday to weekday (Monday 1, Sunday 7), except official days off.
    Week(u8, u8),
}

/// Whether somebody answers now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Yes.
    Open,
    /// No, but later today: a break.
    Break,
    /// No.
    Closed,
    /// By the weekday yes, but the year's holidays are not announced.
    ProbablyOpen,
}

/// Why a text is not opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoursFault;

impl HoursFault {
    /// How to mend it.
    pub const fn message(self) -> Message {
        Message::new(
            "工作时间请写成“工作日 8:30-12:00 14:30-18:00”“每天 24 小时”或“周一至周五 9:00-17:00”",
            "Write hours as \"workdays 8:30-12:00 14:30-18:00\", \"daily 24 hours\" or \"Mon-Fri 9:00-17:00\"",
        )
    }
}

const WEEKDAYS_ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
const WEEKDAYS_EN: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Hours {
    /// Reads hours as officials write them, in Chinese or English; several stretches are separated by `；`.
    pub fn parse(text: &str) -> Result<Self, HoursFault> {
        let plain: String = text.trim().chars().map(crate::text::plain_width).collect::<String>().to_lowercase();
        let openings = plain.split([';', '\n']).map(Opening::parse).collect::<Option<Vec<_>>>().ok_or(HoursFault)?;
        Ok(Self(openings))
    }

    /// The stretches.
    pub fn openings(&self) -> &[Opening] {
        &self.0
    }

    /// Whether somebody answers at that minute.
    pub fn presence(&self, now: Moment, calendar: &Calendar) -> Presence {
        let all = self.0.iter().map(|opening| opening.presence(now, calendar));
        // The best answer of all stretches counts.
        [Presence::Open, Presence::ProbablyOpen, Presence::Break]
            .into_iter()
            .find(|presence| all.clone().any(|one| one == *presence))
            .unwrap_or(Presence::Closed)
    }
}

impl Opening {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let clock_at = text.find(|c: char| c.is_ascii_digit())?;
        let (days, clock) = text.split_at(clock_at);
        let days = Days::parse(days.trim().trim_end_matches([':', ',']).trim())?;
        if matches!(clock.replace(' ', "").as_str(), "24小时" | "24h" | "24hours" | "24") {
            return Some(Self { days, spans: vec![(0, 1440)] });
        }
        let spans = clock
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '、'))
            .filter(|part| !part.is_empty())
            .map(parse_span)
            .collect::<Option<Vec<_>>>()?;
        let in_order = spans.windows(2).all(|pair| pair[0].1 < pair[1].0);
        in_order.then_some(Self { days, spans })
    }

    fn presence(&self, now: Moment, calendar: &Calendar) -> Presence {
        let minute = now.minute_of_day();
        let inside = self.spans.iter().any(|&(from, to)| (from..to).contains(&minute));
        let between = self.spans.first().is_some_and(|span| span.0 <= minute)
            && self.spans.last().is_some_and(|span| minute < span.1);
        match self.days.hold_on(now, calendar) {
            Holds::Yes if inside => Presence::Open,
            Holds::Probably if inside => Presence::ProbablyOpen,
            Holds::Yes | Holds::Probably if between => Presence::Break,
            _ => Presence::Closed,
        }
    }
}

/// Whether a stretch is meant on a certain day.
enum Holds {
    Yes,
    Probably,
    No,
}

impl Days {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "" | "每天" | "每日" | "全天" | "daily" | "every day" => return Some(Self::Daily),
            "工作日" | "workdays" | "weekdays" => return Some(Self::Workdays),
            _ => {}
        }
        let mut ends = text.split(['-', '–', '—', '~', '至', '到']).map(str::trim);
        let from = parse_weekday(ends.next()?)?;
        let to = ends.next().map_or(Some(from), parse_weekday)?;
        (ends.next().is_none() && from <= to).then_some(Self::Week(from, to))
    }

    fn hold_on(self, now: Moment, calendar: &Calendar) -> Holds {
        let date = now.date();
        let unless_unknown = |holds: bool| match (holds, calendar.is_announced(date.year())) {
            (false, _) => Holds::No,
            (true, true) => Holds::Yes,
            (true, false) => Holds::Probably,
        };
        match self {
            Self::Daily => Holds::Yes,
            Self::Workdays => match calendar.kind(date) {
                DayKind::Workday => Holds::Yes,
                DayKind::DayOff => Holds::No,
                DayKind::Unknown => unless_unknown(date.weekday() <= 5),
            },
            // Hours that name a Saturday mean an ordinary Saturday too, but no official day off.
            Self::Week(from, to) => {
                let day_off = calendar.special(date).is_some_and(|day| day.off);
                unless_unknown(!day_off && (from..=to).contains(&date.weekday()))
            }
        }
    }

    /// As it is written in Chinese.
    fn zh(self) -> String {
        match self {
            Self::Daily => "每天".into(),
            Self::Workdays => "工作日".into(),
            Self::Week(from, to) if from == to => format!("周{}", weekday(WEEKDAYS_ZH, from)),
            Self::Week(from, to) => format!("周{}至周{}", weekday(WEEKDAYS_ZH, from), weekday(WEEKDAYS_ZH, to)),
        }
    }

    /// As it is written in English.
    fn en(self) -> String {
        let capital = |day: u8| {
            let name = weekday(WEEKDAYS_EN, day);
            format!("{}{}", name[..1].to_ascii_uppercase(), &name[1..])
        };
        match self {
            Self::Daily => "Daily".into(),
            Self::Workdays => "Workdays".into(),
            Self::Week(from, to) if from == to => capital(from),
            Self::Week(from, to) => format!("{}–{}", capital(from), capital(to)),
        }
    }
}

impl Hours {
    /// The hours in both languages: `工作日 8:30–12:00 14:30–18:00`.
    pub fn text(&self) -> crate::Text {
        let join = |days: fn(Days) -> String, all_day: &str, between: &str| {
            let one = |opening: &Opening| match opening.spans[..] {
                [(0, 1440)] => format!("{} {all_day}", days(opening.days)),
                _ => format!(
                    "{} {}",
                    days(opening.days),
                    opening.spans.iter().map(Span).map(|s| s.to_string()).collect::<Vec<_>>().join(" ")
                ),
            };
            self.0.iter().map(one).collect::<Vec<_>>().join(between)
        };
        crate::Text::new(join(Days::zh, "24 小时", "；"), join(Days::en, "24 hours", "; "))
    }
}

/// A stretch of the day as it is written.
struct Span<'a>(&'a (u16, u16));

impl fmt::Display for Span<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = self.0;
        write!(f, "{}:{:02}–{}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

fn weekday(names: [&'static str; 7], day: u8) -> &'static str {
    names[usize::from(day.clamp(1, 7) - 1)]
}

fn parse_weekday(text: &str) -> Option<u8> {
    let short = text.trim_start_matches("星期").trim_start_matches("礼拜").trim_start_matches('周');
    let short = if short == "天" { "日" } else { short };
    let by = |names: [&str; 7]| names.iter().position(|name| *name == short || short.get(..3) == Some(name));
    by(WEEKDAYS_ZH).or_else(|| by(WEEKDAYS_EN)).and_then(|at| u8::try_from(at + 1).ok())
}

/// `8:30-12:00`, as minutes of the day; midnight at the end is `24:00`.
fn parse_span(text: &str) -> Option<(u16, u16)> {
    let (from, to) = text.split_once(['-', '–', '—', '~', '至'])?;
    let clock = |text: &str| {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (minute < 60 && hour * 60 + minute <= 1440).then_some(hour * 60 + minute)
    };
    let (from, to) = (clock(from)?, clock(to)?);
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Date;
    use crate::calendar::SpecialDay;

    fn calendar() -> Calendar {
        let day = |date, off| SpecialDay { date: Date::parse(date).unwrap(), name: "国庆节".into(), off };
        Calendar { announced: vec![2026], days: vec![day("2026-10-01", true), day("2026-10-10", false)] }
    }

    fn at(hours: &str, moment: &str) -> Presence {
        Hours::parse(hours).unwrap().presence(Moment::parse(moment).unwrap(), &calendar())
    }

    #[test]
    fn somebody_answers_on_workdays_between_the_hours() {
        let office = "工作日 8:30-12:00 14:30-18:00";
        assert_eq!(at(office, "2026-10-12 08:30"), Presence::Open);
        assert_eq!(at(office, "2026-10-12 12:00"), Presence::Break);
        assert_eq!(at(office, "2026-10-12 18:00"), Presence::Closed);
        assert_eq!(at(office, "2026-10-01 09:00"), Presence::Closed, "a holiday");
        assert_eq!(at(office, "2026-10-10 09:00"), Presence::Open, "a Saturday that is worked");
        assert_eq!(at(office, "2026-10-11 09:00"), Presence::Closed, "a Sunday");
        assert_eq!(at(office, "2027-10-04 09:00"), Presence::ProbablyOpen, "an unannounced year");
    }

    #[test]
    fn hours_that_name_saturday_mean_saturday() {
        assert_eq!(at("周一至周六 9:00-17:00", "2026-10-17 10:00"), Presence::Open);
        assert_eq!(at("Mon-Sat 9:00-17:00", "2026-10-18 10:00"), Presence::Closed);
        assert_eq!(at("每天 24 小时", "2026-10-01 03:00"), Presence::Open);
    }

    #[test]
    fn hours_read_back_as_they_were_written() {
        for text in ["工作日 8:30–12:00 14:30–18:00", "每天 24 小时", "周一至周五 9:00–17:00；周六 9:00–12:00"]
        {
            assert_eq!(Hours::parse(text).unwrap().text().zh, text);
            let english = Hours::parse(text).unwrap().text().en;
            assert_eq!(Hours::parse(&english), Hours::parse(text), "{english}");
        }
    }

    #[test]
    fn what_is_not_hours_is_refused() {
        for text in [
            "",
            "有时",
            "工作日",
            "工作日 18:00-8:30",
            "工作日 8:30-25:00",
            "周五至周一 9:00-10:00",
            "9:00-12:00 11:00-13:00",
        ] {
            assert!(Hours::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_parser(text in "[工作日周一五每天至0-9: ;；-]{0,24}|\\PC{0,24}") {
            if let Ok(hours) = Hours::parse(&text) {
                prop_assert_eq!(Hours::parse(&hours.text().zh), Ok(hours));
            }
        }
    }
}
