//! The bar on top of every page but the home page: back, the heading, the mode.

use leptos::prelude::*;
use zhangban_api::{Message, Text};

use super::{ModeSwitch, ReadAloud};
use crate::language::{Words, say, use_language, words};
use crate::page::Page;
use crate::parts::icon::{Icon, IconKind};

const BACK: Message = Message::new("返回首页", "Back to the home page");

/// The heading of the page that is shown, for the title of the document; nothing on the home page.
#[derive(Clone, Copy, Default)]
pub struct Heading(RwSignal<Option<Text>>);

impl Heading {
    /// The heading of this app; made where it is not there yet.
    pub fn provide() -> Self {
        use_context().unwrap_or_else(|| {
            let heading = Self::default();
            provide_context(heading);
            heading
        })
    }

    /// What it says just now; whoever asks is told of the next.
    pub fn get(self) -> Option<Text> {
        self.0.get()
    }

    /// What it says just now.
    pub fn get_untracked(self) -> Option<Text> {
        self.0.get_untracked()
    }

    /// The page that is shown says this.
    pub fn set(self, heading: Option<Text>) {
        if self.0.with_untracked(|before| *before != heading) {
            self.0.set(heading);
        }
    }
}

/// What a heading is: our words, or words that come with an answer.
#[derive(Clone, Copy)]
pub struct Title(Signal<Text>);

impl From<Message> for Title {
    fn from(message: Message) -> Self {
        Self(Signal::stored(message.into()))
    }
}

impl From<Memo<Text>> for Title {
    fn from(words: Memo<Text>) -> Self {
        Self(words.into())
    }
}

/// The bar on top: where the page leads back to, what it is, and the switch of the mode.
#[component]
pub fn TopBar(
    /// The heading of the page, which is the title of the document too.
    #[prop(into)]
    title: Title,
    /// Where it leads back to, and what is there; the home page unless it is said otherwise.
    #[prop(optional)]
    back: Option<(Words, Words)>,
) -> impl IntoView {
    let (language, heading, Title(title)) = (use_language(), Heading::provide(), title);
    heading.set(Some(title.get_untracked()));
    #[cfg(target_arch = "wasm32")]
    crate::effect::effect(move |_| heading.set(Some(title.get())));
    let (href, label) = back.unwrap_or_else(|| (words(|| Page::Home.path().to_owned()), say(BACK)));
    view! {
        <header class="topbar">
            <a class="topbar__back" href=href>
                <Icon kind=IconKind::ChevronLeft/>
                <span class="visually-hidden">{label}</span>
            </a>
            <h1 class="topbar__title" id="heading" tabindex="-1">
                {words(move || title.with(|title| language.get().of_text(title)))}
            </h1>
            <ReadAloud/>
            <ModeSwitch/>
        </header>
    }
}
