//! Official days off and make-up workdays.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use zhangban_api::Message;
use zhangban_api::calendar::{Calendar, SpecialDay};

use super::cells::{day, for_each_row};
use super::fault::{Report, with};
use super::plan::Kind;

const OFF_OR_WORK: Message = Message::new("请填写“休”或“班”。", "Enter off or work.");
const SAME_DAY: Message = Message::new("第 {} 行已有这一天，请删除一行。", "Row {} has this day. Delete one of them.");

/// Reads the days. A year is announced if and only if it has days in the file.
pub(super) fn read(path: &Path, report: &mut Report) -> Calendar {
    let mut days = BTreeMap::new();
    let mut rows = BTreeMap::new();
    for_each_row(path, Kind::Holidays, report, |cells| {
        let date = cells.parsed("date", day);
        let name = cells.required("name");
        let off = cells.parsed("kind", off_or_work);
        let (Some(date), Some(name), Some(off)) = (date, name, off) else { return };
        if let Some(before) = rows.insert(date, cells.number()) {
            return cells.fault("date", with(SAME_DAY, &before.to_string()));
        }
        days.insert(date, SpecialDay { date, name: name.to_owned(), off });
    });
    let announced: BTreeSet<u16> = days.keys().map(|date| date.year()).collect();
    Calendar { announced: announced.into_iter().collect(), days: days.into_values().collect() }
}

fn off_or_work(text: &str) -> Result<bool, Message> {
    match text.to_lowercase().as_str() {
        "休" | "off" => Ok(true),
        "班" | "work" => Ok(false),
        _ => Err(OFF_OR_WORK),
    }
}
