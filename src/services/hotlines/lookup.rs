//! What is looked for, as it stands in the address: the same with scripting and without, to go back to and to share.

use zhangban_api::PhoneNumber;
use zhangban_api::hotlines::{Hotline, HotlineSearch};

use crate::page::{HOTLINE_CARD, Page};

/// Names of what stands in the address.
pub mod field {
    /// What was typed.
    pub const QUERY: &str = "q";
    /// Only this category.
    pub const CATEGORY: &str = "category";
    /// `1`: only where somebody answers now.
    pub const OPEN: &str = "open";
    /// Which twenty.
    pub const PAGE: &str = "page";
    /// The number of a contact.
    pub const PHONE: &str = "phone";
    /// The Chinese name of a contact: several may share a number.
    pub const NAME: &str = "name";
}

/// What the query of an address looks for. What it does not understand is as if it was not there.
pub fn of_query(query: &str) -> HotlineSearch {
    let mut search = HotlineSearch::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            field::QUERY => search.q = value.into_owned(),
            field::CATEGORY => search.category = value.into_owned(),
            field::OPEN => search.open = value == "1",
            field::PAGE => search.page = value.parse().ok().filter(|page| *page > 0).unwrap_or(1),
            _ => {}
        }
    }
    search
}

/// The address of a search.
pub fn address(search: &HotlineSearch) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !search.q.is_empty() {
        query.append_pair(field::QUERY, &search.q);
    }
    if !search.category.is_empty() {
        query.append_pair(field::CATEGORY, &search.category);
    }
    if search.open {
        query.append_pair(field::OPEN, "1");
    }
    if search.page > 1 {
        query.append_pair(field::PAGE, &search.page.to_string());
    }
    match query.finish() {
        empty if empty.is_empty() => Page::Hotlines.path().to_owned(),
        query => format!("{}?{query}", Page::Hotlines.path()),
    }
}

/// Where a hotline can be had as a contact to save.
pub fn card_address(hotline: &Hotline) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair(field::PHONE, &hotline.phone.to_string())
        .append_pair(field::NAME, &hotline.name.zh)
        .finish();
    format!("{HOTLINE_CARD}?{query}")
}

/// The number and the name that the address of a contact asks for; an empty name stands for any.
pub fn card_of_query(query: &str) -> Option<(PhoneNumber, String)> {
    let (mut phone, mut wanted) = (None, String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            field::PHONE => phone = PhoneNumber::parse(&value).ok(),
            field::NAME => wanted = value.into_owned(),
            _ => {}
        }
    }
    Some((phone?, wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(q: &str, category: &str, open: bool, page: u16) -> HotlineSearch {
        HotlineSearch { q: q.into(), category: category.into(), open, page }
    }

    #[test]
    fn an_address_says_what_is_looked_for() {
        for (address_of, search) in [
            ("/hotlines", search("", "", false, 1)),
            ("/hotlines?q=zzjyj", search("zzjyj", "", false, 1)),
            ("/hotlines?q=%E9%83%91+%26%2B%25&open=1", search("郑 &+%", "", true, 1)),
            ("/hotlines?category=%E5%AD%A6%E7%B1%8D&page=3", search("", "学籍", false, 3)),
        ] {
            assert_eq!(address(&search), address_of);
            assert_eq!(of_query(address_of.split_once('?').map_or("", |(_, query)| query)), search);
        }
    }

    #[test]
    fn what_an_address_says_wrongly_is_not_heard() {
        assert_eq!(of_query("page=0&open=yes&from=wechat&q="), HotlineSearch::default());
        assert_eq!(of_query("page=-1&page=70000&%ff"), HotlineSearch::default());
    }

    #[test]
    fn a_contact_is_named_by_number_and_name() {
        assert_eq!(
            card_of_query("phone=0371-000+00+01&name=%E6%8B%9B%E7%94%9F"),
            PhoneNumber::parse("0371-000 00 01").ok().map(|phone| (phone, "招生".to_owned()))
        );
        assert_eq!(card_of_query("name=x"), None);
        assert_eq!(card_of_query("phone=none"), None);
    }
}
