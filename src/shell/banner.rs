//! Emergencies: on top of every page while they last.

use leptos::prelude::*;
use zhangban_api::Message;
use zhangban_api::articles::{EmergencyNotice, GetEmergencies};
use zhangban_api::endpoint::Nothing;

use crate::first_paint;
use crate::language::{say, say_text};
use crate::page;
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;

const EMERGENCIES: Message = Message::new("紧急通知", "Emergency notices");
const EMERGENCY: Message = Message::new("紧急：", "Emergency: ");
const CALLED_OFF: Message = Message::new("解除：", "Called off: ");

/// What stands on every page just now. It comes with the page; from then on new ones come by themselves, and those that
/// are over go.
#[component]
pub(super) fn Banner() -> impl IntoView {
    let came = first_paint::arrived::<GetEmergencies>(&Nothing {}).and_then(Result::ok).unwrap_or_default();
    let now = RwSignal::new(came);
    #[cfg(target_arch = "wasm32")]
    crate::effect::once_taken_over(move || in_browser::hear(now));
    let notices = live(move || {
        let notices = now.get().notices;
        (!notices.is_empty()).then(|| notices.into_iter().map(notice_view).collect_view())
    });
    // The place is there before anything stands in it: only then are readers of the screen told at once.
    view! { <aside class="alerts" aria-label=say(EMERGENCIES) aria-live="assertive">{notices}</aside> }
}

fn notice_view(EmergencyNotice { id, title, what_to_do, cancels, .. }: EmergencyNotice) -> impl IntoView {
    view! {
        <a class="banner" href=page::article(&id)>
            <Icon kind=IconKind::CircleAlert/>
            <span class="banner__text">
                <span class="banner__title">{say(if cancels { CALLED_OFF } else { EMERGENCY })}{say_text(title)}</span>
                <span>{say_text(what_to_do)}</span>
            </span>
        </a>
    }
    .into_any()
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use zhangban_api::articles::{EMERGENCY_EVENTS, Emergencies, GetEmergencies};
    use zhangban_api::endpoint::Nothing;

    use crate::client::{call, events};
    use crate::json;

    /// Hears of emergencies for as long as there is a page: they stand on all of them.
    pub(super) fn hear(now: RwSignal<Emergencies>) {
        let heard = move |heard: Emergencies| {
            // Told again, nothing is read aloud again.
            if now.with_untracked(|before| *before != heard) {
                now.set(heard);
            }
        };
        let told = move |text: String| {
            if let Ok(emergencies) = json::read(&text) {
                heard(emergencies);
            }
        };
        let ask = move || {
            spawn_local(async move {
                if let Ok(emergencies) = call::<GetEmergencies>(&Nothing {}, None).await {
                    heard(emergencies);
                }
            });
        };
        events::listen(EMERGENCY_EVENTS.to_owned(), told, ask);
    }
}
