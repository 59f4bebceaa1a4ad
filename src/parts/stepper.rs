//! How far something has come, step by step, from top to bottom.

use leptos::prelude::*;
use zhangban_api::{Message, Moment, Text};

use super::icon::{Icon, IconKind};
use crate::language::{say, say_text};

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepProgress {
    /// It is behind.
    Done,
    /// Here it stands now, and goes on.
    Present,
    /// Here it ends, well.
    Reached,
    /// Here it ends, not as hoped.
    Stopped,
    /// It is to come.
    Ahead,
}

impl StepProgress {
    /// The word in `data-progress`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Present => "present",
            Self::Reached => "reached",
            Self::Stopped => "stopped",
            Self::Ahead => "ahead",
        }
    }

    /// Whether it stands here now.
    const fn is_now(self) -> bool {
        matches!(self, Self::Present | Self::Reached | Self::Stopped)
    }

    const fn icon(self) -> Option<IconKind> {
        match self {
            Self::Done | Self::Reached => Some(IconKind::Check),
            Self::Present => Some(IconKind::Clock),
            Self::Stopped => Some(IconKind::CircleAlert),
            Self::Ahead => None,
        }
    }

    /// What its colour says, for readers of the screen.
    const fn said(self) -> Message {
        match self {
            Self::Done => Message::new("已完成：", "Done: "),
            Self::Present | Self::Reached | Self::Stopped => Message::new("目前：", "Now: "),
            Self::Ahead => Message::new("尚未到达：", "Still to come: "),
        }
    }
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is called.
    pub title: Text,
    /// When it came there.
    pub at: Option<Moment>,
    /// What it means, or what is said of it.
    pub note: Option<Text>,
    /// How far it is.
    pub progress: StepProgress,
}

/// Steps from top to bottom, the present one large.
#[component]
pub fn Stepper(
    /// The steps, in their order; one of them is where it stands now.
    steps: Vec<Step>,
) -> impl IntoView {
    let step = |Step { title, at, note, progress }: Step| {
        view! {
            <li class="stepper__step" data-progress=progress.word() aria-current=progress.is_now().then_some("step")>
                <span class="stepper__mark">{progress.icon().map(|kind| view! { <Icon kind/> })}</span>
                <div class="stepper__text">
                    <p class="stepper__title">
                        <span class="visually-hidden">{say(progress.said())}</span>
                        {say_text(title)}
                    </p>
                    {at.map(|at| view! { <p class="stepper__at">{at.to_string()}</p> }.into_any())}
                    {note.map(|note| view! { <p>{say_text(note)}</p> }.into_any())}
                </div>
            </li>
        }
        .into_any()
    };
    view! { <ol class="stepper">{steps.into_iter().map(step).collect_view()}</ol> }
}
