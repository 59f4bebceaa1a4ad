//! What waits on this phone, each with what can be done about it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zhangban_api::cases::filing::field;
use zhangban_api::contact::optional;
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, FieldError, Message};

#[cfg(target_arch = "wasm32")]
use super::outbox;
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
    let Parcel { key, form, state, had_contact, lost_files } = parcel;
    let beginning: String = form.text.chars().take(BEGINNING).collect();
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
        ParcelState::Offline => waits(text::OFFLINE, &key),
        ParcelState::Busy => waits(text::BUSY, &key),
        ParcelState::Refused(error) => refused(error, key),
        ParcelState::Asks => view! { <Ask key had_contact lost_files faults=Vec::new()/> }.into_any(),
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
fn waits(words: Message, key: &IdempotencyKey) -> AnyView {
    let now = doing(key, |key| act(Act::SendNow, key));
    view! {
        <Notice kind=NoticeKind::Warning>{say(words)}</Notice>
        <div class="actions">
            <Button kind=ButtonKind::Secondary label=text::SEND_NOW on_press=now/>
        </div>
        {throw_away(key)}
    }
    .into_any()
}

/// It was not taken, and why. What is wrong with the contact is mended here, anything else in the form.
fn refused(error: ApiError, key: IdempotencyKey) -> AnyView {
    let of_contact = |fault: &FieldError| fault.name == field::CONTACT;
    if !error.fields.is_empty() && error.fields.iter().all(of_contact) {
        return view! { <Ask key had_contact=true lost_files=false faults=error.fields/> }.into_any();
    }
    let words = error.fields.into_iter().next().map_or(error.message, |fault| fault.message);
    view! {
        <Notice kind=NoticeKind::Warning>{say_text(words)}</Notice>
        <div class="actions">
            <Button kind=ButtonKind::Secondary label=text::MEND on_press=doing(&key, |key| act(Act::Mend, key))/>
        </div>
        {throw_away(&key)}
    }
    .into_any()
}

/// It can be thrown away: told what that means, and pressed once more.
fn throw_away(key: &IdempotencyKey) -> AnyView {
    let forget = doing(key, |key| act(Act::Forget, key));
    view! {
        <details class="act">
            <summary class="act__title">{say(text::DO_NOT_SEND)}</summary>
            <p>{say(text::DELETED_FOR_GOOD)}</p>
            <Button kind=ButtonKind::Secondary label=text::DELETE on_press=forget/>
        </details>
    }
    .into_any()
}

/// What the phone did not keep: the contact is asked for once more.
#[component]
fn Ask(
    /// Of which case.
    key: IdempotencyKey,
    /// Whether there was one.
    had_contact: bool,
    /// Whether something that was attached is gone.
    lost_files: bool,
    /// What is wrong with the one that was given.
    faults: Vec<FieldError>,
) -> impl IntoView {
    let (contact, faults) = (StoredValue::new(String::new()), RwSignal::new(faults));
    let throw_away = throw_away(&key);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = contact.get_value();
        match optional(&typed) {
            Ok(_) => act(Act::Contact(typed), key.clone()),
            Err(message) => faults.set(vec![FieldError::new(field::CONTACT, message)]),
        }
    };
    view! {
        <Notice kind=NoticeKind::Warning>
            {had_contact.then(|| view! { <p>{say(text::ASKS_CONTACT)}</p> }.into_any())}
            {lost_files.then(|| view! { <p>{say(text::LOST_FILES)}</p> }.into_any())}
        </Notice>
        <form class="form" novalidate="" on:submit=submit>
            <Field of=CONTACT value="" errors=faults on_input=move |value| contact.set_value(value)/>
            <SubmitButton label=text::SEND_NOW/>
        </form>
        {throw_away}
    }
}

/// What is done about one of them.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "on the server nothing waits"))]
enum Act {
    Contact(String),
    SendNow,
    Mend,
    Forget,
}

fn doing(key: &IdempotencyKey, act: fn(IdempotencyKey)) -> Callback<()> {
    let key = key.clone();
    Callback::new(move |()| act(key.clone()))
}

#[cfg(target_arch = "wasm32")]
fn act(act: Act, key: IdempotencyKey) {
    match act {
        Act::Contact(contact) => outbox::give_contact(key, contact),
        Act::SendNow => outbox::deliver(key),
        Act::Mend => outbox::mend(key),
        Act::Forget => leptos::task::spawn_local(async move { outbox::forget(&key).await }),
    }
}

/// On the server nothing waits.
#[cfg(not(target_arch = "wasm32"))]
fn act(_: Act, _: IdempotencyKey) {}
