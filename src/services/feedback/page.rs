//! The page of feedback: the form, and after it the thanks.

use leptos::prelude::*;
use zhangban_api::feedback::{FeedbackForm, FeedbackReceipt, SendFeedback, field};
use zhangban_api::idempotency::IdempotencyKey;

use super::form::FeedbackForm as Form;
use super::thanks::Thanks;
use crate::first_paint::typed;
use crate::page::Page;
use crate::parts::live::live;
use crate::remote::Remote;
use crate::shell::TopBar;
use crate::submission::{Submission, submission};

/// What stands in the form, in memory only.
#[derive(Clone, Default)]
pub(super) struct Draft {
    /// The words.
    pub(super) form: FeedbackForm,
    /// The key they are sent with: the one that came with the page, else made when they are first sent.
    pub(super) key: Option<IdempotencyKey>,
}

impl Draft {
    fn arrived() -> Self {
        Self {
            form: FeedbackForm {
                rating: typed(field::RATING).parse().unwrap_or_default(),
                topic: typed(field::TOPIC),
                message: typed(field::MESSAGE),
                contact: typed(field::CONTACT),
            },
            key: IdempotencyKey::parse(&typed(IdempotencyKey::FIELD)),
        }
    }
}

/// A feedback on its way.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    /// What stands in the form.
    pub(super) draft: StoredValue<Draft>,
    /// Where it is sent, and what came back.
    pub(super) submission: Submission<FeedbackReceipt>,
}

impl Writing {
    fn arrived() -> Self {
        Self { draft: StoredValue::new(Draft::arrived()), submission: submission::<SendFeedback>() }
    }

    /// Something was typed or chosen.
    pub(super) fn write(self, write: impl FnOnce(&mut FeedbackForm)) {
        self.draft.update_value(|draft| write(&mut draft.form));
    }

    /// Begins another feedback.
    pub(super) fn begin_anew(self) {
        self.draft.set_value(Draft::default());
        self.submission.answer.set(Remote::Idle);
    }

    /// The key to send with: the same as long as it is not known whether the words have arrived, so that they are kept
    /// once; another if the last one belongs to other words.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn key(self) -> Option<IdempotencyKey> {
        let used_up = self
            .submission
            .refusal()
            .get_untracked()
            .is_some_and(|error| error.code == zhangban_api::ErrorCode::KeyReused);
        self.draft.try_update_value(|draft| {
            if used_up || draft.key.is_none() {
                draft.key = crate::client::new_idempotency_key();
            }
            draft.key.clone()
        })?
    }
}

/// The page of feedback.
#[component]
pub fn FeedbackPage() -> impl IntoView {
    let writing = Writing::arrived();
    let receipt = Memo::new(move |_| writing.submission.answer.with(|answer| answer.ready().cloned()));
    view! {
        <TopBar title=Page::Feedback.title()/>
        <main class="page">
            {live(move || Some(match receipt.get() {
                Some(receipt) => view! { <Thanks receipt writing/> }.into_any(),
                None => view! { <Form writing/> }.into_any(),
            }))}
        </main>
    }
}
