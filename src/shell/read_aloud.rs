//! Reads the page aloud, in elder mode, where the browser can.

use leptos::prelude::*;
use zhangban_api::Message;

use crate::language::{use_language, words};
use crate::mode::{Mode, use_mode};
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;

const READ: Message = Message::new("朗读", "Read aloud");
const STOP: Message = Message::new("停止", "Stop");

/// Reads the page aloud, or stops. Not there without a voice, so it is not served either.
#[component]
pub fn ReadAloud() -> impl IntoView {
    let (language, mode) = (use_language(), use_mode());
    let (has_voice, reading) = (RwSignal::new(false), RwSignal::new(false));
    #[cfg(target_arch = "wasm32")]
    crate::effect::once_taken_over(move || has_voice.set(crate::browser::has_voice()));
    #[cfg(target_arch = "wasm32")]
    on_cleanup(crate::browser::hush);
    let press = move |_| {
        let begin = !reading.get_untracked();
        #[cfg(target_arch = "wasm32")]
        if begin {
            crate::browser::read_aloud(language.get_untracked().tag(), move || {
                reading.try_set(false);
            });
        } else {
            crate::browser::hush();
        }
        reading.set(begin);
    };
    live(move || {
        (has_voice.get() && mode.get() == Mode::Elder).then(|| {
            view! {
                <button class="switch__button" type="button" on:click=press>
                    <Icon kind=IconKind::Volume2/>
                    <span>{words(move || language.get().of(if reading.get() { STOP } else { READ }).to_owned())}</span>
                </button>
            }
        })
    })
}
