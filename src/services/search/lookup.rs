//! What is looked for: the query of the page's address, read and written.

use form_urlencoded::Serializer;
use zhangban_api::search::SearchQuery;

use crate::page::{Page, SEARCH_FOR};

/// Reads the query of an address, without its question mark. What it does not know it passes over.
pub fn of_query(query: &str) -> SearchQuery {
    let typed = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == SEARCH_FOR);
    SearchQuery { q: typed.map(|(_, value)| value.trim().to_owned()).unwrap_or_default() }
}

/// The address that asks this.
pub fn address(query: &SearchQuery) -> String {
    let path = Page::Search.path();
    match query.q.trim() {
        "" => path.to_owned(),
        typed => format!("{path}?{}", Serializer::new(String::new()).append_pair(SEARCH_FOR, typed).finish()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_address_is_read_as_it_was_written(q in "\\PC{0,20}") {
            let address = address(&SearchQuery { q: q.clone() });
            let read = of_query(address.split_once('?').map_or("", |(_, query)| query));
            prop_assert_eq!(read.q, q.trim());
        }
    }
}
