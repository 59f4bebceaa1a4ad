//! What is looked for and what is read, as it stands in the address.

use zhangban_api::articles::{ArticleSearch, Channel};

use crate::page::articles::{CHANNEL, ID, PAGE, QUERY};

/// What the query of an address looks for. What it does not understand is as if it was not there.
pub fn of_query(query: &str) -> ArticleSearch {
    let mut search = ArticleSearch::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            CHANNEL => search.channel = Channel::parse(&value),
            QUERY => value.trim().clone_into(&mut search.q),
            PAGE => search.page = value.parse().ok().filter(|page| *page > 0).unwrap_or(1),
            _ => {}
        }
    }
    search
}

/// The article that the query of an address names.
pub fn id_of_query(query: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find_map(|(name, value)| (name == ID && !value.is_empty()).then(|| value.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Page, articles_at};

    #[test]
    fn an_address_says_what_is_looked_for() {
        for (address, search) in [
            ("/articles", ArticleSearch::default()),
            ("/articles?channel=news", ArticleSearch { channel: Some(Channel::News), ..ArticleSearch::default() }),
            (
                "/articles?channel=charity&q=%E6%94%BE%E5%81%87&page=3",
                ArticleSearch { q: "放假".into(), channel: Some(Channel::Charity), page: 3 },
            ),
        ] {
            assert_eq!(articles_at(Page::Articles.path(), &search), address);
            assert_eq!(of_query(address.split_once('?').map_or("", |(_, query)| query)), search);
        }
    }

    #[test]
    fn what_an_address_says_wrongly_is_not_heard() {
        assert_eq!(of_query("channel=gossip&page=0&q=+&from=wechat&%ff"), ArticleSearch::default());
        assert_eq!(id_of_query("id=&id=2026-holidays"), Some("2026-holidays".into()));
        assert_eq!(id_of_query("of=x"), None);
    }
}
