//! The conversation: what was sent and what was answered, in memory for as long as the page is open.

use leptos::prelude::*;
use zhangban_api::assistant::{AskAssistant, Question, Reply, field};

use super::reply::{ReplyView, Said};
use super::text;
use crate::first_paint::typed;
use crate::language::say;
use crate::remote::{ask, shown};

/// A question with its place in the conversation.
#[derive(Clone)]
struct Exchange {
    at: usize,
    question: Question,
}

/// What was asked so far.
#[derive(Clone, Copy)]
pub(super) struct Talk {
    asked: RwSignal<Vec<Exchange>>,
    /// Whether the end is in sight: only then the page follows what is added.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "a server has no window"))]
    at_end: StoredValue<bool>,
}

impl Talk {
    /// Begins with what was sent without scripting, if anything was: its answer came with the page.
    pub(super) fn arrived() -> Self {
        let text = Some(typed(field::TEXT)).filter(|text| !text.is_empty());
        let exchange = |text| Exchange { at: 0, question: Question { text } };
        let talk =
            Self { asked: RwSignal::new(text.map(exchange).into_iter().collect()), at_end: StoredValue::new(true) };
        #[cfg(target_arch = "wasm32")]
        in_browser::watch_the_end(talk);
        talk
    }

    /// Whether anything was asked.
    pub(super) fn has_begun(self) -> bool {
        self.asked.with(|asked| !asked.is_empty())
    }

    /// Sends a question; nothing typed asks nothing.
    pub(super) fn say(self, text: &str) {
        let text = text.trim().to_owned();
        if !text.is_empty() {
            self.asked.update(|asked| asked.push(Exchange { at: asked.len(), question: Question { text } }));
        }
    }
}

/// Questions and answers, oldest first.
#[component]
pub(super) fn Conversation(talk: Talk) -> impl IntoView {
    view! {
        <For each=move || talk.asked.get() key=|exchange| exchange.at children=move |exchange| {
            view! { <ExchangeView exchange talk/> }.into_any()
        }/>
    }
}

#[component]
fn ExchangeView(exchange: Exchange, talk: Talk) -> impl IntoView {
    let Exchange { at, question } = exchange;
    let asked = {
        let question = question.clone();
        ask::<AskAssistant>(move || Some(question.clone()))
    };
    let id = format!("exchange-{at}");
    #[cfg(target_arch = "wasm32")]
    in_browser::follow(talk, asked, id.clone());
    #[cfg(not(target_arch = "wasm32"))]
    let _ = talk;
    view! {
        <div class="exchange" id=id>
            <p class="bubble" data-by="citizen"><span class="visually-hidden">{say(text::YOU)}</span>{question.text}</p>
            {shown(asked, |reply: Reply| view! { <Said><ReplyView reply/></Said> })}
        </div>
    }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::prelude::*;
    use zhangban_api::assistant::AskAssistant;

    use super::Talk;
    use crate::browser;
    use crate::effect::effect;
    use crate::remote::{Ask, Remote};
    use crate::services::assistant::page::END;

    /// Notes whether the end is in sight, each time the citizen has moved the page.
    pub(super) fn watch_the_end(talk: Talk) {
        let listener = window_event_listener(leptos::ev::scroll, move |_| {
            talk.at_end.try_update_value(|at_end| *at_end = browser::is_in_sight(END));
        });
        on_cleanup(move || listener.remove());
    }

    /// Keeps the end in sight when a question is added and when its answer comes, unless she reads further up.
    pub(super) fn follow(talk: Talk, asked: Ask<AskAssistant>, exchange: String) {
        let mut was_waiting = None;
        effect(move |_| {
            let waiting = asked.answer.with(Remote::is_waiting);
            let before = was_waiting.replace(waiting);
            // What came with the page stands where the browser put it.
            if (waiting || before.is_some()) && before != Some(waiting) && talk.at_end.get_value() {
                let exchange = exchange.clone();
                request_animation_frame(move || browser::bring_into_sight(&exchange, END));
            }
        });
    }
}
