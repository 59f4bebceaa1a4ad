//! The fields of each kind: those of the department's files, in words.

use leptos::prelude::*;
use zhangban_api::articles::{Channel, Level};
use zhangban_api::content::{ContentForm, ContentKind, field};
use zhangban_api::{FieldError, Message, Text};

use super::edit::value;
use super::text;
use crate::language::say_text;
use crate::parts::choice::{ChoiceOption, Choices, Select};
use crate::parts::field::{Field, FieldSpec, TextArea, Typing};
use crate::parts::summary_list::{SummaryList, SummaryRow};

/// A form that is written in.
pub(super) struct Writing<'a> {
    /// Of which kind.
    pub(super) kind: ContentKind,
    /// What is kept.
    pub(super) form: &'a ContentForm,
    /// Whether what was typed comes back.
    pub(super) came_back: bool,
    /// What is wrong with it.
    pub(super) errors: Signal<Vec<FieldError>>,
}

/// How a field is filled in.
enum Input {
    Line,
    Lines,
    Choice,
    /// It cannot be changed any more.
    Fixed,
}

fn input(kind: ContentKind, name: &str, stands: bool) -> Input {
    match (kind, name) {
        (_, "id") if stands => Input::Fixed,
        (_, "sample" | "level" | "channel" | "service") => Input::Choice,
        (
            _,
            "text" | "text_en" | "body" | "body_en" | "exact" | "all" | "any" | "articles" | "phones" | "attachments",
        )
        | (ContentKind::Articles, "summary" | "summary_en" | "what_to_do" | "what_to_do_en") => Input::Lines,
        _ => Input::Line,
    }
}

/// The fields in Chinese, those in English, and when it begins and ends.
pub(super) fn fields_of(writing: &Writing<'_>) -> (Vec<AnyView>, Vec<AnyView>, Vec<AnyView>) {
    let (mut general, mut english) = (Vec::new(), Vec::new());
    for name in writing.kind.fields() {
        let list = if name.ends_with("_en") { &mut english } else { &mut general };
        list.push(one(writing, name));
    }
    if writing.kind == ContentKind::Hotlines && !writing.form.choices.is_empty() {
        let known = writing.form.choices.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
        let known = Text::new(format!("已有的类别：{}", known.join("、")), format!("Categories: {}", known.join("、")));
        general.push(view! { <p class="source">{say_text(known)}</p> }.into_any());
    }
    if !writing.form.files.is_empty() {
        let files = writing.form.files.join("、");
        let files = Text::new(format!("文章已有的文件：{files}"), format!("Files of the article: {files}"));
        general.push(view! { <p class="source">{say_text(files)}</p> }.into_any());
    }
    let times = [field::PUBLISH_AT, field::EXPIRE_AT].map(|name| one(writing, name)).into();
    (general, english, times)
}

fn one(writing: &Writing<'_>, name: &'static str) -> AnyView {
    let Writing { kind, form, came_back, errors } = writing;
    let (kind, errors) = (*kind, *errors);
    let typed = value(form, name, *came_back);
    let heard = Callback::new(|_: String| {});
    let (label, hint) = text::field(kind, name);
    let mut of = FieldSpec::new(name, label);
    if let Some(hint) = hint {
        of = of.hint(hint);
    }
    match input(kind, name, form.stands) {
        Input::Line => {
            let of =
                if matches!(name, "phone" | "number" | "verified_on" | "id") { of.typing(Typing::Code) } else { of };
            view! { <Field of value=typed errors on_input=heard/> }.into_any()
        }
        Input::Lines => view! { <TextArea of value=typed errors on_input=heard/> }.into_any(),
        Input::Choice => {
            let choices = Choices::new(options(name, form), typed);
            view! { <Select of choices errors on_change=heard/> }.into_any()
        }
        Input::Fixed => {
            let rows = vec![SummaryRow::new(label, Text::new(typed.clone(), ""))];
            view! {
                <SummaryList rows/>
                <input type="hidden" name=name value=typed/>
            }
            .into_any()
        }
    }
}

fn options(name: &str, form: &ContentForm) -> Vec<ChoiceOption> {
    let named = |word: &str, name: Message| ChoiceOption::new(word, name);
    match name {
        "level" => {
            [Level::News, Level::Convenience, Level::Emergency].map(|level| named(level.word(), level.name())).into()
        }
        "channel" => std::iter::once(named("", text::CHOOSE))
            .chain(Channel::ALL.map(|channel| named(channel.word(), channel.name())))
            .collect(),
        "service" => {
            let known = form.choices.iter().map(|(word, name)| ChoiceOption::new(word.clone(), name.clone()));
            std::iter::once(named("", text::NO_SERVICE)).chain(known).collect()
        }
        _ => vec![named("", text::NO), named("1", text::YES)],
    }
}

/// The same, for whoever may look and not write.
pub(super) fn read_only(kind: ContentKind, form: &ContentForm) -> AnyView {
    let names = kind.fields().iter().chain(&[field::PUBLISH_AT, field::EXPIRE_AT]);
    let row = |name: &&'static str| {
        let value = form.fields.get(*name).filter(|value| !value.is_empty())?;
        Some(SummaryRow::new(text::field(kind, name).0, Text::new(value.clone(), "")))
    };
    view! { <SummaryList rows=names.filter_map(row).collect()/> }.into_any()
}
