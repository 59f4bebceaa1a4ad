//! A question of a category: its name and words are the department's, so that it cannot be a `FieldSpec`.

use leptos::prelude::*;
use zhangban_api::cases::category::{Question, QuestionKind};
use zhangban_api::cases::filing::field;
use zhangban_api::{FieldError, Message, Text};

use super::draft::Writing;
use super::text;
use crate::language::{say, say_text};
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;

/// A field of one line, as this form has them: its words may be the department's.
pub(super) struct Line {
    /// Its name in the form.
    pub(super) name: String,
    /// What is asked.
    pub(super) label: Text,
    /// What to think of; may be empty.
    pub(super) hint: Text,
    /// Whether it says that it may be left out.
    pub(super) optional: bool,
    /// `text` or `date`.
    pub(super) kind: &'static str,
    /// Which keyboard it opens.
    pub(super) inputmode: Option<&'static str>,
    /// Value and words of what can be chosen; nothing where something is typed.
    pub(super) options: Vec<(String, Text)>,
}

/// A question with its field.
pub(super) fn question(asked: Question, writing: Writing) -> AnyView {
    let value = writing.form.with_value(|form| form.answers.get(&asked.id).cloned()).unwrap_or_default();
    let id = asked.id.clone();
    let on_change = Callback::new(move |value: String| {
        writing.write(|form| {
            form.answers.insert(id.clone(), value);
        });
    });
    question_field(asked, value, writing.faults, on_change)
}

/// The field of a question, wherever it is asked.
pub(in crate::services) fn question_field(
    asked: Question,
    value: String,
    faults: RwSignal<Vec<FieldError>>,
    on_change: Callback<String>,
) -> AnyView {
    let line = Line {
        name: field::answer(&asked.id),
        options: options_of(&asked),
        label: asked.label,
        hint: asked.hint,
        optional: !asked.required,
        kind: if asked.kind == QuestionKind::Date { "date" } else { "text" },
        inputmode: (asked.kind == QuestionKind::Number).then_some("numeric"),
    };
    asked_in(line, value, faults, on_change)
}

/// A field with its label, its hint and how to mend it.
pub(super) fn asked_in(
    line: Line,
    value: String,
    faults: RwSignal<Vec<FieldError>>,
    on_change: Callback<String>,
) -> AnyView {
    let Line { name, label, hint, optional, kind, inputmode, options } = line;
    let error = error_of(name.clone(), faults);
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = format!("{hint_id} {error_id}");
    let hint = (!hint.is_empty()).then(|| view! { <p class="field__hint" id=hint_id>{say_text(hint)}</p> }.into_any());
    let nothing = if optional { text::NOT_SAID } else { text::PLEASE_CHOOSE };
    let optional = optional.then(|| say(text::OPTIONAL));
    let mend = live(move || {
        let id = error_id.clone();
        error.get().map(|message| {
            view! {
                <p class="field__error" id=id><Icon kind=IconKind::CircleAlert/><span>{say_text(message)}</span></p>
            }
        })
    });
    let input = if options.is_empty() {
        view! {
            <input
                class="field__input"
                type=kind
                id=name.clone()
                name=name.clone()
                value=value
                inputmode=inputmode
                aria-describedby=described
                on:input=move |event| on_change.run(event_target_value(&event))
            />
        }
        .into_any()
    } else {
        chosen(options, nothing, &name, value, described, on_change)
    };
    view! {
        <div class="field">
            <label class="field__label" for=name>{say_text(label)}{optional}</label>
            {hint}
            {mend}
            {input}
        </div>
    }
    .into_any()
}

fn error_of(name: String, faults: RwSignal<Vec<FieldError>>) -> Memo<Option<Text>> {
    Memo::new(move |_| {
        faults.with(|faults| faults.iter().find(|fault| fault.name == name).map(|fault| fault.message.clone()))
    })
}

/// What can be chosen: value and words; nothing where something is typed.
fn options_of(asked: &Question) -> Vec<(String, Text)> {
    match asked.kind {
        QuestionKind::Choice => asked.options.iter().map(|option| (option.zh.clone(), option.clone())).collect(),
        QuestionKind::YesNo => vec![("yes".to_owned(), text::YES.into()), ("no".to_owned(), text::NO.into())],
        QuestionKind::Text | QuestionKind::Date | QuestionKind::Number => Vec::new(),
    }
}

/// An answer as people read it.
pub(super) fn said(asked: &Question, answer: &str) -> Text {
    let options = options_of(asked);
    let chosen = options.into_iter().find(|(value, _)| value == answer).map(|(_, words)| words);
    chosen.unwrap_or_else(|| Text::new(answer, ""))
}

fn chosen(
    options: Vec<(String, Text)>,
    nothing: Message,
    name: &str,
    value: String,
    described: String,
    on_change: Callback<String>,
) -> AnyView {
    let option = |(of, words): (String, Text)| {
        view! { <option selected=of == value value=of>{say_text(words)}</option> }.into_any()
    };
    let options = options.into_iter().map(option).collect_view();
    view! {
        <select
            class="field__input"
            id=name.to_owned()
            name=name.to_owned()
            aria-describedby=described
            on:change=move |event| on_change.run(event_target_value(&event))
        >
            <option value="">{say(nothing)}</option>
            {options}
        </select>
    }
    .into_any()
}
