//! What stands around every field: its label, its hint, and how to mend it.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;
use zhangban_api::{FieldError, Message, Text};

use super::FieldSpec;
use crate::language::{say, say_text};
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;

const ERROR: Message = Message::new("请改正：", "Correct this: ");

/// How to mend the field of that name, if it needs mending.
pub(crate) fn error_of(name: &'static str, errors: Signal<Vec<FieldError>>) -> Memo<Option<Text>> {
    Memo::new(move |_| {
        errors.with(|errors| errors.iter().find(|error| error.name == name).map(|error| error.message.clone()))
    })
}

/// The ids of what describes a field, for `aria-describedby`: its hint, `more`, its error.
pub(crate) fn described_by(
    of: FieldSpec,
    more: Option<&'static str>,
    error: Memo<Option<Text>>,
) -> SharedReactiveFunction<Option<String>> {
    Arc::new(Mutex::new(move || {
        let parts = [of.hint.map(|_| "hint"), more, error.with(Option::is_some).then_some("error")];
        let ids: Vec<_> = parts.into_iter().flatten().map(|part| format!("{}-{part}", of.name)).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }))
}

/// Hint and error of a field.
#[component]
pub(in crate::parts) fn Help(of: FieldSpec, error: Memo<Option<Text>>) -> impl IntoView {
    let hint =
        of.hint.map(|hint| view! { <p class="field__hint" id=format!("{}-hint", of.name)>{say(hint)}</p> }.into_any());
    let mend = live(move || {
        error.get().map(|message| {
            view! {
                <p class="field__error" id=format!("{}-error", of.name)>
                    <Icon kind=IconKind::CircleAlert/>
                    <span><span class="visually-hidden">{say(ERROR)}</span>{say_text(message)}</span>
                </p>
            }
        })
    });
    view! {
        {hint}
        {mend}
    }
}

/// A field with its label, hint and error above it.
#[component]
pub(crate) fn Frame(of: FieldSpec, error: Memo<Option<Text>>, children: Children) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=of.name>{say(of.label)}</label>
            <Help of error/>
            {children()}
        </div>
    }
}
