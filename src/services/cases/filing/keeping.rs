//! Keeping the receipt: as a picture, and its number on this phone.

use leptos::prelude::*;
use zhangban_api::Message;

use super::text;
use crate::language::{say, use_language, words};
use crate::mode::{Mode, use_mode};
use crate::parts::button::{Button, ButtonKind};
use crate::parts::live::live;

/// What can be done to keep it. It needs scripting; what can be done without is to print it, or to write it down.
#[component]
pub(super) fn Keeping(
    /// Terms and values of the receipt, the number and the code first.
    lines: Vec<(Message, String)>,
) -> impl IntoView {
    let (language, mode) = (use_language(), use_mode());
    let (picture, is_remembered) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let lines = StoredValue::new(lines);
    let draw = move |()| {
        #[cfg(target_arch = "wasm32")]
        in_browser::draw(lines, language.get_untracked(), picture);
    };
    let remember = move |()| {
        is_remembered.set(true);
        #[cfg(target_arch = "wasm32")]
        lines.with_value(|lines| {
            if let Some((_, number)) = lines.first() {
                super::super::remembered::remember(number);
            }
        });
    };
    let alt = words(move || {
        let number = lines.with_value(|lines| lines.first().map(|(_, number)| number.clone()).unwrap_or_default());
        language.get().either(format!("回执图片，受理编号 {number}"), format!("Picture of the receipt {number}"))
    });
    let shown = live(move || {
        let address = picture.get()?;
        Some(view! {
            <figure class="receipt__picture">
                <img src=address.clone() alt=alt.clone()/>
                <figcaption>{say(text::PICTURE_HINT)}</figcaption>
                <a class="button" data-kind="secondary" href=address download="receipt.png">{say(text::DOWNLOAD)}</a>
            </figure>
        })
    });
    let memory = live(move || {
        Some(match (mode.get(), is_remembered.get()) {
            // On a machine that is everybody's nothing is remembered.
            (Mode::Kiosk, _) => return None,
            (_, true) => view! { <p role="status">{say(text::REMEMBERED)}</p> }.into_any(),
            (_, false) => view! { <Button kind=ButtonKind::Quiet label=text::REMEMBER on_press=remember/> }.into_any(),
        })
    });
    view! {
        <div class="actions" data-needs="scripting">
            <Button kind=ButtonKind::Secondary label=text::PICTURE on_press=draw/>
            {memory}
        </div>
        {shown}
    }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use zhangban_api::Message;

    use super::super::picture::picture;
    use crate::language::Language;
    use crate::page::Page;

    /// Draws the receipt; what is read from it says where to look besides.
    pub(super) fn draw(
        lines: StoredValue<Vec<(Message, String)>>,
        language: Language,
        shown: RwSignal<Option<String>>,
    ) {
        spawn_local(async move {
            let lines: Vec<(String, String)> = lines.with_value(|lines| {
                lines.iter().map(|(term, value)| (language.of(*term).to_owned(), value.clone())).collect()
            });
            let told = lines.iter().take(2).map(|(term, value)| format!("{term} {value}")).collect::<Vec<_>>();
            let origin = window().location().origin().unwrap_or_default();
            let code = format!("{}\n{origin}{}", told.join("\n"), Page::FollowCase.path());
            if let Some(address) = picture(&lines, &code).await {
                let _ = shown.try_set(Some(address));
            }
        });
    }
}
