//! Where somebody can be answered: a phone number or an e-mail address.

use std::fmt;

use crate::{Message, PhoneNumber};

/// The longest contact, in characters: an e-mail address has at most 254.
pub const CONTACT_LIMIT: usize = 254;

/// A contact that can be used. It is personal: its words are only had by [`Contact::reveal`].
#[derive(Clone, PartialEq, Eq)]
pub struct Contact(String);

impl Contact {
    /// Reads a phone number, or something with one `@` between two parts and a dot behind it: only a letter proves more.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let text = text.trim();
        let fits = text.chars().count() <= CONTACT_LIMIT && (PhoneNumber::parse(text).is_ok() || is_email(text));
        if fits {
            return Ok(Self(text.to_owned()));
        }
        Err(Message::new(
            "请填写手机号、带区号的固定电话或电子邮箱",
            "Enter a phone number with its area code, or an e-mail address",
        ))
    }

    /// The words.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Contact(..)")
    }
}

/// A contact that may be left out.
pub fn optional(typed: &str) -> Result<Option<Contact>, Message> {
    if typed.trim().is_empty() { Ok(None) } else { Contact::parse(typed).map(Some) }
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let clean = text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"'));
    let host_is_dotted = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
    clean && !name.is_empty() && host_is_dotted && !host.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_a_phone_or_an_address() {
        for good in ["13800000000", "0371-65691234", " li@example.cn "] {
            assert!(Contact::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "li@", "@a.b", "a@b", "a@b@c.d", "a b@c.d", "<a@b.c>", "微信"] {
            assert!(Contact::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(optional(" "), Ok(None));
    }

    #[test]
    fn a_contact_is_never_logged() {
        assert_eq!(format!("{:?}", Contact::parse("13800000000")), "Ok(Contact(..))");
    }
}
