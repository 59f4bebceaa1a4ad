//! `replies.toml`: what the number assistant answers.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;
use zhangban_api::assistant::Phone;
use zhangban_api::{Date, Message, Moment, PhoneNumber, Text};

use super::fault::{Report, with};
use super::identity::service;
use super::toml_file::{TomlFile, Words, time_as_text};
use crate::assistant::{Conditions, Content, Heard, PatternFault, Rule, Validity, check_pattern};

/// The longest words of an answer, in bytes: the account sends no more than 2,048 at once.
const LONGEST_TEXT: usize = 2_000;
/// The longest title, in bytes: it stands on a button.
const LONGEST_TITLE: usize = 60;
/// The longest word or pattern that is listened for, in characters.
const LONGEST_WORD: usize = 100;
/// As many articles or numbers stand in one answer.
const MOST_LINKS: usize = 10;
/// As many rules are compared with everything that is sent.
const MOST_RULES: usize = 1_000;

const TOO_LONG: Message = Message::new("最多 {} 字，请缩短。", "At most {} characters. Make it shorter.");
const TOO_MANY_BYTES: Message = Message::new(
    "最多 {} 字节（一个汉字是 3 字节），请缩短。",
    "At most {} bytes; a Han character takes 3. Make it shorter.",
);
const TOO_MANY: Message = Message::new("最多 {} 个，请减少。", "At most {}. Take some away.");
const TAKEN: Message = Message::new("这个编号已经用过，请换一个。", "This id is taken. Choose another.");
const NUMBER: Message = Message::new("请填写 1 至 99 的数字。", "Enter a number from 1 to 99.");
const NO_CONDITION: Message = Message::new(
    "这条规则永远不会被触发：number、exact、all、any、pattern 至少要有一项。",
    "This rule never answers. Give it a number, exact, all, any or a pattern.",
);
/// A rule that says nothing is wrong as a whole.
pub const NO_CONTENT: Message = Message::new(
    "这条规则没有回复内容：text、service、articles、phones 至少要有一项。",
    "This rule says nothing. Give it a text, a service, articles or phones.",
);
const NOTHING_TO_HEAR: Message =
    Message::new("请填写文字或数字，不能只有标点或空格。", "Enter letters or digits, not only signs or blanks.");
const SAID_TWICE: Message = Message::new(
    "与规则 {} 相同，而且有效期重叠；请只保留一处，或错开有效期。",
    "Rule {} answers to the same at the same time. Keep one of the two, or part their times.",
);
const MOMENT: Message = Message::new(
    "请填写日期或时间，例如 2026-06-25 或 2026-06-25T18:00:00+08:00。",
    "Enter a day or a time such as 2026-06-25 or 2026-06-25T18:00:00+08:00.",
);
const BEFORE_IT_BEGINS: Message = Message::new("结束应在开始之后。", "It must end after it begins.");
const TOO_LARGE: Message = Message::new("这个正则表达式过大，请简化。", "This pattern is too large. Make it simpler.");
const MATCHES_NOTHING: Message = Message::new(
    "这个正则表达式会匹配任何内容，请写明必须出现的文字。",
    "This pattern is found in everything. Say what must be there.",
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RepliesFile {
    greeting: Spanned<Words>,
    rules: Spanned<Vec<Spanned<RuleFile>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    id: Spanned<String>,
    title: Spanned<Words>,
    number: Option<Spanned<i64>>,
    #[serde(default)]
    exact: Vec<Spanned<String>>,
    #[serde(default)]
    all: Vec<Spanned<String>>,
    #[serde(default)]
    any: Vec<Spanned<String>>,
    pattern: Option<Spanned<String>>,
    #[serde(default)]
    priority: i32,
    from: Option<Time>,
    until: Option<Time>,
    text: Option<Spanned<Words>>,
    service: Option<Spanned<String>>,
    #[serde(default)]
    articles: Vec<Spanned<String>>,
    #[serde(default)]
    phones: Vec<PhoneFile>,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Time(#[serde(deserialize_with = "time_as_text")] Spanned<String>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhoneFile {
    name: Words,
    number: Spanned<String>,
}

/// Everything the file says: the greeting, and the rules in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replies {
    /// The first words of a conversation.
    pub greeting: Text,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// Reads `replies.toml`.
pub(super) fn read(path: &Path, report: &mut Report) -> Option<Replies> {
    let (parsed, file) = TomlFile::read::<RepliesFile>(path, report)?;
    Some(replies(&parsed, file))
}

/// Reads rules that stand in no file.
pub(super) fn read_text(toml: String, report: &mut Report) -> Option<Replies> {
    let (parsed, file) = TomlFile::of::<RepliesFile>(toml, report)?;
    Some(replies(&parsed, file))
}

fn replies(parsed: &RepliesFile, mut file: TomlFile<'_>) -> Replies {
    let greeting = words(&mut file, &parsed.greeting, LONGEST_TEXT);
    if parsed.rules.get_ref().len() > MOST_RULES {
        file.fault(&parsed.rules.span(), with(TOO_MANY, &MOST_RULES.to_string()));
    }
    let mut rules: Vec<Rule> = Vec::new();
    let mut named = Named::default();
    for rule in parsed.rules.get_ref() {
        let id = &rule.get_ref().id;
        let already = rules.iter().any(|other| other.id == *id.get_ref());
        let rule = read_rule(&mut file, rule, &mut named);
        if already {
            file.fault(&id.span(), TAKEN);
        }
        rules.push(rule);
    }
    Replies { greeting, rules }
}

fn read_rule(file: &mut TomlFile<'_>, rule: &Spanned<RuleFile>, named: &mut Named) -> Rule {
    let (span, rule) = (rule.span(), rule.get_ref());
    let id = file.short_name(&rule.id);
    let title = words(file, &rule.title, LONGEST_TITLE);
    let valid = validity(file, rule);
    let when = conditions(file, rule);
    let hears = [&rule.exact, &rule.all, &rule.any].iter().any(|words| !words.is_empty());
    if !hears && rule.number.is_none() && rule.pattern.is_none() {
        file.fault(&span, NO_CONDITION);
    }
    let numbers = rule.number.iter().map(|number| (number.span(), number.get_ref().to_string()));
    let exact = rule.exact.iter().map(|word| (word.span(), word.get_ref().clone()));
    let titles = [&title.zh, &title.en].map(|title| (rule.title.span(), title.clone()));
    for (span, word) in numbers.chain(exact).chain(titles) {
        if let Some(other) = named.by_another(&Heard::new(&word), &id, valid) {
            file.fault(&span, with(SAID_TWICE, &other));
        }
    }
    let says = content(file, rule);
    if rule.text.is_none() && rule.service.is_none() && rule.articles.is_empty() && rule.phones.is_empty() {
        file.fault(&span, NO_CONTENT);
    }
    Rule { id, title, when, priority: rule.priority, valid, says }
}

/// What is named exactly, by which rule, and when: two rules cannot both answer to it.
#[derive(Default)]
struct Named(Vec<(Heard, String, Validity)>);

impl Named {
    /// The other rule that names it at the same time, if there is one; remembers that this one does.
    fn by_another(&mut self, word: &Heard, rule: &str, valid: Validity) -> Option<String> {
        let same = |other: &Heard| match (word.number(), other.number()) {
            (Some(number), Some(other)) => number == other,
            _ => !word.is_empty() && word.whole() == other.whole(),
        };
        let found = self.0.iter().find(|(other, by, when)| by != rule && same(other) && when.overlaps(valid));
        let found = found.map(|(_, by, _)| by.clone());
        self.0.push((word.clone(), rule.to_owned(), valid));
        found
    }
}

fn conditions(file: &mut TomlFile<'_>, rule: &RuleFile) -> Conditions {
    let number = rule.number.as_ref().and_then(|number| {
        let fits = u8::try_from(*number.get_ref()).ok().filter(|number| (1..=99).contains(number));
        if fits.is_none() {
            file.fault(&number.span(), NUMBER);
        }
        fits
    });
    let mut heard = |words: &[Spanned<String>]| words.iter().map(|word| word_to_hear(file, word)).collect();
    let (exact, all, any) = (heard(&rule.exact), heard(&rule.all), heard(&rule.any));
    let pattern = rule.pattern.as_ref().map(|pattern| {
        within(file, pattern, LONGEST_WORD);
        if let Err(fault) = check_pattern(pattern.get_ref()) {
            file.fault(&pattern.span(), mend(&fault));
        }
        pattern.get_ref().clone()
    });
    Conditions { number, exact, all, any, pattern }
}

fn mend(fault: &PatternFault) -> Text {
    match fault {
        PatternFault::TooLarge => TOO_LARGE.into(),
        PatternFault::MatchesNothing => MATCHES_NOTHING.into(),
        PatternFault::Syntax { at, reason } => Text::new(
            format!("正则表达式第 {at} 个字符处有误（{reason}）。"),
            format!("The pattern is wrong at character {at}: {reason}."),
        ),
    }
}

fn word_to_hear(file: &mut TomlFile<'_>, word: &Spanned<String>) -> String {
    within(file, word, LONGEST_WORD);
    if Heard::new(word.get_ref()).is_empty() {
        file.fault(&word.span(), NOTHING_TO_HEAR);
    }
    word.get_ref().trim().to_owned()
}

fn validity(file: &mut TomlFile<'_>, rule: &RuleFile) -> Validity {
    let from = rule.from.as_ref().and_then(|time| file.parsed(&time.0, |text| moment(text, 0)));
    // A day that is named as the last one belongs to it.
    let until = rule.until.as_ref().and_then(|time| file.parsed(&time.0, |text| moment(text, 86_400)));
    if let (Some(from), Some(until), Some(time)) = (from, until, &rule.until)
        && from >= until
    {
        file.fault(&time.0.span(), BEFORE_IT_BEGINS);
    }
    Validity { from, until }
}

/// A point in time, or so many seconds after a day has begun.
fn moment(text: &str, after: i64) -> Result<Moment, Message> {
    let day = Date::parse(text).and_then(|day| Moment::parse(&format!("{day} 00:00")));
    day.map(|day| day.plus_seconds(after)).or_else(|| Moment::parse(text)).ok_or(MOMENT)
}

fn content(file: &mut TomlFile<'_>, rule: &RuleFile) -> Content {
    let text = rule.text.as_ref().map(|text| words(file, text, LONGEST_TEXT)).unwrap_or_default();
    let service = rule.service.as_ref().and_then(|word| file.parsed(word, service));
    let articles = rule.articles.iter().map(|article| file.short_name(article)).collect();
    let phone = |text: &str| PhoneNumber::parse(text).map_err(zhangban_api::phone_number::Fault::message);
    let mut phones = Vec::new();
    for PhoneFile { name, number } in &rule.phones {
        let name = file.words(name);
        phones.extend(file.parsed(number, phone).map(|number| Phone { name, number }));
    }
    let first = rule.articles.first().map(Spanned::span).filter(|_| rule.articles.len() > MOST_LINKS);
    let first =
        first.or(rule.phones.first().map(|phone| phone.number.span()).filter(|_| rule.phones.len() > MOST_LINKS));
    if let Some(span) = first {
        file.fault(&span, with(TOO_MANY, &MOST_LINKS.to_string()));
    }
    Content { text, service, articles, phones }
}

/// Words in both languages, neither longer than that.
fn words(file: &mut TomlFile<'_>, words: &Spanned<Words>, longest: usize) -> Text {
    let text = file.words(words.get_ref());
    if text.zh.len() > longest || text.en.len() > longest {
        file.fault(&words.span(), with(TOO_MANY_BYTES, &longest.to_string()));
    }
    text
}

fn within(file: &mut TomlFile<'_>, text: &Spanned<String>, longest: usize) {
    if text.get_ref().chars().count() > longest {
        file.fault(&text.span(), with(TOO_LONG, &longest.to_string()));
    }
}
