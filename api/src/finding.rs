//! Finding an entry of a list by what somebody types: words, digits, pinyin, initials. It is done where the list is, on
//! the server or on the phone, and a keystroke only compares.

/// As many characters of what was typed are looked for: longer than any name, and a stranger cannot make one search as
/// expensive as a thousand.
const LONGEST_QUERY: usize = 100;

/// What was typed, as far as it is looked for.
pub fn as_long_as_a_query(typed: &str) -> &str {
    typed.char_indices().nth(LONGEST_QUERY).map_or(typed, |(end, _)| &typed[..end])
}

/// An entry made ready to be searched; made once for each, so that a keystroke only compares.
#[derive(Clone, Debug)]
pub struct Finder {
    /// Everything that can be found by its words, plain and lower-case.
    words: Searched,
    /// The digits of its number or code; empty where it has none.
    digits: Searched,
    /// The reading without blanks: `zhengzhoushijiaoyuju`.
    reading: Searched,
    /// The first letter of each syllable: `zzsjyj`.
    initials: Searched,
}

/// What somebody typed, made ready: every word of it must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    words: Vec<Word>,
}

/// A word that somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    /// As it stands, to be found among words.
    text: Searched,
    /// What else it may be.
    also: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// Digits of a number, without what stands between them.
    Number(Searched),
    /// A piece of a reading, or initials.
    Letters,
    /// Nothing else.
    Words,
}

impl Query {
    /// Makes what was typed ready; its first 100 characters count. Nothing typed finds everything.
    pub fn new(typed: &str) -> Self {
        Self { words: plain(as_long_as_a_query(typed)).split_whitespace().map(Word::new).collect() }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl Word {
    fn new(word: &str) -> Self {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        let only_a_number = || word.chars().all(|c| c.is_ascii_digit() || c == '-');
        let also = if !digits.is_empty() && only_a_number() {
            Kind::Number(digits.into())
        } else if word.bytes().all(|b| b.is_ascii_lowercase()) {
            Kind::Letters
        } else {
            Kind::Words
        };
        Self { text: word.to_owned().into(), also }
    }
}

impl Finder {
    /// Makes an entry ready: the words it is found by, the digits of its number or code, and how its name is read
    /// (lower-case syllables with a blank between).
    pub fn new(words: &str, digits: &str, pinyin: &str) -> Self {
        let initials: String = pinyin.split(' ').filter_map(|syllable| syllable.chars().next()).collect();
        Self {
            words: plain(words).into(),
            digits: digits.to_owned().into(),
            reading: pinyin.split(' ').collect::<String>().into(),
            initials: initials.into(),
        }
    }

    /// Whether every word of the query is found somewhere.
    pub fn matches(&self, query: &Query) -> bool {
        query.words.iter().all(|word| self.has(word))
    }

    /// Whether the entry begins with what was typed, as words or as it is read: of all that match, people mean these first.
    pub fn begins_with(&self, query: &Query) -> bool {
        query.words.first().is_some_and(|Word { text: word, .. }| {
            [&self.words, &self.reading, &self.initials]
                .into_iter()
                .any(|searched| searched.text.starts_with(&word.text))
        })
    }

    fn has(&self, Word { text: word, also }: &Word) -> bool {
        self.words.contains(word)
            || match also {
                Kind::Number(digits) => self.digits.contains(digits),
                Kind::Letters => self.reading.contains(word) || self.has_initials(word),
                Kind::Words => false,
            }
    }

    /// The initials as they stand, or from the first with some left out: `zzjyj` finds 郑州市教育局, because nobody
    /// types every 市.
    fn has_initials(&self, word: &Searched) -> bool {
        self.initials.has_characters_of(word)
            && (self.initials.contains(word)
                || self.initials.text.starts_with(&word.text[..1]) && is_subsequence(&word.text, &self.initials.text))
    }
}

/// A text, and which characters it has: most texts that do not contain a word lack one of its characters, and to see that
/// is one comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Searched {
    text: String,
    /// A bit for each character; several characters share one.
    characters: u64,
}

impl From<String> for Searched {
    fn from(text: String) -> Self {
        let characters = text.chars().fold(0, |bits, character| bits | 1 << (u32::from(character) % u64::BITS));
        Self { text, characters }
    }
}

impl Searched {
    fn has_characters_of(&self, word: &Self) -> bool {
        self.characters & word.characters == word.characters
    }

    fn contains(&self, word: &Self) -> bool {
        self.has_characters_of(word) && self.text.contains(&word.text)
    }
}

fn is_subsequence(word: &str, of: &str) -> bool {
    let mut letters = of.chars();
    word.chars().all(|letter| letters.any(|other| other == letter))
}

/// Full-width characters plain, Latin letters small. The tables of all other scripts would weigh more than the search.
fn plain(text: &str) -> String {
    text.chars().map(|character| crate::text::plain_width(character).to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn finder() -> Finder {
        let words = "郑州市教育局 Zhengzhou Education Bureau 市县教育局 招生考试";
        Finder::new(words, "037166001234", "zheng zhou shi jiao yu ju")
    }

    #[test]
    fn an_entry_is_found_by_whatever_is_typed() {
        for typed in [
            "郑州",
            "教育局",
            "招生",
            "ZHENGZHOU",
            "zhengzhoushi",
            "zzsjyj",
            "zzjyj",
            "zz",
            "6600",
            "0371-6600",
            "６６００",
            "郑州 jyj 66",
            "",
        ] {
            assert!(finder().matches(&Query::new(typed)), "{typed}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for typed in ["开封", "zzx", "jyj2", "9999", "sjyjz", "郑州 开封"] {
            assert!(!finder().matches(&Query::new(typed)), "{typed}");
        }
    }

    #[test]
    fn a_hundred_characters_of_what_was_typed_count() {
        let typed = format!("郑州{}", " ".repeat(98));
        assert_eq!(Query::new(&format!("{typed}开封")), Query::new("郑州"));
        assert_eq!(as_long_as_a_query("郑州"), "郑州");
    }

    proptest! {
        #[test]
        fn a_text_contains_what_it_contains(text in "[a-c郑州大学]{0,12}", word in "[a-c郑州大学]{1,3}") {
            prop_assert_eq!(Searched::from(text.clone()).contains(&word.clone().into()), text.contains(&word));
        }

        #[test]
        fn no_text_breaks_the_search(typed in "\\PC{0,24}") {
            let _ = finder().matches(&Query::new(&typed));
        }
    }
}
