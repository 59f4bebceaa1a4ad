//! Sending a form: what is known of its answer, and what is wrong with it.

use leptos::prelude::*;
use zhangban_api::{ApiError, Endpoint, FieldError};

use crate::first_paint;
use crate::parts::button::Sending;
use crate::remote::Remote;

/// A form on its way, and what came back.
pub struct Submission<E: Endpoint> {
    /// What is known of the answer.
    pub answer: RwSignal<Remote<E::Reply>>,
    /// Counts what was sent: only the answer to the last one counts.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser sends by itself"))]
    sent: StoredValue<u32>,
}

impl<E: Endpoint> Clone for Submission<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: Endpoint> Copy for Submission<E> {}

/// A form of this page. If the page is the answer to it, the answer is there from the beginning.
pub fn submission<E: Endpoint>() -> Submission<E> {
    let answer = first_paint::posted::<E>().map_or(Remote::Idle, Remote::from);
    Submission { answer: RwSignal::new(answer), sent: StoredValue::new(0) }
}

impl<E: Endpoint> Submission<E> {
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
    use zhangban_api::idempotency::IdempotencyKey;
    use zhangban_api::{Endpoint, ErrorCode};

    use super::Submission;
    use crate::client;
    use crate::remote::Remote;

    impl<E: Endpoint> Submission<E> {
        /// Sends it; pressed again while it is on its way, nothing happens. Where too many people are at it, it waits
        /// its turn and sends itself again.
        pub fn send(self, request: E::Request, key: Option<IdempotencyKey>, then: impl Fn(&E::Reply) + 'static) {
            if self.answer.with_untracked(Remote::is_waiting) {
                return;
            }
            self.sent.update_value(|sent| *sent += 1);
            let mine = self.sent.get_value();
            let still_wanted = move || self.sent.try_get_value() == Some(mine);
            self.answer.set(Remote::Loading);
            spawn_local(async move {
                loop {
                    let answer = client::call::<E>(&request, key.as_ref()).await;
                    if !still_wanted() {
                        return;
                    }
                    let wait = answer.as_ref().err().filter(|e| may_be_sent_again(e.code)).and_then(|e| e.retry_after);
                    if let Ok(reply) = &answer {
                        then(reply);
                    }
                    self.answer.set(answer.into());
                    let Some(seconds) = wait else { return };
                    client::pause(seconds).await;
                    client::jitter().await;
                    if !still_wanted() {
                        return;
                    }
                }
            });
        }
    }

    /// Refusals that say nothing about the form itself and pass by waiting.
    fn may_be_sent_again(code: ErrorCode) -> bool {
        matches!(code, ErrorCode::Overloaded | ErrorCode::KeyRunning)
    }
}
