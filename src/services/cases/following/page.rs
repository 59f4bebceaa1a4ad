//! The page of following: the form, and after it the case.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zhangban_api::ApiError;
use zhangban_api::cases::Move;
use zhangban_api::cases::following::{ActOnCase, CaseKey, CaseView, FollowCase, field};
use zhangban_api::idempotency::IdempotencyKey;

use super::case::CaseShown;
use super::later::{Later, later};
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
    pub(super) opening: Submission<CaseView>,
    /// What she does to it.
    pub(super) acting: Submission<CaseView>,
    /// The key of what she does next.
    pub(super) act_key: StoredValue<Option<IdempotencyKey>>,
    /// What she has typed for it, whatever happens to the case meanwhile.
    pub(super) words: StoredValue<Vec<(Move, String)>>,
    /// How many things she has done.
    pub(super) done: RwSignal<u32>,
    /// The case as it was last seen.
    pub(super) case: RwSignal<Option<CaseView>>,
    /// Whether something has happened while she looked at it.
    pub(super) is_news: RwSignal<bool>,
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
            words: StoredValue::new(Vec::new()),
            done: RwSignal::new(0),
            case: RwSignal::new(case),
            is_news: RwSignal::new(false),
        }
    }

    /// What stands in the form of a move; at first what is given.
    pub(super) fn typed(self, does: Move, first: String) -> String {
        let before =
            self.words.with_value(|all| all.iter().find(|(of, _)| *of == does).map(|(_, words)| words.clone()));
        before.unwrap_or_else(|| {
            self.write(does, first.clone());
            first
        })
    }

    /// Something was typed into the form of a move.
    pub(super) fn write(self, does: Move, words: String) {
        self.words.update_value(|all| {
            all.retain(|(of, _)| *of != does);
            all.push((does, words));
        });
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
        {later(Later::Numbers)}
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
    following.opening.send::<FollowCase>(&following.key.get_value(), None, move |view: &CaseView| {
        let (version, known) = following
            .case
            .with_untracked(|case| case.as_ref().map_or((0, None), |case| (case.version, Some(case.timeline.len()))));
        // What was read before she did something comes too late.
        if view.version < version {
            return;
        }
        let newer = known.map(|known| view.timeline.iter().skip(known));
        let is_news = newer.is_some_and(|mut newer| newer.any(|entry| !entry.event.is_of_citizen()));
        following.case.set(Some(view.clone()));
        if is_news {
            following.is_news.set(true);
        }
        if known.is_none() {
            request_animation_frame(|| crate::browser::focus(super::case::HEADING));
        }
    });
    #[cfg(not(target_arch = "wasm32"))]
    let _ = following;
}
