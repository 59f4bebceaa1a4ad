//! Links: whose site they really lead to.

use unicode_security::skeleton;
use url::{Host, Url};
use zhangban_api::accounts::{Account, Domain, Finding, FindingKind, Sign};

use super::entry;

/// What only public bodies can register.
const GOVERNMENT: &str = "gov.cn";

/// A name of so few letters is in too many others to mean anything.
const TELLING: usize = 4;

/// What the register says of a link, or of a domain alone.
pub(super) fn check(text: &str, accounts: &[Account], domains: &[Domain]) -> Finding {
    let nothing = |subject: &str, signs| Finding {
        kind: FindingKind::Link,
        subject: subject.chars().take(80).collect(),
        registered: Vec::new(),
        resembles: Vec::new(),
        signs,
    };
    let has_scheme = text.contains("://");
    let parsed = if has_scheme { Url::parse(text) } else { Url::parse(&format!("https://{text}")) };
    let Ok(url) = parsed else { return nothing(text, Vec::new()) };
    // What begins otherwise opens an app or runs a script, whatever stands where the host would be.
    if !matches!(url.scheme(), "http" | "https") {
        return nothing(text, Vec::new());
    }
    let host = match url.host() {
        Some(Host::Domain(host)) => host.trim_end_matches('.').to_owned(),
        Some(address) => return nothing(&address.to_string(), vec![Sign::Digits]),
        None => return nothing(text, Vec::new()),
    };
    let before_at = format!("{}{}", url.username(), url.password().unwrap_or_default());
    // Without a scheme it may be an address of mail, where a name stands there.
    let disguised = !before_at.is_empty() && (has_scheme || before_at.contains('.'));
    let (shown, _) = idna::domain_to_unicode(&host);
    let mut finding = nothing(&host, Vec::new());
    if shown != host {
        finding.subject = format!("{host} ({shown})");
    }
    let own = domains.iter().filter(|domain| owns(domain, &host)).map(entry::of_domain);
    let at = accounts.iter().filter(|account| leads_to(account, &url)).map(entry::of_account);
    finding.registered = own.chain(at).collect();
    if !finding.registered.is_empty() {
        if url.scheme() == "http" && has_scheme {
            finding.signs.push(Sign::NotEncrypted);
        }
        return finding;
    }
    if disguised {
        finding.signs.push(Sign::BeforeAt);
    }
    for domain in domains {
        let sign = if disguised && before_at.to_lowercase().contains(without_www(&domain.domain)) {
            Some(Sign::BeforeAt)
        } else {
            resemblance(&host, &shown, &domain.domain)
        };
        if let Some(sign) = sign {
            finding.resembles.push(entry::of_domain(domain));
            if !finding.signs.contains(&sign) {
                finding.signs.push(sign);
            }
        }
    }
    if shown != host {
        if !finding.signs.contains(&Sign::LookAlikeLetters) {
            finding.signs.push(Sign::ForeignLetters);
        }
        return finding;
    }
    match of_government(&host) {
        // Only a public body can register what ends so: it is another one, and not a disguise.
        Some(Sign::OtherGovernment) if !disguised => {
            finding.resembles.clear();
            finding.signs = vec![Sign::OtherGovernment];
        }
        Some(sign) if !finding.signs.contains(&sign) => finding.signs.push(sign),
        _ => {}
    }
    finding
}

/// Whether a host is a registered domain, or below one that owns what is below it. Who has a domain has its `www.` too.
fn owns(domain: &Domain, host: &str) -> bool {
    let below = || host.strip_suffix(domain.domain.as_str()).is_some_and(|rest| rest.ends_with('.'));
    without_www(host) == without_www(&domain.domain) || (domain.subdomains && below())
}

/// Whether a link leads to the very page of an account.
fn leads_to(account: &Account, url: &Url) -> bool {
    let page = |url: &Url| {
        (url.host_str().map(str::to_owned), url.path().trim_end_matches('/').to_owned(), url.query().map(str::to_owned))
    };
    Url::parse(&account.link).is_ok_and(|own| page(&own) == page(url))
}

fn without_www(domain: &str) -> &str {
    domain.strip_prefix("www.").unwrap_or(domain)
}

/// How a host looks like a registered domain without being it; `shown` is how a browser may show it.
fn resemblance(host: &str, shown: &str, domain: &str) -> Option<Sign> {
    let name = without_www(domain);
    let bare = without_www(host);
    let is_or_ends = |text: &str, with: &str| text == with || text.ends_with(&format!(".{with}"));
    if format!(".{bare}.").contains(&format!(".{name}.")) && !is_or_ends(bare, name) {
        return Some(Sign::InTheMiddle);
    }
    if !is_or_ends(bare, name) && is_or_ends(&outline(shown), &outline(name)) {
        return Some(Sign::LookAlikeLetters);
    }
    let together = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let (host_together, name_together) = (together(bare), together(name));
    if name_together.len() > TELLING + 1 && host_together.contains(&name_together) && !is_or_ends(bare, name) {
        return Some(Sign::PutTogether);
    }
    if name.len() > TELLING + 2 && strsim::damerau_levenshtein(bare, name) == 1 {
        return Some(Sign::OneOff);
    }
    // The telling part of the name, below another ending or with something tied to it.
    let head = name.split('.').next().filter(|head| head.len() >= TELLING && *head != "gov")?;
    bare.split(['.', '-']).any(|part| part == head).then_some(Sign::PutTogether)
}

/// What a text looks like: letters of all scripts that are drawn alike become one (Unicode Technical Standard 39).
pub(super) fn outline(text: &str) -> String {
    let small = text.to_lowercase();
    // What a small letter looks like may be a capital one (0 and O): that is brought down as well.
    skeleton(&small).flat_map(char::to_lowercase).collect()
}

/// What `gov.cn` in a host means.
fn of_government(host: &str) -> Option<Sign> {
    if host == GOVERNMENT || host.ends_with(".gov.cn") {
        return Some(Sign::OtherGovernment);
    }
    let pretends = format!(".{host}.").contains(".gov.cn.") || host.contains("gov-cn") || host.contains("govcn");
    pretends.then_some(Sign::InTheMiddle)
}
