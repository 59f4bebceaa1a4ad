//! The addresses of the lists and of the forms.

use zhangban_api::content::{ContentKind, ContentNamed, ContentSearch, field};

/// What the address of a list asks for.
pub(super) fn search_of_query(query: &str) -> ContentSearch {
    let mut search = ContentSearch::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            field::KIND => search.kind = ContentKind::parse(&value).unwrap_or_default(),
            field::QUERY => search.q = value.into_owned(),
            field::PAGE => search.page = value.parse().unwrap_or_default(),
            _ => {}
        }
    }
    search
}

/// Which one the address of a form names.
pub(super) fn named_by_query(query: &str) -> ContentNamed {
    let mut named = ContentNamed::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            field::KIND => named.kind = ContentKind::parse(&value).unwrap_or_default(),
            field::ITEM => named.item = value.into_owned(),
            field::EDIT => named.edit = value.parse().unwrap_or_default(),
            _ => {}
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{content_at, edit_at};

    #[test]
    fn a_list_and_a_form_have_addresses_that_lead_back_to_them() {
        let query = |address: String| address.split_once('?').unwrap().1.to_owned();
        let search = ContentSearch { kind: ContentKind::Articles, q: "暑假 100%".into(), page: 3 };
        assert_eq!(search_of_query(&query(content_at(&search))), search);
        for (item, edit) in [("storm", 0), ("", 7), ("", 0)] {
            let named = ContentNamed { kind: ContentKind::Replies, item: item.into(), edit };
            assert_eq!(named_by_query(&query(edit_at(&named))), named);
        }
    }
}
