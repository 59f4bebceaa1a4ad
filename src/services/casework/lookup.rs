//! The addresses of the queue and of a case.

use form_urlencoded::Serializer;
use zhangban_api::cases::desk::{CaseNamed, QueueSearch, Show, field};

use crate::page::Page;

/// What the address of the queue asks for.
pub(super) fn search_of_query(query: &str) -> QueueSearch {
    let mut search = QueueSearch::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            field::SHOW => search.show = Show::parse(&value).unwrap_or_default(),
            field::QUERY => search.q = value.into_owned(),
            field::PAGE => search.page = value.parse().unwrap_or_default(),
            _ => {}
        }
    }
    search
}

/// The address of a part of the queue.
pub(super) fn address(search: &QueueSearch) -> String {
    let mut query = Serializer::new(String::new());
    if search.show != Show::default() {
        query.append_pair(field::SHOW, search.show.word());
    }
    if !search.q.is_empty() {
        query.append_pair(field::QUERY, &search.q);
    }
    if search.page > 1 {
        query.append_pair(field::PAGE, &search.page.to_string());
    }
    match query.finish() {
        empty if empty.is_empty() => Page::Desk.path().to_owned(),
        query => format!("{}?{query}", Page::Desk.path()),
    }
}

/// Which case the address names.
pub(super) fn named_by_query(query: &str) -> CaseNamed {
    let number = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == field::NUMBER);
    CaseNamed { number: number.map(|(_, value)| value.into_owned()).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_queue_has_an_address_that_leads_back_to_it() {
        let search = QueueSearch { show: Show::Mine, q: "校门 482137".into(), page: 3 };
        let address = address(&search);
        assert_eq!(search_of_query(address.split_once('?').unwrap().1), search);
        assert_eq!(self::address(&QueueSearch::default()), "/desk");
    }
}
