//! What stands in what was pasted: links, phone numbers, or the name of an account.

use std::collections::HashSet;

use zhangban_api::PhoneNumber;
use zhangban_api::text::plain_width;

/// More in one message is not looked up.
const MOST: usize = 8;

/// A name is no longer; a longer text without a link or a number is a message about nothing that can be looked up.
const LONGEST_NAME: usize = 40;

/// Something to look up.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Link(String),
    Phone(String),
    Name(String),
}

/// Everything there is to look up, each once, in the order of the text; nothing if there is only talk.
pub(super) fn parts(pasted: &str) -> Vec<Part> {
    let text: String = pasted.chars().map(plain_width).filter(|c| !is_invisible(*c)).collect();
    let text = text.trim();
    if is_phone_like(text) {
        return vec![Part::Phone(text.to_owned())];
    }
    let (mut found, mut rest) = (Vec::new(), String::new());
    for word in text.split(|c: char| c.is_whitespace() || is_bracket(c)) {
        match link_in(word) {
            Some(link) => found.push(Part::Link(link)),
            None => rest.push_str(word),
        }
        rest.push(' ');
    }
    found.extend(phones_in(&rest).into_iter().map(Part::Phone));
    let mut seen = HashSet::new();
    found.retain(|part| seen.insert(part.clone()));
    found.truncate(MOST);
    if found.is_empty() && (1..=LONGEST_NAME).contains(&text.chars().count()) {
        found.push(Part::Name(text.to_owned()));
    }
    found
}

/// Marks that are not seen, and could hide in a name or a link.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// What stands around a link in a Chinese sentence.
fn is_bracket(c: char) -> bool {
    matches!(
        c,
        ',' | ';'
            | '!'
            | '"'
            | '<'
            | '>'
            | '、'
            | '。'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '「'
            | '」'
            | '【'
            | '】'
            | '《'
            | '》'
            | '…'
    )
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The link in a word, if there is one. With a scheme its host may be of any script; without one it begins and ends where
/// Chinese characters do, since sentences are written without blanks.
fn link_in(word: &str) -> Option<String> {
    if let Some(at) = word.find("://") {
        let scheme = word[..at]
            .rfind(|c: char| !c.is_ascii_alphanumeric())
            .map_or(0, |before| before + word[before..].chars().next().map_or(1, char::len_utf8));
        let link = &word[scheme..];
        let host_ends = link[at - scheme + 3..].find(['/', '?', '#']).map_or(link.len(), |end| at - scheme + 3 + end);
        // A sentence that goes on right behind the host is no part of it, unless without it there is no host.
        let host = &link[at - scheme + 3..host_ends];
        let behind_host =
            host.find(is_han).filter(|&han| is_domain_like(&host[..han])).map(|han| at - scheme + 3 + han);
        let end =
            behind_host.or_else(|| link[host_ends..].find(is_han).map(|han| host_ends + han)).unwrap_or(link.len());
        let tail = |c: char| matches!(c, '.' | ')' | ']' | ':');
        return Some(link[..end].trim_end_matches(tail).to_owned());
    }
    word.split(is_han)
        .map(|run| run.trim_matches(|c: char| !c.is_alphanumeric()))
        .find(|run| is_domain_like(run))
        .map(str::to_owned)
}

/// Letters and dots, the last of them followed by letters only.
fn is_domain_like(run: &str) -> bool {
    let authority = run.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let Some((before, ending)) = host.rsplit_once('.') else { return false };
    let of_letters = ending.chars().count() >= 2 && ending.chars().all(char::is_alphabetic);
    let ending_is_one = of_letters || ending.starts_with("xn--");
    !before.is_empty() && ending_is_one && before.split('.').all(|label| !label.is_empty())
}

fn is_phone_like(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 3 && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-()–—－转#".contains(c))
}

/// Runs of digits that can be numbers somebody calls: as they stand, or one by one where several stand side by side.
fn phones_in(text: &str) -> Vec<String> {
    let is_number =
        |run: &str| run.chars().filter(char::is_ascii_digit).count() >= 5 && PhoneNumber::parse(run).is_ok();
    let mut found: Vec<String> = Vec::new();
    for run in text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' '))) {
        let run = run.trim_matches(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '(')));
        let numbers = if is_number(run) { vec![run] } else { run.split(' ').filter(|one| is_number(one)).collect() };
        found.extend(numbers.into_iter().map(str::to_owned));
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn link(text: &str) -> Part {
        Part::Link(text.into())
    }

    fn phone(text: &str) -> Part {
        Part::Phone(text.into())
    }

    #[test]
    fn a_whole_message_is_taken_apart() {
        for (pasted, expected) in [
            ("https://haedu.gov.cn@evil.example/a", vec![link("https://haedu.gov.cn@evil.example/a")]),
            ("haedu.gov.cn", vec![link("haedu.gov.cn")]),
            ("请登录haedu.gov.cn查询", vec![link("haedu.gov.cn")]),
            ("【教育厅】您的录取通知书待领取，请点https://a.cn/x?b=1，退订回T", vec![link("https://a.cn/x?b=1")]),
            ("点击http://a.cn/x查看。", vec![link("http://a.cn/x")]),
            ("点击http://a.cn查看", vec![link("http://a.cn")]),
            ("https://河南教育.cn/x", vec![link("https://河南教育.cn/x")]),
            ("电话 12345 12388", vec![phone("12345"), phone("12388")]),
            ("０３７１－６５６９　１２３４", vec![phone("0371-6569 1234")]),
            ("+86 12345", vec![phone("+86 12345")]),
            ("请拨打 0371-65691234 或访问 a.cn", vec![link("a.cn"), phone("0371-65691234")]),
            ("2025-06-25 公布", vec![Part::Name("2025-06-25 公布".into())]),
            ("河南教育", vec![Part::Name("河南教育".into())]),
            ("hаedu.gov.cn", vec![link("hаedu.gov.cn")]),
            ("ha\u{200b}edu.gov.cn", vec![link("haedu.gov.cn")]),
        ] {
            assert_eq!(parts(pasted), expected, "{pasted}");
        }
    }

    #[test]
    fn talk_without_anything_to_look_up_is_nothing() {
        assert_eq!(parts(&"您好，请问今年的录取结果什么时候出来".repeat(4)), []);
        assert_eq!(parts("  "), []);
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_taking_apart(text in "\\PC{0,80}") {
            prop_assert!(parts(&text).len() <= MOST);
        }

        #[test]
        fn nothing_that_looks_like_a_link_breaks_it(text in "[a-z0-9.:/@?#中，。 -]{0,40}") {
            let _ = parts(&text);
        }
    }
}
