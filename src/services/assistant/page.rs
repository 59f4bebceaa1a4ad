//! The page of the number assistant: the greeting, the conversation, the numbers, a field.

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::html::Input;
use leptos::prelude::*;
use zhangban_api::assistant::{Assistant, Choice, GetAssistant, LONGEST_QUESTION, field};
use zhangban_api::endpoint::Nothing;

use super::reply::Said;
use super::talk::{Conversation, Talk};
use super::text;
use crate::language::say;
use crate::language::say_text;
use crate::page::Page;
use crate::parts::live::live;
use crate::remote::{ask, shown};
use crate::shell::TopBar;

/// The end of the conversation, which stays in sight while somebody talks.
pub(super) const END: &str = "say";

/// The page of the number assistant.
#[component]
pub fn AssistantPage() -> impl IntoView {
    let offered = ask::<GetAssistant>(|| Some(Nothing {}));
    let talk = Talk::arrived();
    let choices = Memo::new(move |_| {
        offered.answer.with(|answer| answer.ready().map(|offered| offered.choices.clone())).unwrap_or_default()
    });
    let numbers = live(move || {
        let choices = choices.get();
        (!choices.is_empty()).then(|| view! { <Numbers choices talk/> })
    });
    view! {
        <TopBar title=Page::Assistant.title()/>
        <main class="page">
            // What is added is read aloud by itself; the page need not be followed by eye.
            <div class="talk" role="log" aria-label=say(text::TALK)>
                {shown(offered, |offered: Assistant| view! { <Said><p class="bubble__text">{say_text(offered.greeting)}</p></Said> })}
                <Conversation talk/>
            </div>
            {numbers}
            <Say talk/>
            <p class="source">{say(text::FORGOTTEN)}</p>
        </main>
    }
}

/// The numbers that can be sent, each a button: one below the other at first, side by side once the talk has begun.
#[component]
fn Numbers(choices: Vec<Choice>, talk: Talk) -> impl IntoView {
    let button = move |Choice { number, title }: Choice| {
        let press = move |event: MouseEvent| {
            event.prevent_default();
            talk.say(&number.to_string());
        };
        view! {
            <li>
                <button class="button" name=field::TEXT value=number.to_string() on:click=press>
                    <b>{number}</b>
                    <span>{say_text(title)}</span>
                </button>
            </li>
        }
        .into_any()
    };
    let begun = move || talk.has_begun().then_some("");
    view! {
        <form class="numbers" method="post" action=Page::Assistant.path() data-begun=begun>
            <h2 class="numbers__title">{say(text::CHOICES)}</h2>
            <ul class="numbers__list">{choices.into_iter().map(button).collect_view()}</ul>
        </form>
    }
}

/// The field. The focus stays in it, so that the next question can be typed at once.
#[component]
fn Say(talk: Talk) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            talk.say(&input.value());
            input.set_value("");
            let _ = input.focus();
        }
    };
    view! {
        <form class="say" id=END method="post" action=Page::Assistant.path() on:submit=submit>
            <label class="field__label" for=field::TEXT>{say(text::QUESTION)}</label>
            <div class="say__row">
                <input
                    class="field__input"
                    type="text"
                    node_ref=input
                    id=field::TEXT
                    name=field::TEXT
                    maxlength=LONGEST_QUESTION.to_string()
                    autocomplete="off"
                    enterkeyhint="send"
                />
                <button class="button" data-kind="primary">{say(text::SEND)}</button>
            </div>
        </form>
    }
}
