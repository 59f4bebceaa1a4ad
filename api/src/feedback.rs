//! Feedback: a rating, a topic, a word, and a contact if she likes.

use serde::{Deserialize, Serialize};

use crate::contact::{self, Contact};
use crate::department::Topic;
use crate::text::readable;
use crate::{Endpoint, FieldError, Message, Method, Moment};

/// `POST /api/feedback`: sent twice with the same key, it is kept once and answered the same.
pub struct SendFeedback;

impl Endpoint for SendFeedback {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/feedback";
    const SUMMARY: &'static str = "Leave feedback; the same Idempotency-Key is kept once";
    const PERSONAL: bool = true;
    const IDEMPOTENT_BY_KEY: bool = true;
    type Request = FeedbackForm;
    type Reply = FeedbackReceipt;
}

/// The longest message, in characters.
pub const MESSAGE_LIMIT: usize = 2_000;

/// Feedback as it was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FeedbackForm {
    /// From 1 (very poor) to 5 (very good); 0 stands for not chosen and is refused.
    pub rating: u8,
    /// What it is about: a topic of the department's.
    pub topic: String,
    /// At most 2,000 characters; may be empty.
    #[serde(default)]
    pub message: String,
    /// A phone number or an e-mail address; may be empty.
    #[serde(default)]
    pub contact: String,
}

impl std::fmt::Debug for FeedbackForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FeedbackForm").field("rating", &self.rating).field("topic", &self.topic).finish_non_exhaustive()
    }
}

/// Names of the fields, in the request and in the form.
pub mod field {
    /// One to five.
    pub const RATING: &str = "rating";
    /// What it is about.
    pub const TOPIC: &str = "topic";
    /// The words.
    pub const MESSAGE: &str = "message";
    /// Where to answer.
    pub const CONTACT: &str = "contact";
}

/// Feedback that can be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Feedback {
    /// From 1 to 5.
    pub rating: u8,
    /// A topic that exists.
    pub topic: String,
    /// At most [`MESSAGE_LIMIT`] characters, trimmed.
    pub message: String,
    /// Where to answer, if anywhere.
    pub contact: Option<Contact>,
}

impl FeedbackForm {
    /// What can be kept, or every fault at once in the order of the form. A department without topics asks for none.
    pub fn parse(&self, topics: &[Topic]) -> Result<Feedback, Vec<FieldError>> {
        let message = readable(&self.message);
        let (message, contact) = (message.trim(), contact::optional(&self.contact));
        let mut faults = Vec::new();
        let mut require = |holds: bool, name: &str, message: Message| {
            if !holds {
                faults.push(FieldError::new(name, message));
            }
        };
        require(
            (1..=5).contains(&self.rating),
            field::RATING,
            Message::new("请选择评价，从“很差”到“很好”", "Choose a rating, from very poor to very good"),
        );
        require(
            topics.iter().any(|topic| topic.id == self.topic) || (topics.is_empty() && self.topic.is_empty()),
            field::TOPIC,
            Message::new("请选择反馈的内容", "Choose what it is about"),
        );
        require(
            message.chars().count() <= MESSAGE_LIMIT,
            field::MESSAGE,
            Message::new("意见最多 2000 字，请缩短", "At most 2,000 characters. Make it shorter"),
        );
        let contact = contact.map_err(|message| faults.push(FieldError::new(field::CONTACT, message)));
        let (Ok(contact), true) = (contact, faults.is_empty()) else { return Err(faults) };
        Ok(Feedback { rating: self.rating, topic: self.topic.clone(), message: message.to_owned(), contact })
    }
}

/// That it has arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FeedbackReceipt {
    /// When it was written down.
    pub received_at: Moment,
    /// Whether a contact was left, so that an answer can be sent.
    pub answerable: bool,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Text;

    fn topics() -> Vec<Topic> {
        vec![Topic { id: "app".into(), name: Text::new("掌办", "The app") }]
    }

    #[test]
    fn all_faults_are_told_at_once_in_the_order_of_the_form() {
        let form = FeedbackForm { rating: 6, topic: "x".into(), message: "长".repeat(2_001), contact: "me".into() };
        let names: Vec<_> = form.parse(&topics()).err().unwrap().into_iter().map(|fault| fault.name).collect();
        assert_eq!(names, [field::RATING, field::TOPIC, field::MESSAGE, field::CONTACT]);
    }

    #[test]
    fn a_rating_and_a_topic_are_enough() {
        let form = FeedbackForm { rating: 5, topic: "app".into(), message: "  ".into(), contact: " ".into() };
        let feedback = form.parse(&topics()).ok().unwrap();
        assert_eq!((feedback.message.as_str(), feedback.contact), ("", None));
    }

    #[test]
    fn a_message_is_the_same_however_its_lines_end() {
        let form = |message: &str| FeedbackForm {
            rating: 5,
            topic: "app".into(),
            message: message.into(),
            ..FeedbackForm::default()
        };
        let kept = |message| form(message).parse(&topics()).ok().unwrap().message;
        assert_eq!(kept("一\r\n二\0"), "一\n二");
        // A line break counts once, however it travels.
        assert_eq!(kept(&"\r\n长".repeat(1_000)).chars().count(), 1_999);
    }

    #[test]
    fn a_department_without_topics_asks_for_none() {
        assert!(FeedbackForm { rating: 5, ..FeedbackForm::default() }.parse(&[]).is_ok());
    }

    proptest! {
        #[test]
        fn no_words_break_the_form(rating in any::<u8>(), topic in "\\PC{0,8}", message in "\\PC{0,80}", contact in "\\PC{0,40}") {
            let _ = FeedbackForm { rating, topic, message, contact }.parse(&topics());
        }
    }
}
