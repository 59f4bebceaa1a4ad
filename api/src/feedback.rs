//! Feedback: a rating, a topic, a word, and a contact if she likes.

use serde::{Deserialize, Serialize};

use crate::department::Topic;
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
/// The longest contact, in characters: an e-mail address has at most 254.
pub const CONTACT_LIMIT: usize = 254;

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
    pub contact: Option<String>,
}

impl FeedbackForm {
    /// What can be kept, or every fault at once in the order of the form. A department without topics asks for none.
    pub fn parse(&self, topics: &[Topic]) -> Result<Feedback, Vec<FieldError>> {
        let message = readable(&self.message);
        let (message, contact) = (message.trim(), self.contact.trim());
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
        require(
            contact.is_empty() || is_contact(contact),
            field::CONTACT,
            Message::new(
                "请填写手机号、带区号的固定电话或电子邮箱",
                "Enter a phone number with its area code, or an e-mail address",
            ),
        );
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Feedback {
            rating: self.rating,
            topic: self.topic.clone(),
            message: message.to_owned(),
            contact: Some(contact.to_owned()).filter(|contact| !contact.is_empty()),
        })
    }
}

/// The message as people read it: lines end in one way, whatever a browser made of them, and nothing stands between the
/// characters that cannot be seen (PostgreSQL takes no NUL).
fn readable(message: &str) -> String {
    message.replace("\r\n", "\n").chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect()
}

/// A phone number, or something with one `@` between two parts and a dot behind it: only a letter proves more.
fn is_contact(text: &str) -> bool {
    let email = || {
        let (name, host) = text.split_once('@')?;
        let clean = text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"'));
        let host_is_dotted = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
        (clean && !name.is_empty() && host_is_dotted && !host.contains('@')).then_some(())
    };
    text.chars().count() <= CONTACT_LIMIT && (crate::PhoneNumber::parse(text).is_ok() || email().is_some())
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

/// The key that makes sending twice do it once: 16 to 64 letters, digits and hyphens, made anew for every form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The header it travels in.
    pub const HEADER: &'static str = "idempotency-key";
    /// The hidden field it travels in where there is no scripting.
    pub const FIELD: &'static str = "idempotency_key";

    /// Reads a key.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (16..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        fits.then(|| Self(text.to_owned()))
    }

    /// A key from 16 random bytes.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(bytes.iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect())
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
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

    #[test]
    fn a_contact_is_a_phone_or_an_address() {
        for good in ["13800000000", "0371-65691234", "li@example.cn"] {
            assert!(is_contact(good), "{good}");
        }
        for bad in ["li@", "@a.b", "a@b", "a@b@c.d", "a b@c.d", "<a@b.c>", "微信"] {
            assert!(!is_contact(bad), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_random_key_is_a_key(bytes in any::<[u8; 16]>()) {
            let key = IdempotencyKey::from_random(bytes);
            prop_assert_eq!(IdempotencyKey::parse(key.as_str()), Some(key));
        }

        #[test]
        fn no_words_break_the_form(rating in any::<u8>(), topic in "\\PC{0,8}", message in "\\PC{0,80}", contact in "\\PC{0,40}") {
            let _ = FeedbackForm { rating, topic, message, contact }.parse(&topics());
        }
    }
}
