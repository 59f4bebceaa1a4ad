//! The directory and the days off.

use zhangban_api::Date;
use zhangban_api::calendar::DayKind;
use zhangban_server::department_folder::Content;

use crate::{Folder, place};

#[test]
fn a_hotline_is_read_in_full_with_its_pinyin() {
    let folder = Folder::new().file(
        "anything.csv",
        "样例,核实日期,工作时间,英文说明,说明,英文类别,类别,电话,英文名称,名称\n\
         是,2026/6/5,工作日 8:30-12:00,Schools,招生,Counties,市县,０３７１-000 00 37,Xun,浚县教育局\n",
    );
    let Content::Hotlines(hotlines) = folder.only() else { panic!("not hotlines") };
    let hotline = &hotlines[0];
    assert_eq!((hotline.name.zh.as_str(), hotline.name.en.as_str()), ("浚县教育局", "Xun"));
    assert_eq!(hotline.phone.to_string(), "0371-000 00 37");
    assert_eq!(hotline.pinyin, "xun xian jiao yu ju");
    assert_eq!((hotline.category.zh.as_str(), hotline.category.en.as_str()), ("市县", "Counties"));
    assert_eq!((hotline.note.zh.as_str(), hotline.note.en.as_str()), ("招生", "Schools"));
    assert_eq!(hotline.hours.as_ref().unwrap().text().zh, "工作日 8:30–12:00");
    assert_eq!(hotline.verified_on, Date::parse("2026-06-05"));
    assert!(hotline.sample);
}

#[test]
fn a_category_has_one_english_name() {
    let sheet = |second: &str| {
        format!("name,phone,category,category_en\nA,110,x,One\nB,119,x,{second}\nC,120,y,Other\nD,122,x,One\n")
    };
    let Content::Hotlines(hotlines) = Folder::new().file("hotlines.csv", sheet("")).only() else {
        panic!("not hotlines")
    };
    assert_eq!(hotlines.len(), 4);
    let faults = Folder::new().file("hotlines.csv", sheet("Two")).faults();
    assert_eq!(faults.iter().map(place).collect::<Vec<_>>(), [(Some(3), Some("category_en"), "Two")]);
    assert!(faults[0].expected.en.contains("“One”"), "{:?}", faults[0]);
}

#[test]
fn every_wrong_cell_of_a_row_is_named() {
    let folder = Folder::new().file(
        "hotlines.csv",
        "name,phone,category,hours,verified_on,sample\n,12,,有时,2026-02-30,maybe\nA,110,x,,,\nA,110,y,,,\n",
    );
    let faults = folder.faults();
    let places: Vec<_> = faults.iter().map(place).collect();
    assert_eq!(
        places,
        [
            (Some(2), Some("name"), ""),
            (Some(2), Some("phone"), "12"),
            (Some(2), Some("category"), ""),
            (Some(2), Some("hours"), "有时"),
            (Some(2), Some("verified_on"), "2026-02-30"),
            (Some(2), Some("sample"), "maybe"),
            (Some(4), Some("name"), "A"),
        ]
    );
}

#[test]
fn a_year_is_announced_if_it_has_days() {
    let folder = Folder::new().file("d.csv", "日期,名称,类型,来源\n2026-10-10,国庆节,班,\n2026/10/1,国庆节,休,x\n");
    let Content::Holidays(calendar) = folder.only() else { panic!("not holidays") };
    assert_eq!(calendar.announced, [2026]);
    assert_eq!(calendar.kind(Date::parse("2026-10-01").unwrap()), DayKind::DayOff);
    assert_eq!(calendar.kind(Date::parse("2027-10-01").unwrap()), DayKind::Unknown);
}

#[test]
fn a_day_twice_and_a_kind_of_neither_are_refused() {
    let folder =
        Folder::new().file("d.csv", "date,name,kind\n2026-10-01,a,off\n2026-10-01,a,work\n2026-10-02,a,half\n");
    let faults = folder.faults();
    assert_eq!(place(&faults[0]), (Some(3), Some("date"), "2026-10-01"));
    assert_eq!(place(&faults[1]), (Some(4), Some("kind"), "half"));
}
