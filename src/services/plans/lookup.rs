//! What is looked for, as it stands in the address: the same with scripting and without, to go back to and to share.

use form_urlencoded::Serializer;
use zhangban_api::plans::{PlanQuery, PlanSort, ReSelected};

use crate::page::{PLANS_CSV, Page};

/// Names of what stands in the address.
pub mod field {
    /// The year.
    pub const YEAR: &str = "year";
    /// The track, by its short name.
    pub const TRACK: &str = "track";
    /// The batch, by its short name.
    pub const BATCH: &str = "batch";
    /// Words of a college.
    pub const COLLEGE: &str = "college";
    /// Words of a major.
    pub const MAJOR: &str = "major";
    /// The re-selected subjects.
    pub const SUBJECTS: &str = "subjects";
    /// The province of the college.
    pub const PROVINCE: &str = "province";
    /// The kind of enrolment.
    pub const KIND: &str = "kind";
    /// In which order.
    pub const SORT: &str = "sort";
    /// Which ten.
    pub const PAGE: &str = "page";
}

/// What the query of an address looks for. What it does not understand is as if it was not there.
pub fn of_query(query: &str) -> PlanQuery {
    let mut asked = PlanQuery::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        set(&mut asked, &name, value.trim());
    }
    asked
}

/// Changes one thing that is looked for, as it stands in an address or a field; empty takes it away.
pub(super) fn set(asked: &mut PlanQuery, name: &str, value: &str) {
    let text = match name {
        field::TRACK => &mut asked.track,
        field::BATCH => &mut asked.batch,
        field::COLLEGE => &mut asked.college,
        field::MAJOR => &mut asked.major,
        field::PROVINCE => &mut asked.province,
        field::KIND => &mut asked.kind,
        field::YEAR => return asked.year = value.parse().ok(),
        field::SUBJECTS => return asked.subjects = ReSelected::parse(value),
        field::SORT => {
            let known = PlanSort::ALL.into_iter().find(|(_, word)| *word == value);
            return asked.sort = known.map(|(sort, _)| sort).unwrap_or_default();
        }
        field::PAGE => return asked.page = value.parse().ok().filter(|page| *page > 0).unwrap_or(1),
        _ => return,
    };
    value.clone_into(text);
}

/// The word of an order in an address; none for the usual one.
fn sort_word(sort: PlanSort) -> &'static str {
    let word = PlanSort::ALL.into_iter().find(|(known, _)| *known == sort).map_or("", |(_, word)| word);
    if sort == PlanSort::default() { "" } else { word }
}

/// Everything that is looked for, as it stands in an address; empty where nothing is.
pub(super) fn pairs(asked: &PlanQuery) -> [(&'static str, String); 10] {
    [
        (field::YEAR, asked.year.map(|year| year.to_string()).unwrap_or_default()),
        (field::TRACK, asked.track.clone()),
        (field::BATCH, asked.batch.clone()),
        (field::COLLEGE, asked.college.clone()),
        (field::MAJOR, asked.major.clone()),
        (field::SUBJECTS, asked.subjects.map(ReSelected::words).unwrap_or_default()),
        (field::PROVINCE, asked.province.clone()),
        (field::KIND, asked.kind.clone()),
        (field::SORT, sort_word(asked.sort).to_owned()),
        (field::PAGE, if asked.page > 1 { asked.page.to_string() } else { String::new() }),
    ]
}

/// The address of the page that shows what is looked for.
pub fn address(asked: &PlanQuery) -> String {
    with_query(Page::Plans.path(), asked)
}

/// Where all of what is looked for can be had as a file.
pub fn file_address(asked: &PlanQuery) -> String {
    with_query(PLANS_CSV, &PlanQuery { page: 1, ..asked.clone() })
}

fn with_query(path: &str, asked: &PlanQuery) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(pairs(asked).iter().filter(|(_, value)| !value.is_empty()));
    match query.finish() {
        empty if empty.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_says_what_is_looked_for() {
        for (address_of, asked) in [
            ("/plans", PlanQuery::default()),
            ("/plans?college=zzdx&page=2", PlanQuery { college: "zzdx".into(), page: 2, ..PlanQuery::default() }),
            (
                "/plans?year=2025&track=physics&subjects=chemistry-biology&sort=tuition",
                PlanQuery {
                    year: Some(2025),
                    track: "physics".into(),
                    subjects: ReSelected::parse("chemistry-biology"),
                    sort: PlanSort::Tuition,
                    ..PlanQuery::default()
                },
            ),
        ] {
            assert_eq!(address(&asked), address_of);
            assert_eq!(of_query(address_of.split_once('?').map_or("", |(_, query)| query)), asked);
        }
    }

    #[test]
    fn what_an_address_says_wrongly_is_not_heard() {
        for query in
            ["page=0&sort=colour&subjects=art&year=x&from=wechat&college=", "page=-1&page=70000&%ff", "year=99999"]
        {
            assert_eq!(of_query(query), PlanQuery::default(), "{query}");
        }
    }

    #[test]
    fn a_file_has_everything_whatever_page_is_looked_at() {
        let asked = PlanQuery { page: 3, major: "临床".into(), ..PlanQuery::default() };
        assert_eq!(file_address(&asked), "/plans/table.csv?major=%E4%B8%B4%E5%BA%8A");
    }

    proptest! {
        #[test]
        fn an_address_is_read_as_it_was_written(college in "\\PC{0,8}", kind in "[a-z&=%+甲]{0,8}", page in 1u16..9, year: Option<u16>) {
            let asked = PlanQuery { college: college.trim().into(), kind, page, year, ..PlanQuery::default() };
            let address = address(&asked);
            prop_assert_eq!(of_query(address.split_once('?').map_or("", |(_, query)| query)), asked);
        }

        #[test]
        fn no_query_breaks_the_page(query in "\\PC{0,80}") {
            let _ = address(&of_query(&query));
        }
    }
}
