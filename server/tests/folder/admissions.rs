//! Admission sheets, and what `exam.toml` says of admission.

use zhangban_api::admissions::AdmissionState;
use zhangban_server::department_folder::{Content, Fault};

use crate::{EXAM, Folder, place};

const BATCHES: &str = r#"
[[batches]]
id = "early"
name = { zh = "本科提前批" }
released_at = 2025-07-10T10:00:00+08:00
next_steps = [
  { states = ["admitted"], by = 2025-09-01T18:00:00+08:00, what = { zh = "报到" } },
  { states = ["returned", "not_admitted"], by = 2025-07-12T18:00:00+08:00, what = { zh = "征集志愿" } },
]
[[batches]]
id = "undergraduate"
name = { zh = "本科批" }
released_at = "2025-07-19 10:00"
[[carriers]]
id = "ems"
name = { zh = "邮政 EMS" }
page = "https://www.ems.com.cn/"
"#;

const HEADING: &str = "考试,考生号,身份证号,姓名,科类,批次,状态,投档时间,预录取时间,结果时间,院校代码,院校名称,专业组,专业,\
                       退档原因,通知书单号,寄送单位";
const ADMITTED: &str = "gaokao-2025,25410101000001,990101200609010012,王一,物理类,本科批,录取,2025-07-17 09:00,\
                        2025-07-18 10:30,2025-07-18 16:00,9901,样例大学,101,数学,,EX990000001CN,邮政 EMS";
const RETURNED: &str = "gaokao-2025,25410101000002,990101200609020018,李二,历史,early,退档,2025/7/17 9:00,,\
                        2025-07-18 16:00:30,9901,样例大学,101,,色觉异常,,";
const READING: &str =
    "gaokao-2025,25410101000003,990101200609030013,张三,历史,early,院校在阅,2025-07-17 09:00,,,,样例大学,,,,,";
const NOT_SENT: &str = "gaokao-2025,25410101000004,990101200609040019,刘四,历史,early,未投档,,,,,,,,,,";

/// A row that is like another but for one cell.
fn with(row: &str, column: &str, value: &str) -> String {
    let at = HEADING.split(',').position(|heading| heading == column).unwrap();
    let mut cells: Vec<&str> = row.split(',').collect();
    cells[at] = value;
    cells.join(",")
}

fn with_batches() -> Folder {
    Folder::new().file("exams/gaokao-2025/exam.toml", format!("{EXAM}{BATCHES}"))
}

fn sheet(rows: &[&str]) -> Folder {
    with_batches().file("admissions.csv", format!("{HEADING}\n{}\n", rows.join("\n")))
}

fn faults(rows: &[&str]) -> Vec<Fault> {
    let Content::Admissions(sheet) = sheet(rows).only() else { panic!("not admissions") };
    sheet.finish().err().map(|faults| faults.first().to_vec()).unwrap_or_default()
}

#[test]
fn batches_are_read_with_their_release_times_and_their_steps_in_the_order_of_time() {
    let Content::Exam(exam) = with_batches().only() else { panic!("not an exam") };
    let [early, undergraduate] = exam.batches.as_slice() else { panic!("{:?}", exam.batches) };
    assert_eq!((early.released_at.to_string(), early.released), ("2025-07-10 10:00".to_owned(), false));
    assert_eq!(early.next_steps[0].states, [AdmissionState::Returned, AdmissionState::NotAdmitted]);
    assert_eq!((undergraduate.id.as_str(), undergraduate.next_steps.len()), ("undergraduate", 0));
    assert_eq!(exam.carriers[0].page, "https://www.ems.com.cn/");
}

#[test]
fn what_an_exam_says_wrongly_of_admission_is_refused() {
    for (right, wrong, found) in [
        ("id = \"undergraduate\"", "id = \"early\"", "early"),
        ("\"2025-07-19 10:00\"", "\"July\"", "July"),
        ("[\"admitted\"]", "[\"admited\"]", "admited"),
        ("https://www.ems.com.cn/", "http://www.ems.com.cn/", "http://www.ems.com.cn/"),
        ("https://www.ems.com.cn/", "https://ems/", "https://ems/"),
        ("https://www.ems.com.cn/", "https://a.cn/?n={}", "https://a.cn/?n={}"),
        ("https://www.ems.com.cn/", "https://ems@a.cn/", "https://ems@a.cn/"),
        ("https://www.ems.com.cn/", "javascript:alert(1)", "javascript:alert(1)"),
    ] {
        let text = format!("{EXAM}{BATCHES}").replacen(right, wrong, 1);
        let faults = Folder::new().file("exams/gaokao-2025/exam.toml", text).faults();
        assert!(faults.iter().any(|fault| fault.found == found && fault.row.is_some()), "{wrong}: {faults:?}");
    }
}

#[test]
fn rows_are_read_with_what_their_state_calls_for() {
    let Content::Admissions(mut sheet) = sheet(&[ADMITTED, RETURNED, READING, NOT_SENT]).only() else {
        panic!("not admissions")
    };
    assert!(sheet.advance());
    let row = sheet.row().unwrap();
    assert_eq!(
        (row.person.name, row.person.track.id.as_str(), row.batch.id.as_str()),
        ("王一", "physics", "undergraduate")
    );
    assert_eq!((row.state, row.college, row.major), (AdmissionState::Admitted, "样例大学", "数学"));
    assert_eq!((row.letter_number, row.carrier.unwrap().id.as_str()), ("EX990000001CN", "ems"));
    assert_eq!(row.times.provisional_at.unwrap().to_string(), "2025-07-18 10:30");
    assert!(sheet.advance());
    let row = sheet.row().unwrap();
    assert_eq!((row.state, row.reason, row.batch.id.as_str()), (AdmissionState::Returned, "色觉异常", "early"));
    assert_eq!(row.times.sent_at.unwrap().to_string(), "2025-07-17 09:00");
    assert!(sheet.advance() && sheet.row().unwrap().state == AdmissionState::Reading);
    assert!(sheet.advance() && sheet.row().unwrap().college.is_empty());
    assert!(!sheet.advance());
    assert_eq!(sheet.finish(), Ok(4));
}

#[test]
fn the_same_in_english_needs_no_columns_that_stay_empty() {
    let heading = "state,batch,track,name,citizen_id,candidate_number,exam";
    let row = "not_sent,early,physics,王一,990101200609010012,25410101000001,gaokao-2025";
    let folder = with_batches().file("a.csv", format!("{heading}\n{row}\n"));
    let Content::Admissions(sheet) = folder.only() else { panic!("not admissions") };
    assert_eq!(sheet.finish(), Ok(1));
    let admitted = with_batches().file("a.csv", format!("{heading}\n{}\n", row.replace("not_sent", "admitted")));
    let Content::Admissions(sheet) = admitted.only() else { panic!("not admissions") };
    let faults = sheet.finish().unwrap_err();
    let columns: Vec<_> = faults.first().iter().map(|fault| fault.column.as_deref().unwrap()).collect();
    assert_eq!(columns, ["投档时间", "结果时间", "院校名称", "专业"]);
}

#[test]
fn a_state_that_contradicts_its_row_is_refused() {
    for (row, column, value, found) in [
        (ADMITTED, "院校名称", "", ""),
        (ADMITTED, "专业", "", ""),
        (ADMITTED, "结果时间", "", ""),
        (ADMITTED, "投档时间", "", ""),
        (ADMITTED, "退档原因", "色觉异常", "4 个字符"),
        (RETURNED, "退档原因", "", ""),
        (RETURNED, "专业", "数学", "2 个字符"),
        (RETURNED, "结果时间", "", ""),
        (READING, "结果时间", "2025-07-18 16:00", "16 个字符"),
        (READING, "专业", "数学", "2 个字符"),
        (NOT_SENT, "院校名称", "样例大学", "4 个字符"),
        (NOT_SENT, "投档时间", "2025-07-17 09:00", "16 个字符"),
    ] {
        let faults = faults(&[&with(row, column, value)]);
        let places: Vec<_> = faults.iter().map(place).collect();
        assert_eq!(places, [(Some(2), Some(column), found)], "{column} {value}");
    }
}

#[test]
fn every_other_rule_of_a_row_names_its_cell() {
    for (column, value, found) in [
        ("考试", "gaokao-2024", "11 位，末位 4"),
        ("考生号", "2541010100001", "13 位，末位 1"),
        ("身份证号", "990101200609010013", "18 位，末位 3"),
        ("姓名", "", ""),
        ("科类", "文科类", "3 个字符"),
        ("批次", "专科批", "3 个字符"),
        ("批次", "", ""),
        ("状态", "已上岸", "3 个字符"),
        ("状态", "", ""),
        ("投档时间", "昨天", "2 个字符"),
        ("预录取时间", "2025-07-16 10:30", "16 个字符"),
        ("结果时间", "2025-07-18 10:29", "16 个字符"),
        ("通知书单号", "EX 99", "5 个字符"),
        ("通知书单号", "", "6 个字符"),
        ("寄送单位", "", "13 位，末位 N"),
        ("寄送单位", "顺风", "2 个字符"),
    ] {
        let faults = faults(&[&with(ADMITTED, column, value)]);
        // Of a number and a carrier that belong together, the one that is there is named.
        let column = match (column, value) {
            ("通知书单号", "") => "寄送单位",
            ("寄送单位", "") => "通知书单号",
            (column, _) => column,
        };
        let places: Vec<_> = faults.iter().map(place).collect();
        assert_eq!(places, [(Some(2), Some(column), found)], "{column} {value}");
    }
}

#[test]
fn a_candidate_is_in_a_batch_once_and_may_be_in_several() {
    let both = with(ADMITTED, "批次", "early");
    assert_eq!(faults(&[ADMITTED, &both]), []);
    let faults = faults(&[ADMITTED, READING, ADMITTED]);
    assert_eq!(place(&faults[0]), (Some(4), Some("考生号"), "14 位，末位 1"));
    assert!(faults[0].expected.zh.contains("第 2 行"));
}

#[test]
fn an_exam_without_batches_says_what_to_write_first() {
    let folder = Folder::with_exam().file("admissions.csv", format!("{HEADING}\n{NOT_SENT}\n"));
    let Content::Admissions(sheet) = folder.only() else { panic!("not admissions") };
    let faults = sheet.finish().unwrap_err();
    assert!(faults.first()[0].expected.zh.contains("[[batches]]"), "{faults}");
}

#[test]
fn no_fault_shows_an_id_or_a_name() {
    // All cells of the row have slipped by one column.
    let slipped = format!("王一{}", ADMITTED.split_once("gaokao-2025").unwrap().1);
    let shifted = ADMITTED.split_once(',').unwrap().1.to_owned() + ",王一";
    for fault in faults(&[&slipped, &shifted]) {
        let line = fault.to_string();
        assert!(!line.contains("王一") && !line.contains("9901012006") && !line.contains("2541010100"), "{line}");
    }
}
