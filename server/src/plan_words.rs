//! What plans are found by in the store: written at the import, asked for at each search.

use zhangban_api::plans::{Code, College, PlanMajor, Tuition};
use zhangban_api::text::plain_width;

use crate::pinyin;

/// A tuition as the store keeps it: what is to be announced is higher than anything, so that it sorts last.
const TO_BE_ANNOUNCED: i64 = u32::MAX as i64;

/// A tuition for the store.
pub fn tuition(tuition: Tuition) -> i64 {
    tuition.yuan().map_or(TO_BE_ANNOUNCED, i64::from)
}

/// A tuition of the store; none where no such tuition can be.
pub fn tuition_of(stored: i64) -> Option<Tuition> {
    if stored == TO_BE_ANNOUNCED {
        return Some(Tuition::TO_BE_ANNOUNCED);
    }
    Tuition::parse(&stored.to_string()).ok()
}

/// What a college is found by: name, code, reading, initials.
pub fn of_college(college: &College) -> String {
    format!("{} {} {}", plain(&college.name), plain(Code::as_str(&college.code)), read(&college.name))
}

/// What a major is found by: name, remarks (they list the majors of a class), reading, initials.
pub fn of_major(major: &PlanMajor) -> String {
    format!("{} {} {}", plain(&major.name), plain(&major.remarks), read(&major.name))
}

/// How a name is read, without blanks, and its initials.
fn read(name: &str) -> String {
    let reading = pinyin::reading(name);
    let initials: String = reading.split(' ').filter_map(|syllable| syllable.chars().next()).collect();
    format!("{} {initials}", reading.replace(' ', ""))
}

/// Full-width characters plain, letters small, every blank a single one.
fn plain(text: &str) -> String {
    let plain: String = text.chars().map(plain_width).flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The patterns for `LIKE ... ESCAPE '\'` that all must fit, one for each word of what was typed.
pub fn patterns(typed: &str) -> Vec<String> {
    /// More words make a search longer and not better.
    const MOST: usize = 4;
    let typed: String = typed.chars().take(zhangban_api::plans::LONGEST_QUERY).collect();
    let pattern = |word: &str| {
        let escaped: String = word
            .chars()
            .flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c]))
            .filter(|c| *c != '\0')
            .collect();
        format!("%{escaped}%")
    };
    plain(&typed).split(' ').filter(|word| !word.is_empty()).take(MOST).map(pattern).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_college_is_found_by_name_code_reading_and_initials() {
        let college = College {
            code: Code::parse("1465").unwrap(),
            name: "郑州大学（威海）".into(),
            province: "河南".into(),
            city: "郑州".into(),
        };
        assert_eq!(of_college(&college), "郑州大学(威海) 1465 zhengzhoudaxueweihai zzdxwh");
    }

    #[test]
    fn what_was_typed_is_a_pattern_and_never_more() {
        assert_eq!(patterns(" 郑州　ＺＺ "), ["%郑州%", "%zz%"]);
        assert_eq!(patterns("100%_\\"), ["%100\\%\\_\\\\%"]);
        assert!(patterns(" \u{3000}").is_empty());
        assert_eq!(patterns("a b c d e f").len(), 4);
    }

    #[test]
    fn what_is_to_be_announced_sorts_last_and_reads_back() {
        for text in ["0", "6300", "999999", "待定"] {
            let known = Tuition::parse(text).unwrap();
            assert_eq!(tuition_of(tuition(known)), Some(known));
        }
        assert!(tuition(Tuition::TO_BE_ANNOUNCED) > tuition(Tuition::parse("999999").unwrap()));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_patterns(typed in "\\PC{0,60}") {
            for pattern in patterns(&typed) {
                prop_assert!(pattern.starts_with('%') && pattern.ends_with('%'));
            }
        }
    }
}
