//! Replies: a form is a rule of `replies.toml`.

use std::fmt::Write as _;

use zhangban_api::content::field;
use zhangban_api::{FieldError, Message, Text};

use super::{Fields, Phone, filled, get, lines, typed_moment};
use crate::assistant::{Conditions, Content, Rule};
use crate::department_folder::{Faults, NO_CONTENT, Replies, quoted, read_replies};

const NUMBER: Message = Message::new("请填写 1 至 99 的数字。", "Enter a number from 1 to 99.");
const WHOLE_NUMBER: Message = Message::new("请填写整数。", "Enter a whole number.");

/// Its form.
pub(super) fn fields(rule: &Rule) -> Fields {
    let Rule { id, title, when, priority, valid, says } = rule;
    let Conditions { number, exact, all, any, pattern } = when;
    let Content { text, service, articles, phones } = says;
    let service = service.and_then(|service| serde_json::to_value(service).ok());
    let phone = |Phone { name, number }: &Phone| {
        let parts = [name.zh.as_str(), name.en.as_str(), &number.to_string()].map(str::to_owned);
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | ")
    };
    filled([
        ("id", id.clone()),
        ("title", title.zh.clone()),
        ("title_en", title.en.clone()),
        ("number", number.map(|number| number.to_string()).unwrap_or_default()),
        ("exact", exact.join("\n")),
        ("all", all.join("\n")),
        ("any", any.join("\n")),
        ("pattern", pattern.clone().unwrap_or_default()),
        ("priority", if *priority == 0 { String::new() } else { priority.to_string() }),
        ("from", valid.from.map(typed_moment).unwrap_or_default()),
        (field::EXPIRE_AT, valid.until.map(typed_moment).unwrap_or_default()),
        ("text", text.zh.clone()),
        ("text_en", text.en.clone()),
        ("service", service.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()),
        ("articles", articles.join("\n")),
        ("phones", phones.iter().map(phone).collect::<Vec<_>>().join("\n")),
    ])
}

/// All rules as `replies.toml`.
pub(super) fn toml(replies: &Replies) -> String {
    let mut laid = Laid::beginning(&replies.greeting);
    for rule in &replies.rules {
        laid.rule(&fields(rule));
    }
    laid.text
}

/// A file that is being written, and which field of the last rule stands on which line.
struct Laid {
    text: String,
    /// The line of its heading, from 1.
    heading: usize,
    lines: Vec<&'static str>,
}

impl Laid {
    fn beginning(greeting: &Text) -> Self {
        Self { text: format!("greeting = {}\n", words(&greeting.zh, &greeting.en)), heading: 0, lines: Vec::new() }
    }

    fn rule(&mut self, fields: &Fields) {
        self.text.push('\n');
        self.heading = self.text.matches('\n').count() + 1;
        self.lines.clear();
        self.text.push_str("[[rules]]\n");
        for name in field::REPLY.into_iter().chain([field::EXPIRE_AT]) {
            let typed = get(fields, name);
            let (key, value) = match name {
                "id" => (name, quoted(typed)),
                "title" | "text" => {
                    let en = get(fields, if name == "title" { "title_en" } else { "text_en" });
                    let value = if name == "text" && typed.is_empty() && en.is_empty() {
                        String::new()
                    } else {
                        words(typed, en)
                    };
                    (name, value)
                }
                "title_en" | "text_en" => continue,
                "number" | "priority" => (name, typed.to_owned()),
                "exact" | "all" | "any" | "articles" => (name, list(lines(typed).map(quoted))),
                "phones" => (name, list(lines(typed).map(phone))),
                field::EXPIRE_AT => ("until", if typed.is_empty() { String::new() } else { quoted(typed) }),
                _ => (name, if typed.is_empty() { String::new() } else { quoted(typed) }),
            };
            if !value.is_empty() {
                let _ = writeln!(self.text, "{key} = {value}");
                self.lines.push(name);
            }
        }
    }

    fn in_form(&self, faults: &Faults) -> Vec<FieldError> {
        let of_fault = |fault: &crate::department_folder::Fault| {
            let row = fault.row.unwrap_or_default();
            let on_line = row.checked_sub(self.heading + 1).and_then(|at| self.lines.get(at)).copied();
            // A rule that answers to nothing, or with nothing, is wrong as a whole.
            let as_a_whole = if fault.expected == NO_CONTENT.into() { "text" } else { "number" };
            FieldError::new(on_line.unwrap_or(as_a_whole), fault.expected.clone())
        };
        let mut told: Vec<_> = faults.first().iter().map(of_fault).collect();
        told.dedup();
        told
    }
}

fn words(zh: &str, en: &str) -> String {
    if en.is_empty() {
        format!("{{ zh = {} }}", quoted(zh))
    } else {
        format!("{{ zh = {}, en = {} }}", quoted(zh), quoted(en))
    }
}

/// `[...]` of values; empty where there are none.
fn list(values: impl Iterator<Item = String>) -> String {
    let values: Vec<_> = values.collect();
    if values.is_empty() { String::new() } else { format!("[{}]", values.join(", ")) }
}

/// `教育监督举报 | Education supervision | 12391`; the English may be left out.
fn phone(line: &str) -> String {
    let parts: Vec<_> = line.split(['|', '｜']).map(str::trim).collect();
    let (name, en, number) = match parts[..] {
        [name, number] => (name, "", number),
        [name, en, number] => (name, en, number),
        _ => (line, "", ""),
    };
    format!("{{ name = {}, number = {} }}", words(name, en), quoted(number))
}

/// Reads a form as the last rule of the file, behind those that stand besides it: what another answers to already is
/// found here.
pub(super) fn check(others: &[Rule], typed: &Fields) -> Result<Rule, Vec<FieldError>> {
    let mut faults = Vec::new();
    if !get(typed, "number").is_empty() && get(typed, "number").parse::<u8>().is_err() {
        faults.push(FieldError::new("number", NUMBER));
    }
    if !get(typed, "priority").is_empty() && get(typed, "priority").parse::<i32>().is_err() {
        faults.push(FieldError::new("priority", WHOLE_NUMBER));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut laid = Laid::beginning(&Text::new("您好", "Hello"));
    for rule in others {
        laid.rule(&fields(rule));
    }
    laid.rule(typed);
    let mut read = read_replies(laid.text.clone()).map_err(|faults| laid.in_form(&faults))?;
    read.rules.pop().ok_or_else(Vec::new)
}

/// The rules with one of them in the place of another, or behind the last.
pub(super) fn with(mut all: Vec<Rule>, item: &str, rule: Option<Rule>) -> Vec<Rule> {
    let at = all.iter().position(|one| one.id == item);
    match (at, rule) {
        (Some(at), Some(rule)) => all[at] = rule,
        (Some(at), None) => drop(all.remove(at)),
        (None, Some(rule)) => all.push(rule),
        (None, None) => {}
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(id: &str, number: &str) -> Fields {
        filled([
            ("id", id.to_owned()),
            ("title", format!("关于 {id}")),
            ("number", number.to_owned()),
            ("any", "放假\n \"holiday\" \\ ".to_owned()),
            ("text", "第一行\n第二行".to_owned()),
            (field::EXPIRE_AT, "2026-06-30 18:00".to_owned()),
            ("phones", "信访室 | 0371-000 00 03\n举报 | Reports | 12391".to_owned()),
        ])
    }

    #[test]
    fn a_form_is_read_as_a_rule_and_written_back() {
        let rule = check(&[], &typed("holidays", "4")).unwrap();
        assert_eq!(rule.says.phones.len(), 2);
        assert_eq!(rule.when.any, ["放假", "\"holiday\" \\"]);
        assert_eq!(check(&[], &fields(&rule)), Ok(rule.clone()));
        let all = Replies { greeting: Text::new("您好", "Hello"), rules: vec![rule] };
        assert_eq!(read_replies(toml(&all)), Ok(all));
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field_in_the_words_of_the_import() {
        let one = check(&[], &typed("holidays", "4")).unwrap();
        let names = |changed: &[(&str, &str)]| {
            let mut fields = typed("other", "5");
            fields.extend(changed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
            let faults = check(std::slice::from_ref(&one), &fields).unwrap_err();
            faults.into_iter().map(|fault| fault.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&[("number", "4")]), ["number"]);
        assert_eq!(names(&[("number", "four")]), ["number"]);
        assert_eq!(names(&[("id", "Other One"), ("pattern", "(")]), ["id", "pattern"]);
        assert_eq!(names(&[("number", ""), ("any", "")]), ["number"]);
        assert_eq!(names(&[("text", ""), ("phones", "")]), ["text"]);
        assert_eq!(names(&[(field::EXPIRE_AT, "soon")]), [field::EXPIRE_AT]);
        assert_eq!(names(&[("phones", "只有名称")]), ["phones"]);
        assert_eq!(names(&[("title", "")]), ["title"]);
    }
}
