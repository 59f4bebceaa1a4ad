//! Entries of the register as an answer shows them.

use zhangban_api::Text;
use zhangban_api::accounts::{Account, Domain, Entry};
use zhangban_api::hotlines::Hotline;

pub(super) fn of_account(account: &Account) -> Entry {
    let Account { platform, name, handle, operator, since, verified_on, sample, .. } = account;
    let english = |text: &Text| if text.en.is_empty() { text.zh.clone() } else { text.en.clone() };
    Entry {
        title: Text::new(format!("{}“{}”", platform.zh, name.zh), format!("{}: {}", english(platform), english(name))),
        detail: Text::new(format!("账号 ID：{handle}"), format!("ID: {handle}")),
        operator: operator.clone(),
        since: *since,
        verified_on: *verified_on,
        sample: *sample,
    }
}

pub(super) fn of_domain(domain: &Domain) -> Entry {
    Entry {
        title: Text::new(domain.domain.clone(), ""),
        detail: domain.what.clone(),
        operator: domain.operator.clone(),
        since: domain.since,
        verified_on: None,
        sample: domain.sample,
    }
}

pub(super) fn of_hotline(hotline: &Hotline) -> Entry {
    Entry {
        title: Text::new(hotline.phone.to_string(), ""),
        detail: hotline.note.clone(),
        operator: hotline.name.clone(),
        since: None,
        verified_on: hotline.verified_on,
        sample: hotline.sample,
    }
}
