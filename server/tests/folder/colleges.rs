//! The register of colleges.

use zhangban_server::department_folder::Content;

use crate::{Folder, place};

#[test]
fn a_college_is_read_in_full_with_its_pinyin() {
    let folder = Folder::new().file(
        "anything.csv",
        "样例,标签,类型,办学性质,层次,城市,省份,院校代码,院校名称\n是,985、211，双一流,综合类,公办,本科,重庆市,重庆,10611,重庆大学\n",
    );
    let Content::Colleges(colleges) = folder.only() else { panic!("not colleges") };
    let college = &colleges[0];
    assert_eq!((college.name.as_str(), college.pinyin.as_str()), ("重庆大学", "chong qing da xue"));
    assert_eq!((college.code.as_str(), college.tags.as_str()), ("10611", "985 211 双一流"));
    assert_eq!(college.facts(), "重庆 本科 公办 综合类");
    assert!(college.sample);
}

#[test]
fn codes_may_be_missing_and_shared_but_names_may_not() {
    let head = "name,code,province,level\n";
    let sound = "山东大学,10422,山东,本科\n山东大学（威海）,10422,山东,本科\n香港大学,,香港,\n";
    let Content::Colleges(colleges) = Folder::new().file("c.csv", format!("{head}{sound}")).only() else {
        panic!("not colleges")
    };
    assert_eq!(colleges.len(), 3);
    let twice = "山东大学 (威海),10423,山东,本科\n";
    let fault = Folder::new().file("c.csv", format!("{head}{sound}{twice}")).fault();
    assert_eq!(place(&fault), (Some(5), Some("name"), "山东大学 (威海)"));
    assert!(fault.expected.zh.contains("与第 3 行的院校同名"), "{fault}");
}

#[test]
fn every_wrong_cell_of_a_row_is_named() {
    let faults = Folder::new().file("c.csv", "name,province,level,sample\n,,本科,perhaps\n").faults();
    let places: Vec<_> = faults.iter().map(place).collect();
    assert_eq!(
        places,
        [(Some(2), Some("name"), ""), (Some(2), Some("province"), ""), (Some(2), Some("sample"), "perhaps")]
    );
}
