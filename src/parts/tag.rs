//! Small labels.

use leptos::prelude::*;
use zhangban_api::Text;

use super::markup::escaped;
use crate::language::say_text;

/// What a label says by its colour; its words say it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagKind {
    /// A property, such as being a sample.
    #[default]
    Plain,
    /// Something to know.
    Info,
    /// It is well: open, done, reached.
    Done,
    /// It will be: a pause, a queue.
    Waiting,
    /// It is not well.
    Error,
}

impl TagKind {
    /// The word in `data-kind`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Info => "info",
            Self::Done => "done",
            Self::Waiting => "waiting",
            Self::Error => "error",
        }
    }
}

/// A small label in rows that are written as markup.
pub fn tag_markup(kind: TagKind, label: &str) -> String {
    format!(r#"<span class="tag" data-kind="{}">{}</span>"#, kind.word(), escaped(label))
}

/// A small label of a few characters.
#[component]
pub fn Tag(
    /// What its colour says.
    #[prop(optional)]
    kind: TagKind,
    /// Its words.
    #[prop(into)]
    label: Text,
) -> impl IntoView {
    view! { <span class="tag" data-kind=kind.word()>{say_text(label)}</span> }
}
