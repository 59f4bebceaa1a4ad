//! The page of following: the form, and after it the case.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zhangban_api::ApiError;
use zhangban_api::cases::following::{ActOnCase, CaseKey, CaseView, FollowCase, field};
use zhangban_api::idempotency::IdempotencyKey;

use super::case::CaseShown;
use super::text;
use crate::first_paint::typed;
use crate::language::{say, say_text};
use crate::page::Page;
use crate::parts::button::SubmitButton;
use crate::parts::error_summary::ErrorSummary;
use crate::parts::field::{EnterKey, Field, FieldSpec, Typing};
use crate::parts::live::live;
use crate::parts::notice::{Notice, NoticeKind};
use crate::shell::TopBar;
use crate::submission::{Submission, submission};

const NUMBER: FieldSpec =
    FieldSpec::new(field::NUMBER, text::NUMBER).hint(text::NUMBER_HINT).typing(Typing::Digits).grouped(&[6, 6, 1]);
const CODE: FieldSpec = FieldSpec::new(field::CODE, text::CODE)
    .hint(text::CODE_HINT)
    .typing(Typing::Code)
    .enter(EnterKey::Go)
    .grouped(&[5, 5]);

/// A case that is followed. Number and code live in memory only.
#[derive(Clone, Copy)]
pub(super) struct Following {
    /// What opens it.
    pub(super) key: StoredValue<CaseKey>,
    /// Opening it.
    pub(super) opening: Submission<FollowCase>,
    /// What she does to it.
    pub(super) acting: Submission<ActOnCase>,
    /// The key of what she does next.
    pub(super) act_key: StoredValue<Option<IdempotencyKey>>,
    /// The case as it was last seen.
    pub(super) case: RwSignal<Option<CaseView>>,
}

impl Following {
    fn arrived() -> Self {
        let (opening, acting) = (submission::<FollowCase>(), submission::<ActOnCase>());
        let case = acting.answer.with_untracked(|answer| answer.ready().cloned());
        let case = case.or_else(|| opening.answer.with_untracked(|answer| answer.ready().cloned()));
        Self {
            key: StoredValue::new(CaseKey { number: typed(field::NUMBER), code: typed(field::CODE) }),
            opening,
            acting,
            act_key: StoredValue::new(IdempotencyKey::parse(&typed(IdempotencyKey::FIELD))),
            case: RwSignal::new(case),
        }
    }
}

/// The page of following.
#[component]
pub fn FollowCasePage() -> impl IntoView {
    let following = Following::arrived();
    let is_open = Memo::new(move |_| following.case.with(Option::is_some));
    view! {
        <TopBar title=Page::FollowCase.title()/>
        <main class="page">
            {live(move || Some(if is_open.get() {
                view! { <CaseShown following/> }.into_any()
            } else {
                view! { <KeyForm following/> }.into_any()
            }))}
        </main>
    }
}

/// Number and code.
#[component]
fn KeyForm(following: Following) -> impl IntoView {
    let Following { key, opening, .. } = following;
    let begun = key.get_value();
    let errors = opening.field_errors();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        open(following);
    };
    view! {
        <p>{say(text::LEAD)}</p>
        <ErrorSummary errors/>
        <Refused refusal=opening.refusal()/>
        <form class="form" method="post" action=Page::FollowCase.path() novalidate="" on:submit=submit>
            <Field of=NUMBER value=begun.number errors
                on_input=move |value| key.update_value(|key| key.number = value)/>
            <Field of=CODE value=begun.code errors on_input=move |value| key.update_value(|key| key.code = value)/>
            <SubmitButton label=text::OPEN sending=opening.sending()/>
        </form>
    }
}

/// Why it is not shown, or was not done.
#[component]
pub(super) fn Refused(refusal: Memo<Option<ApiError>>) -> impl IntoView {
    live(move || {
        refusal.get().map(|error| {
            view! { <div role="alert"><Notice kind=NoticeKind::Warning>{say_text(error.message)}</Notice></div> }
        })
    })
}

/// Asks for the case, and shows it.
pub(super) fn open(following: Following) {
    #[cfg(target_arch = "wasm32")]
    following.opening.send(following.key.get_value(), None, move |view: &CaseView| {
        let first = following.case.with_untracked(Option::is_none);
        following.case.set(Some(view.clone()));
        if first {
            request_animation_frame(|| crate::browser::focus(super::case::HEADING));
        }
    });
    #[cfg(not(target_arch = "wasm32"))]
    let _ = following;
}
