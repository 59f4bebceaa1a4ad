//! Numbers to call.

use leptos::prelude::*;
use zhangban_api::{Message, PhoneNumber, Text};

use super::icon::{Icon, IconKind};
use crate::language::{say, say_text};

const CALL: Message = Message::new("拨打", "Call");
const SAMPLE: Message = Message::new("（样例，不能拨打）", " (sample, cannot be called)");

/// A number as text that can be marked and copied; a tap calls it if any telephone can reach it.
#[component]
pub fn Phone(
    /// The number.
    number: PhoneNumber,
) -> impl IntoView {
    let said = number.to_string();
    let in_english = said.replace(" 转 ", " ext. ");
    let digits = view! { <span class="nowrap">{say_text(Text::new(said, in_english))}</span> };
    if number.can_be_dialled() {
        view! {
            <a class="phone" href=number.tel()>
                <Icon kind=IconKind::Phone/>
                <span class="visually-hidden">{say(CALL)}" "</span>
                {digits}
            </a>
        }
        .into_any()
    } else {
        view! { <span class="phone">{digits}<span class="small">{say(SAMPLE)}</span></span> }.into_any()
    }
}
