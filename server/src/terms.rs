//! Terms: what the index of the articles has and what a search looks up in it.
//!
//! Chinese is written without blanks, and most of its words have two characters. So a term is a Han character, two of them
//! side by side, or a word of letters and digits. SQLite's own full-text index with trigrams finds nothing shorter than
//! three characters, and with its other tokenizers takes a whole sentence for one word; PostgreSQL's knows no Chinese at
//! all. An inverted table of our own is the same on both, and its queries are too.

use std::collections::BTreeSet;

use zhangban_api::articles::{Query, folded, is_han, runs_of};

/// Characters of the longest term; of a longer word only so many count.
const LONGEST: usize = 40;

/// Every term of a text.
pub fn of_text(text: &str) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    for run in runs_of(&folded(text)) {
        if run.starts_with(is_han) {
            terms.extend(run.chars().map(String::from));
            terms.extend(pairs(&run));
        } else {
            terms.insert(cut(&run));
        }
    }
    terms
}

/// The terms that everything a query finds must have.
pub fn of_query(query: &Query) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    for run in &query.runs {
        let has_pairs = run.starts_with(is_han) && run.chars().nth(1).is_some();
        if has_pairs {
            terms.extend(pairs(run));
        } else {
            terms.insert(cut(run));
        }
    }
    terms
}

/// The runs that having all their terms does not prove: 成绩查询 and 查询成绩 have 成绩 and 查询 in common.
pub fn to_verify(query: &Query) -> impl Iterator<Item = &str> {
    query.runs.iter().map(String::as_str).filter(|run| run.starts_with(is_han) && run.chars().count() > 2)
}

fn pairs(run: &str) -> impl Iterator<Item = String> + '_ {
    run.chars().zip(run.chars().skip(1)).map(|(one, other)| format!("{one}{other}"))
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(typed: &str) -> Vec<String> {
        of_query(&Query::new(typed)).into_iter().collect()
    }

    #[test]
    fn a_word_of_two_characters_is_one_term() {
        assert_eq!(of("放假"), ["放假"]);
        assert_eq!(of("假"), ["假"]);
        assert_eq!(of("高考成绩"), ["成绩", "考成", "高考"]);
        assert_eq!(of("ＸＬＳＸ 2026年"), ["2026", "xlsx", "年"]);
        assert_eq!(of("放假 放假放"), ["假放", "放假"]);
    }

    #[test]
    fn whatever_is_typed_of_a_text_is_found_in_it() {
        let text = "关于 2026 年国庆节放假的通知（教办〔2026〕12 号）";
        let terms = of_text(text);
        for typed in ["国庆节", "放假", "节", "2026", "教办", "12 号", "关于2026年", "通知 国庆"] {
            assert!(of(typed).iter().all(|term| terms.contains(term)), "{typed}");
        }
        assert!(!terms.contains("假节"));
    }

    #[test]
    fn only_what_terms_do_not_prove_is_verified() {
        let query = Query::new("放假 国庆节 2026");
        assert_eq!(to_verify(&query).collect::<Vec<_>>(), ["国庆节"]);
    }
}
