//! The switches of language and mode: forms without scripting, at once with it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zhangban_api::Message;

use crate::language::{Language, use_language, words};
use crate::location::use_location;
use crate::mode::{Mode, use_mode};
use crate::page::PREFERENCES;
use crate::parts::icon::{Icon, IconKind};

/// The field that says which page to lead back to.
pub const RETURN: &str = "return";

const ELDER: Message = Message::new("关怀版", "Larger");
const STANDARD: Message = Message::new("标准版", "Standard");

/// Switches between the standard and the elder mode.
#[component]
pub fn ModeSwitch() -> impl IntoView {
    let (language, mode) = (use_language(), use_mode());
    let other = move || if mode.get() == Mode::Elder { Mode::Standard } else { Mode::Elder };
    let label = words(move || language.get().of(if other() == Mode::Elder { ELDER } else { STANDARD }).to_owned());
    let switch = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = other();
        #[cfg(target_arch = "wasm32")]
        crate::browser::remember(Mode::COOKIE, chosen.word());
        mode.set(chosen);
    };
    view! {
        <Switch on_submit=switch>
            <button class="switch__button" name=Mode::COOKIE value=words(move || other().word().to_owned())>
                <Icon kind=IconKind::Accessibility/>
                <span>{label}</span>
            </button>
        </Switch>
    }
}

/// Switches between Chinese and English. It is written in the language it leads to.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let language = use_language();
    let other = move || language.get().either(Language::En, Language::Zh);
    let switch = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = other();
        #[cfg(target_arch = "wasm32")]
        crate::browser::remember(Language::COOKIE, chosen.word());
        language.set(chosen);
    };
    view! {
        <Switch on_submit=switch>
            <button class="switch__button" name=Language::COOKIE value=move || other().word() lang=move || other().tag()>
                {words(move || language.get().either("English", "中文").to_owned())}
            </button>
        </Switch>
    }
}

#[component]
fn Switch(on_submit: impl FnMut(SubmitEvent) + 'static, children: Children) -> impl IntoView {
    let location = use_location();
    let here = words(move || {
        let query = location.search.get();
        let path = location.pathname.get();
        if query.is_empty() { path } else { format!("{path}?{query}") }
    });
    view! {
        <form class="switch" method="post" action=PREFERENCES on:submit=on_submit>
            <input type="hidden" name=RETURN value=here/>
            {children()}
        </form>
    }
}
