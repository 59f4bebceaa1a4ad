//! What is looked up: the query of the page's address, read and written.

use form_urlencoded::Serializer;
use zhangban_api::exams::Exams;
use zhangban_api::ranks::RankQuery;
use zhangban_api::text::plain_width;
use zhangban_api::{FieldError, Text};

use crate::page::Page;

/// Names in the address.
pub mod field {
    /// Which exam.
    pub const EXAM: &str = "exam";
    /// Which track.
    pub const TRACK: &str = "track";
    /// A score whose rank is asked.
    pub const SCORE: &str = "score";
    /// A rank whose score is asked.
    pub const RANK: &str = "rank";
    /// There with the value `1` when the whole table is wanted.
    pub const ALL: &str = "all";
}

/// The highest rank that is looked up: more than any province has candidates.
const HIGHEST_RANK: u32 = 9_999_999;

/// How much of the table is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// What stands around the answer; the top where nothing is asked.
    #[default]
    Around,
    /// All of it.
    Whole,
}

/// What the address asks, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    /// The exam, by its short name; empty for the newest.
    pub exam: String,
    /// The track, by its short name; empty for the first.
    pub track: String,
    /// A score.
    pub score: String,
    /// A rank.
    pub rank: String,
    /// How much of the table is shown.
    pub extent: Extent,
}

/// What is asked of a table. Both may be asked at once, and then both are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The rank of this score.
    pub score: Option<u16>,
    /// The score of this rank.
    pub rank: Option<u32>,
}

impl Lookup {
    /// Reads the query of an address, without its question mark. What it does not know it passes over.
    pub fn of_query(query: &str) -> Self {
        let mut lookup = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                field::EXAM => lookup.exam = value.into_owned(),
                field::TRACK => lookup.track = value.into_owned(),
                field::SCORE => lookup.score = value.into_owned(),
                field::RANK => lookup.rank = value.into_owned(),
                field::ALL if value == "1" => lookup.extent = Extent::Whole,
                _ => {}
            }
        }
        lookup
    }

    /// The address that asks this.
    pub fn address(&self) -> String {
        let mut query = Serializer::new(String::new());
        let texts = [
            (field::EXAM, &self.exam),
            (field::TRACK, &self.track),
            (field::SCORE, &self.score),
            (field::RANK, &self.rank),
        ];
        query.extend_pairs(texts.into_iter().filter(|(_, text)| !text.trim().is_empty()));
        if self.extent == Extent::Whole {
            query.append_pair(field::ALL, "1");
        }
        match query.finish() {
            empty if empty.is_empty() => Page::Ranks.path().to_owned(),
            query => format!("{}?{query}", Page::Ranks.path()),
        }
    }

    /// Which table is asked for: of the exam and track that are named, else of the newest exam that is released, else of
    /// the newest, and of its first track. `None` where there is no exam.
    pub fn table(&self, exams: &Exams) -> Option<RankQuery> {
        let newest = || exams.exams.iter().find(|exam| exam.released).or(exams.exams.first());
        let exam = exams.get(&self.exam).or_else(newest)?;
        let track = exam.track(&self.track).or(exam.tracks.first())?;
        Some(RankQuery { exam: exam.id.clone(), track: track.id.clone() })
    }

    /// What is asked of a table whose totals reach `full_marks`, or how to mend what was typed.
    pub fn question(&self, full_marks: u16) -> Result<Question, Vec<FieldError>> {
        let score = whole_number(&self.score, 0, full_marks.into()).map_err(|()| {
            let sentence = Text::new(
                format!("请填写 0 至 {full_marks} 的整数分数"),
                format!("Enter a score from 0 to {full_marks}, a whole number"),
            );
            FieldError::new(field::SCORE, sentence)
        });
        let rank = whole_number(&self.rank, 1, HIGHEST_RANK).map_err(|()| {
            let sentence = Text::new("请填写整数位次，例如 31200", "Enter a rank, a whole number such as 31200");
            FieldError::new(field::RANK, sentence)
        });
        match (score, rank) {
            (Ok(score), Ok(rank)) => Ok(Question { score: score.and_then(|score| u16::try_from(score).ok()), rank }),
            (score, rank) => Err([score.err(), rank.err()].into_iter().flatten().collect()),
        }
    }
}

/// A number as people type it: full-width digits are digits, blanks and commas between them are dropped. `None` where
/// nothing was typed.
fn whole_number(typed: &str, lowest: u32, highest: u32) -> Result<Option<u32>, ()> {
    let digits: String = typed.chars().map(plain_width).filter(|c| !c.is_whitespace() && *c != ',').collect();
    if digits.is_empty() {
        return Ok(None);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(());
    }
    // Digits that do not fit are more than the highest.
    let number = digits.parse().map_err(|_| ())?;
    if (lowest..=highest).contains(&number) { Ok(Some(number)) } else { Err(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zhangban_api::Moment;
    use zhangban_api::exams::{Exam, Track};

    use super::*;

    fn typed(score: &str, rank: &str) -> Lookup {
        Lookup { score: score.into(), rank: rank.into(), ..Lookup::default() }
    }

    fn exam(id: &str, released: bool) -> Exam {
        let track =
            |id: &str| Track { id: id.into(), name: Text::default(), family: String::new(), subjects: Vec::new() };
        Exam {
            id: id.into(),
            name: Text::default(),
            year: 2025,
            released_at: Moment::from_unix(0),
            released,
            sample: false,
            closed: false,
            full_marks: 750,
            tracks: vec![track("physics"), track("history")],
            subjects: Vec::new(),
            lines: Vec::new(),
            next_steps: Vec::new(),
            batches: Vec::new(),
            carriers: Vec::new(),
        }
    }

    #[test]
    fn a_number_is_read_as_people_type_it() {
        for (score, rank, asked) in [
            ("612", "", (Some(612), None)),
            (" ６１２ ", "31,200", (Some(612), Some(31_200))),
            ("", "３１，２００", (None, Some(31_200))),
            ("0", "", (Some(0), None)),
            ("", " ", (None, None)),
        ] {
            let Question { score, rank } = typed(score, rank).question(750).unwrap();
            assert_eq!((score, rank), asked);
        }
    }

    #[test]
    fn what_is_not_a_number_is_named_with_its_field() {
        for (score, rank, fields) in [
            ("abc", "", vec![field::SCORE]),
            ("612.5", "", vec![field::SCORE]),
            ("-1", "0", vec![field::SCORE, field::RANK]),
            ("99999999999", "99999999999", vec![field::SCORE, field::RANK]),
            ("751", "1", vec![field::SCORE]),
        ] {
            let faults = typed(score, rank).question(750).unwrap_err();
            assert_eq!(faults.iter().map(|fault| fault.name.as_str()).collect::<Vec<_>>(), fields, "{score} {rank}");
        }
    }

    #[test]
    fn the_newest_exam_that_is_released_answers_unless_another_is_named() {
        let exams = Exams { exams: vec![exam("2026", false), exam("2025", true), exam("2024", true)] };
        let table = |query| Lookup::of_query(query).table(&exams).map(|table| (table.exam, table.track)).unwrap();
        assert_eq!(table(""), ("2025".into(), "physics".into()));
        assert_eq!(table("exam=2024&track=history"), ("2024".into(), "history".into()));
        assert_eq!(table("exam=2026"), ("2026".into(), "physics".into()));
        assert_eq!(table("exam=1977&track=arts"), ("2025".into(), "physics".into()));
        assert_eq!(Lookup::default().table(&Exams::default()), None);
        let none_out = Exams { exams: vec![exam("2026", false)] };
        assert_eq!(Lookup::default().table(&none_out).map(|table| table.exam), Some("2026".into()));
    }

    #[test]
    fn an_address_says_no_more_than_is_asked() {
        assert_eq!(Lookup::default().address(), "/ranks");
        assert_eq!(Lookup { extent: Extent::Whole, ..typed("612", "") }.address(), "/ranks?score=612&all=1");
    }

    proptest! {
        #[test]
        fn an_address_is_read_as_it_was_written(score in "\\PC{1,8}", rank in "\\PC{1,8}", track in "[a-z&=%+ ]{1,8}") {
            let lookup = Lookup { track, ..typed(&score, &rank) };
            let address = lookup.address();
            let read = Lookup::of_query(address.split_once('?').map_or("", |(_, query)| query));
            for (read, written) in [(read.score, &lookup.score), (read.rank, &lookup.rank), (read.track, &lookup.track)] {
                // What is nothing but blanks asks nothing.
                prop_assert!(read == *written || written.trim().is_empty());
            }
        }

        #[test]
        fn nothing_typed_breaks_the_page(query in "\\PC{0,80}", full_marks in any::<u16>()) {
            let _ = Lookup::of_query(&query).question(full_marks);
        }
    }
}
