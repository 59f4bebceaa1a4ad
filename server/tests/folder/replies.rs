//! `replies.toml` and `synonyms.toml`.

use zhangban_api::Moment;
use zhangban_api::department::Service;
use zhangban_server::department_folder::{Content, Replies};

use crate::Folder;

const REPLIES: &str = r#"greeting = { zh = "您好", en = "Hello" }
[[rules]]
id = "one"
number = 1
title = { zh = "消息" }
text = { zh = "内容" }
[[rules]]
id = "two"
title = { zh = "电话" }
exact = ["电话"]
all = ["打", "话"]
any = ["哪里"]
pattern = "热线?"
priority = -3
from = 2026-06-01
until = 2026-06-30
service = "hotlines"
articles = ["a-1"]
phones = [{ name = { zh = "热线" }, number = "12345" }]
"#;

fn replies(text: &str) -> Replies {
    let Content::Replies(replies) = Folder::new().file("replies.toml", text).only() else { panic!("not replies") };
    replies
}

#[test]
fn the_rules_are_read_in_their_order() {
    let Replies { greeting, rules } = replies(REPLIES);
    assert_eq!((greeting.en.as_str(), rules.len()), ("Hello", 2));
    assert_eq!((rules[0].when.number, rules[0].says.text.zh.as_str()), (Some(1), "内容"));
    let two = &rules[1];
    assert_eq!((two.id.as_str(), two.priority, two.says.service), ("two", -3, Some(Service::Hotlines)));
    assert_eq!(two.says.phones[0].number.digits(), "12345");
    let moment = |text| Moment::parse(text).unwrap();
    assert!(two.valid.holds(moment("2026-06-01 00:00")) && two.valid.holds(moment("2026-06-30 23:59:59")));
    assert!(!two.valid.holds(moment("2026-05-31 23:59:59")) && !two.valid.holds(moment("2026-07-01 00:00")));
}

#[test]
fn each_slip_is_named_with_its_line_and_what_to_do() {
    for (right, wrong, line, words) in [
        ("id = \"two\"", "id = \"one\"", 8, "已经用过"),
        ("number = 1", "number = 100", 4, "1 至 99"),
        ("exact = [\"电话\"]", "exact = [\"。\"]", 10, "不能只有标点"),
        ("exact = [\"电话\"]", "exact = [\"发１\"]", 10, "与规则 one 相同"),
        ("title = { zh = \"电话\" }", "title = { zh = \"消息！\" }", 9, "与规则 one 相同"),
        ("pattern = \"热线?\"", "pattern = \"热(线\"", 13, "第 2 个字符"),
        ("pattern = \"热线?\"", "pattern = \"(热线)?\"", 13, "匹配任何内容"),
        ("pattern = \"热线?\"", "pattern = \"(\\\\w{90}){90}\"", 13, "过大"),
        ("until = 2026-06-30", "until = 2026-05-30", 16, "开始之后"),
        ("until = 2026-06-30", "until = \"六月\"", 16, "2026-06-25"),
        ("service = \"hotlines\"", "service = \"hotline\"", 17, "没有这项服务"),
        ("number = \"12345\"", "number = \"12\"", 19, "电话"),
        ("text = { zh = \"内容\" }", "text = { zh = \"  \" }", 6, "不能为空"),
        ("text = { zh = \"内容\" }\n", "", 2, "没有回复内容"),
        ("number = 1\n", "", 2, "永远不会被触发"),
        ("title = { zh = \"消息\" }", "title = { zh = \"很长很长很长很长很长很长很长很长很长很长长\" }", 5, "60 字节"),
        ("articles = [\"a-1\"]", "articles = [\"A 1\"]", 18, "小写英文字母"),
        ("priority", "prioritaet", 14, "写法有误"),
    ] {
        let text = REPLIES.replacen(right, wrong, 1);
        assert_ne!(text, REPLIES, "{right} is not there");
        let fault = Folder::new().file("replies.toml", text).fault();
        assert_eq!(fault.row, Some(line), "{fault}");
        assert!(fault.expected.zh.contains(words), "{words}: {fault}");
        assert!(fault.column.is_some() && !fault.expected.en.is_empty(), "{fault}");
    }
}

#[test]
fn words_that_are_too_long_are_refused() {
    let text = REPLIES.replacen("内容", &"长".repeat(667), 1);
    assert!(Folder::new().file("replies.toml", text).fault().expected.zh.contains("2000 字节"));
    assert_eq!(replies(&REPLIES.replacen("内容", &"长".repeat(666), 1)).rules.len(), 2);
}

#[test]
fn two_rules_may_answer_to_the_same_at_different_times() {
    let other = |times: &str| {
        format!(
            "{REPLIES}[[rules]]\nid = \"three\"\ntitle = {{ zh = \"又\" }}\nexact = [\"电 话！\"]\n{times}\ntext = {{ zh = \"答\" }}\n"
        )
    };
    assert_eq!(replies(&other("from = 2026-07-01")).rules.len(), 3);
    for overlapping in ["", "from = 2026-06-30", "until = 2026-06-01"] {
        let fault = Folder::new().file("replies.toml", other(overlapping)).fault();
        assert!(fault.expected.zh.contains("与规则 two 相同"), "{overlapping}: {fault}");
    }
}

#[test]
fn all_slips_are_told_at_once() {
    let text = REPLIES.replace("\"a-1\"", "\"A\"").replace("\"12345\"", "\"1\"").replace("= 1\n", "= 0\n");
    assert_eq!(Folder::new().file("replies.toml", text).faults().len(), 3);
}

#[test]
fn synonyms_are_read_and_unknown_services_refused() {
    let text = "[services]\nscores = [\"查分\", \"分数\"]\n";
    let Content::Synonyms(synonyms) = Folder::new().file("synonyms.toml", text).only() else { panic!("no synonyms") };
    assert_eq!(synonyms[&Service::Scores], ["查分", "分数"]);
    for (wrong, line, words) in [
        (text.replace("scores", "score"), 2, "没有这项服务"),
        (text.replace("分数", "分"), 2, "2 至 20"),
        (text.replace("分数", &"分".repeat(21)), 2, "2 至 20"),
    ] {
        let fault = Folder::new().file("synonyms.toml", wrong).fault();
        assert_eq!(fault.row, Some(line), "{fault}");
        assert!(fault.expected.zh.contains(words), "{fault}");
    }
}
