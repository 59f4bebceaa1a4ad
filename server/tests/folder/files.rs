//! Which files are read, in which order, and what is passed over.

use zhangban_server::department_folder::{Kind, Plan};

use crate::{EXAM, Folder};

#[test]
fn files_are_read_in_the_order_in_which_they_refer_to_each_other() {
    let folder = Folder::new()
        .file("department.toml", "")
        .file("a/hotlines.csv", "name,phone,category\n")
        .file("a/scores.csv", "exam,candidate_number,citizen_id\n")
        .file("b/ranks.csv", "exam,score,count,cumulative\n")
        .file("b/lines.csv", "exam,track,name,score\n")
        .file("b/exam.toml", EXAM)
        .file("holidays.csv", "date,name,kind\n")
        .file("colleges.csv", "name,province,level\n")
        .file("a/past.csv", "college,year,track,lowest\n")
        .file("menu.toml", "");
    let plan = Plan::of(&[folder.path("")]);
    let kinds: Vec<_> = plan.files.iter().map(|file| file.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Department,
            Kind::Menu,
            Kind::Holidays,
            Kind::Exam,
            Kind::Lines,
            Kind::Ranks,
            Kind::Scores,
            Kind::Hotlines,
            Kind::Colleges,
            Kind::PastScores
        ]
    );
    assert!(plan.faults.is_empty());
}

#[test]
fn a_file_has_the_same_name_however_it_was_reached() {
    let folder = Folder::new().file("department.toml", "").file("exams/x/lines.csv", "exam,track,name,score\n");
    for path in ["exams/x/lines.csv", "exams", ""] {
        let plan = Plan::of(&[folder.path(path), folder.path(path)]);
        let lines: Vec<_> = plan.files.iter().filter(|file| file.kind == Kind::Lines).collect();
        assert_eq!(lines.len(), 1, "given twice, read once");
        assert_eq!(lines[0].name, "exams/x/lines.csv");
    }
}

#[test]
fn what_is_not_ours_is_passed_over_and_what_looks_like_ours_is_not() {
    let folder = Folder::new()
        .file("README.md", "x")
        .file(".hidden.csv", "x")
        .file("~$open.xlsx", "x")
        .file(".git/a.csv", "x")
        .file("photo.png", "x")
        .file("other.toml", "x = 1")
        .file("table.csv", "甲,乙\n1,2\n")
        .file("macro.xlsm", "x");
    let plan = Plan::of(&[folder.path("")]);
    assert!(plan.files.is_empty());
    let lines: Vec<String> = plan.faults.iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("other.toml")));
    assert!(lines.iter().any(|line| line.contains("table.csv") && line.contains("甲，乙")));
    assert!(lines.iter().any(|line| line.contains("macro.xlsm")));
}

#[test]
fn a_path_that_is_not_there_or_not_ours_is_refused() {
    let folder = Folder::new().file("README.md", "x").file("empty/README.md", "x");
    for path in ["nowhere", "README.md", "nowhere.csv"] {
        assert_eq!(Plan::of(&[folder.path(path)]).faults.len(), 1, "{path}");
    }
}

#[test]
fn a_folder_that_is_named_like_a_file_is_walked() {
    let folder = Folder::new().file("odd.csv/hotlines.csv", "name,phone,category\n");
    assert_eq!(Plan::of(&[folder.path("odd.csv")]).files.len(), 1);
}
