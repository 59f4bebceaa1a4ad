//! The menu at the foot of the WeChat account, from `menu.toml`: what goes where, and what WeChat would refuse.
//!
//! The limits are those of the interface `cgi-bin/menu/create` of WeChat official accounts: three buttons, five below
//! each, 16 bytes for the name of a button and 60 for one below it, 128 for a key, 1024 for an address.

use serde::{Deserialize, Serialize};
use toml::Spanned;
use zhangban::page::Page;
use zhangban_api::department::Service;
use zhangban_api::{Message, Text};

use super::fault::with;
use super::toml_file::TomlFile;

const BUTTONS: usize = 3;
const BUTTONS_BELOW: usize = 5;
const NAME_BYTES: usize = 16;
const NAME_BELOW_BYTES: usize = 60;
const KEY_BYTES: usize = 128;
const URL_BYTES: usize = 1024;

const TOO_MANY_BUTTONS: Message = Message::new(
    "微信菜单最多 3 个一级按钮，这是第 {} 个，请合并或删除。",
    "A WeChat menu has 3 buttons at most; this is number {}. Merge or delete some.",
);
const TOO_MANY_BELOW: Message = Message::new(
    "一个按钮下最多 5 个二级菜单，这是第 {} 个，请删除或移到别的按钮下。",
    "A button has 5 items below it at most; this is number {}. Delete it or move it to another button.",
);
const NAME_TOO_LONG: Message = Message::new(
    "名称有 {} 个字节，超过微信的上限：一级 16 字节（5 个汉字），二级 60 字节（20 个汉字）。",
    "The name has {} bytes; WeChat takes 16 (5 Han characters) for a button and 60 (20) below one.",
);
const NAME_EMPTY: Message = Message::new("请填写名称。", "Enter a name.");
const KEY_TOO_LONG: Message =
    Message::new("key 有 {} 个字节，微信最多 128 个。", "The key has {} bytes; WeChat takes 128.");
const URL_TOO_LONG: Message =
    Message::new("网址有 {} 个字节，微信最多 1024 个。", "The address has {} bytes; WeChat takes 1024.");
const NOT_AN_ADDRESS: Message =
    Message::new("请填写以 https:// 或 http:// 开头的网址。", "Enter an address that begins with https:// or http://.");
const ONE_OF_THREE: Message = Message::new(
    "请在 service（服务）、url（网址）、key（点击后的关键词）中填写一个，且只填一个。",
    "Give one of service, url and key, and only one.",
);
const NOTHING_TO_OPEN: Message = Message::new(
    "按钮要么打开一样东西（service、url 或 key），要么有下级菜单（items），二者必居其一。",
    "A button either opens something (service, url or key) or has items below it.",
);
const NO_PAGE_YET: Message = Message::new(
    "这项服务还没有页面，微信菜单里不能用。",
    "This service has no page yet and cannot stand in a WeChat menu.",
);

/// A button as an official writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ButtonFile {
    name: Spanned<String>,
    service: Option<Spanned<String>>,
    url: Option<Spanned<String>>,
    key: Option<Spanned<String>>,
    #[serde(default)]
    items: Vec<ButtonFile>,
}

impl ButtonFile {
    /// A button that opens a service.
    pub(super) fn opening(name: Spanned<String>, service: Spanned<String>) -> Self {
        Self { name, service: Some(service), url: None, key: None, items: Vec::new() }
    }

    /// A button with others below it.
    pub(super) fn above(name: Spanned<String>, items: Vec<Self>) -> Self {
        Self { name, service: None, url: None, key: None, items }
    }
}

/// What a button does when it is tapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opens a page of ours.
    Service(Service),
    /// Opens an address elsewhere.
    Url(String),
    /// Tells the account's server, which answers with a message.
    Key(String),
    /// Shows the buttons below it.
    Below(Vec<Button>),
}

/// A button of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    name: String,
    action: Action,
}

/// The menu at the foot of the account, within WeChat's limits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WechatMenu(Vec<Button>);

/// Reads the buttons; whatever WeChat would refuse is a fault of its own.
pub(super) fn read(
    buttons: &[ButtonFile],
    file: &mut TomlFile<'_>,
    service: impl Fn(&str) -> Result<Service, Text> + Copy,
) -> WechatMenu {
    let read = |(at, button): (usize, &ButtonFile)| {
        if at >= BUTTONS {
            file.fault(&button.name.span(), with(TOO_MANY_BUTTONS, &(at + 1).to_string()));
        }
        let name = name(button, NAME_BYTES, file);
        let action = action(button, file, service)?;
        Some(Button { name, action })
    };
    WechatMenu(buttons.iter().enumerate().filter_map(read).collect())
}

fn name(button: &ButtonFile, most: usize, file: &mut TomlFile<'_>) -> String {
    let name = button.name.get_ref().trim();
    match name.len() {
        0 => file.fault(&button.name.span(), NAME_EMPTY),
        bytes if bytes > most => file.fault(&button.name.span(), with(NAME_TOO_LONG, &bytes.to_string())),
        _ => {}
    }
    name.to_owned()
}

fn action(
    button: &ButtonFile,
    file: &mut TomlFile<'_>,
    service: impl Fn(&str) -> Result<Service, Text> + Copy,
) -> Option<Action> {
    if button.items.is_empty() {
        return opened(button, file, service);
    }
    if button.service.is_some() || button.url.is_some() || button.key.is_some() {
        file.fault(&button.name.span(), NOTHING_TO_OPEN);
    }
    let below = |(at, item): (usize, &ButtonFile)| {
        if at >= BUTTONS_BELOW {
            file.fault(&item.name.span(), with(TOO_MANY_BELOW, &(at + 1).to_string()));
        }
        if !item.items.is_empty() {
            file.fault(&item.name.span(), ONE_OF_THREE);
        }
        let name = name(item, NAME_BELOW_BYTES, file);
        Some(Button { name, action: opened(item, file, service)? })
    };
    Some(Action::Below(button.items.iter().enumerate().filter_map(below).collect()))
}

fn opened(
    button: &ButtonFile,
    file: &mut TomlFile<'_>,
    service: impl Fn(&str) -> Result<Service, Text>,
) -> Option<Action> {
    match (&button.service, &button.url, &button.key) {
        (Some(word), None, None) => {
            let service = file.parsed(word, service)?;
            if Page::of(service).is_none() {
                file.fault(&word.span(), NO_PAGE_YET);
            }
            Some(Action::Service(service))
        }
        (None, Some(url), None) => file.parsed(url, address).map(Action::Url),
        (None, None, Some(key)) => file.parsed(key, self::key).map(Action::Key),
        _ => {
            file.fault(&button.name.span(), ONE_OF_THREE);
            None
        }
    }
}

fn address(text: &str) -> Result<String, Text> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        None | Some("") => Err(NOT_AN_ADDRESS.into()),
        Some(_) if text.chars().any(|c| c.is_whitespace() || c.is_control()) => Err(NOT_AN_ADDRESS.into()),
        Some(_) if text.len() > URL_BYTES => Err(with(URL_TOO_LONG, &text.len().to_string())),
        Some(_) => Ok(text.to_owned()),
    }
}

fn key(text: &str) -> Result<String, Text> {
    match text.len() {
        0 => Err(ONE_OF_THREE.into()),
        bytes if bytes > KEY_BYTES => Err(with(KEY_TOO_LONG, &bytes.to_string())),
        _ => Ok(text.to_owned()),
    }
}

/// The JSON that WeChat's interface takes.
#[derive(Debug, Serialize)]
pub struct WechatJson {
    button: Vec<ButtonJson>,
}

#[derive(Debug, Serialize)]
struct ButtonJson {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sub_button: Vec<ButtonJson>,
}

impl WechatMenu {
    /// The menu as WeChat takes it, our pages at an address such as `https://zb.example.gov.cn`. A page whose address
    /// becomes too long with it is named.
    pub fn json(&self, at: &str) -> Result<WechatJson, String> {
        let at = at.trim_end_matches('/');
        address(at).map_err(|fault| format!("{at}: {} {}", fault.zh, fault.en))?;
        let button = self.0.iter().map(|button| button.json(at)).collect::<Result<_, _>>()?;
        Ok(WechatJson { button })
    }
}

impl Button {
    fn json(&self, at: &str) -> Result<ButtonJson, String> {
        let view = |url: String| (Some("view"), Some(url), None, Vec::new());
        let (r#type, url, key, sub_button) = match &self.action {
            Action::Service(service) => {
                let path = Page::address(*service).unwrap_or_else(|| Page::Home.path().to_owned());
                let url = address(&format!("{at}{path}"))
                    .map_err(|fault| format!("{}: {} {}", self.name, fault.zh, fault.en))?;
                view(url)
            }
            Action::Url(url) => view(url.clone()),
            Action::Key(key) => (Some("click"), None, Some(key.clone()), Vec::new()),
            Action::Below(items) => {
                (None, None, None, items.iter().map(|item| item.json(at)).collect::<Result<_, _>>()?)
            }
        };
        Ok(ButtonJson { name: self.name.clone(), r#type, url, key, sub_button })
    }
}
