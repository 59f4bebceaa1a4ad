//! Phone numbers.

use zhangban_api::PhoneNumber;
use zhangban_api::accounts::{Finding, FindingKind, Sign};
use zhangban_api::hotlines::Hotline;
use zhangban_api::text::plain_width;

use super::entry;

/// Fewer digits are at the end of too many numbers to mean anything.
const TELLING: usize = 5;

/// What the directory says of a number.
pub(super) fn check(text: &str, hotlines: &[Hotline]) -> Finding {
    let asked = Asked::read(text);
    let mut finding = Finding {
        kind: FindingKind::Phone,
        subject: asked.said(text),
        registered: Vec::new(),
        resembles: Vec::new(),
        signs: Vec::new(),
    };
    finding.registered =
        hotlines.iter().filter(|hotline| asked.is(hotline.phone.digits())).map(entry::of_hotline).collect();
    if !finding.registered.is_empty() {
        return finding;
    }
    for hotline in hotlines {
        if let Some(sign) = asked.resemblance(hotline.phone.digits()) {
            finding.resembles.push(entry::of_hotline(hotline));
            if !finding.signs.contains(&sign) {
                finding.signs.push(sign);
            }
        }
    }
    finding
}

/// A number as it was pasted.
struct Asked {
    /// Its digits, without the country code of China.
    digits: String,
    /// Whether that code stood before them.
    country_code: bool,
}

impl Asked {
    fn read(text: &str) -> Self {
        let main = text.split(['转', '#']).next().unwrap_or_default();
        let plain: String = main.chars().map(plain_width).filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let without = plain.strip_prefix("+86").or_else(|| plain.strip_prefix("0086"));
        let digits = without.unwrap_or(&plain).chars().filter(char::is_ascii_digit).collect();
        Self { digits, country_code: without.is_some() }
    }

    /// As people say it, if it can be a number.
    fn said(&self, text: &str) -> String {
        match PhoneNumber::parse(&self.digits) {
            Ok(number) if !self.country_code => number.to_string(),
            _ => text.trim().chars().take(40).collect(),
        }
    }

    /// Whether it is this number, in the country or from abroad.
    fn is(&self, registered: &str) -> bool {
        if !self.country_code {
            return self.digits == registered;
        }
        // From abroad a landline loses its zero; short numbers and those of toll services cannot be called from there.
        match registered.strip_prefix('0') {
            Some(without_zero) => self.digits == without_zero,
            None => self.digits == registered && registered.len() == 11,
        }
    }

    fn resemblance(&self, registered: &str) -> Option<Sign> {
        if self.country_code && self.digits == registered {
            return Some(Sign::CountryCode);
        }
        if registered.len() >= TELLING && self.digits.len() > registered.len() && self.digits.ends_with(registered) {
            return Some(Sign::MoreDigits);
        }
        if !self.country_code
            && self.digits.len() >= 7
            && registered.starts_with('0')
            && registered.ends_with(&self.digits)
        {
            return Some(Sign::NoAreaCode);
        }
        let long_enough = registered.len() > TELLING + 1;
        (long_enough && strsim::damerau_levenshtein(&self.digits, registered) == 1).then_some(Sign::OneOff)
    }
}
