//! Buttons, and links that look like them.

use leptos::prelude::*;
use zhangban_api::Text;

use super::icon::{Icon, IconKind};
use crate::language::say_text;

/// How much a button weighs. A screen has one primary button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do next.
    Primary,
    /// Something else that can be done.
    #[default]
    Secondary,
    /// Something that is seldom done; looks like a link and is as large as a button.
    Quiet,
}

impl ButtonKind {
    /// The word in `data-kind`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Quiet => "quiet",
        }
    }
}

/// Whether a form can be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sending {
    /// It can.
    #[default]
    Idle,
    /// It is on its way: pressing again does nothing.
    UnderWay,
}

/// Something that happens on this page when it is pressed. It needs scripting: what must work without it is a
/// [`SubmitButton`] or a [`LinkButton`].
#[component]
pub fn Button(
    /// How much it weighs.
    #[prop(optional)]
    kind: ButtonKind,
    /// What it does, as a verb.
    #[prop(into)]
    label: Text,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<IconKind>,
    /// What happens.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button class="button" type="button" data-kind=kind.word() on:click=move |_| on_press.run(())>
            <Face label icon/>
        </button>
    }
}

/// Sends the form it stands in. While the form is under way it says so to readers of the screen, shows a turning ring
/// after half a second, and ignores a second press; the keyboard's focus stays on it.
#[component]
pub fn SubmitButton(
    /// What sending does, as a verb.
    #[prop(into)]
    label: Text,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<IconKind>,
    /// Whether the form is under way.
    #[prop(optional, into)]
    sending: Signal<Sending>,
) -> impl IntoView {
    let under_way = move || sending.get() == Sending::UnderWay;
    view! {
        <button
            class="button"
            type="submit"
            data-kind=ButtonKind::Primary.word()
            aria-disabled=move || under_way().then_some("true")
            on:click=move |event| {
                if under_way() {
                    event.prevent_default();
                }
            }
        >
            <Face label icon/>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// How much it weighs.
    #[prop(optional)]
    kind: ButtonKind,
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What is there, or what one does there.
    #[prop(into)]
    label: Text,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<IconKind>,
) -> impl IntoView {
    view! {
        <a class="button" data-kind=kind.word() href=href>
            <Face label icon/>
        </a>
    }
}

#[component]
fn Face(label: Text, icon: Option<IconKind>) -> impl IntoView {
    view! {
        {icon.map(|kind| view! { <Icon kind/> })}
        <span>{say_text(label)}</span>
    }
}
