//! `department.toml` and `menu.toml`: who the department is, and its menu.

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;
use zhangban_api::department::{Department, MenuGroup, MenuItem, Service, Topic, Verification};
use zhangban_api::{Message, PhoneNumber};

use super::cells::day;
use super::fault::{Report, with};
use super::toml_file::{TomlFile, Words, time_as_text};
use super::wechat_menu::{self, ButtonFile, WechatMenu};

const TWO_HAN: Message = Message::new("请填写两个汉字，例如“豫教”。", "Enter two Han characters.");
const SAME_TOPIC: Message = Message::new("这个编号已经用过，请换一个。", "This id is taken. Choose another.");
const UNKNOWN_SERVICE: Message =
    Message::new("没有这项服务；可用的有：{}。", "There is no such service; there are: {}.");
const NO_ITEMS: Message = Message::new("这一组没有菜单项。", "This group has no items.");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DepartmentFile {
    name: Words,
    mark: Spanned<String>,
    #[serde(default)]
    sample: bool,
    verification: Option<VerificationFile>,
    help_line: Option<Spanned<String>>,
    #[serde(default)]
    feedback_topics: Vec<TopicFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerificationFile {
    by: Words,
    #[serde(deserialize_with = "time_as_text")]
    since: Spanned<String>,
    how: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicFile {
    id: Spanned<String>,
    name: Words,
}

/// Reads `department.toml`. The menu is empty: it stands in a file of its own.
pub(super) fn read_department(path: &Path, report: &mut Report) -> Option<Department> {
    let (parsed, mut file) = TomlFile::read::<DepartmentFile>(path, report)?;
    let mark = parsed.mark.get_ref().trim().to_owned();
    if mark.chars().count() != 2 || !mark.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        file.fault(&parsed.mark.span(), TWO_HAN);
    }
    let verification = parsed.verification.map(|verification| {
        let by = file.words(&verification.by);
        let since = file.parsed(&verification.since, day);
        let how = file.words(&verification.how);
        since.map(|since| Verification { by, since, how })
    });
    let phone = |text: &str| PhoneNumber::parse(text).map_err(zhangban_api::phone_number::Fault::message);
    let help_line = parsed.help_line.and_then(|number| file.parsed(&number, phone));
    let mut ids = HashSet::new();
    let mut feedback_topics = Vec::new();
    for topic in &parsed.feedback_topics {
        let id = file.short_name(&topic.id);
        if !ids.insert(id.clone()) {
            file.fault(&topic.id.span(), SAME_TOPIC);
        }
        feedback_topics.push(Topic { id, name: file.words(&topic.name) });
    }
    Some(Department {
        name: file.words(&parsed.name),
        mark,
        sample: parsed.sample,
        verification: verification.flatten(),
        help_line,
        menu: Vec::new(),
        feedback_topics,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MenuFile {
    groups: Vec<GroupFile>,
    #[serde(default)]
    wechat: Vec<ButtonFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFile {
    name: Words,
    items: Spanned<Vec<ItemFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemFile {
    name: Words,
    service: Spanned<String>,
}

/// Reads `menu.toml`. What it says of WeChat is only looked through: it is exported from the file.
pub(super) fn read_menu(path: &Path, report: &mut Report) -> Option<Vec<MenuGroup>> {
    let (parsed, mut file) = TomlFile::read::<MenuFile>(path, report)?;
    let mut groups = Vec::new();
    for group in &parsed.groups {
        let name = file.words(&group.name);
        if group.items.get_ref().is_empty() {
            file.fault(&group.items.span(), NO_ITEMS);
        }
        let mut items = Vec::new();
        for item in group.items.get_ref() {
            let name = file.words(&item.name);
            items.extend(file.parsed(&item.service, service).map(|service| MenuItem { name, service }));
        }
        groups.push(MenuGroup { name, items });
    }
    wechat_menu::read(&parsed.wechat, &mut file, service);
    Some(groups)
}

/// Reads from `menu.toml` what stands at the foot of the WeChat account: what the file says of it, or the groups as they
/// are.
pub(super) fn read_wechat_menu(path: &Path, report: &mut Report) -> Option<WechatMenu> {
    let (parsed, mut file) = TomlFile::read::<MenuFile>(path, report)?;
    let buttons =
        if parsed.wechat.is_empty() { parsed.groups.into_iter().map(button).collect() } else { parsed.wechat };
    Some(wechat_menu::read(&buttons, &mut file, service))
}

fn button(group: GroupFile) -> ButtonFile {
    let items = group.items.into_inner().into_iter().map(|item| ButtonFile::opening(item.name.zh, item.service));
    ButtonFile::above(group.name.zh, items.collect())
}

/// A service by its word on the wire. The known words are those that `api` knows, written nowhere else.
pub(super) fn service(word: &str) -> Result<Service, zhangban_api::Text> {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};
    let word: StrDeserializer<'_, Error> = word.into_deserializer();
    Service::deserialize(word).map_err(|fault| {
        let fault = fault.to_string();
        let known = fault.split_once("expected one of ").map_or("", |(_, known)| known);
        with(UNKNOWN_SERVICE, &known.replace('`', "").replace(", ", "、"))
    })
}
