//! Standard, elder or kiosk: the same app with other tokens (style/modes.css).

use leptos::prelude::*;

/// How the app is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// On a phone, for most people.
    #[default]
    Standard,
    /// Larger type, stronger contrast, fewer things in a row, read aloud.
    Elder,
    /// On a public machine: larger targets, nothing remembered.
    Kiosk,
}

impl Mode {
    /// The cookie that remembers the choice.
    pub const COOKIE: &'static str = "mode";
    const ALL: [Self; 3] = [Self::Standard, Self::Elder, Self::Kiosk];

    /// The word in the cookie, in the form and in `<html data-mode>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Elder => "elder",
            Self::Kiosk => "kiosk",
        }
    }

    /// Reads the word in the cookie or in the form.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.word() == word)
    }
}

/// The mode in use, as a signal.
pub fn use_mode() -> RwSignal<Mode> {
    use_context().unwrap_or_default()
}
