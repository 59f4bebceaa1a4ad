//! Hotlines: a form is a row of their table.

use sha2::{Digest, Sha256};
use zhangban_api::content::field;
use zhangban_api::hotlines::Hotline;
use zhangban_api::{FieldError, Text};

use super::{Fields, filled, get};
use crate::department_folder::{Faults, read_hotlines};

/// The headings that we teach, in the order of [`field::HOTLINE`].
const HEADINGS: [&str; 10] =
    ["名称", "英文名称", "电话", "类别", "英文类别", "说明", "英文说明", "工作时间", "核实日期", "样例"];

/// Names one of them: two may share a number, and two a name.
pub(super) fn key(hotline: &Hotline) -> String {
    let hash = Sha256::digest(format!("{}\n{}", hotline.name.zh, hotline.phone));
    hex::encode(&hash[..8])
}

/// Its form.
pub(super) fn fields(hotline: &Hotline) -> Fields {
    let Hotline { name, phone, category, note, hours, verified_on, sample, .. } = hotline;
    filled([
        ("name", name.zh.clone()),
        ("name_en", name.en.clone()),
        ("phone", phone.to_string()),
        ("category", category.zh.clone()),
        ("category_en", category.en.clone()),
        ("note", note.zh.clone()),
        ("note_en", note.en.clone()),
        ("hours", hours.as_ref().map(|hours| hours.text().zh).unwrap_or_default()),
        ("verified_on", verified_on.map(|day| day.to_string()).unwrap_or_default()),
        ("sample", if *sample { "1".to_owned() } else { String::new() }),
    ])
}

/// The directory as a table that can be imported.
pub(super) fn csv(hotlines: &[Hotline]) -> String {
    let rows: Vec<_> = hotlines.iter().map(fields).collect();
    table(&HEADINGS, &rows)
}

fn table(headings: &[&str], rows: &[Fields]) -> String {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory fails for rows of different lengths alone.
    let _ = table.write_record(headings);
    for row in rows {
        let sample = if get(row, "sample").is_empty() { "" } else { "是" };
        let cell = |name: &&str| if *name == "sample" { sample } else { get(row, name) };
        let _ = table.write_record(field::HOTLINE.iter().map(cell));
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Reads a form as the last row of the table, behind those that stand besides it.
pub(super) fn check(others: &[Hotline], typed: &Fields) -> Result<Hotline, Vec<FieldError>> {
    let rows: Vec<_> = others.iter().map(fields).chain([typed.clone()]).collect();
    let mut read = read_hotlines(table(&field::HOTLINE, &rows)).map_err(|faults| in_form(&faults))?;
    read.pop().ok_or_else(Vec::new)
}

fn in_form(faults: &Faults) -> Vec<FieldError> {
    let of_fault = |fault: &crate::department_folder::Fault| {
        let name = fault.column.as_deref().unwrap_or("name");
        FieldError::new(name, Text::clone(&fault.expected))
    };
    faults.first().iter().map(of_fault).collect()
}

/// The directory with one of them in the place of another, or behind the last of its category.
pub(super) fn with(mut all: Vec<Hotline>, item: &str, hotline: Option<Hotline>) -> Vec<Hotline> {
    let at = all.iter().position(|one| key(one) == item);
    match (at, hotline) {
        (Some(at), Some(hotline)) => all[at] = hotline,
        (Some(at), None) => drop(all.remove(at)),
        (None, Some(hotline)) => {
            let last = all.iter().rposition(|one| one.category.zh == hotline.category.zh);
            all.insert(last.map_or(all.len(), |last| last + 1), hotline);
        }
        (None, None) => {}
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(name: &str, phone: &str) -> Fields {
        filled([
            ("name", name.to_owned()),
            ("name_en", "Office, \"main\"".to_owned()),
            ("phone", phone.to_owned()),
            ("category", "厅机关".to_owned()),
            ("hours", "工作日 8:30-12:00".to_owned()),
            ("verified_on", "2026-06-25".to_owned()),
            ("sample", "1".to_owned()),
        ])
    }

    #[test]
    fn a_form_is_read_as_a_row_and_written_back() {
        let hotline = check(&[], &typed("办公室", "0371-000 00 01")).unwrap();
        assert_eq!(check(&[], &fields(&hotline)), Ok(hotline.clone()));
        assert_eq!(read_hotlines(csv(std::slice::from_ref(&hotline))), Ok(vec![hotline]));
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field_in_the_words_of_the_import() {
        let one = check(&[], &typed("办公室", "0371-000 00 01")).unwrap();
        let names = |faults: Vec<FieldError>| faults.into_iter().map(|fault| fault.name).collect::<Vec<_>>();
        let mut wrong = typed("", "1");
        wrong.insert("hours".to_owned(), "有时".to_owned());
        assert_eq!(names(check(&[], &wrong).unwrap_err()), ["name", "phone", "hours"]);
        let twice = check(std::slice::from_ref(&one), &fields(&one)).unwrap_err();
        assert!(twice[0].name == "name" && twice[0].message.zh.contains("名称、电话都相同"), "{twice:?}");
    }

    #[test]
    fn a_new_one_stands_behind_the_last_of_its_category() {
        let one = |name: &str, category: &str| {
            let mut fields = typed(name, "12345");
            fields.insert("category".to_owned(), category.to_owned());
            check(&[], &fields).unwrap()
        };
        let all = vec![one("甲", "一"), one("乙", "二")];
        let names = |all: Vec<Hotline>| all.into_iter().map(|one| one.name.zh).collect::<Vec<_>>();
        assert_eq!(names(with(all.clone(), "", Some(one("丙", "一")))), ["甲", "丙", "乙"]);
        assert_eq!(names(with(all.clone(), &key(&all[0]), Some(one("丁", "一")))), ["丁", "乙"]);
        assert_eq!(names(with(all.clone(), &key(&all[0]), None)), ["乙"]);
    }
}
