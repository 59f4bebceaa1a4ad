//! Score sheets.

use zhangban_api::scores::ResultState;
use zhangban_server::department_folder::{Content, Fault};

use crate::{Folder, place};

const HEADING: &str = "考试,考生号,身份证号,姓名,科类,语文,数学,物理,历史,化学,总分,位次,状态";
const FIRST: &str = "gaokao-2025,25410101000001,990101200609010012,王一,物理类,100,110,150,,90,450,7,正常";

/// A row that is like the first but for one cell.
fn first_with(column: &str, value: &str) -> String {
    let at = HEADING.split(',').position(|heading| heading == column).unwrap();
    let mut cells: Vec<&str> = FIRST.split(',').collect();
    cells[at] = value;
    cells.join(",")
}

fn sheet(rows: &[&str]) -> Folder {
    Folder::with_exam().file("scores.csv", format!("{HEADING}\n{}\n", rows.join("\n")))
}

fn faults(rows: &[&str]) -> Vec<Fault> {
    let Content::Scores(scores) = sheet(rows).only() else { panic!("not scores") };
    scores.finish().err().map(|faults| faults.first().to_vec()).unwrap_or_default()
}

#[test]
fn rows_are_read_with_their_marks_in_the_order_of_the_slip() {
    let absent = "gaokao-2025,25410101000002,990101200609020018,李二,历史,,,,,,,,缺考";
    let Content::Scores(mut scores) = sheet(&[FIRST, "", absent]).only() else { panic!("not scores") };
    assert!(scores.advance());
    let row = scores.row().unwrap();
    assert_eq!((row.person.candidate_number.as_str(), row.person.name), ("25410101000001", "王一"));
    assert_eq!((row.person.exam.id.as_str(), row.person.track.id.as_str()), ("gaokao-2025", "physics"));
    let marks = row.marks.unwrap();
    let subjects: Vec<_> = marks.subjects().collect();
    assert_eq!(subjects, [("chinese", 100), ("maths", 110), ("physics", 150), ("chemistry", 90)]);
    assert_eq!((marks.total, marks.rank), (450, 7));
    assert!(scores.advance());
    let row = scores.row().unwrap();
    assert_eq!((row.person.track.id.as_str(), row.state), ("history", ResultState::Absent));
    assert!(row.marks.is_none());
    assert!(!scores.advance() && scores.row().is_none());
    let (read, of) = scores.progress();
    assert_eq!(read, of);
    assert_eq!(scores.finish(), Ok(2));
}

#[test]
fn the_same_sheet_in_english_and_gb18030_reads_alike() {
    let heading = "state,rank,total,chinese,MATHS,physics,track,name,citizen_id,candidate_number,exam";
    let text =
        format!("{heading}\npublished,1,300,100,100,100,物理,王一,990101200609010012,25410101000001,gaokao-2025\n");
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    let Content::Scores(scores) = Folder::with_exam().file("s.csv", bytes).only() else { panic!("not scores") };
    assert_eq!(scores.finish(), Ok(1));
}

#[test]
fn every_rule_of_a_row_names_its_cell() {
    for (column, value, found) in [
        ("考试", "gaokao-2024", "11 位，末位 4"),
        ("考生号", "2541010100001", "13 位，末位 1"),
        ("考生号", "2.541E+13", "9 位，末位 3"),
        ("身份证号", "990101200609010013", "18 位，末位 3"),
        ("身份证号", "", ""),
        ("姓名", "", ""),
        ("科类", "文科类", "3 个字符"),
        ("语文", "151", "151"),
        ("语文", "99.5", "99.5"),
        ("语文", "缺", "1 个字符"),
        ("数学", "", ""),
        ("总分", "451", "451"),
        ("总分", "751", "751"),
        ("总分", "", ""),
        ("位次", "0", "0"),
        ("位次", "", ""),
        ("状态", "待定", "2 个字符"),
    ] {
        let faults = faults(&[&first_with(column, value)]);
        let places: Vec<_> = faults.iter().map(place).collect();
        assert_eq!(places, [(Some(2), Some(column), found)], "{column} {value}");
    }
}

#[test]
fn a_missing_result_is_never_a_zero() {
    let row = "gaokao-2025,25410101000001,990101200609010012,王一,物理类,0,,,,,0,,withheld";
    let faults = faults(&[row]);
    let places: Vec<_> = faults.iter().map(place).collect();
    assert_eq!(places, [(Some(2), Some("语文"), "0"), (Some(2), Some("总分"), "0")]);
}

#[test]
fn a_candidate_is_there_once() {
    let faults = faults(&[FIRST, FIRST]);
    assert_eq!(place(&faults[0]), (Some(3), Some("考生号"), "14 位，末位 1"));
    assert!(faults[0].expected.zh.contains("第 2 行"));
}

#[test]
fn no_fault_shows_an_id_or_a_name() {
    // All cells of the row have slipped by one column.
    let slipped = format!("王一{}", FIRST.split_once("gaokao-2025").unwrap().1);
    let shifted = "25410101000001,990101200609010012,王一,gaokao-2025,990101200609010012,王一,990101200609010012,150,,90,450,7,王一";
    for fault in faults(&[&slipped, shifted]) {
        let line = fault.to_string();
        assert!(!line.contains("王一") && !line.contains("9901012006") && !line.contains("2541010100"), "{line}");
    }
    let no_heading = Folder::with_exam().file("scores.csv", FIRST).fault().to_string();
    assert!(!no_heading.contains("王一") && !no_heading.contains("9901012006"), "{no_heading}");
}

#[test]
fn a_sheet_without_its_exam_says_what_to_import_first() {
    let fault = Folder::new().file("scores.csv", format!("{HEADING}\n{FIRST}\n")).fault();
    assert!(fault.expected.zh.contains("exam.toml"), "{fault}");
}

#[test]
fn a_subject_without_a_column_and_a_column_without_a_subject_are_refused() {
    let faults = |heading: &str| {
        let row = "gaokao-2025,25410101000001,990101200609010012,王一,物理类,100,110,210,7";
        let folder = Folder::with_exam()
            .file("s.csv", format!("考试,考生号,身份证号,姓名,科类,语文,{heading},总分,位次\n{row}\n"));
        let Content::Scores(scores) = folder.only() else { panic!("not scores") };
        scores.finish().err().unwrap().first().to_vec()
    };
    assert_eq!(place(&faults("数学")[0]), (Some(2), Some("物理"), ""));
    assert_eq!(place(&faults("体育")[0]), (Some(1), Some("体育"), ""));
}
