//! Filing a case: what is typed, what can be kept, and the receipt.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::category::{Categories, Category};
use super::number::CaseNumber;
use crate::attachments::{AttachmentId, PHOTOS};
use crate::contact::{self, Contact};
use crate::endpoint::Nothing;
use crate::text::readable;
use crate::{Endpoint, FieldError, Message, Method, Moment, Text};

/// `POST /api/cases`: answers 201. Sent twice with the same key, it is one case and one receipt.
pub struct FileCase;

impl Endpoint for FileCase {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/cases";
    const SUMMARY: &'static str = "File a case; the same Idempotency-Key is one case";
    const PERSONAL: bool = true;
    const IDEMPOTENT_BY_KEY: bool = true;
    const CREATES: bool = true;
    type Request = CaseForm;
    type Reply = Receipt;
}

/// `POST /api/cases/receipt`: for a phone that sent a case and never heard whether it has arrived. Whoever has the key is who
/// sent it; 404 where nothing was filed with it.
pub struct GetReceipt;

impl Endpoint for GetReceipt {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/cases/receipt";
    const SUMMARY: &'static str = "The receipt of the case that was filed with this Idempotency-Key";
    const PERSONAL: bool = true;
    const IDEMPOTENT_BY_KEY: bool = true;
    type Request = Nothing;
    type Reply = Receipt;
}

/// The longest text of a case or a message, in characters.
pub const TEXT_LIMIT: usize = 4_000;
/// The shortest text that says anything, in characters.
pub const TEXT_FLOOR: usize = 4;
/// The longest name of a place or a school, in characters.
pub const PLACE_LIMIT: usize = 100;

/// Names of the fields, in the request and in the form.
pub mod field {
    /// What it is about.
    pub const CATEGORY: &str = "category";
    /// The words.
    pub const TEXT: &str = "text";
    /// Which school or place.
    pub const PLACE: &str = "place";
    /// Where to answer.
    pub const CONTACT: &str = "contact";
    /// Whether the contact stays with the desk.
    pub const ANONYMOUS: &str = "anonymous";
    /// Whether question and answer may be shown.
    pub const PUBLISH: &str = "publish";

    /// The field of a question of the category.
    pub fn answer(question: &str) -> String {
        format!("answers.{question}")
    }
}

/// A case as it was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseForm {
    /// A category of `GET /api/cases/categories`.
    pub category: String,
    /// What happened, what is asked: 4 to 4,000 characters.
    pub text: String,
    /// Answers to the questions of the category, by their short names.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// Which school or place; may be empty.
    #[serde(default)]
    pub place: String,
    /// A phone number or an e-mail address; may be empty.
    #[serde(default)]
    pub contact: String,
    /// Whether the contact, if one is left, stays with the people who answer and reaches nobody else.
    #[serde(default)]
    pub anonymous: bool,
    /// Whether question and answer may be shown to everybody, without contact and place.
    #[serde(default)]
    pub publish: bool,
    /// What was uploaded before, by the ids that were answered: up to six photos, or one recording, or one document.
    #[serde(default)]
    pub attachments: Vec<String>,
}

impl std::fmt::Debug for CaseForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CaseForm").field("category", &self.category).finish_non_exhaustive()
    }
}

/// A case that can be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct NewCase<'a> {
    /// A category that exists.
    pub category: &'a Category,
    /// The words, as people read them.
    pub text: String,
    /// By question of the category, in its order; only those that were answered.
    pub answers: Vec<(String, String)>,
    /// Which school or place; may be empty.
    pub place: String,
    /// Where to answer.
    pub contact: Option<Contact>,
    /// Whether the contact stays with the people who answer.
    pub anonymous: bool,
    /// Whether it may be shown.
    pub publish: bool,
    /// What comes with it.
    pub attachments: Vec<AttachmentId>,
}

impl CaseForm {
    /// What can be kept, or every fault at once in the order of the form.
    pub fn parse<'a>(&self, categories: &'a Categories) -> Result<NewCase<'a>, Vec<FieldError>> {
        let mut faults = Vec::new();
        let category = categories.category(&self.category);
        if category.is_none() {
            faults.push(FieldError::new(field::CATEGORY, Message::new("请选择事项", "Choose what it is about")));
        }
        let text = text(&self.text).map_err(|message| faults.push(FieldError::new(field::TEXT, message)));
        let answers = self.answers(category, &mut faults);
        let place = readable(&self.place).replace('\n', " ").trim().to_owned();
        if place.chars().count() > PLACE_LIMIT {
            let message = Message::new("最多 100 字，请缩短", "At most 100 characters. Make it shorter");
            faults.push(FieldError::new(field::PLACE, message));
        }
        let attachments: Vec<_> = self.attachments.iter().filter_map(|id| AttachmentId::parse(id)).collect();
        if attachments.len() != self.attachments.len() || attachments.len() > PHOTOS {
            let message = Message::new("附件有误，请删除后重新添加", "Remove what is attached and add it again");
            faults.push(FieldError::new(crate::attachments::FIELD, message));
        }
        let contact = contact::optional(&self.contact);
        let contact = contact.map_err(|message| faults.push(FieldError::new(field::CONTACT, message)));
        let (Some(category), Ok(text), Ok(contact), true) = (category, text, contact, faults.is_empty()) else {
            return Err(faults);
        };
        let (anonymous, publish) = (self.anonymous, self.publish);
        Ok(NewCase { category, text, answers, place, contact, anonymous, publish, attachments })
    }

    fn answers(&self, category: Option<&Category>, faults: &mut Vec<FieldError>) -> Vec<(String, String)> {
        let mut answers = Vec::new();
        for question in category.map(|category| category.questions.as_slice()).unwrap_or_default() {
            let answer = self.answers.get(&question.id).map(|answer| readable(answer)).unwrap_or_default();
            let answer = answer.trim();
            if let Err(message) = question.check(answer) {
                faults.push(FieldError::new(&field::answer(&question.id), message));
            } else if !answer.is_empty() {
                answers.push((question.id.clone(), answer.to_owned()));
            }
        }
        answers
    }
}

/// The words of a case, a message or an answer: long enough to say something, short enough to be read.
pub fn text(typed: &str) -> Result<String, Message> {
    let text = readable(typed);
    let text = text.trim();
    match text.chars().count() {
        length if length > TEXT_LIMIT => {
            Err(Message::new("最多 4000 字，请缩短", "At most 4,000 characters. Make it shorter"))
        }
        length if length < TEXT_FLOOR => {
            Err(Message::new("请写明情况，至少 4 个字", "Say what it is, in 4 characters or more"))
        }
        _ => Ok(text.to_owned()),
    }
}

/// What the citizen keeps. The code is shown once and known to nobody else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// To be said over the phone.
    pub number: CaseNumber,
    /// To open the case; for the citizen alone.
    pub code: String,
    /// When it arrived.
    pub filed_at: Moment,
    /// By when it is answered.
    pub due_at: Moment,
    /// Who answers it.
    pub office: Text,
}

impl std::fmt::Debug for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Receipt").field("number", &self.number).field("due_at", &self.due_at).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cases::category::{CaseKind, Group, Question, QuestionKind};
    use crate::cases::deadline::Deadline;

    fn categories() -> Categories {
        let question = Question {
            id: "amount".into(),
            label: Text::new("收了多少元？", "How much?"),
            hint: Text::default(),
            kind: QuestionKind::Number,
            required: true,
            options: Vec::new(),
        };
        let category = Category {
            id: "fees".into(),
            name: Text::new("学校收费", "Fees"),
            hint: Text::default(),
            kind: CaseKind::Complaint,
            office: "finance".into(),
            deadline: Deadline::TwoDays,
            call_first: None,
            questions: vec![question],
            words: String::new(),
        };
        let group = Group { name: Text::new("收费", "Money"), categories: vec![category] };
        Categories { groups: vec![group], ..Categories::default() }
    }

    fn form() -> CaseForm {
        CaseForm {
            category: "fees".into(),
            text: " 学校收了补课费。\r\n没有收据。\0 ".into(),
            answers: [("amount".to_owned(), "300".to_owned())].into(),
            place: "样例中学".into(),
            contact: "13800000000".into(),
            anonymous: true,
            publish: false,
            attachments: Vec::new(),
        }
    }

    #[test]
    fn a_case_is_kept_as_people_read_it() {
        let categories = categories();
        let case = form().parse(&categories).ok().unwrap();
        assert_eq!(case.text, "学校收了补课费。\n没有收据。");
        assert_eq!(case.answers, [("amount".to_owned(), "300".to_owned())]);
        assert!(case.anonymous && case.contact.is_some());
    }

    #[test]
    fn all_faults_are_told_at_once_in_the_order_of_the_form() {
        let form = CaseForm {
            text: "啊".into(),
            answers: [("amount".to_owned(), "many".to_owned())].into(),
            place: "校".repeat(101),
            contact: "me".into(),
            ..form()
        };
        let categories = categories();
        let names: Vec<_> = form.parse(&categories).err().unwrap().into_iter().map(|fault| fault.name).collect();
        assert_eq!(names, [field::TEXT, "answers.amount", field::PLACE, field::CONTACT]);
        let nowhere = CaseForm { category: "nothing".into(), ..self::form() };
        assert_eq!(nowhere.parse(&categories).err().unwrap()[0].name, field::CATEGORY);
    }

    #[test]
    fn what_nobody_asked_is_not_kept() {
        let mut form = form();
        form.answers.insert("other".into(), "x".into());
        let categories = categories();
        assert_eq!(form.parse(&categories).ok().unwrap().answers.len(), 1);
    }

    #[test]
    fn nothing_personal_is_ever_logged() {
        let told = format!("{:?}", form());
        assert!(!told.contains("138") && !told.contains("补课"), "{told}");
    }

    proptest! {
        #[test]
        fn no_words_break_the_form(text in "\\PC{0,80}", place in "\\PC{0,40}", contact in "\\PC{0,40}") {
            let _ = CaseForm { text, place, contact, ..form() }.parse(&categories());
        }
    }
}
