//! Workbooks of Excel: what is stored is read as it is seen.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zhangban_api::Date;
use zhangban_server::department_folder::Content;

use crate::{Folder, place};

/// Written by xlwt 1.3: hotlines with an empty row, a date cell, a number cell, and a second sheet that is empty.
const HOTLINES_XLS: &[u8] = include_bytes!("hotlines.xls");
/// Written by xlwt 1.3: one candidate whose number and ID are stored as numbers.
const NUMBERS_XLS: &[u8] = include_bytes!("numbers.xls");

fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0u32..).zip(*rows) {
            for (column, cell) in (0u16..).zip(*cells) {
                sheet.write(row, column, *cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn an_old_workbook_is_read_as_it_is_seen() {
    let Content::Hotlines(hotlines) = Folder::new().file("a.xls", HOTLINES_XLS).only() else { panic!("not hotlines") };
    assert_eq!(hotlines.len(), 2);
    assert_eq!(hotlines[0].verified_on, Date::parse("2026-06-15"));
    assert_eq!(hotlines[1].phone.digits(), "12345");
    // The name may lie about the age of the format.
    assert!(Folder::new().file("a.xlsx", HOTLINES_XLS).read().is_ok());
}

#[test]
fn a_new_workbook_is_read_as_it_is_seen() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("空").unwrap();
    let sheet = workbook.add_worksheet().set_name("电话").unwrap();
    let date = Format::new().set_num_format("yyyy/m/d");
    for (column, heading) in (0u16..).zip(["名称", "电话", "类别", "核实日期", "样例"]) {
        sheet.write(2, column, heading).unwrap();
    }
    sheet.write(4, 0, "省教育厅").unwrap();
    sheet.write(4, 1, 12345).unwrap();
    sheet.write(4, 2, "综合").unwrap();
    sheet.write_with_format(4, 3, ExcelDateTime::from_ymd(2026, 6, 15).unwrap(), &date).unwrap();
    sheet.write(4, 4, true).unwrap();
    sheet.write(5, 0, "缺电话").unwrap();
    let folder = Folder::new().file("a.xlsx", workbook.save_to_buffer().unwrap());
    let faults = folder.faults();
    assert_eq!(faults[0].sheet.as_deref(), Some("电话"));
    assert_eq!(place(&faults[0]), (Some(6), Some("电话"), ""));
    assert_eq!(faults.len(), 2, "the row before it is sound");
}

#[test]
fn a_number_of_14_digits_is_whole_and_an_id_stored_as_a_number_is_refused() {
    let folder = Folder::with_exam().file("s.xls", NUMBERS_XLS);
    let Content::Scores(scores) = folder.only() else { panic!("not scores") };
    let faults = scores.finish().err().unwrap();
    assert_eq!(faults.total(), 1, "{faults}");
    assert_eq!(place(&faults.first()[0]), (Some(2), Some("身份证号"), ""));
    assert!(faults.first()[0].expected.zh.contains("文本"));

    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let headings = ["考试", "考生号", "身份证号", "姓名", "科类", "语文", "数学", "物理", "总分", "位次"];
    for (column, heading) in (0u16..).zip(headings) {
        sheet.write(0, column, heading).unwrap();
    }
    for (column, text) in [(0, "gaokao-2025"), (2, "990101200609010012"), (3, "王一"), (4, "物理类")] {
        sheet.write(1, column, text).unwrap();
    }
    for (column, number) in [(1, 25_410_101_000_001f64), (5, 100.0), (6, 110.0), (7, 150.0), (8, 360.0), (9, 7.0)] {
        sheet.write(1, column, number).unwrap();
    }
    let folder = Folder::with_exam().file("s.xlsx", workbook.save_to_buffer().unwrap());
    let Content::Scores(mut scores) = folder.only() else { panic!("not scores") };
    assert!(scores.advance());
    assert_eq!(scores.row().unwrap().person.candidate_number.as_str(), "25410101000001");
    assert_eq!(scores.finish(), Ok(1));
}

#[test]
fn each_sheet_of_a_workbook_is_a_rank_table() {
    let heading: &[&str] = &["年份", "科类", "分数", "人数", "累计人数"];
    let rows: [&[&[&str]]; 2] =
        [&[heading, &["2025", "物理类", "700", "1", "1"]], &[heading, &["2025", "历史类", "690", "2", "2"]]];
    let both = workbook(&[("物理类", rows[0]), ("历史类", rows[1])]);
    let Content::Ranks(tables) = Folder::with_exam().file("一分一段表.xlsx", both).only() else {
        panic!("not ranks")
    };
    assert_eq!(tables.iter().map(|table| table.track.as_str()).collect::<Vec<_>>(), ["physics", "history"]);

    let mixed_up = workbook(&[("物理类", rows[1])]);
    let fault = Folder::with_exam().file("一分一段表.xlsx", mixed_up).fault();
    assert_eq!(fault.sheet.as_deref(), Some("物理类"));
    assert_eq!(place(&fault), (Some(2), Some("科类"), "历史类"));
}

#[test]
fn sheets_of_different_kinds_are_refused() {
    let book = workbook(&[("a", &[&["名称", "电话", "类别"]]), ("b", &[&["日期", "名称", "类型"]])]);
    let fault = Folder::new().file("a.xlsx", book).fault();
    assert_eq!((fault.sheet.as_deref(), fault.row), (Some("b"), Some(1)));
}

#[test]
fn what_is_no_workbook_is_refused_kindly() {
    for bytes in [&b"<html><table></table></html>"[..], b"PK\x03\x04 and nothing else", &HOTLINES_XLS[..700], b"P"] {
        let fault = Folder::new().file("a.xls", bytes).fault();
        assert!(fault.expected.zh.contains("另存为 .xlsx"), "{fault}");
    }
}

#[test]
fn a_workbook_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked() {
    let mut bytes = workbook(&[("a", &[&["名称", "电话", "类别"]])]);
    // The first entry of the directory claims to unpack to four gibibytes.
    let entry = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].fill(0xff);
    let fault = Folder::new().file("a.xlsx", bytes).fault();
    assert!(fault.expected.en.contains("2 GiB"), "{fault}");
}

#[test]
fn cells_in_far_corners_do_not_fill_the_memory() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "名称").unwrap();
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let fault = Folder::new().file("a.xlsx", workbook.save_to_buffer().unwrap()).fault();
    assert!(fault.row.is_some(), "{fault}");
}
