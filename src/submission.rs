//! Sending a form: what is known of its answer, and what is wrong with it.

use leptos::prelude::*;
use zhangban_api::endpoint::Reply;
use zhangban_api::{ApiError, Endpoint, FieldError};

use crate::first_paint;
use crate::parts::button::Sending;
use crate::remote::Remote;

/// A form on its way, and what came back: one type for all endpoints that answer alike.
#[derive(Clone)]
pub struct Submission<R: Reply> {
    /// What is known of the answer.
    pub answer: RwSignal<Remote<R>>,
    /// Counts what was sent: only the answer to the last one counts.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser sends by itself"))]
    sent: StoredValue<u32>,
}

impl<R: Reply> Copy for Submission<R> {}

/// A form of this page. If the page is the answer to it, the answer is there from the beginning.
pub fn submission<E: Endpoint>() -> Submission<E::Reply> {
    let answer = first_paint::posted::<E>().map_or(Remote::Idle, Remote::from);
    Submission { answer: RwSignal::new(answer), sent: StoredValue::new(0) }
}

impl<R: Reply> Submission<R> {
    /// Shows that something is wrong before anything is sent.
    pub fn refuse(self, error: ApiError) {
        self.answer.set(Remote::Failed(error));
    }

    /// Whether it is on its way.
    pub fn sending(self) -> Signal<Sending> {
        Signal::derive(move || if self.answer.with(Remote::is_waiting) { Sending::UnderWay } else { Sending::Idle })
    }

    /// What is wrong with single fields.
    pub fn field_errors(self) -> Signal<Vec<FieldError>> {
        Signal::derive(move || {
            self.answer.with(|answer| match answer {
                Remote::Failed(error) => error.fields.clone(),
                _ => Vec::new(),
            })
        })
    }

    /// Why it was not answered, if no single field is to blame.
    pub fn refusal(self) -> Memo<Option<ApiError>> {
        Memo::new(move |_| {
            self.answer.with(|answer| match answer {
                Remote::Failed(error) if error.fields.is_empty() => Some(error.clone()),
                _ => None,
            })
        })
    }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use zhangban_api::endpoint::Reply;
    use zhangban_api::idempotency::IdempotencyKey;
    use zhangban_api::{ApiError, Endpoint, ErrorCode};

    use super::Submission;
    use crate::client::{self, Exchange};
    use crate::remote::Remote;

    impl<R: Reply> Submission<R> {
        /// Sends it; pressed again while it is on its way, nothing happens. Where too many people are at it, it waits
        /// its turn and sends itself again.
        pub fn send<E>(self, request: &E::Request, key: Option<IdempotencyKey>, then: impl Fn(&R) + 'static)
        where
            E: Endpoint<Reply = R>,
        {
            if self.answer.with_untracked(Remote::is_waiting) {
                return;
            }
            self.sent.update_value(|sent| *sent += 1);
            let mine = self.sent.get_value();
            self.answer.set(Remote::Loading);
            let heard = move |answer: Option<Result<String, ApiError>>| {
                if self.sent.try_get_value() != Some(mine) {
                    return false;
                }
                if let Some(answer) = answer {
                    let answer = answer.and_then(|text| client::read_reply::<R>(&text));
                    if let Ok(reply) = &answer {
                        then(reply);
                    }
                    self.answer.set(answer.into());
                }
                true
            };
            insist(Exchange::of::<E>(request), key, Box::new(heard));
        }
    }

    /// Takes what comes back, if anything does, and says whether anybody still wants to know.
    type Heard = Box<dyn Fn(Option<Result<String, ApiError>>) -> bool>;

    /// Sends until there is an answer that is one. Compiled once for all forms.
    fn insist(exchange: Exchange, key: Option<IdempotencyKey>, heard: Heard) {
        spawn_local(async move {
            loop {
                let answer = exchange.make(key.as_ref()).await;
                let wait = answer.as_ref().err().filter(|e| may_be_sent_again(e.code)).and_then(|e| e.retry_after);
                if !heard(Some(answer)) {
                    return;
                }
                let Some(seconds) = wait else { return };
                client::pause(seconds).await;
                client::jitter().await;
                if !heard(None) {
                    return;
                }
            }
        });
    }

    /// Refusals that say nothing about the form itself and pass by waiting.
    fn may_be_sent_again(code: ErrorCode) -> bool {
        matches!(code, ErrorCode::Overloaded | ErrorCode::KeyRunning)
    }
}
