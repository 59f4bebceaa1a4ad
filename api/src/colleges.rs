//! The register of colleges: what other services mean when they name one, and how one is found.

mod directory;

pub use directory::{CollegeSearch, Colleges, Directory, SearchColleges, WINDOW};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::endpoint::Nothing;
use crate::text::plain_width;
use crate::{Endpoint, Method};

/// `GET /api/colleges`: the whole register; it is searched where it is read, so that typing needs no network.
pub struct ListColleges;

impl Endpoint for ListColleges {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/colleges";
    const SUMMARY: &'static str = "The register of colleges, whole";
    type Request = Nothing;
    type Reply = Register;
}

/// The whole register, as it travels: three thousand colleges in about fifty kilobytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Register {
    /// How characters are usually read: each is followed by its syllable, `郑zheng州zhou`. Names are put together of few
    /// characters, so that this is a tenth of all names spelled out.
    pub readings: String,
    /// In the department's order. [`College::pinyin`] is empty where `readings` say it.
    pub colleges: Vec<College>,
}

/// A college. Its name is what it is known by: codes are missing, and campuses share them.
///
/// On the wire it is `[name, code, province, city, level, nature, kind, tags, pinyin, sample]`, all of them texts, since a
/// register has thousands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "[String; 10]", into = "[String; 10]")]
#[cfg_attr(feature = "schema", schemars(with = "[String; 10]"))]
pub struct College {
    /// Its full name; no other college has it.
    pub name: String,
    /// Its national code, if it has one; not always its own.
    pub code: String,
    /// The province it is in: `河南`.
    pub province: String,
    /// The city it is in.
    pub city: String,
    /// What it leads to: `本科`, `专科（高职）`; empty where nobody has said.
    pub level: String,
    /// Who runs it: `公办`, `民办`.
    pub nature: String,
    /// What it teaches: `综合类`, `师范类`.
    pub kind: String,
    /// What it is known as, with a blank between: `985 211 双一流`.
    pub tags: String,
    /// How its name is read: lower-case syllables with a blank between.
    pub pinyin: String,
    /// Whether this was put together for a demonstration.
    pub sample: bool,
}

impl From<[String; 10]> for College {
    fn from([name, code, province, city, level, nature, kind, tags, pinyin, sample]: [String; 10]) -> Self {
        Self { name, code, province, city, level, nature, kind, tags, pinyin, sample: !sample.is_empty() }
    }
}

impl From<College> for [String; 10] {
    fn from(college: College) -> Self {
        let College { name, code, province, city, level, nature, kind, tags, pinyin, sample } = college;
        let sample = if sample { "1".to_owned() } else { String::new() };
        [name, code, province, city, level, nature, kind, tags, pinyin, sample]
    }
}

impl College {
    /// What else is known of it, in one line: `河南郑州市 本科 公办 综合类`.
    pub fn facts(&self) -> String {
        // 北京 北京市 says the same twice.
        let city =
            self.city.strip_prefix(&self.province).filter(|rest| *rest == "市").map_or(self.city.as_str(), |_| "");
        let place = format!("{}{city}", self.province);
        let facts = [place.as_str(), &self.level, &self.nature, &self.kind];
        facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The name by which a college is known, whatever the width of its brackets and wherever blanks stand: `山东大学（威海）` and
/// `山东大学(威海)` are one.
pub fn key(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).map(plain_width).collect()
}

impl Register {
    /// Makes a register ready to travel. The usual reading of a character is the one most names have.
    pub fn new(mut colleges: Vec<College>) -> Self {
        let mut counts: BTreeMap<char, BTreeMap<&str, usize>> = BTreeMap::new();
        for (character, syllable) in colleges.iter().filter_map(College::spelled).flatten() {
            *counts.entry(character).or_default().entry(syllable).or_default() += 1;
        }
        let usual = counts.into_iter().filter_map(|(character, counts)| {
            counts.into_iter().max_by_key(|(_, count)| *count).map(|(syllable, _)| (character, syllable))
        });
        let readings = usual.fold(String::new(), |mut readings, (character, syllable)| {
            readings.push(character);
            readings.push_str(syllable);
            readings
        });
        let known = known(&readings);
        for college in &mut colleges {
            if spell(&college.name, &known) == college.pinyin {
                college.pinyin.clear();
            }
        }
        Self { readings, colleges }
    }

    /// The colleges with their names spelled out.
    pub fn spelled(self) -> Vec<College> {
        let known = known(&self.readings);
        let mut colleges = self.colleges;
        for college in &mut colleges {
            if college.pinyin.is_empty() {
                college.pinyin = spell(&college.name, &known);
            }
        }
        colleges
    }
}

impl College {
    /// Each character of the name with its syllable; `None` where they do not go together one by one, as in a name with
    /// Latin letters.
    fn spelled(&self) -> Option<impl Iterator<Item = (char, &str)>> {
        let characters = || self.name.chars().filter(|c| is_han(*c));
        let syllables = || self.pinyin.split(' ');
        (characters().count() == syllables().count()).then(|| characters().zip(syllables()))
    }
}

/// Characters and their readings, in the order of the characters.
fn known(readings: &str) -> Vec<(char, &str)> {
    let mut known: Vec<(char, &str)> = Vec::new();
    let mut rest = readings;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        let end = rest.find(|c: char| !c.is_ascii()).unwrap_or(rest.len());
        known.push((character, &rest[..end]));
        rest = &rest[end..];
    }
    known.sort_unstable();
    known
}

/// A name character by character; characters whose reading is not known are left out.
fn spell(name: &str, known: &[(char, &str)]) -> String {
    let mut spelled = String::new();
    for character in name.chars() {
        if let Ok(at) = known.binary_search_by_key(&character, |(character, _)| *character) {
            if !spelled.is_empty() {
                spelled.push(' ');
            }
            spelled.push_str(known[at].1);
        }
    }
    spelled
}

fn is_han(character: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&character) || ('\u{20000}'..='\u{3ffff}').contains(&character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn college(name: &str, pinyin: &str) -> College {
        College { name: name.into(), pinyin: pinyin.into(), ..College::default() }
    }

    #[test]
    fn a_register_travels_with_each_reading_once_and_exceptions_spelled_out() {
        let colleges = vec![
            college("重庆大学", "chong qing da xue"),
            college("重庆师范大学", "chong qing shi fan da xue"),
            college("重点学院", "zhong dian xue yuan"),
            college("GEC 大学（北京）", "gec da xue bei jing"),
        ];
        let register = Register::new(colleges.clone());
        let spelled: Vec<&str> = register.colleges.iter().map(|college| college.pinyin.as_str()).collect();
        assert_eq!(spelled, ["", "", "zhong dian xue yuan", "gec da xue bei jing"]);
        assert!(register.readings.contains("重chong") && !register.readings.contains("重zhong"));
        let json = serde_json::to_string(&register).unwrap();
        assert!(json.contains(r#"["重庆大学","","","","","","","","",""]"#), "{json}");
        assert_eq!(serde_json::from_str::<Register>(&json).unwrap().spelled(), colleges);
    }

    #[test]
    fn a_college_is_told_in_a_line() {
        let zhengzhou = College {
            province: "河南".into(),
            city: "郑州市".into(),
            level: "本科".into(),
            nature: "公办".into(),
            ..college("郑州大学", "")
        };
        assert_eq!(zhengzhou.facts(), "河南郑州市 本科 公办");
        let beijing = College { province: "北京".into(), city: "北京市".into(), ..college("北京大学", "") };
        assert_eq!(beijing.facts(), "北京");
    }

    #[test]
    fn a_name_is_the_same_whatever_the_width_of_its_brackets() {
        assert_eq!(key("山东大学（威海）"), key(" 山东大学(威海) "));
        assert_ne!(key("山东大学（威海）"), key("山东大学"));
    }

    proptest! {
        #[test]
        fn a_register_that_has_travelled_is_the_same(
            names in proptest::collection::vec(("[重庆大学北京A（）]{1,6}", "([a-z]{1,6} ){0,5}[a-z]{1,6}"), 0..12),
        ) {
            let colleges: Vec<College> = names.iter().map(|(name, pinyin)| college(name, pinyin)).collect();
            prop_assert_eq!(Register::new(colleges.clone()).spelled(), colleges);
        }

        #[test]
        fn no_readings_break_the_register(readings in "\\PC{0,40}", name in "\\PC{0,12}") {
            let _ = Register { readings, colleges: vec![college(&name, "")] }.spelled();
        }
    }
}
