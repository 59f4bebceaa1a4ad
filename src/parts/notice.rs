//! Boxes that say one thing.

use leptos::prelude::*;

use super::icon::{Icon, IconKind};

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
