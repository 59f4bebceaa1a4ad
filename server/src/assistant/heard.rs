//! What somebody sent, as it is meant: `１`, `1.`, `①`, `一`, `发 1` and `1️⃣` are all the number 1.

use zhangban_api::assistant::LONGEST_QUESTION;
use zhangban_api::text::plain_width;

/// What people put before a number, longest first.
const BEFORE: [&str; 17] = [
    "发送", "回复", "输入", "选择", "数字", "我选", "我要", "option", "number", "reply", "send", "no.", "发", "回",
    "按", "选", "第",
];

/// What people put behind it.
const BEHIND: [&str; 5] = ["号", "项", "个", "条", "吧"];

const DIGITS: [(char, u8); 10] =
    [('零', 0), ('一', 1), ('二', 2), ('三', 3), ('四', 4), ('五', 5), ('六', 6), ('七', 7), ('八', 8), ('九', 9)];

const ENGLISH: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// What somebody sent, made ready to be compared with rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    words: String,
    /// From where to where it is more than signs.
    whole: (usize, usize),
    number: Option<u8>,
}

impl Heard {
    /// Reads the first 500 characters.
    pub fn new(text: &str) -> Self {
        let words = plain(text);
        let whole = words.trim_start_matches(is_sign);
        let from = words.len() - whole.len();
        let whole = whole.trim_end_matches(is_sign);
        let (to, number) = (from + whole.len(), number(whole));
        Self { words, whole: (from, to), number }
    }

    /// All of it: small letters of one width, without what cannot be seen and without blanks between Chinese words.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The same without the signs around it.
    pub fn whole(&self) -> &str {
        &self.words[self.whole.0..self.whole.1]
    }

    /// Whether there is nothing in it that could be read: blanks, dots, a smile.
    pub fn is_empty(&self) -> bool {
        self.whole().is_empty()
    }

    /// The number, if it is nothing but one, from 1 to 99.
    pub fn number(&self) -> Option<u8> {
        self.number
    }

    /// Whether a word is in it. Words of Latin letters and digits are whole words: `art` is not in `start`.
    pub fn has(&self, word: &Heard) -> bool {
        let word = word.whole();
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let (opens, ends) = (is_latin(word.chars().next()), is_latin(word.chars().next_back()));
        !word.is_empty()
            && self.words.match_indices(word).any(|(at, _)| {
                let (before, behind) = (&self.words[..at], &self.words[at + word.len()..]);
                !(opens && is_latin(before.chars().next_back()) || ends && is_latin(behind.chars().next()))
            })
    }
}

fn plain(text: &str) -> String {
    let mut words = String::new();
    let mut blank = false;
    for character in text.chars().take(LONGEST_QUESTION).map(plain_width) {
        if character.is_whitespace() {
            blank = true;
            continue;
        }
        if is_unseen(character) {
            continue;
        }
        // A blank separates Latin words; in Chinese it is a slip of the thumb.
        if blank && character.is_ascii() && words.ends_with(|before: char| before.is_ascii()) {
            words.push(' ');
        }
        blank = false;
        match character {
            '①'..='⑳' => words.push_str(&(u32::from(character) - u32::from('①') + 1).to_string()),
            _ => words.extend(character.to_lowercase()),
        }
    }
    words
}

/// Controls, joiners, marks of direction, and what turns a digit into a picture of a key.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{20e3}' | '\u{feff}'
        )
}

fn is_sign(character: char) -> bool {
    !character.is_alphanumeric()
}

/// The number that a text is about, and nothing else.
fn number(whole: &str) -> Option<u8> {
    let mut rest = whole;
    loop {
        let shorter = BEFORE.iter().find_map(|word| rest.strip_prefix(word));
        let shorter = shorter.or_else(|| BEHIND.iter().find_map(|word| rest.strip_suffix(word)));
        match shorter {
            Some(shorter) => rest = shorter.trim_matches(is_sign),
            None => break,
        }
    }
    let number = if rest.bytes().all(|byte| byte.is_ascii_digit()) {
        rest.parse().ok()?
    } else if let Some(at) = ENGLISH.iter().position(|word| *word == rest) {
        u8::try_from(at + 1).ok()?
    } else {
        chinese(rest)?
    };
    (1..=99).contains(&number).then_some(number)
}

/// `三`, `十`, `十二`, `二十`, `二十一`.
fn chinese(text: &str) -> Option<u8> {
    let digit = |text: &str, none: u8| match text.chars().collect::<Vec<_>>()[..] {
        [] => Some(none),
        [one] => DIGITS.iter().find(|(character, _)| *character == one).map(|(_, digit)| *digit),
        _ => None,
    };
    match text.split_once('十') {
        None => digit(text, 0),
        Some((tens, ones)) => Some(digit(tens, 1)? * 10 + digit(ones, 0)?),
    }
}
