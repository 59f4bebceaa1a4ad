//! What a field is, as a constant beside the page that shows it.

use zhangban_api::Message;

/// What is typed into a field; it opens the right keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Typing {
    /// Words.
    #[default]
    Words,
    /// Digits only. Nothing is suggested: what people typed before may be another person's.
    Digits,
    /// Digits and letters that mean nothing as words. Nothing is suggested or corrected.
    Code,
    /// A phone number or an e-mail address of the person's own.
    Contact,
    /// The name somebody signs in with.
    Username,
    /// Her password: it is not shown.
    Password,
    /// A password that is to be hers.
    NewPassword,
    /// Six digits that are good once.
    OneTimeCode,
}

impl Typing {
    /// Whether it is set in figures of one width.
    pub(super) const fn is_figures(self) -> bool {
        matches!(self, Self::Digits | Self::Code | Self::OneTimeCode)
    }

    /// The kind of the input element.
    pub(super) const fn kind(self) -> &'static str {
        if matches!(self, Self::Password | Self::NewPassword) { "password" } else { "text" }
    }

    pub(super) const fn inputmode(self) -> Option<&'static str> {
        match self {
            Self::Words | Self::Code | Self::Username | Self::Password | Self::NewPassword => None,
            Self::Digits | Self::OneTimeCode => Some("numeric"),
            // The keyboard that has digits, letters and the @ sign.
            Self::Contact => Some("email"),
        }
    }

    pub(super) const fn autocomplete(self) -> Option<&'static str> {
        match self {
            Self::Words => None,
            Self::Digits | Self::Code => Some("off"),
            Self::Contact => Some("email"),
            Self::Username => Some("username"),
            Self::Password => Some("current-password"),
            Self::NewPassword => Some("new-password"),
            Self::OneTimeCode => Some("one-time-code"),
        }
    }

    pub(super) const fn autocapitalize(self) -> Option<&'static str> {
        match self {
            Self::Words => None,
            Self::Code => Some("characters"),
            Self::Digits | Self::Contact | Self::Username | Self::Password | Self::NewPassword | Self::OneTimeCode => {
                Some("none")
            }
        }
    }

    pub(super) const fn spellcheck(self) -> Option<&'static str> {
        match self {
            Self::Words => None,
            _ => Some("false"),
        }
    }
}

/// What the large key of a phone's keyboard says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EnterKey {
    /// On to the next field.
    #[default]
    Next,
    /// Send the form.
    Go,
    /// Search.
    Search,
}

impl EnterKey {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Go => "go",
            Self::Search => "search",
        }
    }
}

/// What a field is: its name in the request, its words, its keyboard.
///
/// The name is the element's id too, so a summary of errors can lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// Its name in the request.
    pub name: &'static str,
    /// What to enter.
    pub label: Message,
    /// Where to find it, or why it is asked.
    pub hint: Option<Message>,
    /// What is typed into it.
    pub typing: Typing,
    /// What the enter key does.
    pub enter: EnterKey,
    /// How it is set apart on the card it is printed on: lengths of the groups; empty where it is not.
    pub groups: &'static [usize],
    /// The most characters it takes; shown by a text area.
    pub limit: Option<usize>,
}

impl FieldSpec {
    /// A field for words, without a hint.
    #[must_use]
    pub const fn new(name: &'static str, label: Message) -> Self {
        let (typing, enter) = (Typing::Words, EnterKey::Next);
        Self { name, label, hint: None, typing, enter, groups: &[], limit: None }
    }

    /// Says where to find it, or why it is asked.
    #[must_use]
    pub const fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Says what is typed into it.
    #[must_use]
    pub const fn typing(mut self, typing: Typing) -> Self {
        self.typing = typing;
        self
    }

    /// Says what the enter key does.
    #[must_use]
    pub const fn enter(mut self, enter: EnterKey) -> Self {
        self.enter = enter;
        self
    }

    /// Sets it apart as it is printed, when the field is left: `&[6, 8, 4]`.
    #[must_use]
    pub const fn grouped(mut self, groups: &'static [usize]) -> Self {
        self.groups = groups;
        self
    }

    /// Says how many characters it takes at most.
    #[must_use]
    pub const fn at_most(mut self, characters: usize) -> Self {
        self.limit = Some(characters);
        self
    }

    /// The id of the form of a [`SearchField`](super::SearchField): what stands outside of it can belong to it.
    pub fn form(&self) -> String {
        format!("{}-form", self.name)
    }

    /// What was typed, set apart in its groups. What has not exactly their length is left as it was typed.
    pub(super) fn set_apart(&self, typed: &str) -> Option<String> {
        let characters: Vec<char> = typed.chars().filter(|c| !c.is_whitespace()).collect();
        if self.groups.is_empty() || characters.len() != self.groups.iter().sum::<usize>() {
            return None;
        }
        let mut rest = characters.into_iter();
        let group = |&length: &usize| rest.by_ref().take(length).collect::<String>();
        Some(self.groups.iter().map(group).collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: FieldSpec = FieldSpec::new("card", Message::new("卡号", "Card")).grouped(&[2, 4, 4]);

    #[test]
    fn a_number_is_set_apart_as_it_is_printed() {
        assert_eq!(CARD.set_apart("2541010101").as_deref(), Some("25 4101 0101"));
        assert_eq!(CARD.set_apart(" 254 1010101").as_deref(), Some("25 4101 0101"));
    }

    #[test]
    fn what_is_not_a_whole_number_stays_as_it_was_typed() {
        for typed in ["", "25410101", "25 4101 01011"] {
            assert_eq!(CARD.set_apart(typed), None, "{typed}");
        }
    }
}
