//! A rule: when it answers, and what.

use std::fmt;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};
use zhangban_api::assistant::Phone;
use zhangban_api::department::Service;
use zhangban_api::{Moment, Text};

use super::heard::Heard;

/// How much memory a pattern may take, in bytes. The engine reads a text once whatever the pattern is; only the size of
/// the pattern could hurt.
const PATTERN_SIZE: usize = 1 << 17;

/// A rule as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its short name in the department's file.
    pub id: String,
    /// What it is about, in a few words; it answers to them as well.
    pub title: Text,
    /// What it answers to.
    pub when: Conditions,
    /// Of several rules the one of the highest priority answers.
    pub priority: i32,
    /// In which time it answers.
    pub valid: Validity,
    /// What it answers.
    pub says: Content,
}

/// What a rule answers to: any one of these is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conditions {
    /// This number, as the greeting offers it.
    pub number: Option<u8>,
    /// Exactly one of these.
    pub exact: Vec<String>,
    /// All of these words...
    pub all: Vec<String>,
    /// ... and, if there are any here, one of these.
    pub any: Vec<String>,
    /// A regular expression that is found somewhere.
    pub pattern: Option<String>,
}

/// From when until when; always where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// The first second in which it answers.
    pub from: Option<Moment>,
    /// The first second in which it does not answer any more.
    pub until: Option<Moment>,
}

impl Validity {
    /// Whether the moment lies in it.
    pub fn holds(self, now: Moment) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }

    /// Whether there is a moment that lies in both.
    pub fn overlaps(self, other: Self) -> bool {
        let begins_before = |one: Self, end: Option<Moment>| match (one.from, end) {
            (Some(from), Some(until)) => from < until,
            _ => true,
        };
        begins_before(self, other.until) && begins_before(other, self.until)
    }
}

/// What a rule answers; never empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Words; line breaks are meant.
    pub text: Text,
    /// A service to open.
    pub service: Option<Service>,
    /// Articles to open, by their short names.
    pub articles: Vec<String>,
    /// Numbers to call.
    pub phones: Vec<Phone>,
}

/// Why a text is not a pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternFault {
    /// At this character, from 1, for this reason.
    Syntax {
        /// Which character.
        at: usize,
        /// In the words of the library, which are meant for whoever writes patterns.
        reason: String,
    },
    /// It would take too much memory.
    TooLarge,
    /// It is found in every text.
    MatchesNothing,
}

impl fmt::Display for PatternFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { at, reason } => write!(f, "character {at}: {reason}"),
            Self::TooLarge => f.write_str("too large"),
            Self::MatchesNothing => f.write_str("matches an empty text, and so every text"),
        }
    }
}

/// Whether a text is a pattern that can be used.
pub fn check_pattern(pattern: &str) -> Result<(), PatternFault> {
    compile(pattern).map(|_| ())
}

fn compile(pattern: &str) -> Result<Regex, PatternFault> {
    let (kind, span) = match regex_syntax::parse(pattern) {
        Ok(_) => {
            let built = RegexBuilder::new(pattern).size_limit(PATTERN_SIZE).dfa_size_limit(PATTERN_SIZE).build();
            let regex = built.map_err(|_| PatternFault::TooLarge)?;
            return if regex.is_match("") { Err(PatternFault::MatchesNothing) } else { Ok(regex) };
        }
        Err(regex_syntax::Error::Parse(fault)) => (fault.kind().to_string(), *fault.span()),
        Err(regex_syntax::Error::Translate(fault)) => (fault.kind().to_string(), *fault.span()),
        Err(fault) => return Err(PatternFault::Syntax { at: 1, reason: fault.to_string() }),
    };
    let at = pattern.get(..span.start.offset).map_or(0, |before| before.chars().count()) + 1;
    Err(PatternFault::Syntax { at, reason: kind })
}

/// How well a rule fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// It names exactly this.
    Exact,
    /// It finds something in it.
    Partial,
}

/// A rule made ready to be compared.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) rule: Rule,
    exact: Vec<Heard>,
    all: Vec<Heard>,
    any: Vec<Heard>,
    pattern: Option<Regex>,
}

impl Ready {
    pub(super) fn new(rule: Rule) -> Result<Self, PatternFault> {
        let heard = |words: &[String]| words.iter().map(|word| Heard::new(word)).collect::<Vec<_>>();
        let Conditions { exact, all, any, pattern, .. } = &rule.when;
        // Whoever reads a title in the greeting may send it.
        let titles = [&rule.title.zh, &rule.title.en].map(|title| Heard::new(title));
        Ok(Self {
            exact: heard(exact).into_iter().chain(titles).collect(),
            all: heard(all),
            any: heard(any),
            pattern: pattern.as_deref().map(compile).transpose()?,
            rule,
        })
    }

    /// How well the rule fits, if it does.
    pub(super) fn strength(&self, heard: &Heard) -> Option<Strength> {
        let number = self.rule.when.number;
        let named = number.is_some() && number == heard.number()
            || self.exact.iter().any(|exact| !heard.is_empty() && exact.whole() == heard.whole());
        let keywords = (!self.all.is_empty() || !self.any.is_empty())
            && self.all.iter().all(|word| heard.has(word))
            && (self.any.is_empty() || self.any.iter().any(|word| heard.has(word)));
        let found = keywords || self.pattern.as_ref().is_some_and(|pattern| pattern.is_match(heard.words()));
        match (named, found) {
            (true, _) => Some(Strength::Exact),
            (false, true) => Some(Strength::Partial),
            (false, false) => None,
        }
    }
}
