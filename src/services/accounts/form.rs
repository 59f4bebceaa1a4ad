//! "Is this ours?": one field, one button.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zhangban_api::ApiError;
use zhangban_api::accounts::{CheckQuery, CheckReport, PASTED};

use super::text;
use crate::language::{say, say_text};
use crate::page::Page;
use crate::parts::button::SubmitButton;
use crate::parts::error_summary::ErrorSummary;
use crate::parts::field::{FieldSpec, TextArea};
use crate::parts::live::live;
use crate::parts::notice::{Notice, NoticeKind};
use crate::submission::Submission;

const FIELD: FieldSpec = FieldSpec::new(PASTED, text::PASTED).hint(text::PASTED_HINT);

/// The form.
#[component]
pub(super) fn CheckForm(
    /// Where the question goes.
    check: Submission<CheckReport>,
    /// What stands in the field, in memory only.
    pasted: StoredValue<String>,
) -> impl IntoView {
    let errors = check.field_errors();
    let refusal = check.refusal();
    let refused = live(move || {
        refusal.get().map(|error| {
            view! { <div role="alert"><Notice kind=NoticeKind::Warning>{say_text(error.message)}</Notice></div> }
        })
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(check, pasted.get_value());
    };
    view! {
        <h2>{say(text::QUESTION)}</h2>
        <ErrorSummary errors/>
        {refused}
        <form class="form" method="post" action=Page::Accounts.path() novalidate="" on:submit=submit>
            <TextArea of=FIELD value=pasted.get_value() errors on_input=move |value| pasted.set_value(value)/>
            <SubmitButton label=text::CHECK sending=check.sending()/>
        </form>
    }
}

/// Sends what was pasted, if there is anything: what is plainly wrong is told without a network.
fn send(check: Submission<CheckReport>, pasted: String) {
    let query = CheckQuery { pasted };
    match query.parse().err() {
        Some(fields) => check.refuse(ApiError::invalid(fields)),
        #[cfg(target_arch = "wasm32")]
        None => check.send::<zhangban_api::accounts::CheckAccount>(&query, None, |_| {
            request_animation_frame(|| crate::browser::focus(super::result::HEADING));
        }),
        #[cfg(not(target_arch = "wasm32"))]
        None => {}
    }
}
