//! An article as a form: its fields, and the files they would stand in. What is wrong in the files is wrong in the fields.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use zhangban_api::FieldError;
use zhangban_api::articles::{Channel, Level};
use zhangban_api::content::field;

use super::{
    ArticleSource, EMERGENCY_ACTS, EMERGENCY_ENDS, ENGLISH, EnglishFront, Front, MARK, TomlFile, WRONG_NAME, parts,
};
use crate::department_folder::fault::{Fault, Report};
use crate::department_folder::toml_file::quoted;

/// What stands before the Chinese text, by the fields of the form; what may be left out is left out where it is empty.
const FRONT: [(&str, bool); 15] = [
    ("title", true),
    ("level", false),
    ("office", true),
    ("number", false),
    ("valid_until", false),
    ("summary", false),
    ("who", false),
    ("what_to_do", false),
    ("by_when", false),
    ("updates", false),
    ("cancels", false),
    ("withdrawn", false),
    ("source", false),
    ("sample", false),
    ("attachments", false),
];

/// What stands before the English text, and its fields.
const FRONT_EN: [(&str, &str); 6] = [
    ("title", "title_en"),
    ("office", "office_en"),
    ("summary", "summary_en"),
    ("who", "who_en"),
    ("what_to_do", "what_to_do_en"),
    ("by_when", "by_when_en"),
];

/// The form of an article that stands, and when it was published; nothing if its files cannot be read any more.
pub fn fields_of(id: &str, channel: Channel, source: &ArticleSource) -> Option<(BTreeMap<String, String>, String)> {
    let mut report = Report::new(id);
    let (front, body_at) = parts(&source.zh, &mut report)?;
    let (front, _) = TomlFile::of::<Front>(front, &mut report)?;
    let body = source.zh.get(body_at..).unwrap_or_default();
    let maybe = |value: &Option<toml::Spanned<String>>| value.as_ref().map(|value| value.get_ref().clone());
    let attachments = front.attachments.iter().map(|one| {
        let parts = [one.file.get_ref(), one.name.get_ref(), &one.name_en];
        parts.map(|part| part.trim()).join(" | ").trim_end_matches(" | ").to_owned()
    });
    let mut fields: BTreeMap<String, String> = [
        ("id", id.to_owned()),
        ("channel", channel.word().to_owned()),
        ("level", maybe(&front.level).unwrap_or_else(|| Level::default().word().to_owned())),
        ("title", front.title.into_inner()),
        ("office", front.office.into_inner()),
        ("number", front.number),
        ("summary", front.summary),
        ("who", front.who),
        ("what_to_do", front.what_to_do),
        ("by_when", front.by_when),
        ("updates", maybe(&front.updates).unwrap_or_default()),
        ("cancels", maybe(&front.cancels).unwrap_or_default()),
        ("withdrawn", front.withdrawn),
        ("source", maybe(&front.source).unwrap_or_default()),
        ("sample", if front.sample { "1".to_owned() } else { String::new() }),
        ("attachments", attachments.collect::<Vec<_>>().join("\n")),
        ("body", body.trim().to_owned()),
        (field::EXPIRE_AT, maybe(&front.valid_until).unwrap_or_default()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    if let Some((front, body_at)) = parts(&source.en, &mut report)
        && let Some((front, _)) = TomlFile::of::<EnglishFront>(front, &mut report)
    {
        let EnglishFront { title, office, summary, who, what_to_do, by_when } = front;
        let said = [title, office, summary, who, what_to_do, by_when];
        fields.extend(FRONT_EN.iter().map(|(_, name)| (*name).to_owned()).zip(said));
        fields.insert("body_en".to_owned(), source.en.get(body_at..).unwrap_or_default().trim().to_owned());
    }
    Some((fields, front.published_at.into_inner()))
}

/// The files of a form.
pub struct Laid {
    /// The Chinese one.
    pub zh: String,
    /// The English one; empty where nothing is said in English.
    pub en: String,
    /// Which field stands on which line, from the second.
    lines: Vec<&'static str>,
    lines_en: Vec<&'static str>,
}

/// Lays a form out as files.
pub fn lay(fields: &BTreeMap<String, String>, published_at: &str) -> Laid {
    let get = |name: &str| fields.get(name).map(|value| value.trim()).unwrap_or_default();
    let mut laid = Laid { zh: format!("{MARK}\n"), en: String::new(), lines: Vec::new(), lines_en: Vec::new() };
    for (key, always) in FRONT {
        let name = if key == "valid_until" { field::EXPIRE_AT } else { key };
        let value = match key {
            "attachments" => attachments(get(name)),
            "sample" => {
                if get(name).is_empty() {
                    String::new()
                } else {
                    "true".to_owned()
                }
            }
            _ if get(name).is_empty() && !always => String::new(),
            _ => quoted(get(name)),
        };
        if !value.is_empty() {
            let _ = writeln!(laid.zh, "{key} = {value}");
            laid.lines.push(name);
        }
    }
    let _ = writeln!(laid.zh, "published_at = {}\n{MARK}\n\n{}", quoted(published_at), get("body"));
    laid.lines.push(field::PUBLISH_AT);
    if FRONT_EN.iter().all(|(_, name)| get(name).is_empty()) && get("body_en").is_empty() {
        return laid;
    }
    laid.en = format!("{MARK}\n");
    for (key, name) in FRONT_EN {
        if !get(name).is_empty() {
            let _ = writeln!(laid.en, "{key} = {}", quoted(get(name)));
            laid.lines_en.push(name);
        }
    }
    let _ = writeln!(laid.en, "{MARK}\n\n{}", get("body_en"));
    laid
}

/// `[{ file = "a.pdf", name = "说明" }]` of lines such as `a.pdf | 说明`; empty where there are none.
fn attachments(typed: &str) -> String {
    let one = |line: &str| {
        let mut parts = line.splitn(3, ['|', '｜']).map(str::trim);
        let mut next = || quoted(parts.next().unwrap_or_default());
        let (file, name, name_en) = (next(), next(), next());
        format!("{{ file = {file}, name = {name}, name_en = {name_en} }}")
    };
    let all: Vec<_> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(one).collect();
    if all.is_empty() { String::new() } else { format!("[{}]", all.join(", ")) }
}

impl Laid {
    /// What is wrong, beside the field in which it is.
    pub fn in_form(&self, fault: &Fault) -> FieldError {
        let is_english = fault.file == ENGLISH.trim_start_matches('.');
        let (lines, body) = if is_english { (&self.lines_en, "body_en") } else { (&self.lines, "body") };
        let expected = &fault.expected;
        // Two rules are about what is not there, and so stand on no line of their own.
        for (rule, name) in [(EMERGENCY_ENDS, field::EXPIRE_AT), (EMERGENCY_ACTS, "what_to_do"), (WRONG_NAME, "id")] {
            if *expected == rule.into() {
                return FieldError::new(name, expected.clone());
            }
        }
        let Some(row) = fault.row else { return FieldError::new(body, expected.clone()) };
        if let Some(name) = row.checked_sub(2).and_then(|at| lines.get(at)) {
            return FieldError::new(name, expected.clone());
        }
        // Behind the last of them come a mark and a blank line.
        let line = row.saturating_sub(lines.len() + 3).max(1);
        let mut said = expected.clone();
        said.zh = format!("第 {line} 行：{}", said.zh);
        said.en = format!("Line {line}: {}", said.en);
        FieldError::new(body, said)
    }
}
