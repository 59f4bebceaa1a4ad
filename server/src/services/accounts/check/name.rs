//! Names and IDs of accounts.

use zhangban_api::accounts::{Account, Finding, FindingKind, Sign};
use zhangban_api::text::plain_width;

use super::entry;
use super::link::outline;

/// What is put around a name to look official. The longest first.
const ADDED: [&str; 26] = [
    "官方网站",
    "官方账号",
    "客服中心",
    "服务中心",
    "服务平台",
    "查询平台",
    "查询中心",
    "官方",
    "官网",
    "官微",
    "客服",
    "服务号",
    "订阅号",
    "公众号",
    "小程序",
    "服务",
    "热线",
    "平台",
    "认证",
    "在线",
    "助手",
    "查询",
    "招生",
    "official",
    "service",
    "kefu",
];

/// A name of one character is in too many others to mean anything.
const TELLING: usize = 2;

/// What the register says of a name.
pub(super) fn check(text: &str, accounts: &[Account]) -> Finding {
    let asked = plain(text);
    let mut finding = Finding {
        kind: FindingKind::Name,
        subject: text.trim().chars().take(80).collect(),
        registered: Vec::new(),
        resembles: Vec::new(),
        signs: Vec::new(),
    };
    for account in accounts {
        let by_handle = !account.handle.is_empty() && plain(&account.handle) == asked;
        if by_handle || plain(&account.name.zh) == asked || plain(&account.name.en) == asked {
            finding.registered.push(entry::of_account(account));
        }
    }
    if !finding.registered.is_empty() {
        finding.signs.push(Sign::AnyPlatform);
        return finding;
    }
    for account in accounts {
        let names = [&account.name.zh, &account.name.en, &account.handle];
        let sign = names.into_iter().find_map(|name| resemblance(&asked, &plain(name)));
        if let Some(sign) = sign {
            finding.resembles.push(entry::of_account(account));
            if !finding.signs.contains(&sign) {
                finding.signs.push(sign);
            }
        }
    }
    finding
}

/// A name without what people do not see, or do not type: width, case, blanks, quotation marks, marks of no width.
fn plain(name: &str) -> String {
    let wide = name.chars().map(plain_width).flat_map(char::to_lowercase);
    wide.filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).collect()
}

fn resemblance(asked: &str, name: &str) -> Option<Sign> {
    if name.chars().count() < TELLING || asked.is_empty() {
        return None;
    }
    if outline(asked) == outline(name) {
        return Some(Sign::LookAlikeLetters);
    }
    let core = without_added(name);
    let same_core = without_added(asked) == core && asked != core;
    if core.chars().count() >= TELLING && (same_core || asked.contains(name)) {
        return Some(Sign::AddedWords);
    }
    let long_enough = name.chars().count() > TELLING + 1;
    (long_enough && strsim::damerau_levenshtein(asked, name) == 1).then_some(Sign::OneOff)
}

fn without_added(name: &str) -> String {
    ADDED.iter().fold(name.to_owned(), |name, added| name.replace(added, ""))
}
