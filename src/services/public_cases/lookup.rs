//! The address of a search in the answered cases.

use form_urlencoded::Serializer;
use zhangban_api::cases::public::{AnsweredSearch, field};

use crate::page::Page;

/// What an address looks for.
pub fn search_of_query(query: &str) -> AnsweredSearch {
    let mut search = AnsweredSearch::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            field::CATEGORY => search.category = value.into_owned(),
            field::QUERY => search.q = value.into_owned(),
            field::PAGE => search.page = value.parse().unwrap_or_default(),
            _ => {}
        }
    }
    search
}

/// The address of a search.
pub(super) fn address(search: &AnsweredSearch) -> String {
    let mut query = Serializer::new(String::new());
    if !search.category.is_empty() {
        query.append_pair(field::CATEGORY, &search.category);
    }
    if !search.q.trim().is_empty() {
        query.append_pair(field::QUERY, search.q.trim());
    }
    if search.page > 1 {
        query.append_pair(field::PAGE, &search.page.to_string());
    }
    match query.finish() {
        empty if empty.is_empty() => Page::AnsweredCases.path().to_owned(),
        query => format!("{}?{query}", Page::AnsweredCases.path()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_has_an_address_that_leads_back_to_it() {
        let search = AnsweredSearch { category: "fees".into(), q: "补课 费".into(), page: 3 };
        assert_eq!(search_of_query(address(&search).split_once('?').unwrap().1), search);
        assert_eq!(address(&AnsweredSearch::default()), "/cases/answered");
    }
}
