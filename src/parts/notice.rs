//! Boxes that say one thing.

use leptos::prelude::*;
use zhangban_api::ApiError;

use super::icon::{Icon, IconKind};
use crate::language::say_text;

/// What kind of thing a box says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something to know.
    #[default]
    Info,
    /// Something to heed.
    Warning,
    /// Something is done.
    Done,
    /// Something went wrong.
    Error,
}

impl NoticeKind {
    /// The word in `data-kind`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Done => "done",
            Self::Error => "error",
        }
    }

    const fn icon(self) -> IconKind {
        match self {
            Self::Info => IconKind::Info,
            Self::Warning | Self::Error => IconKind::CircleAlert,
            Self::Done => IconKind::CircleCheck,
        }
    }
}

/// Why a form came back, when no single field is to blame. The page that brings it begins here, for readers of the screen
/// as well.
pub fn came_back_because(words: AnyView) -> AnyView {
    view! {
        <div role="alert" tabindex="-1" autofocus=""><Notice kind=NoticeKind::Warning>{words}</Notice></div>
    }
    .into_any()
}

/// The same for a refusal; nothing where fields are to blame.
pub fn refused_because(refused: Option<&ApiError>) -> Option<AnyView> {
    let refused = refused.filter(|error| error.fields.is_empty())?;
    Some(came_back_because(say_text(refused.message.clone()).into_any()))
}

/// A box with an icon and a few sentences. It is part of the page and interrupts nobody; what must be heard at once is
/// an [`ErrorSummary`](super::error_summary::ErrorSummary).
#[component]
pub fn Notice(
    /// What kind of thing it says.
    #[prop(optional)]
    kind: NoticeKind,
    /// The sentences.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="notice" data-kind=kind.word()>
            <Icon kind=kind.icon()/>
            <div class="notice__text">{children()}</div>
        </div>
    }
}
