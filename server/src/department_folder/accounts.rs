//! The register: official accounts and domains.

use std::collections::HashMap;
use std::path::Path;

use url::{Host, Url};
use zhangban_api::accounts::{Account, Domain};
use zhangban_api::{Date, Message, Text};

use super::cells::{Cells, day, for_each_row, yes_or_no};
use super::fault::{Report, with};
use super::plan::Kind;

const SAME_ACCOUNT: Message = Message::new(
    "与第 {} 行的平台、账号 ID 都相同，请删除一行。",
    "Platform and ID are those of row {}. Delete one of them.",
);
const SAME_DOMAIN: Message =
    Message::new("与第 {} 行的域名相同，请删除一行。", "The domain is that of row {}. Delete one of them.");
const LINK: Message =
    Message::new("请填写以 https:// 开头的完整网址。", "Enter a whole address that begins with https://.");
const DOMAIN: Message = Message::new(
    "请只填写域名，例如 www.haedu.gov.cn，不带 https:// 和斜杠。",
    "Enter the domain alone, for example www.haedu.gov.cn, without https:// and slashes.",
);
const WHOLE_ENDING: Message = Message::new(
    "“含子域名”填“是”的域名至少要有两段，并且不能是 gov.cn、com.cn 这样的公共后缀。",
    "A domain with subdomains has two parts at least and is no public ending such as gov.cn or com.cn.",
);

/// Reads accounts, in their order.
pub(super) fn read_accounts(path: &Path, report: &mut Report) -> Vec<Account> {
    let (mut accounts, mut seen) = (Vec::new(), HashMap::new());
    for_each_row(path, Kind::Accounts, report, |cells| {
        let Some(account) = account(cells) else { return };
        let key = (account.platform.zh.clone(), account.handle.to_lowercase());
        if let Some(before) = seen.insert(key, cells.number()) {
            return cells.fault("handle", with(SAME_ACCOUNT, &before.to_string()));
        }
        accounts.push(account);
    });
    accounts
}

fn account(cells: &mut Cells<'_>) -> Option<Account> {
    let (platform, name, handle) = (cells.required("platform"), cells.required("name"), cells.required("handle"));
    let (operator, dates) = (operator(cells), dates(cells));
    let link = cells.parsed_if_any("link", link);
    let sample = cells.sample();
    let (since, verified_on) = dates?;
    Some(Account {
        platform: Text::new(platform?, cells.text("platform_en")),
        name: Text::new(name?, cells.text("name_en")),
        handle: handle?.to_owned(),
        operator: operator?,
        since,
        verified_on,
        link: link?.unwrap_or_default(),
        sample: sample?,
    })
}

/// Reads domains, in their order.
pub(super) fn read_domains(path: &Path, report: &mut Report) -> Vec<Domain> {
    let (mut domains, mut seen) = (Vec::new(), HashMap::new());
    for_each_row(path, Kind::Domains, report, |cells| {
        let Some(domain) = domain(cells) else { return };
        if let Some(before) = seen.insert(domain.domain.clone(), cells.number()) {
            return cells.fault("domain", with(SAME_DOMAIN, &before.to_string()));
        }
        domains.push(domain);
    });
    domains
}

fn domain(cells: &mut Cells<'_>) -> Option<Domain> {
    let name = cells.parsed("domain", domain_alone);
    let subdomains = cells.parsed_if_any("subdomains", yes_or_no).map(Option::unwrap_or_default);
    if let (Some(name), Some(true)) = (&name, subdomains)
        && is_public_ending(name)
    {
        cells.fault("subdomains", WHOLE_ENDING);
        return None;
    }
    let (what, operator, since) = (cells.required("what"), operator(cells), cells.parsed_if_any("since", day));
    let sample = cells.sample();
    Some(Domain {
        domain: name?,
        subdomains: subdomains?,
        what: Text::new(what?, cells.text("what_en")),
        operator: operator?,
        since: since?,
        sample: sample?,
    })
}

fn operator(cells: &mut Cells<'_>) -> Option<Text> {
    Some(Text::new(cells.required("operator")?, cells.text("operator_en")))
}

fn dates(cells: &mut Cells<'_>) -> Option<(Option<Date>, Option<Date>)> {
    let (since, verified_on) = (cells.parsed_if_any("since", day), cells.parsed_if_any("verified_on", day));
    Some((since?, verified_on?))
}

/// An encrypted address of a named host, without a name before it.
fn link(text: &str) -> Result<String, Message> {
    let url = Url::parse(text).map_err(|_| LINK)?;
    let named = matches!(url.host(), Some(Host::Domain(host)) if host.contains('.'));
    let plain = url.scheme() == "https" && named && url.username().is_empty() && url.password().is_none();
    if plain { Ok(url.into()) } else { Err(LINK) }
}

/// A domain of the plain letters of the net, as a browser would look it up.
fn domain_alone(text: &str) -> Result<String, Message> {
    let url = Url::parse(&format!("https://{text}/")).map_err(|_| DOMAIN)?;
    let domain = text.to_ascii_lowercase();
    let same = matches!(url.host(), Some(Host::Domain(host)) if host == domain);
    if same && domain.contains('.') && !domain.ends_with('.') { Ok(domain) } else { Err(DOMAIN) }
}

/// An ending under which everybody, or every public body, has a domain of its own.
fn is_public_ending(domain: &str) -> bool {
    const SECOND: [&str; 7] = ["gov", "com", "net", "org", "edu", "ac", "mil"];
    match domain.split('.').collect::<Vec<_>>()[..] {
        [second, "cn"] => SECOND.contains(&second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_domain_stands_alone() {
        assert_eq!(domain_alone("WWW.Haedu.gov.cn"), Ok("www.haedu.gov.cn".into()));
        for text in ["", "https://a.cn", "a.cn/x", "a.cn:8443", "a", "河南.cn", "a@b.cn", "1.2.3.4", "a.cn.", "a b.cn"]
        {
            assert!(domain_alone(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_link_is_encrypted_and_names_its_host() {
        assert_eq!(link("https://weibo.com/u/1"), Ok("https://weibo.com/u/1".into()));
        for text in ["", "http://weibo.com/", "weibo.com", "https://1.2.3.4/", "https://a@b.cn/", "javascript:alert(1)"]
        {
            assert!(link(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_cell_breaks_a_parser(text in "\\PC{0,24}") {
            let _ = (link(&text), domain_alone(&text));
        }
    }
}
