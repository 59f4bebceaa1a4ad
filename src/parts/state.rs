//! What a page shows when it does not show what it is for.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use zhangban_api::{Message, Text};

use super::button::ButtonKind;
use super::icon::{Icon, IconKind};
use crate::language::{say, say_text};

const LOADING: Message = Message::new("正在加载…", "Loading…");
const SLOW: Message =
    Message::new("网络较慢，仍在加载，请稍候。", "The network is slow. This is still loading; please wait.");
const OFFLINE: Message =
    Message::new("网络不通。请检查网络，恢复后会自动重试。", "You are offline. This will try again once you are back.");
const TRY_AGAIN: Message = Message::new("重试", "Try again");

/// Why there is nothing to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Asked. Half a second passes before anything is seen.
    Loading,
    /// Asked, and it takes unusually long.
    Slow,
    /// No network.
    Offline,
    /// Too many people at once; says so, and it is tried again without being told.
    Busy(Text),
    /// Not answered; says why.
    Failed(Text),
    /// There is nothing, or nothing matches; says what to do about it.
    Empty(Text),
    /// It was there and is not any more; says where to go.
    Gone(Text),
}

impl State {
    const fn word(&self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Slow => "slow",
            Self::Offline => "offline",
            Self::Busy(_) => "busy",
            Self::Failed(_) => "failed",
            Self::Empty(_) => "empty",
            Self::Gone(_) => "gone",
        }
    }

    const fn icon(&self) -> Option<IconKind> {
        match self {
            Self::Loading | Self::Slow => None,
            Self::Offline => Some(IconKind::WifiOff),
            Self::Busy(_) => Some(IconKind::Clock),
            Self::Failed(_) => Some(IconKind::CircleAlert),
            Self::Empty(_) => Some(IconKind::Search),
            Self::Gone(_) => Some(IconKind::Info),
        }
    }

    /// Whether it may pass if one tries again.
    const fn may_pass(&self) -> bool {
        matches!(self, Self::Offline | Self::Busy(_) | Self::Failed(_))
    }

    fn words(self) -> Text {
        match self {
            Self::Loading => LOADING.into(),
            Self::Slow => SLOW.into(),
            Self::Offline => OFFLINE.into(),
            Self::Busy(words) | Self::Failed(words) | Self::Empty(words) | Self::Gone(words) => words,
        }
    }
}

/// Says why there is nothing to show. What may pass has a button to try again: it asks once more, or loads the page
/// anew where there is no scripting or nothing to run.
#[component]
pub fn StateView(
    /// Why there is nothing.
    state: State,
    /// Asks once more.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let (word, icon, may_pass) = (state.word(), state.icon(), state.may_pass());
    let skeleton = matches!(state, State::Loading | State::Slow);
    view! {
        <div class="state" data-state=word role="status">
            {icon.map(|kind| view! { <Icon kind/> })}
            <p class="state__text">{say_text(state.words())}</p>
            {skeleton.then(|| view! { <div class="skeleton" aria-hidden="true"><span></span><span></span><span></span></div> }.into_any())}
            {may_pass.then(|| view! { <Retry on_retry/> })}
        </div>
    }
}

#[component]
fn Retry(on_retry: Option<Callback<()>>) -> impl IntoView {
    let retry = move |event: MouseEvent| {
        if let Some(on_retry) = on_retry {
            event.prevent_default();
            on_retry.run(());
        }
    };
    // Outside the router's reach, so that without a callback the page is really loaded anew.
    view! {
        <a class="button" data-kind=ButtonKind::Secondary.word() href="" rel="external" on:click=retry>
            <Icon kind=IconKind::RefreshCw/>
            <span>{say(TRY_AGAIN)}</span>
        </a>
    }
}
