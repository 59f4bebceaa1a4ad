//! Encodings, and what can be wrong with a CSV file whatever it is about.

use zhangban_server::department_folder::Content;

use crate::{Folder, place};

const TABLE: &str = "名称,电话,类别\n浚县教育局,0371-000 00 37,市县教育局\n";

fn names(folder: &Folder) -> Vec<String> {
    match folder.only() {
        Content::Hotlines(hotlines) => hotlines.into_iter().map(|hotline| hotline.name.zh).collect(),
        _ => panic!("not hotlines"),
    }
}

#[test]
fn utf8_with_and_without_mark_and_gb18030_read_alike() {
    let (gb18030, _, _) = encoding_rs::GB18030.encode(TABLE);
    let marked = format!("\u{feff}{TABLE}");
    for bytes in [TABLE.as_bytes(), marked.as_bytes(), gb18030.as_ref(), TABLE.replace('\n', "\r\n").as_bytes()] {
        assert_eq!(names(&Folder::new().file("a.csv", bytes)), ["浚县教育局"]);
    }
}

#[test]
fn utf16_says_how_to_save_the_file() {
    let bytes: Vec<u8> = std::iter::once(0xfeff).chain(TABLE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(Folder::new().file("a.csv", bytes).fault().expected.en.contains("CSV UTF-8"));
}

#[test]
fn damaged_utf8_is_not_taken_for_another_encoding() {
    let mut bytes = format!("{TABLE}郑州市教育局").into_bytes();
    bytes.pop();
    let fault = Folder::new().file("a.csv", bytes).fault();
    assert_eq!(fault.row, Some(3));
    assert!(fault.expected.en.contains("damaged"), "{fault}");
}

#[test]
fn bytes_of_no_character_in_gb18030_are_refused_with_their_row() {
    let (gb18030, _, _) = encoding_rs::GB18030.encode(TABLE);
    let bytes = [gb18030.as_ref(), b"\xff\xff,110,x\n"].concat();
    let fault = Folder::new().file("a.csv", bytes).fault();
    assert_eq!(fault.row, Some(3));
}

#[test]
fn quotation_marks_hold_commas_line_ends_and_marks() {
    let table = "name,phone,category,note\n\"A, \"\"B\"\"\",110,x,\"one\ntwo\"\n\nC,abc,x,\n";
    let fault = Folder::new().file("a.csv", table).fault();
    // The cell with a line end is one row of Excel, and so is the blank line.
    assert_eq!(place(&fault), (Some(4), Some("phone"), "abc"));
    assert_eq!(names(&Folder::new().file("a.csv", table.replace("abc", "119"))), ["A, \"B\"", "C"]);
}

#[test]
fn an_unclosed_quotation_mark_is_found_where_it_is() {
    for row in ["\"A,110,x", "A\"B,110,x", "\"A\"B,110,x"] {
        let fault = Folder::new().file("a.csv", format!("name,phone,category\nZ,119,x\n{row}\nB,120,x\n")).fault();
        assert_eq!(fault.row, Some(3), "{row}");
        assert!(fault.expected.en.contains("quotation marks"), "{row}");
    }
}

#[test]
fn rows_of_another_length_are_refused() {
    let folder = Folder::new().file("a.csv", "name,phone,category,,\nA,110,x,,\nB,119\nC,120,x,,,y\nD,122,x,\n");
    let rows: Vec<_> = folder.faults().iter().map(|fault| fault.row).collect();
    assert_eq!(rows, [Some(3), Some(4)]);
}

#[test]
fn characters_that_no_text_has_and_cells_without_end_are_refused() {
    let nul = Folder::new().file("a.csv", "name,phone,category\nA\0,110,x\n").fault();
    assert!(nul.row == Some(2) && nul.expected.en.contains("NUL"), "{nul}");
    for length in [40_000, 3 << 20] {
        let huge = format!("name,phone,category\n{},110,x\n", "长".repeat(length));
        let fault = Folder::new().file("a.csv", huge).fault();
        assert!(fault.row == Some(2) && fault.expected.en.contains("32,767"), "{fault}");
    }
}

#[test]
fn files_without_anything_in_them_are_refused() {
    for (name, content) in [("a.csv", ""), ("a.csv", "\n\n"), ("a.xlsx", ""), ("department.toml", "")] {
        assert!(Folder::new().file(name, content).fault().row.is_none_or(|row| row == 1), "{name}");
    }
}

#[test]
fn unknown_missing_and_doubled_columns_are_all_named_at_once() {
    let folder = Folder::new().file("a.csv", "电话,名称,备註,名称,\n110,A,x,y,\n");
    let faults = folder.faults();
    let columns: Vec<_> = faults.iter().map(|fault| fault.column.as_deref()).collect();
    assert_eq!(columns, [Some("备註"), Some("名称"), None]);
    assert!(faults[0].expected.zh.contains("说明"), "the columns there may be are listed");
    assert!(faults[2].expected.zh.contains("类别 / category"), "the missing column is named");
}

#[test]
fn more_than_twenty_faults_are_counted() {
    let rows = "A,none,x\n".repeat(33);
    let refused = Folder::new().file("a.csv", format!("name,phone,category\n{rows}")).read().err().unwrap();
    assert_eq!((refused[0].first().len(), refused[0].total()), (20, 33));
}
