//! What is looked up, as it stands in the address: a search in the register, a college, or a rank in other years. Each has
//! a page of its own.

use form_urlencoded::Serializer;
use zhangban_api::colleges::CollegeSearch;
use zhangban_api::exams::{Exam, Exams, Track};
use zhangban_api::ranks::RankQuery;
use zhangban_api::text::plain_width;

use crate::page::Page;

/// Names in the address.
pub mod field {
    /// What was typed to find a college.
    pub const QUERY: &str = "q";
    /// Only colleges of this province.
    pub const PROVINCE: &str = "province";
    /// Only colleges of this level.
    pub const LEVEL: &str = "level";
    /// Which twenty.
    pub const PAGE: &str = "page";
    /// A college, by its name.
    pub const COLLEGE: &str = "college";
    /// Only this family of tracks.
    pub const TRACK: &str = "track";
    /// Only majors of this year.
    pub const YEAR: &str = "year";
    /// The exam and the track of a score, with a point between: `gaokao-2025.physics`.
    pub const OF: &str = "of";
    /// A score whose rank is looked up in other years.
    pub const SCORE: &str = "score";
}

/// What is looked up, on whichever page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// Colleges of the register.
    Colleges(CollegeSearch),
    /// The scores of a college.
    College(OfCollege),
    /// The same rank in other years.
    SameRank(SameRank),
}

impl Default for Lookup {
    fn default() -> Self {
        Self::Colleges(CollegeSearch::default())
    }
}

/// Which scores of a college.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfCollege {
    /// The college, by its name.
    pub college: String,
    /// The family of tracks; the first where it is empty or has no scores.
    pub track: String,
    /// The year of the majors; all where it is empty.
    pub year: String,
}

/// A score whose rank is looked up in other years, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SameRank {
    /// Exam and track; the newest exam that is released and its first track where it is empty.
    pub of: String,
    /// The score.
    pub score: String,
}

impl Lookup {
    /// The page that answers it.
    pub const fn page(&self) -> Page {
        match self {
            Self::Colleges(_) => Page::PastScores,
            Self::College(_) => Page::CollegeScores,
            Self::SameRank(_) => Page::SameRank,
        }
    }

    /// The address that asks this.
    pub fn address(&self) -> String {
        let page;
        let pairs: &[(&str, &str)] = match self {
            Self::Colleges(CollegeSearch { q, province, level, page: number }) => {
                page = if *number > 1 { number.to_string() } else { String::new() };
                &[(field::QUERY, q), (field::PROVINCE, province), (field::LEVEL, level), (field::PAGE, &page)]
            }
            Self::College(OfCollege { college, track, year }) => {
                &[(field::COLLEGE, college), (field::TRACK, track), (field::YEAR, year)]
            }
            Self::SameRank(SameRank { of, score }) => &[(field::OF, of), (field::SCORE, score)],
        };
        let mut query = Serializer::new(String::new());
        query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
        match query.finish() {
            empty if empty.is_empty() => self.page().path().to_owned(),
            query => format!("{}?{query}", self.page().path()),
        }
    }
}

/// Reads the query of an address, without its question mark. What is not known is passed over.
fn read(query: &str, mut hear: impl FnMut(&str, String)) {
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        hear(&name, value.into_owned());
    }
}

/// The colleges that the query of an address looks for.
pub fn search_of_query(query: &str) -> CollegeSearch {
    let mut search = CollegeSearch::default();
    read(query, |name, value| match name {
        field::QUERY => search.q = value,
        field::PROVINCE => search.province = value,
        field::LEVEL => search.level = value,
        field::PAGE => search.page = value.parse().ok().filter(|page| *page > 0).unwrap_or(1),
        _ => {}
    });
    search
}

impl OfCollege {
    /// The scores that the query of an address asks for.
    pub fn of_query(query: &str) -> Self {
        let mut of = Self::default();
        read(query, |name, value| match name {
            field::COLLEGE => of.college = value,
            field::TRACK => of.track = value,
            field::YEAR => of.year = value,
            _ => {}
        });
        of
    }
}

/// The address of the scores of a college.
pub(super) fn address_of(college: &str) -> String {
    Lookup::College(OfCollege { college: college.to_owned(), ..OfCollege::default() }).address()
}

impl SameRank {
    /// The score that the query of an address asks about.
    pub fn of_query(query: &str) -> Self {
        let mut same = Self::default();
        read(query, |name, value| match name {
            field::OF => same.of = value,
            field::SCORE => same.score = value,
            _ => {}
        });
        same
    }

    /// What an exam and a track are called in [`SameRank::of`].
    pub(super) fn name(exam: &Exam, track: &Track) -> String {
        format!("{}.{}", exam.id, track.id)
    }

    /// The exam and the track of the score; `None` where no exam is released.
    pub(super) fn own<'e>(&self, exams: &'e Exams) -> Option<(&'e Exam, &'e Track)> {
        let released = || exams.exams.iter().filter(|exam| exam.released);
        let named = self.of.split_once('.').and_then(|(id, track)| {
            let exam = released().find(|exam| exam.id == id)?;
            Some((exam, exam.track(track)?))
        });
        named.or_else(|| released().find_map(|exam| Some((exam, exam.tracks.first()?))))
    }

    /// The other exams that are released, the newest first, each with the track that corresponds to the score's.
    pub(super) fn others<'e>(&self, exams: &'e Exams) -> Vec<(&'e Exam, Option<&'e Track>)> {
        let Some((own, track)) = self.own(exams) else { return Vec::new() };
        let others = exams.exams.iter().filter(|exam| exam.released && exam.id != own.id);
        others.map(|exam| (exam, exam.track_of(track.family()))).collect()
    }

    /// The rank tables that are compared, the score's own first.
    pub fn tables(&self, exams: &Exams) -> Vec<RankQuery> {
        let others = self.others(exams).into_iter().filter_map(|(exam, track)| Some((exam, track?)));
        self.own(exams).into_iter().chain(others).map(|(exam, track)| query(exam, track)).collect()
    }

    /// The score, if one was typed that is possible; full-width digits are digits. `Err` where it is not possible.
    pub(super) fn score(&self, full_marks: u16) -> Result<Option<u16>, ()> {
        let digits: String = self.score.chars().map(plain_width).filter(|c| !c.is_whitespace()).collect();
        match digits.as_str() {
            "" => Ok(None),
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse().ok().filter(|score| *score <= full_marks).map(Some).ok_or(())
            }
            _ => Err(()),
        }
    }
}

/// The rank table of an exam and a track.
pub(super) fn query(exam: &Exam, track: &Track) -> RankQuery {
    RankQuery { exam: exam.id.clone(), track: track.id.clone() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zhangban_api::{Moment, Text};

    use super::*;

    fn exam(id: &str, released: bool, tracks: &[(&str, &str)]) -> Exam {
        let track = |(id, family): &(&str, &str)| Track {
            id: (*id).into(),
            name: Text::default(),
            family: (*family).into(),
            subjects: Vec::new(),
        };
        Exam {
            id: id.into(),
            name: Text::default(),
            year: 2025,
            released_at: Moment::from_unix(0),
            released,
            sample: false,
            closed: false,
            full_marks: 750,
            tracks: tracks.iter().map(track).collect(),
            subjects: Vec::new(),
            lines: Vec::new(),
            next_steps: Vec::new(),
            batches: Vec::new(),
            carriers: Vec::new(),
        }
    }

    fn exams() -> Exams {
        let now = [("physics", "science"), ("history", "arts")];
        let then = [("science", ""), ("arts", "")];
        Exams {
            exams: vec![
                exam("2026", false, &now),
                exam("2025", true, &now),
                exam("2024", true, &then),
                exam("2005", true, &[("all", "")]),
            ],
        }
    }

    fn same(of: &str, score: &str) -> SameRank {
        SameRank { of: of.into(), score: score.into() }
    }

    /// What the page of a look-up reads in its address.
    fn read_again(lookup: &Lookup) -> Lookup {
        let address = lookup.address();
        let query = address.split_once('?').map_or("", |(_, query)| query);
        match lookup {
            Lookup::Colleges(_) => Lookup::Colleges(search_of_query(query)),
            Lookup::College(_) => Lookup::College(OfCollege::of_query(query)),
            Lookup::SameRank(_) => Lookup::SameRank(SameRank::of_query(query)),
        }
    }

    #[test]
    fn an_address_says_what_is_looked_up() {
        for (address, lookup) in [
            ("/past-scores", Lookup::default()),
            (
                "/past-scores?q=zzdx&province=%E6%B2%B3%E5%8D%97&page=2",
                Lookup::Colleges(CollegeSearch {
                    q: "zzdx".into(),
                    province: "河南".into(),
                    page: 2,
                    ..CollegeSearch::default()
                }),
            ),
            (
                "/past-scores/college?college=%E9%83%91%E5%B7%9E%E5%A4%A7%E5%AD%A6&track=science",
                Lookup::College(OfCollege {
                    college: "郑州大学".into(),
                    track: "science".into(),
                    ..OfCollege::default()
                }),
            ),
            ("/past-scores/same-rank?of=2025.physics&score=608", Lookup::SameRank(same("2025.physics", "608"))),
        ] {
            assert_eq!(lookup.address(), address);
            assert_eq!(read_again(&lookup), lookup);
        }
    }

    #[test]
    fn tracks_that_correspond_are_compared_and_nothing_that_is_not_out() {
        let tables = |of| {
            let tables = same(of, "").tables(&exams());
            tables.into_iter().map(|table| format!("{}.{}", table.exam, table.track)).collect::<Vec<_>>()
        };
        assert_eq!(tables("2025.physics"), ["2025.physics", "2024.science"]);
        assert_eq!(tables("2024.arts"), ["2024.arts", "2025.history"]);
        assert_eq!(tables(""), ["2025.physics", "2024.science"]);
        assert_eq!(tables("2026.physics"), ["2025.physics", "2024.science"]);
        assert_eq!(tables("2005.all"), ["2005.all"]);
        assert_eq!(same("", "").tables(&Exams::default()), []);
        let others = same("2025.physics", "").others(&exams()).len();
        assert_eq!(others, 2, "an exam without such a track is told of");
    }

    #[test]
    fn a_score_is_read_as_people_type_it() {
        for (typed, read) in [
            ("608", Ok(Some(608))),
            (" ６０８ ", Ok(Some(608))),
            ("", Ok(None)),
            ("751", Err(())),
            ("99999", Err(())),
            ("abc", Err(())),
            ("-1", Err(())),
        ] {
            assert_eq!(same("", typed).score(750), read, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn no_query_breaks_the_page(query in "\\PC{0,80}", full_marks: u16) {
            let same = SameRank::of_query(&query);
            let _ = (same.tables(&exams()), same.score(full_marks), search_of_query(&query), OfCollege::of_query(&query));
        }

        #[test]
        fn an_address_is_read_as_it_was_written(q in "\\PC{0,8}", college in "\\PC{0,8}", page in 1u16..) {
            let search = CollegeSearch { q, page, ..CollegeSearch::default() };
            let of = OfCollege { college: format!("A{college}"), ..OfCollege::default() };
            for lookup in [Lookup::Colleges(search), Lookup::College(of)] {
                prop_assert_eq!(read_again(&lookup), lookup);
            }
        }
    }
}
