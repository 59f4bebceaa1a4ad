//! `department.toml` and `menu.toml`.

use zhangban_api::department::Service;
use zhangban_server::department_folder::Content;

use crate::{Folder, place};

const DEPARTMENT: &str = r#"name = { zh = "教育厅", en = "Education" }
mark = "豫教"
sample = true
help_line = "12345"
[verification]
by = { zh = "省政府" }
since = 2020-01-02
how = { zh = "请致电核实" }
[[feedback_topics]]
id = "speed"
name = { zh = "速度" }
"#;

#[test]
fn the_department_is_read() {
    let Content::Department(department) = Folder::new().file("department.toml", DEPARTMENT).only() else {
        panic!("not a department")
    };
    assert_eq!((department.mark.as_str(), department.sample), ("豫教", true));
    assert_eq!(department.help_line.as_ref().unwrap().digits(), "12345");
    assert_eq!(department.verification.as_ref().unwrap().since.to_string(), "2020-01-02");
    assert_eq!(department.feedback_topics[0].id, "speed");
}

#[test]
fn each_slip_is_named_with_its_line() {
    for (right, wrong, line, found) in [
        ("mark = \"豫教\"", "mark = \"豫\"", 2, "豫"),
        ("\"12345\"", "\"12\"", 4, "12"),
        ("2020-01-02", "\"2020-02-30\"", 7, "2020-02-30"),
        ("by = { zh = \"省政府\" }", "by = { zh = \" \" }", 6, " "),
        ("id = \"speed\"", "id = \"Speed\"", 10, "Speed"),
        ("sample = true", "sampel = true", 3, "sampel"),
        ("sample = true", "sample = \"yes\"", 3, "yes"),
        ("mark = \"豫教\"", "mark = \"豫教", 2, ""),
    ] {
        let fault = Folder::new().file("department.toml", DEPARTMENT.replace(right, wrong)).fault();
        assert_eq!((fault.row, fault.found.as_str()), (Some(line), found), "{fault}");
        assert!(fault.column.is_some(), "{fault}");
    }
}

#[test]
fn several_slips_are_told_at_once() {
    let text = DEPARTMENT.replace("豫教", "x").replace("12345", "1").replace("\"教育厅\"", "\"\"");
    assert_eq!(Folder::new().file("department.toml", text).faults().len(), 3);
}

#[test]
fn a_menu_is_read_and_an_unknown_service_refused_with_those_there_are() {
    let menu = r#"[[groups]]
name = { zh = "便民" }
items = [{ name = { zh = "电话" }, service = "hotlines" }]
"#;
    let Content::Menu(groups) = Folder::new().file("menu.toml", menu).only() else { panic!("not a menu") };
    assert_eq!(groups[0].items[0].service, Service::Hotlines);
    let fault = Folder::new().file("menu.toml", menu.replace("hotlines", "hotline")).fault();
    assert_eq!(place(&fault).0, Some(3));
    assert_eq!(fault.found, "hotline");
    assert!(fault.expected.zh.contains("scores、") && fault.expected.zh.contains("feedback"), "{fault}");
}
