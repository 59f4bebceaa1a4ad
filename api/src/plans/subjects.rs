//! Subjects that candidates choose, and the pairs they re-select.

use serde::{Deserialize, Serialize};

use crate::{Message, Text};

/// A subject that candidates choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// 物理.
    Physics,
    /// 历史.
    History,
    /// 化学.
    Chemistry,
    /// 生物.
    Biology,
    /// 思想政治.
    Politics,
    /// 地理.
    Geography,
}

impl Subject {
    /// All of them: the two first choices, then the four that are re-selected.
    const ALL: [Self; 6] =
        [Self::Physics, Self::History, Self::Chemistry, Self::Biology, Self::Politics, Self::Geography];

    /// Its word in JSON and in addresses, the same as in exams.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Physics => "physics",
            Self::History => "history",
            Self::Chemistry => "chemistry",
            Self::Biology => "biology",
            Self::Politics => "politics",
            Self::Geography => "geography",
        }
    }

    /// What a citizen reads.
    pub const fn name(self) -> Message {
        match self {
            Self::Physics => Message::new("物理", "physics"),
            Self::History => Message::new("历史", "history"),
            Self::Chemistry => Message::new("化学", "chemistry"),
            Self::Biology => Message::new("生物", "biology"),
            Self::Politics => Message::new("政治", "politics"),
            Self::Geography => Message::new("地理", "geography"),
        }
    }

    /// What offices write; longer names before those they contain.
    pub(super) const NAMES: [(&'static str, Self); 11] = [
        ("思想政治", Self::Politics),
        ("政治", Self::Politics),
        ("思政", Self::Politics),
        ("生物学", Self::Biology),
        ("生物", Self::Biology),
        ("物理学", Self::Physics),
        ("物理", Self::Physics),
        ("历史学", Self::History),
        ("历史", Self::History),
        ("化学", Self::Chemistry),
        ("地理", Self::Geography),
    ];

    pub(super) const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of subjects; in JSON their words with hyphens between them: `chemistry-biology`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Subjects(pub(super) u8);

impl Subjects {
    /// The set of these.
    pub fn of(subjects: &[Subject]) -> Self {
        Self(subjects.iter().fold(0, |bits, subject| bits | subject.bit()))
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0 == 0
    }

    /// Its subjects, in their order.
    pub fn iter(self) -> impl Iterator<Item = Subject> {
        Subject::ALL.into_iter().filter(move |subject| self.0 & subject.bit() != 0)
    }

    fn parse(words: &str) -> Option<Self> {
        words.split('-').filter(|word| !word.is_empty()).try_fold(Self::default(), |Self(bits), word| {
            let subject = Subject::ALL.into_iter().find(|subject| subject.word() == word)?;
            Some(Self(bits | subject.bit()))
        })
    }

    fn words(self) -> String {
        self.iter().map(Subject::word).collect::<Vec<_>>().join("-")
    }

    pub(super) fn names(self, zh: &str, en: &str) -> Text {
        let names: Vec<Message> = self.iter().map(Subject::name).collect();
        Text::new(
            names.iter().map(|name| name.zh).collect::<Vec<_>>().join(zh),
            names.iter().map(|name| name.en).collect::<Vec<_>>().join(en),
        )
    }
}

impl Serialize for Subjects {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.words())
    }
}

impl<'de> Deserialize<'de> for Subjects {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = String::deserialize(deserializer)?;
        Self::parse(&words).ok_or_else(|| serde::de::Error::custom("expected subjects such as chemistry-biology"))
    }
}

/// The two subjects that a candidate re-selected beside the first choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Subjects", into = "Subjects")]
pub struct ReSelected(pub(super) Subjects);

impl ReSelected {
    /// Every pair there is, in the order of the lists that offer them.
    pub fn all() -> impl Iterator<Item = Self> {
        let four = [Subject::Chemistry, Subject::Biology, Subject::Politics, Subject::Geography];
        let pair = move |(one, other): (usize, usize)| Self(Subjects::of(&[four[one], four[other]]));
        [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)].into_iter().map(pair)
    }

    /// Reads the words of an address.
    pub fn parse(words: &str) -> Option<Self> {
        Self::try_from(Subjects::parse(words)?).ok()
    }

    /// Its words in an address.
    pub fn words(self) -> String {
        self.0.words()
    }

    /// What a citizen reads.
    pub fn text(self) -> Text {
        self.0.names("、", " and ")
    }

    /// The pair as one bit: what a group is open to is a sum of these.
    pub fn bit(self) -> i64 {
        Self::all().position(|pair| pair == self).map_or(0, |at| 1 << at)
    }
}

impl TryFrom<Subjects> for ReSelected {
    type Error = &'static str;
    fn try_from(subjects: Subjects) -> Result<Self, Self::Error> {
        Self::all().find(|pair| pair.0 == subjects).ok_or("expected two re-selected subjects such as chemistry-biology")
    }
}

impl From<ReSelected> for Subjects {
    fn from(pair: ReSelected) -> Self {
        pair.0
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    impl JsonSchema for super::Subjects {
        fn schema_name() -> Cow<'static, str> {
            "Subjects".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"type": "string", "description": "Subjects with hyphens between them: chemistry-biology"})
        }
    }

    impl JsonSchema for super::ReSelected {
        fn schema_name() -> Cow<'static, str> {
            "ReSelected".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            let pairs: Vec<String> = Self::all().map(Self::words).collect();
            json_schema!({"type": "string", "enum": pairs})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_have_bits_of_their_own() {
        let bits: Vec<i64> = ReSelected::all().map(ReSelected::bit).collect();
        assert_eq!(bits, [1, 2, 4, 8, 16, 32]);
        assert_eq!(ReSelected::parse("biology-chemistry").map(ReSelected::words), Some("chemistry-biology".into()));
        for words in ["", "chemistry", "physics-chemistry", "chemistry-biology-politics", "art-music"] {
            assert_eq!(ReSelected::parse(words), None, "{words}");
        }
    }
}
