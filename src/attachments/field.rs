//! The field of attachments: choose, see, remove.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use zhangban_api::attachments::{ACCEPT, AttachmentKind, FIELD};
use zhangban_api::{FieldError, Text};

use super::attached::{Attached, Item, State};
use super::text;
use crate::language::{Language, say_text, use_language, words};
use crate::pages::at_once;
use crate::parts::button::{Button, ButtonKind};
use crate::parts::field::{FieldSpec, FileField};
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;

const OF: FieldSpec = FieldSpec::new(FIELD, text::LABEL).hint(text::HINT);

/// The field of attachments. Without scripting, and until its own code is here, it is a file chooser whose form brings the
/// files: that form has to be `multipart/form-data`. With its code what is chosen goes at once and is shown with its
/// picture, and the form reads [`Attached::ids`].
#[component]
pub fn Attachments(
    /// What was chosen so far.
    attached: Attached,
    /// Everything that is wrong with the form.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    #[cfg(target_arch = "wasm32")]
    crate::effect::once_taken_over(move || {
        if !attached.goes_at_once.get_untracked() {
            leptos::task::spawn_local(async move {
                // Where it cannot be had, the chooser does.
                if fetch_attachments_field().await.is_ok() && take_chosen(attached).await.is_ok() {
                    attached.goes_at_once.set(true);
                }
            });
        }
    });
    live(move || {
        let rich = attached.goes_at_once.get().then(|| at_once(attachments_field(attached, errors)));
        let plain = move || view! { <FileField of=OF accept=ACCEPT errors on_change=|_| {}/> }.into_any();
        Some(rich.flatten().unwrap_or_else(plain))
    })
}

/// What was chosen while this code was on its way.
#[wasm_split(attachments_field, wasm_split_path = leptos::wasm_split, fallible)]
fn take_chosen(attached: Attached) -> Result<(), SplitLoaderError> {
    #[cfg(target_arch = "wasm32")]
    attached.take_chosen();
    #[cfg(not(target_arch = "wasm32"))]
    let _ = attached;
    Ok(())
}

#[wasm_split(attachments_field, wasm_split_path = leptos::wasm_split, preload(fetch_attachments_field), fallible)]
fn attachments_field(attached: Attached, errors: Signal<Vec<FieldError>>) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <AtOnce attached errors/> }.into_any())
}

/// The field with what was chosen, each with its picture and how far it is.
#[component]
fn AtOnce(attached: Attached, errors: Signal<Vec<FieldError>>) -> impl IntoView {
    let language = use_language();
    let Attached { items, fault, .. } = attached;
    let all_errors = Signal::derive(move || match fault.get() {
        Some(fault) => vec![FieldError::new(FIELD, fault.message())],
        None => errors.get(),
    });
    let choose = move |event: Event| {
        #[cfg(target_arch = "wasm32")]
        attached.choose(&event);
        #[cfg(not(target_arch = "wasm32"))]
        drop(event);
    };
    let progress = words(move || items.with(|items| text::progress(language.get(), items)));
    let list = live(move || {
        let items = items.get();
        let mut photos = 0;
        let row = |item: Item| {
            photos += usize::from(item.kind == AttachmentKind::Photo);
            view! { <Row item place=photos attached/> }.into_any()
        };
        (!items.is_empty()).then(|| {
            let rows = items.into_iter().map(row).collect_view();
            view! { <ul class="attached">{rows}</ul> }
        })
    });
    view! {
        <FileField of=OF accept=ACCEPT errors=all_errors on_change=choose/>
        <p class="field__hint" role="status">{progress}</p>
        {list}
    }
}

#[component]
fn Row(item: Item, place: usize, attached: Attached) -> impl IntoView {
    let language = use_language();
    let Item { number, kind, picture, state } = item;
    let name = Text::new(text::name(Language::Zh, kind, place), text::name(Language::En, kind, place));
    let face = if picture.is_empty() {
        let kind = if kind == AttachmentKind::Recording { IconKind::Volume2 } else { IconKind::ClipboardList };
        view! { <span class="attached__picture"><Icon kind/></span> }.into_any()
    } else {
        // The name beside it says what it is.
        view! { <img class="attached__picture" src=picture alt=""/> }.into_any()
    };
    let again = matches!(state, State::Failed(_)).then(|| {
        let again = move |()| {
            #[cfg(target_arch = "wasm32")]
            attached.try_again(number);
            #[cfg(not(target_arch = "wasm32"))]
            let _ = (attached, number);
        };
        view! { <Button kind=ButtonKind::Quiet label=text::AGAIN on_press=again/> }.into_any()
    });
    let remove = move |()| {
        #[cfg(target_arch = "wasm32")]
        attached.remove(number);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (attached, number);
    };
    let tone = match state {
        State::Done(_) => Some("done"),
        State::Refused(_) | State::Failed(_) => Some("wrong"),
        _ => None,
    };
    let label = text::remove(&name);
    let state = words(move || text::state(language.get(), &state));
    view! {
        <li class="attached__item">
            {face}
            <span class="attached__words">
                <span>{say_text(name)}</span>
                <span class="attached__state" data-tone=tone>{state}</span>
            </span>
            {again}
            <Button kind=ButtonKind::Quiet label icon=IconKind::X on_press=remove/>
        </li>
    }
}
