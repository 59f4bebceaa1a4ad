//! One of several: as large targets, or as the native list of the phone.

use leptos::prelude::*;
use zhangban_api::{FieldError, Text};

use super::field::{FieldSpec, Frame, Help, described_by, error_of};
use super::icon::{Icon, IconKind};
use crate::language::{say, say_text};

/// How targets are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// One below the other.
    #[default]
    List,
    /// Side by side, in equal parts: for a scale of up to five short words.
    Scale,
    /// Side by side, each as wide as its words.
    Chips,
}

impl Layout {
    const fn word(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Scale => "scale",
            Self::Chips => "chips",
        }
    }
}

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceOption {
    /// What the form sends.
    pub value: String,
    /// What it is.
    pub label: Text,
    /// An icon above or before the words.
    pub icon: Option<IconKind>,
}

impl ChoiceOption {
    /// Something that can be chosen.
    pub fn new(value: impl Into<String>, label: impl Into<Text>) -> Self {
        Self { value: value.into(), label: label.into(), icon: None }
    }

    /// With an icon.
    #[must_use]
    pub fn icon(mut self, icon: IconKind) -> Self {
        self.icon = Some(icon);
        self
    }
}

/// What can be chosen, and what is chosen when the page arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// In their order.
    pub options: Vec<ChoiceOption>,
    /// The value that is chosen; empty or unknown where none is.
    pub chosen: String,
    /// How targets are laid out; a [`Select`] takes no notice.
    pub layout: Layout,
}

impl Choices {
    /// Options one below the other, `chosen` among them.
    pub fn new(options: Vec<ChoiceOption>, chosen: impl Into<String>) -> Self {
        Self { options, chosen: chosen.into(), layout: Layout::List }
    }

    /// Laid out otherwise.
    #[must_use]
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }
}

/// One of a few, each a large target.
#[component]
pub fn RadioGroup(
    /// What is asked.
    of: FieldSpec,
    /// What can be chosen.
    choices: Choices,
    /// Everything that is wrong with the form; the group takes what bears its name.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
    /// Hears the value that is chosen, also before the take-over.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let error = error_of(of.name, errors);
    let Choices { options, chosen, layout } = choices;
    let target = move |(at, option): (usize, ChoiceOption)| {
        let ChoiceOption { value, label, icon } = option;
        // A summary of errors leads to the first.
        let id = if at == 0 { of.name.to_owned() } else { format!("{}-{value}", of.name) };
        view! {
            <label class="choice">
                <input
                    class="choice__input"
                    type="radio"
                    id=id
                    name=of.name
                    checked=value == chosen
                    value=value
                    on:change=move |event| {
                        // At the take-over the one that is not chosen any more is heard as well.
                        if event_target_checked(&event) {
                            on_change.run(event_target_value(&event));
                        }
                    }
                />
                <span class="choice__face">
                    {icon.map(|kind| view! { <Icon kind/> })}
                    <span>{say_text(label)}</span>
                </span>
            </label>
        }
        .into_any()
    };
    view! {
        <fieldset
            class="field"
            aria-describedby=described_by(of, None, error)
            data-invalid=move || error.with(Option::is_some).then_some("")
        >
            <legend class="field__label">{say(of.label)}</legend>
            <Help of error/>
            <div class="choices" data-layout=layout.word()>
                {options.into_iter().enumerate().map(target).collect_view()}
            </div>
        </fieldset>
    }
}

/// One of many, in the native list of the phone.
#[component]
pub fn Select(
    /// What is asked.
    of: FieldSpec,
    /// What can be chosen.
    choices: Choices,
    /// Everything that is wrong with the form; the list takes what bears its name.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
    /// Hears the value that is chosen, also before the take-over.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let error = error_of(of.name, errors);
    let Choices { options, chosen, .. } = choices;
    let option = move |option: ChoiceOption| {
        let ChoiceOption { value, label, .. } = option;
        view! { <option selected=value == chosen value=value>{say_text(label)}</option> }.into_any()
    };
    view! {
        <Frame of error>
            <select
                class="field__input"
                id=of.name
                name=of.name
                aria-describedby=described_by(of, None, error)
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change=move |event| on_change.run(event_target_value(&event))
            >
                {options.into_iter().map(option).collect_view()}
            </select>
        </Frame>
    }
}
