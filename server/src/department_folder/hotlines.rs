//! The hotline directory.

use std::collections::HashMap;
use std::path::Path;

use zhangban_api::hotlines::{Hotline, Hours, HoursFault};
use zhangban_api::{Message, PhoneNumber, Text, phone_number};

use super::cells::{Cells, day, for_each_row};
use super::fault::{Report, with};
use super::plan::Kind;
use crate::pinyin;

const SAME_ENTRY: Message = Message::new(
    "与第 {} 行的名称、电话都相同，请删除一行。",
    "Name and number are those of row {}. Delete one of them.",
);

/// Reads the directory, in its order.
pub(super) fn read(path: &Path, report: &mut Report) -> Vec<Hotline> {
    let mut hotlines: Vec<Hotline> = Vec::new();
    let mut seen = HashMap::new();
    for_each_row(path, Kind::Hotlines, report, |cells| {
        let Some(hotline) = hotline(cells) else { return };
        let key = (hotline.name.zh.clone(), hotline.phone.clone());
        if let Some(before) = seen.insert(key, cells.number()) {
            return cells.fault("name", with(SAME_ENTRY, &before.to_string()));
        }
        hotlines.push(hotline);
    });
    hotlines
}

/// One entry; every cell is looked at before the row is given up.
fn hotline(cells: &mut Cells<'_>) -> Option<Hotline> {
    let name = cells.required("name");
    let phone = cells.parsed("phone", |text| PhoneNumber::parse(text).map_err(phone_number::Fault::message));
    let category = cells.required("category");
    let hours = cells.parsed_if_any("hours", |text| Hours::parse(text).map_err(HoursFault::message));
    let verified_on = cells.parsed_if_any("verified_on", day);
    let sample = cells.sample();
    let name = name?;
    Some(Hotline {
        name: Text::new(name, cells.text("name_en")),
        phone: phone?,
        category: category?.to_owned(),
        note: Text::new(cells.text("note"), cells.text("note_en")),
        hours: hours?,
        verified_on: verified_on?,
        sample: sample?,
        pinyin: pinyin::reading(name),
    })
}
