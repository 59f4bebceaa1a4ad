//! The hotline directory: who answers which number, and when.

mod directory;
mod hours;

pub use directory::{Directory, HotlineSearch, SearchHotlines, WINDOW};
pub use hours::{Days, Hours, HoursFault, Opening, Presence};

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::endpoint::Nothing;
use crate::{Date, Endpoint, Method, Moment, PhoneNumber, Text};

/// `GET /api/hotlines`: the whole directory; it is filtered where it is read, so that typing needs no network.
pub struct ListHotlines;

impl Endpoint for ListHotlines {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/hotlines";
    const SUMMARY: &'static str = "The hotline directory with opening hours and the calendar to judge them by";
    type Request = Nothing;
    type Reply = Hotlines;
}

/// The directory, or what was found in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hotlines {
    /// What was looked for.
    #[serde(default)]
    pub search: HotlineSearch,
    /// The numbers, in the department's order: all of them, or a window of those that match.
    pub entries: Vec<Hotline>,
    /// How many match in all.
    pub total: usize,
    /// The categories of the whole directory, in the department's order.
    pub categories: Vec<Text>,
    /// Official days off around now.
    pub calendar: Calendar,
    /// The server's clock, to the minute: phones are often wrong.
    pub now: Moment,
}

/// One number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hotline {
    /// Whose it is.
    pub name: Text,
    /// The number.
    pub phone: PhoneNumber,
    /// The category, one of [`Hotlines::categories`] by its Chinese name.
    pub category: Text,
    /// What it is for; may be empty.
    #[serde(default)]
    pub note: Text,
    /// When somebody answers; nobody has said so where it is missing.
    pub hours: Option<Hours>,
    /// When somebody last called to see that it is right.
    pub verified_on: Option<Date>,
    /// Whether it is made up for a demonstration.
    #[serde(default)]
    pub sample: bool,
    /// How the Chinese name is read: lower-case syllables with a blank between, `chong qing shi jiao yu ju`.
    pub pinyin: String,
}
