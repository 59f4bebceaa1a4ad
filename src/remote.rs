//! One request, one `Remote<T>`, one view of it.

use leptos::prelude::*;
use zhangban_api::{ApiError, Endpoint, ErrorCode};

use crate::first_paint;
use crate::parts::live::live;
use crate::parts::state::{State, StateView};

/// What is known of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Remote<T> {
    /// Nothing was asked.
    Idle,
    /// Asked; shown after half a second, so that nothing flashes.
    Loading,
    /// Asked, and it takes unusually long.
    Slow,
    /// Answered.
    Ready(T),
    /// Not answered; says why and offers to try again.
    Failed(ApiError),
}

impl<T> Remote<T> {
    /// The answer, if it is there.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            _ => None,
        }
    }

    /// Whether an answer is being waited for.
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Loading | Self::Slow)
    }
}

impl<T> From<Result<T, ApiError>> for Remote<T> {
    fn from(answer: Result<T, ApiError>) -> Self {
        match answer {
            Ok(value) => Self::Ready(value),
            Err(error) => Self::Failed(error),
        }
    }
}

/// A question and what is known of its answer.
pub struct Ask<E: Endpoint> {
    /// What is known.
    pub answer: RwSignal<Remote<E::Reply>>,
    /// Counts the times it was asked for anew.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser asks again"))]
    rounds: RwSignal<u32>,
    /// Counts the requests sent: only the answer to the last one counts.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser asks"))]
    sent: StoredValue<u32>,
}

impl<E: Endpoint> Clone for Ask<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: Endpoint> Copy for Ask<E> {}

/// Asks as soon as there is a question, and again whenever it changes. What came with the page is not asked for.
pub fn ask<E: Endpoint>(request: impl Fn() -> Option<E::Request> + 'static) -> Ask<E> {
    let known = match untrack(&request) {
        None => Remote::Idle,
        Some(request) => first_paint::arrived::<E>(&request).map_or(Remote::Loading, Remote::from),
    };
    let asked = Ask { answer: RwSignal::new(known), rounds: RwSignal::new(0), sent: StoredValue::new(0) };
    #[cfg(target_arch = "wasm32")]
    in_browser::keep_asking(asked, request);
    asked
}

impl<E: Endpoint> Ask<E> {
    /// Asks the same question again.
    pub fn again(self) {
        #[cfg(target_arch = "wasm32")]
        self.rounds.update(|rounds| *rounds += 1);
    }
}

/// Shows an answer: the view of it once it is there, otherwise why it is not.
pub fn shown<E: Endpoint, V: IntoView + 'static>(
    asked: Ask<E>,
    view: impl Fn(E::Reply) -> V + Send + Sync + 'static,
) -> impl IntoView {
    let on_retry = Callback::new(move |()| asked.again());
    live(move || {
        let state = match asked.answer.get() {
            Remote::Idle => return None,
            Remote::Ready(reply) => return Some(view(reply).into_any()),
            Remote::Loading => State::Loading,
            Remote::Slow => State::Slow,
            Remote::Failed(error) => state_of(error),
        };
        Some(view! { <StateView state on_retry/> }.into_any())
    })
}

/// How a failure is shown.
pub fn state_of(error: ApiError) -> State {
    match error.code {
        ErrorCode::Offline => State::Offline,
        ErrorCode::Overloaded => State::Busy(error.message),
        ErrorCode::NotFound => State::Gone(error.message),
        _ => State::Failed(error.message),
    }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::rc::Rc;

    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use zhangban_api::{ApiError, Endpoint, ErrorCode};

    use super::{Ask, Remote};
    use crate::client::{self, Exchange};
    use crate::effect::effect;

    /// When waiting becomes worth a word.
    const SLOW_AFTER_S: u32 = 5;

    pub(super) fn keep_asking<E: Endpoint>(asked: Ask<E>, request: impl Fn() -> Option<E::Request> + 'static) {
        // What came with the page is the answer to the question of this moment. When the effect first runs, what was
        // typed before the take-over may have changed it.
        let known = !asked.answer.with_untracked(Remote::is_waiting);
        let mut last = known.then(|| (untrack(&request), 0));
        effect(move |_| {
            let now = (request(), asked.rounds.get());
            if last.as_ref() != Some(&now) {
                match now.0.clone() {
                    None => asked.answer.set(Remote::Idle),
                    Some(request) => ask_once(asked, &request),
                }
            }
            last = Some(now);
        });
        when_online(move || {
            if asked.answer.with_untracked(|a| matches!(a, Remote::Failed(e) if e.code == ErrorCode::Offline)) {
                asked.again();
            }
        });
    }

    /// What becomes of a question.
    enum News {
        /// It takes unusually long.
        Slow,
        /// It was answered, in JSON.
        Answered(Result<String, ApiError>),
        /// It is to be asked again.
        Again,
    }

    /// Asks, and hears what becomes of it. What is the same for every endpoint is compiled once (`see_to_it`).
    fn ask_once<E: Endpoint>(asked: Ask<E>, request: &E::Request) {
        asked.answer.set(Remote::Loading);
        asked.sent.update_value(|sent| *sent += 1);
        let mine = asked.sent.get_value();
        let heard = move |news| {
            // The page may be gone meanwhile, or another question may have been asked.
            if asked.sent.try_get_value() != Some(mine) {
                return false;
            }
            match news {
                News::Slow if asked.answer.with_untracked(|answer| matches!(answer, Remote::Loading)) => {
                    asked.answer.set(Remote::Slow);
                }
                News::Slow => {}
                News::Answered(answer) => asked.answer.set(answer.and_then(|text| client::read_reply(&text)).into()),
                News::Again => asked.again(),
            }
            true
        };
        see_to_it(Exchange::of::<E>(request), Rc::new(heard));
    }

    /// Asks and tells; `heard` says whether anybody still wants to know.
    fn see_to_it(exchange: Exchange, heard: Rc<dyn Fn(News) -> bool>) {
        let slow = heard.clone();
        spawn_local(async move {
            client::pause(SLOW_AFTER_S).await;
            slow(News::Slow);
        });
        spawn_local(async move {
            let answer = exchange.make(None).await;
            let wait = answer.as_ref().err().and_then(|error| error.retry_after);
            if heard(News::Answered(answer))
                && let Some(seconds) = wait
            {
                client::pause(seconds).await;
                client::jitter().await;
                heard(News::Again);
            }
        });
    }

    fn when_online(act: impl Fn() + 'static) {
        let listener = window_event_listener(leptos::ev::online, move |_| act());
        on_cleanup(move || listener.remove());
    }
}
