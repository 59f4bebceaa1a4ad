//! `cases.toml`: what cases can be about, who answers them, within how many hours, and what is asked.

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;
use zhangban_api::cases::category::{
    CallFirst, CaseKind, Categories, Category, Group, Office, Question, QuestionKind, Template,
};
use zhangban_api::cases::{Deadline, Move};
use zhangban_api::{Message, PhoneNumber, Text};

use super::fault::Report;
use super::toml_file::{TomlFile, Words};

const TAKEN: Message = Message::new("这个编号已经用过，请换一个。", "This id is taken. Choose another.");
const UNKNOWN_OFFICE: Message =
    Message::new("没有这个处室；请先在 [[offices]] 中写明。", "There is no such office. Add it to [[offices]].");
const KIND: Message = Message::new(
    "请填写 complaint（投诉）、inquiry（查询）或 consultation（咨询）。",
    "Enter complaint, inquiry or consultation.",
);
const HOURS: Message = Message::new(
    "请填写 24（紧急和重大事项）或 48（其他事项）。",
    "Enter 24 for emergencies and major incidents, 48 for the rest.",
);
const QUESTION: Message =
    Message::new("请填写 text、date、number、choice 或 yes_no。", "Enter text, date, number, choice or yes_no.");
const OPTIONS: Message = Message::new("可选项至少要有两个。", "Give at least two options.");
const NO_OPTIONS: Message = Message::new("只有 choice 有可选项。", "Only a choice has options.");
const TEMPLATE: Message =
    Message::new("请填写 answer、ask_back、pause 或 not_ours。", "Enter answer, ask_back, pause or not_ours.");
const NO_CATEGORIES: Message = Message::new("这一组没有事项。", "This group has no categories.");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CasesFile {
    offices: Vec<OfficeFile>,
    #[serde(default)]
    others: Vec<OfficeFile>,
    groups: Vec<GroupFile>,
    #[serde(default)]
    templates: Vec<TemplateFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeFile {
    id: Spanned<String>,
    name: Words,
    phone: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFile {
    name: Words,
    categories: Spanned<Vec<CategoryFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryFile {
    id: Spanned<String>,
    name: Words,
    hint: Option<Words>,
    kind: Spanned<String>,
    office: Spanned<String>,
    hours: Spanned<i64>,
    #[serde(default)]
    words: String,
    call_first: Option<CallFirstFile>,
    #[serde(default)]
    questions: Vec<QuestionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallFirstFile {
    number: Spanned<String>,
    why: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    id: Spanned<String>,
    kind: Spanned<String>,
    label: Words,
    hint: Option<Words>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    options: Vec<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TemplateFile {
    id: Spanned<String>,
    does: Spanned<String>,
    name: Words,
    text: Words,
}

/// Reads `cases.toml`.
pub(super) fn read(path: &Path, report: &mut Report) -> Option<Categories> {
    let (parsed, mut file) = TomlFile::read::<CasesFile>(path, report)?;
    let mut names = Names::default();
    let offices = parsed.offices.iter().map(|one| office(&mut file, &mut names, "office", one)).collect();
    let others = parsed.others.iter().map(|one| office(&mut file, &mut names, "other", one)).collect();
    let mut groups = Vec::new();
    for group in &parsed.groups {
        if group.categories.get_ref().is_empty() {
            file.fault(&group.categories.span(), NO_CATEGORIES);
        }
        let name = file.words(&group.name);
        let categories = group.categories.get_ref().iter();
        let categories = categories.filter_map(|one| category(&mut file, &mut names, one)).collect();
        groups.push(Group { name, categories });
    }
    let templates = parsed.templates.iter().filter_map(|one| template(&mut file, &mut names, one)).collect();
    Some(Categories { offices, groups, others, templates })
}

/// Short names that are taken, of each sort of thing.
#[derive(Default)]
struct Names(HashSet<(&'static str, String)>);

impl Names {
    fn take(&mut self, file: &mut TomlFile<'_>, sort: &'static str, id: &Spanned<String>) -> String {
        let name = file.short_name(id);
        if !self.0.insert((sort, name.clone())) {
            file.fault(&id.span(), TAKEN);
        }
        name
    }

    fn has(&self, sort: &'static str, name: &str) -> bool {
        self.0.contains(&(sort, name.to_owned()))
    }
}

fn phone(text: &str) -> Result<PhoneNumber, Message> {
    PhoneNumber::parse(text).map_err(zhangban_api::phone_number::Fault::message)
}

fn office(file: &mut TomlFile<'_>, names: &mut Names, sort: &'static str, office: &OfficeFile) -> Office {
    let id = names.take(file, sort, &office.id);
    let number = office.phone.as_ref().and_then(|number| file.parsed(number, phone));
    Office { id, name: file.words(&office.name), phone: number }
}

fn category(file: &mut TomlFile<'_>, names: &mut Names, category: &CategoryFile) -> Option<Category> {
    let id = names.take(file, "category", &category.id);
    let name = file.words(&category.name);
    let hint = category.hint.as_ref().map(|hint| file.words(hint)).unwrap_or_default();
    let kind = file.parsed(&category.kind, |word| CaseKind::parse(word).ok_or(KIND));
    let office = file.parsed(&category.office, |office| {
        names.has("office", office).then(|| office.to_owned()).ok_or(UNKNOWN_OFFICE)
    });
    let deadline = Deadline::of_hours(*category.hours.get_ref());
    if deadline.is_none() {
        file.fault(&category.hours.span(), HOURS);
    }
    let call_first = category.call_first.as_ref().and_then(|call| {
        let why = file.words(&call.why);
        file.parsed(&call.number, phone).map(|number| CallFirst { number, why })
    });
    let mut asked = Names::default();
    let questions = category.questions.iter().filter_map(|one| question(file, &mut asked, one)).collect();
    let words = category.words.trim().to_owned();
    Some(Category { id, name, hint, kind: kind?, office: office?, deadline: deadline?, call_first, questions, words })
}

fn question(file: &mut TomlFile<'_>, names: &mut Names, question: &QuestionFile) -> Option<Question> {
    let id = names.take(file, "question", &question.id);
    let kind = file.parsed(&question.kind, |word| match word {
        "text" => Ok(QuestionKind::Text),
        "date" => Ok(QuestionKind::Date),
        "number" => Ok(QuestionKind::Number),
        "choice" => Ok(QuestionKind::Choice),
        "yes_no" => Ok(QuestionKind::YesNo),
        _ => Err(QUESTION),
    });
    let options: Vec<Text> = question.options.iter().map(|option| file.words(option)).collect();
    match kind {
        Some(QuestionKind::Choice) if options.len() < 2 => file.fault(&question.kind.span(), OPTIONS),
        Some(QuestionKind::Choice) | None => {}
        Some(_) if !options.is_empty() => file.fault(&question.kind.span(), NO_OPTIONS),
        Some(_) => {}
    }
    let (label, required) = (file.words(&question.label), question.required);
    let hint = question.hint.as_ref().map(|hint| file.words(hint)).unwrap_or_default();
    Some(Question { id, label, hint, kind: kind?, required, options })
}

fn template(file: &mut TomlFile<'_>, names: &mut Names, template: &TemplateFile) -> Option<Template> {
    let id = names.take(file, "template", &template.id);
    let does = file.parsed(&template.does, |word| {
        let fits = |does: &Move| matches!(does, Move::Answer | Move::AskBack | Move::Pause | Move::NotOurs);
        Move::parse(word).filter(fits).ok_or(TEMPLATE)
    });
    let (name, text) = (file.words(&template.name), file.words(&template.text));
    does.map(|does| Template { id, name, does, text })
}
