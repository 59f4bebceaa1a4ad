//! What waits on this phone, each with what can be done about it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zhangban_api::cases::filing::field;
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, Text};

use super::outbox::{Parcel, ParcelState, parcels};
use super::receipt::{ReceiptView, onward};
use super::text;
use crate::language::{say, say_text};
use crate::parts::button::{Button, ButtonKind, SubmitButton};
use crate::parts::field::{Field, FieldSpec, Typing};
use crate::parts::live::live;
use crate::parts::notice::{Notice, NoticeKind};

/// So many characters of the words say which case it is.
const BEGINNING: usize = 40;

const CONTACT: FieldSpec =
    FieldSpec::new(field::CONTACT, text::CONTACT).hint(text::CONTACT_HINT).typing(Typing::Contact);

/// All of them.
#[component]
pub(super) fn Parcels() -> impl IntoView {
    let parcels = parcels();
    live(move || {
        let all = parcels.get();
        (!all.is_empty()).then(|| all.into_iter().map(parcel_view).collect_view())
    })
}

fn parcel_view(parcel: Parcel) -> AnyView {
    let Parcel { key, form, state, lost_files } = parcel;
    let beginning: String = form.text.chars().take(BEGINNING).collect();
    let lost = lost_files.then(|| view! { <p>{say(text::LOST_FILES)}</p> }.into_any());
    let body = match state {
        ParcelState::Filed { receipt, with_earlier_words } => {
            let earlier = with_earlier_words.then(|| view! { <p>{say(text::EARLIER_WORDS)}</p> }.into_any());
            let seen = doing(&key, |key| act(Act::Forget, key));
            view! {
                {earlier}
                <ReceiptView receipt phone=None by_citizen=true>{onward()}</ReceiptView>
                <div class="actions"><Button label=text::SEEN on_press=seen/></div>
            }
            .into_any()
        }
        ParcelState::Sending => view! { <p role="status">{say(text::SENDING)}</p> }.into_any(),
        ParcelState::Offline => waits(text::OFFLINE.into(), &key),
        ParcelState::Busy => waits(text::BUSY.into(), &key),
        ParcelState::Refused(error) => refused(error, &key),
        ParcelState::Asks => view! { {lost}<Ask key/> }.into_any(),
    };
    view! {
        <section class="card">
            <h2 class="card__title">{beginning}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// It waits and goes by itself; it can go at once.
fn waits(words: Text, key: &IdempotencyKey) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Warning>{say_text(words)}</Notice>
        <div class="actions">
            <Button kind=ButtonKind::Secondary label=text::SEND_NOW on_press=doing(key, |key| act(Act::TryAgain, key))/>
            <Button kind=ButtonKind::Quiet label=text::DO_NOT_SEND on_press=doing(key, |key| act(Act::Forget, key))/>
        </div>
    }
    .into_any()
}

/// It was not taken, and why; another try may be.
fn refused(error: ApiError, key: &IdempotencyKey) -> AnyView {
    let words = error.fields.into_iter().next().map_or(error.message, |fault| fault.message);
    waits(words, key)
}

/// The contact is asked for once more.
#[component]
fn Ask(key: IdempotencyKey) -> impl IntoView {
    let contact = StoredValue::new(String::new());
    let forget = doing(&key, |key| act(Act::Forget, key));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        act(Act::Contact(contact.get_value()), key.clone());
    };
    let errors = Signal::stored(Vec::new());
    view! {
        <Notice kind=NoticeKind::Warning>{say(text::ASKS_CONTACT)}</Notice>
        <form class="form" novalidate="" on:submit=submit>
            <Field of=CONTACT value="" errors on_input=move |value| contact.set_value(value)/>
            <SubmitButton label=text::SEND_NOW/>
        </form>
        <div class="actions"><Button kind=ButtonKind::Quiet label=text::DO_NOT_SEND on_press=forget/></div>
    }
}

/// What is done about one of them.
enum Act {
    Contact(String),
    TryAgain,
    Forget,
}

fn doing(key: &IdempotencyKey, act: fn(IdempotencyKey)) -> Callback<()> {
    let key = key.clone();
    Callback::new(move |()| act(key.clone()))
}

fn act(act: Act, key: IdempotencyKey) {
    #[cfg(target_arch = "wasm32")]
    match act {
        Act::Contact(contact) => super::outbox::give_contact(key, contact),
        Act::TryAgain => super::outbox::try_again(key),
        Act::Forget => super::outbox::forget(&key),
    }
    #[cfg(not(target_arch = "wasm32"))]
    match act {
        Act::Contact(contact) => drop((key, contact)),
        Act::TryAgain | Act::Forget => drop(key),
    }
}
