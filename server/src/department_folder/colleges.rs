//! The register of colleges.

use std::collections::HashMap;
use std::path::Path;

use zhangban_api::Message;
use zhangban_api::colleges::{College, key};

use super::cells::{Cells, for_each_row};
use super::fault::{Report, with};
use super::plan::Kind;
use crate::pinyin;

const SAME_NAME: Message = Message::new(
    "与第 {} 行的院校同名。院校以名称区分，请删除一行，或在名称中写明校区。",
    "Row {} has a college of this name. Colleges are told apart by their names: delete one of the rows, or name the campus.",
);

/// Reads the register, in its order. Codes may be missing and may be shared, names may not.
pub(super) fn read(path: &Path, report: &mut Report) -> Vec<College> {
    let mut colleges: Vec<College> = Vec::new();
    let mut seen = HashMap::new();
    for_each_row(path, Kind::Colleges, report, |cells| {
        let Some(college) = college(cells) else { return };
        if let Some(before) = seen.insert(key(&college.name), cells.number()) {
            return cells.fault("name", with(SAME_NAME, &before.to_string()));
        }
        colleges.push(college);
    });
    colleges
}

fn college(cells: &mut Cells<'_>) -> Option<College> {
    let name = cells.required("name");
    let province = cells.required("province");
    let sample = cells.sample();
    let [code, city, level, nature, kind] =
        ["code", "city", "level", "nature", "kind"].map(|column| cells.text(column).to_owned());
    let name = name?;
    Some(College {
        name: name.to_owned(),
        code,
        province: province?.to_owned(),
        city,
        level,
        nature,
        kind,
        tags: tags(cells.text("tags")),
        pinyin: pinyin::reading(name),
        sample: sample?,
    })
}

/// Tags with one blank between, whatever people put there.
fn tags(text: &str) -> String {
    let separates = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '/' | ';' | '；');
    text.split(separates).filter(|tag| !tag.is_empty()).collect::<Vec<_>>().join(" ")
}
