//! The hotline directory.

use std::collections::HashMap;
use std::path::Path;

use zhangban_api::hotlines::{Hotline, Hours, HoursFault};
use zhangban_api::{Message, PhoneNumber, Text, phone_number};

use super::cells::{Cells, day, for_each_row, for_each_row_of};
use super::fault::{Report, with};
use super::plan::Kind;
use super::tables::Tables;
use crate::pinyin;

const SAME_ENTRY: Message = Message::new(
    "与第 {} 行的名称、电话都相同，请删除一行。",
    "Name and number are those of row {}. Delete one of them.",
);

const OTHER_CATEGORY: Message = Message::new(
    "这个类别的英文名称是“{}”，请写成一样的，或留空。",
    "In English this category is called “{}”. Write the same, or leave it empty.",
);

/// Reads the directory, in its order.
pub(super) fn read(path: &Path, report: &mut Report) -> Vec<Hotline> {
    let mut reading = Reading::default();
    for_each_row(path, Kind::Hotlines, report, |cells| reading.take(cells));
    reading.hotlines
}

/// Reads a directory that stands in no file.
pub(super) fn read_text(csv: String, report: &mut Report) -> Vec<Hotline> {
    let mut reading = Reading::default();
    for_each_row_of(Tables::of_csv(csv), Kind::Hotlines, report, |cells| reading.take(cells));
    reading.hotlines
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    hotlines: Vec<Hotline>,
    /// In which row each name with its number stands.
    seen: HashMap<(String, PhoneNumber), usize>,
    /// What a category is called in English.
    categories: HashMap<String, String>,
}

impl Reading {
    fn take(&mut self, cells: &mut Cells<'_>) {
        let Some(hotline) = hotline(cells) else { return };
        let key = (hotline.name.zh.clone(), hotline.phone.clone());
        if let Some(before) = self.seen.insert(key, cells.number()) {
            return cells.fault("name", with(SAME_ENTRY, &before.to_string()));
        }
        let Text { zh, en } = hotline.category.clone();
        if !en.is_empty() {
            let called = self.categories.entry(zh).or_insert_with(|| en.clone());
            if *called != en {
                return cells.fault("category_en", with(OTHER_CATEGORY, called));
            }
        }
        self.hotlines.push(hotline);
    }
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
        category: Text::new(category?, cells.text("category_en")),
        note: Text::new(cells.text("note"), cells.text("note_en")),
        hours: hours?,
        verified_on: verified_on?,
        sample: sample?,
        pinyin: pinyin::reading(name),
    })
}
