//! What a case can be about: a tree of the department's, and the questions each branch asks.

use serde::{Deserialize, Serialize};

use super::deadline::Deadline;
use super::state::Move;
use crate::endpoint::Nothing;
use crate::finding::{Finder, Query};
use crate::{Date, Endpoint, Message, Method, PhoneNumber, Text};

/// `GET /api/cases/categories`: the same for everybody.
pub struct GetCategories;

impl Endpoint for GetCategories {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/cases/categories";
    const SUMMARY: &'static str = "What a case can be about, who answers it, by when, and what is asked";
    type Request = Nothing;
    type Reply = Categories;
}

/// The tree: groups, and categories in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Categories {
    /// Who answers.
    pub offices: Vec<Office>,
    /// The groups, in their order.
    pub groups: Vec<Group>,
    /// The bodies that answer for what is not the department's.
    #[serde(default)]
    pub others: Vec<Office>,
    /// Answers to begin with.
    #[serde(default)]
    pub templates: Vec<Template>,
}

/// A part of the department that answers cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Office {
    /// Its short name in requests.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Whom to call about a case there.
    pub phone: Option<PhoneNumber>,
}

/// An answer to begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Template {
    /// Its short name.
    pub id: String,
    /// What the desk reads.
    pub name: Text,
    /// What it is for.
    pub does: Move,
    /// The words.
    pub text: Text,
}

/// A group of categories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Group {
    /// Its heading.
    pub name: Text,
    /// Its categories, in their order.
    pub categories: Vec<Category>,
}

/// Something a case can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Category {
    /// Its short name in requests.
    pub id: String,
    /// What a citizen reads.
    pub name: Text,
    /// What belongs to it, in a line.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub hint: Text,
    /// Complaint, inquiry or consultation.
    pub kind: CaseKind,
    /// The office that answers first.
    pub office: String,
    /// How long it has.
    pub deadline: Deadline,
    /// Whom to call instead of writing, or before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_first: Option<CallFirst>,
    /// What is asked besides the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Other words by which it is found, with blanks between them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// What kind of case it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// Something is wrong.
    Complaint,
    /// What became of something.
    Inquiry,
    /// What the rules are, and what to do.
    Consultation,
}

impl CaseKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Complaint, Self::Inquiry, Self::Consultation];

    /// The word that stands for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Inquiry => "inquiry",
            Self::Consultation => "consultation",
        }
    }

    /// Reads what [`CaseKind::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What a citizen reads.
    pub const fn name(self) -> Message {
        match self {
            Self::Complaint => Message::new("投诉", "Complaint"),
            Self::Inquiry => Message::new("查询", "Inquiry"),
            Self::Consultation => Message::new("咨询", "Consultation"),
        }
    }
}

/// A number to call before anything is written: in danger nobody should wait for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CallFirst {
    /// The number.
    pub number: PhoneNumber,
    /// When to call it.
    pub why: Text,
}

/// A question of a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// Its short name in requests.
    pub id: String,
    /// What is asked.
    pub label: Text,
    /// What to think of when answering.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub hint: Text,
    /// What an answer is.
    pub kind: QuestionKind,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// What can be chosen; empty for other kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Text>,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// A line of text.
    Text,
    /// A day, `2026-06-25`.
    Date,
    /// A whole number.
    Number,
    /// One of its options, by the Chinese words.
    Choice,
    /// `yes` or `no`.
    YesNo,
}

/// The longest answer to a question, in characters.
pub const ANSWER_LIMIT: usize = 200;

impl Question {
    /// Whether an answer can be kept; the text is trimmed already. Empty is refused only where an answer is required.
    pub fn check(&self, answer: &str) -> Result<(), Message> {
        if answer.is_empty() {
            let required = Message::new("请回答这个问题", "Answer this question");
            return if self.required { Err(required) } else { Ok(()) };
        }
        match self.kind {
            QuestionKind::Text if answer.chars().count() > ANSWER_LIMIT => {
                Err(Message::new("最多 200 字，请缩短", "At most 200 characters. Make it shorter"))
            }
            QuestionKind::Date if Date::parse(answer).is_none() => {
                Err(Message::new("请填写日期，例如 2026-06-25", "Enter a date such as 2026-06-25"))
            }
            QuestionKind::Number if answer.len() > 9 || !answer.bytes().all(|b| b.is_ascii_digit()) => {
                Err(Message::new("请填写数字，最多 9 位", "Enter a number of at most 9 digits"))
            }
            QuestionKind::Choice if !self.options.iter().any(|option| option.zh == answer) => {
                Err(Message::new("请选择其中一项", "Choose one of these"))
            }
            QuestionKind::YesNo if !matches!(answer, "yes" | "no") => {
                Err(Message::new("请选择“是”或“否”", "Choose yes or no"))
            }
            _ => Ok(()),
        }
    }
}

impl Categories {
    /// All categories, in their order.
    pub fn all(&self) -> impl Iterator<Item = &Category> {
        self.groups.iter().flat_map(|group| &group.categories)
    }

    /// A category by its short name.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.all().find(|category| category.id == id)
    }

    /// An office by its short name.
    pub fn office(&self, id: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.id == id)
    }

    /// Another body by its short name.
    pub fn other(&self, id: &str) -> Option<&Office> {
        self.others.iter().find(|body| body.id == id)
    }

    /// The categories that are found by what was typed: in name, hint, group or other words.
    pub fn find<'a>(&'a self, typed: &str) -> Vec<&'a Category> {
        let query = Query::new(typed);
        let in_groups = self.groups.iter().flat_map(|group| group.categories.iter().map(move |one| (group, one)));
        let found = in_groups.filter(|(group, category)| {
            let texts = [&group.name, &category.name, &category.hint].map(|text| format!("{} {}", text.zh, text.en));
            Finder::new(&format!("{} {}", texts.join(" "), category.words), "", "").matches(&query)
        });
        found.map(|(_, category)| category).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(kind: QuestionKind, required: bool) -> Question {
        let options = vec![Text::new("学费", "Tuition"), Text::new("校服", "Uniforms")];
        Question { id: "q".into(), label: Text::new("问", ""), hint: Text::default(), kind, required, options }
    }

    #[test]
    fn an_answer_is_of_its_kind() {
        for (kind, good, bad) in [
            (QuestionKind::Text, "三年级二班".to_owned(), "长".repeat(201)),
            (QuestionKind::Date, "2026-02-28".into(), "2026-02-29".into()),
            (QuestionKind::Number, "1280".into(), "1,280".into()),
            (QuestionKind::Choice, "学费".into(), "Tuition".into()),
            (QuestionKind::YesNo, "no".into(), "maybe".into()),
        ] {
            assert_eq!(question(kind, true).check(&good), Ok(()), "{good}");
            assert!(question(kind, true).check(&bad).is_err(), "{bad}");
            assert!(question(kind, true).check("").is_err());
            assert_eq!(question(kind, false).check(""), Ok(()));
        }
    }

    #[test]
    fn a_category_is_found_by_its_words_and_by_those_of_its_group() {
        let category = Category {
            id: "fees".into(),
            name: Text::new("乱收费", "Unlawful fees"),
            hint: Text::default(),
            kind: CaseKind::Complaint,
            office: "finance".into(),
            deadline: Deadline::TwoDays,
            call_first: None,
            questions: Vec::new(),
            words: "校服 补课费".into(),
        };
        let group = Group { name: Text::new("学校收费", "Fees"), categories: vec![category] };
        let categories = Categories { groups: vec![group], ..Categories::default() };
        for typed in ["乱收费", "校服", "学校", "FEES", ""] {
            assert_eq!(categories.find(typed).len(), 1, "{typed}");
        }
        assert!(categories.find("食堂").is_empty());
    }
}
