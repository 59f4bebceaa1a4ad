//! What a citizen can do to her case: each in a form of its own, closed until she opens it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
#[cfg(target_arch = "wasm32")]
use zhangban_api::cases::ActOnCase;
use zhangban_api::cases::filing::TEXT_LIMIT;
use zhangban_api::cases::following::field;
use zhangban_api::cases::{CaseView, CitizenAct, Move};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{FieldError, Message};

use super::page::{Following, Refused};
use super::text;
use crate::first_paint::typed;
use crate::language::say;
use crate::page::Page;
use crate::parts::choice::{ChoiceOption, Choices, Layout, RadioGroup};
use crate::parts::field::{FieldSpec, TextArea};
use crate::parts::live::anew;
use crate::parts::rating::RATINGS;

const RATING: FieldSpec = FieldSpec::new(field::RATING, text::RATING);

/// Something she can do: what it is, its words, its button.
#[derive(Clone, Copy)]
struct Offer {
    does: Move,
    /// The name of the field of its words: forms of one page share no names.
    field: &'static str,
    title: Message,
    lead: Option<Message>,
    words: Message,
    button: Message,
}

const OFFERS: [Offer; 4] = [
    Offer {
        does: Move::Rate,
        field: "rate-text",
        title: text::RATE,
        lead: None,
        words: text::RATE_TEXT,
        button: text::RATE_BUTTON,
    },
    Offer {
        does: Move::Reopen,
        field: "reopen-text",
        title: text::REOPEN,
        lead: Some(text::REOPEN_LEAD),
        words: text::REOPEN_TEXT,
        button: text::REOPEN_BUTTON,
    },
    Offer {
        does: Move::Message,
        field: "message-text",
        title: text::ADD,
        lead: None,
        words: text::ADD_TEXT,
        button: text::ADD_BUTTON,
    },
    Offer {
        does: Move::Withdraw,
        field: "withdraw-text",
        title: text::WITHDRAW,
        lead: None,
        words: text::WITHDRAW_TEXT,
        button: text::WITHDRAW_BUTTON,
    },
];

/// Everything that can be done now.
#[component]
pub(super) fn Acts(following: Following) -> impl IntoView {
    // What is done or can be done now makes the forms anew, and nothing else does.
    let possible = Memo::new(move |_| {
        let (moves, rating) = following.case.with(|case| case.as_ref().map(possible)).unwrap_or_default();
        (moves, rating, following.done.get())
    });
    view! {
        <Refused refusal=following.acting.refusal()/>
        {anew(possible, move |(possible, rating, _)| {
            let offers = OFFERS.into_iter().filter(|offer| possible.contains(&offer.does));
            offers.map(|offer| act(offer, rating, following)).collect::<Vec<_>>().into_any()
        })}
    }
}

/// What can be done, and how it was rated.
fn possible(case: &CaseView) -> (Vec<Move>, Option<u8>) {
    (OFFERS.into_iter().map(|offer| offer.does).filter(|does| case.can(*does)).collect(), case.rating)
}

fn act(offer: Offer, rating: Option<u8>, following: Following) -> AnyView {
    let Offer { does, field: name, title, lead, words, button } = offer;
    // The form that came back is open, with its faults and its words.
    let is_back = typed(field::DOES) == does.word();
    let poor = rating.is_some_and(|rating| rating <= 2);
    let begun = following.typed(does, if is_back { typed(field::TEXT) } else { String::new() });
    let is_open =
        is_back || !begun.is_empty() || (does == Move::Rate && rating.is_none()) || (does == Move::Reopen && poor);
    let level = StoredValue::new(typed(field::RATING));
    let all = following.acting.field_errors();
    let is_mine = RwSignal::new(is_back);
    let errors = Signal::derive(move || {
        let mut errors = if is_mine.get() { all.get() } else { Vec::<FieldError>::new() };
        errors.iter_mut().filter(|error| error.name == field::TEXT).for_each(|error| name.clone_into(&mut error.name));
        errors
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        is_mine.set(true);
        let key = following.key.get_value();
        let rating = level.get_value().parse().unwrap_or_default();
        send(
            following,
            CitizenAct { number: key.number, code: key.code, does, text: following.typed(does, String::new()), rating },
        );
    };
    let key = following.key.get_value();
    let act_key = following.act_key.get_value().map(|key| key.as_str().to_owned()).unwrap_or_default();
    let levels = (does == Move::Rate).then(|| {
        let option = |(value, label, icon)| ChoiceOption::new(value, label).icon(icon);
        let chosen = level.get_value();
        let choices = Choices::new(RATINGS.into_iter().map(option).collect(), chosen).layout(Layout::Scale);
        view! { <RadioGroup of=RATING choices errors on_change=move |value| level.set_value(value)/> }.into_any()
    });
    let of = FieldSpec::new(name, words).at_most(TEXT_LIMIT);
    view! {
        <details class="act" open=is_open>
            <summary class="act__title">{say(title)}</summary>
            {lead.map(|lead| view! { <p>{say(lead)}</p> }.into_any())}
            <form class="form" method="post" action=Page::FollowCase.path() novalidate="" on:submit=submit>
                <input type="hidden" name=IdempotencyKey::FIELD value=act_key autocomplete="off"/>
                <input type="hidden" name=field::NUMBER value=key.number autocomplete="off"/>
                <input type="hidden" name=field::CODE value=key.code autocomplete="off"/>
                <input type="hidden" name=field::DOES value=does.word()/>
                {levels}
                <TextArea of value=begun errors on_input=move |value| following.write(does, value)/>
                <button class="button" data-kind="secondary">{say(button)}</button>
            </form>
        </details>
    }
    .into_any()
}

/// Does it, once however often it is pressed.
fn send(following: Following, act: CitizenAct) {
    #[cfg(target_arch = "wasm32")]
    {
        let key = following.act_key.try_update_value(|key| {
            if key.is_none() {
                *key = crate::client::new_idempotency_key();
            }
            key.clone()
        });
        following.acting.send::<ActOnCase>(&act, key.flatten(), move |view: &CaseView| {
            following.act_key.set_value(None);
            following.words.set_value(Vec::new());
            following.done.update(|done| *done += 1);
            following.case.set(Some(view.clone()));
            request_animation_frame(|| crate::browser::focus(super::case::HEADING));
        });
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (following, act);
}
