//! Chinese or English: which one this citizen reads, and our words in it.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;
use zhangban_api::{Message, Text};

/// The languages of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Chinese, the first language of the house.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The cookie that remembers the choice.
    pub const COOKIE: &'static str = "language";

    /// Its BCP 47 tag, for `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The word in the cookie and in the form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// Reads the word in the cookie or in the form.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Zh, Self::En].into_iter().find(|language| language.word() == word)
    }

    /// The first language of an `Accept-Language` header that we have; Chinese where it names none.
    pub fn accepted(header: &str) -> Self {
        header
            .split(',')
            .find_map(|range| Self::parse(range.trim().get(..2)?.to_ascii_lowercase().as_str()))
            .unwrap_or_default()
    }

    /// Our words in this language.
    pub const fn of(self, message: Message) -> &'static str {
        match self {
            Self::Zh => message.zh,
            Self::En => message.en,
        }
    }

    /// The department's words in this language; the Chinese where it has no English.
    pub fn of_text(self, text: &Text) -> String {
        match self {
            Self::En if !text.en.is_empty() => text.en.clone(),
            _ => text.zh.clone(),
        }
    }

    /// One of two values.
    pub fn either<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// The language in use, as a signal: every word on the page follows it.
pub fn use_language() -> RwSignal<Language> {
    use_context().unwrap_or_default()
}

/// Words in a view or an attribute that follow the signals they are made from. They are of one type, because all of the
/// rendering is compiled once more for each.
pub type Words = SharedReactiveFunction<String>;

/// Words that follow the signals they are made from.
pub fn words(of: impl FnMut() -> String + Send + 'static) -> Words {
    Arc::new(Mutex::new(of))
}

/// Our words, following the language in use: `<h1>{say(TITLE)}</h1>`.
pub fn say(message: Message) -> Words {
    let language = use_language();
    words(move || language.get().of(message).to_owned())
}

/// The department's words, following the language in use.
pub fn say_text(text: Text) -> Words {
    let language = use_language();
    words(move || language.get().of_text(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_is_heard_until_the_citizen_chooses() {
        for (header, language) in [
            ("", Language::Zh),
            ("fr-FR,fr;q=0.9", Language::Zh),
            ("en-GB,zh;q=0.5", Language::En),
            ("zh-CN,en;q=0.8", Language::Zh),
            ("fr,EN;q=0.3", Language::En),
            ("*,\u{fffd}", Language::Zh),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }
}
