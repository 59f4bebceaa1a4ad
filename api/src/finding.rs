//! Finding an entry of a list by what somebody types: words, digits, pinyin, initials. It is done where the list is, on
//! the server or on the phone, and a keystroke only compares.

/// An entry made ready to be searched; made once for each, so that a keystroke only compares.
#[derive(Clone, Debug)]
pub struct Finder {
    /// Everything that can be found by its words, plain and lower-case.
    words: String,
    /// The digits of its number or code; empty where it has none.
    digits: String,
    /// The reading without blanks: `zhengzhoushijiaoyuju`.
    reading: String,
    /// The first letter of each syllable: `zzsjyj`.
    initials: String,
}

/// What somebody typed, made ready: every word of it must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Makes what was typed ready. Nothing typed finds everything.
    pub fn new(typed: &str) -> Self {
        Self { words: plain(typed).split_whitespace().map(str::to_owned).collect() }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl Finder {
    /// Makes an entry ready: the words it is found by, the digits of its number or code, and how its name is read
    /// (lower-case syllables with a blank between).
    pub fn new(words: &str, digits: &str, pinyin: &str) -> Self {
        Self {
            words: plain(words),
            digits: digits.to_owned(),
            reading: pinyin.split(' ').collect(),
            initials: pinyin.split(' ').filter_map(|syllable| syllable.chars().next()).collect(),
        }
    }

    /// Whether every word of the query is found somewhere.
    pub fn matches(&self, query: &Query) -> bool {
        query.words.iter().all(|word| self.has(word))
    }

    /// Whether the entry begins with what was typed, as words or as it is read: of all that match, people mean these first.
    pub fn begins_with(&self, query: &Query) -> bool {
        query.words.first().is_some_and(|word| {
            [&self.words, &self.reading, &self.initials].into_iter().any(|text| text.starts_with(word.as_str()))
        })
    }

    fn has(&self, word: &str) -> bool {
        if self.words.contains(word) {
            return true;
        }
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        if !digits.is_empty() {
            let only_a_number = word.chars().all(|c| c.is_ascii_digit() || c == '-');
            return only_a_number && self.digits.contains(&digits);
        }
        word.bytes().all(|b| b.is_ascii_lowercase()) && (self.reading.contains(word) || self.has_initials(word))
    }

    /// The initials as they stand, or from the first with some left out: `zzjyj` finds 郑州市教育局, because nobody
    /// types every 市.
    fn has_initials(&self, word: &str) -> bool {
        self.initials.contains(word) || self.initials.starts_with(&word[..1]) && is_subsequence(word, &self.initials)
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

    proptest! {
        #[test]
        fn no_text_breaks_the_search(typed in "\\PC{0,24}") {
            let _ = finder().matches(&Query::new(&typed));
        }
    }
}
