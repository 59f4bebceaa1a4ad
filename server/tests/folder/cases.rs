//! `cases.toml`.

use zhangban_api::cases::{Categories, Deadline, Move};
use zhangban_server::department_folder::Content;

use crate::Folder;

const CASES: &str = r#"[[offices]]
id = "safety"
name = { zh = "学校安全处" }
phone = "0371-65691234"
[[others]]
id = "police"
name = { zh = "公安机关", en = "The police" }
[[groups]]
name = { zh = "学生安全" }
[[groups.categories]]
id = "bullying"
name = { zh = "校园欺凌" }
kind = "complaint"
office = "safety"
hours = 24
call_first = { number = "110", why = { zh = "请先拨打" } }
[[groups.categories.questions]]
id = "who"
kind = "choice"
label = { zh = "告诉过谁？" }
options = [{ zh = "没有人" }, { zh = "老师" }]
[[templates]]
id = "rule"
does = "answer"
name = { zh = "说明规定" }
text = { zh = "您好，" }
"#;

fn cases(text: &str) -> Categories {
    let Content::Cases(cases) = Folder::new().file("cases.toml", text).only() else { panic!("not cases") };
    cases
}

#[test]
fn categories_are_read_with_their_office_their_hours_and_their_questions() {
    let cases = cases(CASES);
    let bullying = cases.category("bullying").unwrap();
    assert_eq!((bullying.deadline, bullying.office.as_str()), (Deadline::OneDay, "safety"));
    assert_eq!(bullying.questions[0].options.len(), 2);
    assert_eq!(bullying.call_first.as_ref().unwrap().number.digits(), "110");
    assert_eq!((cases.templates[0].does, cases.other("police").is_some()), (Move::Answer, true));
}

#[test]
fn each_slip_is_named_with_its_line_and_what_to_do() {
    for (right, wrong, line, words) in [
        ("kind = \"complaint\"", "kind = \"rant\"", 13, "complaint"),
        ("office = \"safety\"\nhours", "office = \"nobody\"\nhours", 14, "没有这个处室"),
        ("hours = 24", "hours = 12", 15, "24"),
        ("number = \"110\"", "number = \"11a\"", 16, ""),
        ("kind = \"choice\"", "kind = \"essay\"", 19, "yes_no"),
        ("kind = \"choice\"", "kind = \"text\"", 19, "choice"),
        (", { zh = \"老师\" }", "", 19, "两个"),
        ("does = \"answer\"", "does = \"rate\"", 24, "ask_back"),
        ("id = \"bullying\"", "id = \"Bullying\"", 11, "小写"),
    ] {
        let text = CASES.replacen(right, wrong, 1);
        assert_ne!(text, CASES, "{right} is not there");
        let fault = Folder::new().file("cases.toml", text).fault();
        assert_eq!(fault.row, Some(line), "{fault}");
        assert!(fault.expected.zh.contains(words), "{words}: {fault}");
    }
}
