//! The menu at the foot of the WeChat account.

use serde_json::json;
use zhangban_server::department_folder::wechat_menu;

use crate::Folder;

const GROUPS: &str = r#"
[[groups]]
name = { zh = "高考服务" }
items = [{ name = { zh = "成绩查询" }, service = "scores" }]
"#;

fn exported(menu: &str) -> serde_json::Value {
    let folder = Folder::new().file("menu.toml", menu);
    serde_json::to_value(wechat_menu(&folder.path("")).unwrap().json("https://zb.example.gov.cn/").unwrap()).unwrap()
}

/// Line, what was found, what is expected.
fn refused(menu: &str) -> Vec<(usize, String, String)> {
    let folder = Folder::new().file("menu.toml", menu);
    let faults = wechat_menu(&folder.path("menu.toml")).unwrap_err();
    let told = |fault: &zhangban_server::department_folder::Fault| {
        (fault.row.unwrap(), fault.found.clone(), fault.expected.zh.clone())
    };
    faults.first().iter().map(told).collect()
}

#[test]
fn the_groups_are_the_buttons_where_nothing_else_is_said() {
    assert_eq!(
        exported(GROUPS),
        json!({"button": [{"name": "高考服务", "sub_button": [
            {"name": "成绩查询", "type": "view", "url": "https://zb.example.gov.cn/scores"}
        ]}]})
    );
}

#[test]
fn buttons_open_services_addresses_and_keywords() {
    let menu = format!(
        r#"{GROUPS}
[[wechat]]
name = "查成绩"
service = "scores"
[[wechat]]
name = "服务"
items = [{{ name = "省政府", url = "https://www.example.gov.cn/" }}, {{ name = "发送 1", key = "1" }}]
"#
    );
    assert_eq!(
        exported(&menu),
        json!({"button": [
            {"name": "查成绩", "type": "view", "url": "https://zb.example.gov.cn/scores"},
            {"name": "服务", "sub_button": [
                {"name": "省政府", "type": "view", "url": "https://www.example.gov.cn/"},
                {"name": "发送 1", "type": "click", "key": "1"}
            ]}
        ]})
    );
}

#[test]
fn what_wechat_would_refuse_is_named() {
    let item = r#"{ name = "项", service = "scores" }"#;
    let button = |name: &str, items: usize| {
        format!("[[wechat]]\nname = \"{name}\"\nitems = [{}]\n", vec![item; items].join(", "))
    };
    let long_name = "六个字的名称";
    let long_key = "k".repeat(129);
    let long_url = format!("https://a.example/{}", "u".repeat(1024));
    for (menu, found, expected) in [
        (["一", "二", "三", "四"].map(|name| button(name, 1)).concat(), "四", "最多 3 个一级按钮，这是第 4 个"),
        (button("一", 6), "项", "最多 5 个二级菜单，这是第 6 个"),
        (button(long_name, 1), long_name, "名称有 18 个字节"),
        (button("", 1), "", "请填写名称"),
        (format!("[[wechat]]\nname = \"一\"\nkey = \"{long_key}\""), long_key.as_str(), "key 有 129 个字节"),
        (format!("[[wechat]]\nname = \"一\"\nurl = \"{long_url}\""), long_url.as_str(), "网址有 1042 个字节"),
        ("[[wechat]]\nname = \"一\"\nurl = \"javascript:alert(1)\"".into(), "javascript:alert(1)", "https://"),
        ("[[wechat]]\nname = \"一\"".into(), "一", "填写一个，且只填一个"),
        ("[[wechat]]\nname = \"一\"\nservice = \"nothing\"".into(), "nothing", "没有这项服务"),
    ] {
        let faults = refused(&format!("{GROUPS}{menu}"));
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].1, found);
        assert!(faults[0].2.contains(expected), "{faults:?}");
    }
}

#[test]
fn a_menu_that_wechat_would_refuse_is_not_imported() {
    let menu = format!("{GROUPS}[[wechat]]\nname = \"六个字的名称\"\nservice = \"scores\"\n");
    let faults = Folder::new().file("menu.toml", menu).faults();
    assert_eq!((faults.len(), faults[0].row), (1, Some(6)));
}

#[test]
fn the_menu_of_the_demonstration_can_be_exported() {
    let demo = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo");
    wechat_menu(&demo).unwrap().json("https://zb.example.gov.cn").unwrap();
}
