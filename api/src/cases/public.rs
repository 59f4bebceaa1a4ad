//! What everybody may read of cases: question and answer, once two people of the department have seen that they tell on
//! nobody. Contact, place and number of a case are never among it.

use serde::{Deserialize, Serialize};

use super::category::CaseKind;
use crate::text::typed_characters;
use crate::{Date, Endpoint, FieldError, Message, Method, Moment, Text};

/// `GET /api/cases/answered`: what was asked and answered before, the newest first.
pub struct FindAnswered;

impl Endpoint for FindAnswered {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/cases/answered";
    const SUMMARY: &'static str = "Questions and answers that may be shown to everybody, the newest first";
    type Request = AnsweredSearch;
    type Reply = AnsweredCases;
}

/// `GET /api/cases/similar`: what may already answer a case that is being written.
pub struct FindSimilar;

impl Endpoint for FindSimilar {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/cases/similar";
    const SUMMARY: &'static str = "Up to three public answers in a category that may already answer a question";
    type Request = SimilarTo;
    type Reply = Similar;
}

/// Answered cases on one page.
pub const PAGE: usize = 20;

/// The longest text that is looked for, in characters.
pub const QUERY_LIMIT: usize = 100;

/// As many similar cases are named: more would be in the way of whoever wants to write.
pub const MOST_SIMILAR: usize = 3;

/// Which answered cases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnsweredSearch {
    /// The short name of a category; empty for all.
    #[serde(default)]
    pub category: String,
    /// Words of question or answer.
    #[serde(default)]
    pub q: String,
    /// Which twenty, from 1; 0 is 1.
    #[serde(default)]
    pub page: u32,
}

/// Names of what stands in the address of the answered cases.
pub mod field {
    /// Which category.
    pub const CATEGORY: &str = "category";
    /// What is looked for.
    pub const QUERY: &str = "q";
    /// Which twenty.
    pub const PAGE: &str = "page";
}

impl AnsweredSearch {
    /// What is looked for, trimmed and within the limit.
    pub fn words(&self) -> Result<&str, FieldError> {
        let words = self.q.trim();
        if words.chars().count() > QUERY_LIMIT {
            let message = Message::new("最多搜索 100 字，请缩短", "Search for at most 100 characters");
            return Err(FieldError::new(field::QUERY, message));
        }
        Ok(words)
    }
}

/// A page of answered cases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnsweredCases {
    /// The cases.
    pub rows: Vec<PublicCase>,
    /// How many there are in all.
    pub count: u32,
    /// The categories in which there is something to read.
    pub categories: Vec<CategoryName>,
}

/// A category by its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CategoryName {
    /// Its short name in requests.
    pub id: String,
    /// What a citizen reads.
    pub name: Text,
}

/// What everybody may read of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicCase {
    /// A name by chance: it says nothing about the number of the case.
    pub id: String,
    /// What it is about.
    pub category: Text,
    /// Complaint, inquiry or consultation.
    pub kind: CaseKind,
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
    /// When it was asked.
    pub filed_at: Moment,
    /// When it was first answered.
    pub first_answered_at: Moment,
    /// Since when everybody may read it.
    pub published_at: Moment,
}

impl PublicCase {
    /// Seconds from the question to the first answer.
    pub fn took(&self) -> i64 {
        (self.first_answered_at.unix() - self.filed_at.unix()).max(0)
    }
}

/// What is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SimilarTo {
    /// The short name of its category.
    pub category: String,
    /// Words to look for; without them the newest of the category.
    #[serde(default)]
    pub q: String,
}

/// What may already answer it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Similar {
    /// Three at most.
    pub rows: Vec<PublicCase>,
}

/// What the desk would show to everybody, or has put forward.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proposal {
    /// The question as it would be shown.
    pub question: String,
    /// The answer as it would be shown.
    pub answer: String,
    /// Who put it forward; empty while nobody has.
    pub proposed_by: String,
}

/// What stands where something was taken out.
pub const TAKEN_OUT: &str = "×××";

/// As few digits in a row are a phone number, an ID or an account; a year, an amount or a hotline has fewer.
const LONG_RUN: usize = 7;

/// A text without phone numbers, ID numbers, e-mail addresses and other long runs of digits. It is what a person begins
/// with who reads the text before anybody else does: names and places have no form by which they could be found.
pub fn redacted(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut told = String::with_capacity(text.len());
    let (mut at, mut cut) = (0, 0);
    while at < characters.len() {
        if let Some(length) = address_at(&characters, cut, at).or_else(|| number_at(&characters, at)) {
            told.push_str(TAKEN_OUT);
            at += length;
            cut = at;
            continue;
        }
        // What is no number as a whole is none from its middle either; a day is passed over whole.
        let passed = day_at(&characters, at).unwrap_or_else(|| unit_at(&characters, at));
        told.extend(&characters[at..at + passed]);
        at += passed;
    }
    told
}

/// A text without a word of somebody's own as well, such as her contact or her school.
pub fn without(text: &str, own: &str) -> String {
    if own.trim().chars().count() < 2 { text.to_owned() } else { text.replace(own.trim(), TAKEN_OUT) }
}

/// Whether a text has something of somebody's own in it, however it is spaced.
pub fn gives_away(text: &str, own: &str) -> bool {
    let plain = |text: &str| typed_characters(text).collect::<String>().to_lowercase();
    let own = plain(own);
    own.chars().count() >= 2 && plain(text).contains(&own)
}

/// The length of the day that begins here: it has as many digits as a number, and tells on nobody.
fn day_at(characters: &[char], at: usize) -> Option<usize> {
    let day: String = characters.get(at..at + 10)?.iter().collect();
    let begins = at == 0 || !is_digit(characters[at - 1]);
    let ends = characters.get(at + 10).is_none_or(|c| !is_digit(*c));
    (begins && ends && Date::parse(&day).is_some()).then_some(10)
}

/// How many characters belong to what begins here and is passed over: all digits of a run, or one character.
fn unit_at(characters: &[char], at: usize) -> usize {
    characters[at..].iter().take_while(|c| is_digit(**c)).count().max(1)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The length of a long run of digits that begins here, with single blanks and hyphens inside it and the X of an ID.
fn number_at(characters: &[char], at: usize) -> Option<usize> {
    if day_at(characters, at).is_some() {
        return None;
    }
    let (mut digits, mut length, mut next) = (0, 0, at);
    while let Some(&c) = characters.get(next) {
        // A day after a number is no part of it.
        if is_digit(c) && (digits == 0 || day_at(characters, next).is_none()) {
            digits += 1;
            next += 1;
            length = next - at;
        } else if digits > 0
            && matches!(c, ' ' | '-' | '－' | '　')
            && characters.get(next + 1).is_some_and(|c| is_digit(*c))
        {
            next += 1;
        } else {
            break;
        }
    }
    let is_id = digits == 17 && matches!(characters.get(at + length), Some('x' | 'X' | 'ｘ' | 'Ｘ'));
    (digits >= LONG_RUN).then_some(length + usize::from(is_id))
}

/// The length of an e-mail address that begins here; what stands before `cut` was taken out.
fn address_at(characters: &[char], cut: usize, at: usize) -> Option<usize> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    // It begins where its word does.
    if at > cut && is_word(characters[at - 1]) {
        return None;
    }
    let name = characters[at..].iter().take_while(|c| is_word(**c)).count();
    let behind = &characters[at + name..];
    if name == 0 || !matches!(behind.first(), Some('@' | '＠')) {
        return None;
    }
    let host = behind[1..].iter().take_while(|c| is_word(**c)).count();
    (host > 0).then_some(name + 1 + host)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_long_number_and_no_address_is_left(text in "[0-9 @a.，２-]{0,40}|\\PC{0,30}") {
            let told = redacted(&text);
            let longest = told.split(|c| !is_digit(c)).map(|run| run.chars().count()).max().unwrap_or_default();
            prop_assert!(longest < LONG_RUN, "{}", told);
            prop_assert_eq!(redacted(&told), told, "once is enough");
        }
    }

    #[test]
    fn what_tells_who_somebody_is_is_taken_out() {
        for (text, told) in [
            ("电话13800000000，谢谢", "电话×××，谢谢"),
            ("138 0000 0000", "×××"),
            ("0371-6569-0000 转 8", "××× 转 8"),
            ("身份证99010120061105003X。", "身份证×××。"),
            ("990101200703150011", "×××"),
            ("写信到 li.ming+1@example.com.cn 吧", "写信到 ××× 吧"),
            ("１３８００００００００", "×××"),
            ("QQ 12345678", "QQ ×××"),
        ] {
            assert_eq!(redacted(text), told, "{text}");
        }
    }

    #[test]
    fn what_everybody_may_know_stays() {
        for text in
            ["2026-06-25 10:00 之前", "请拨打 12345", "学费 1280 元", "第 3 条 第 4 款", "@所有人", "", "2025-26 学年"]
        {
            assert_eq!(redacted(text), text);
        }
    }

    #[test]
    fn what_is_her_own_is_found_however_it_is_spaced() {
        assert!(gives_away("打 138-0000 0000 给我", "13800000000"));
        assert!(gives_away("写到 Li@Example.com", "li@example.com"));
        assert!(!gives_away("没有", "") && !gives_away("样例", "样例中学"));
        assert_eq!(without("在样例中学门口", "样例中学"), "在×××门口");
    }
}
