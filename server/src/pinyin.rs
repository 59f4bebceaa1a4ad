//! How a Chinese name is read: lower-case syllables without tones, so that a hotline is found by pinyin and initials.
//!
//! Most characters have one usual reading, which the `pinyin` crate knows. Those with several are read by the longest
//! word of our own table that stands there: 重庆 is chong, 重点 is zhong.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;
use zhangban_api::text::plain_width;

/// Words that are read otherwise than character by character: place names first, then words of offices and schools.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("pinyin/readings.csv")));

struct Words {
    readings: HashMap<&'static str, &'static str>,
    /// Characters of the longest word.
    longest: usize,
}

impl Words {
    /// Takes lines of a word, a comma and its syllables.
    fn new(table: &'static str) -> Self {
        let readings: HashMap<_, _> = table.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
        let longest = readings.keys().map(|word| word.chars().count()).max().unwrap_or(0);
        Self { readings, longest }
    }

    /// The reading of the longest word that `text` begins with, and how many bytes it takes.
    fn at_start_of(&self, text: &str) -> Option<(&'static str, usize)> {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest).collect();
        ends.into_iter().rev().find_map(|end| Some((*self.readings.get(&text[..end])?, end)))
    }
}

/// The reading of a name: `重庆市教育局` is `chong qing shi jiao yu ju`. Letters and digits between the characters stay
/// as lower-case words; signs and blanks only separate.
pub fn reading(name: &str) -> String {
    let mut reading = Reading::default();
    let mut rest = name;
    while let Some(character) = rest.chars().next() {
        let taken = if let Some((syllables, taken)) = WORDS.at_start_of(rest) {
            reading.word(syllables);
            taken
        } else {
            reading.character(character);
            character.len_utf8()
        };
        rest = &rest[taken..];
    }
    reading.text
}

/// A reading in the making.
#[derive(Default)]
struct Reading {
    text: String,
    /// The last thing was a letter or a digit: another one belongs to it.
    inside_a_word: bool,
}

impl Reading {
    fn word(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.inside_a_word = false;
    }

    fn character(&mut self, character: char) {
        if let Some(syllable) = character.to_pinyin() {
            // The crate writes ü where a keyboard has v.
            return self.word(&syllable.plain().replace('ü', "v"));
        }
        let plain = plain_width(character);
        if !plain.is_alphanumeric() {
            self.inside_a_word = false;
            return;
        }
        if !self.inside_a_word {
            self.word("");
            self.inside_a_word = true;
        }
        self.text.extend(plain.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_read_as_people_say_them() {
        for (name, expected) in [
            ("郑州市教育局", "zheng zhou shi jiao yu ju"),
            ("重庆市教育局", "chong qing shi jiao yu ju"),
            ("重点高中", "zhong dian gao zhong"),
            ("长葛市教育体育局", "chang ge shi jiao yu ti yu ju"),
            ("长垣市教育局", "chang yuan shi jiao yu ju"),
            ("浚县教育局", "xun xian jiao yu ju"),
            ("疏浚", "shu jun"),
            ("渑池县教育局", "mian chi xian jiao yu ju"),
            ("中牟县", "zhong mu xian"),
            ("泌阳县", "bi yang xian"),
            ("郏县", "jia xian"),
            ("尉氏县", "wei shi xian"),
            ("漯河市", "luo he shi"),
            ("台前县", "tai qian xian"),
            ("会计考试", "kuai ji kao shi"),
            ("招生委员会计划处", "zhao sheng wei yuan hui ji hua chu"),
            ("调剂与调查", "tiao ji yu diao cha"),
            ("国家税务总局 12366", "guo jia shui wu zong ju 12366"),
            ("ＡＢ中学（东区）", "ab zhong xue dong qu"),
            ("旅游学校", "lv you xue xiao"),
            ("", ""),
        ] {
            assert_eq!(reading(name), expected, "{name}");
        }
    }

    #[test]
    fn every_word_of_the_table_has_a_syllable_a_character() {
        let mut lines = 0;
        for line in include_str!("pinyin/readings.csv").lines().skip(1) {
            let (word, syllables) = line.split_once(',').unwrap();
            assert_eq!(word.chars().count(), syllables.split(' ').count(), "{line}");
            assert!(syllables.bytes().all(|b| b.is_ascii_lowercase() || b == b' '), "{line}");
            lines += 1;
        }
        assert_eq!(WORDS.readings.len(), lines, "a word stands in the table twice");
    }

    proptest! {
        #[test]
        fn no_name_breaks_the_reading(name in "\\PC{0,24}") {
            let reading = reading(&name);
            prop_assert!(!reading.starts_with(' ') && !reading.ends_with(' ') && !reading.contains("  "));
        }
    }
}
