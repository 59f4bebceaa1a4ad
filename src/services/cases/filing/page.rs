//! The pages of filing after the first: one question after the other, a page to check everything, and the receipt.

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::*;
use zhangban_api::cases::category::{Categories, GetCategories};
use zhangban_api::cases::filing::{CaseForm, field};
use zhangban_api::endpoint::Nothing;
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, ErrorCode, FieldError, attachments};

use super::draft::{BACK, STEP, Step, Writing, reachable};
use super::draft_offer::is_draft_there;
use super::later::{Later, is_here, later};
use super::outbox::ParcelState;
use super::text;
use super::words::Words;
use crate::address;
use crate::first_paint::typed;
use crate::language::{say, say_text, use_language, words};
use crate::location::{NavigateOptions, use_navigate};
use crate::page::{FILE_CASE_WITH_FILES, Page, file_case_at};
use crate::parts::button::{Sending, SubmitButton};
use crate::parts::error_summary::ErrorSummary;
use crate::parts::live::{anew, live};
use crate::parts::notice::{Notice, NoticeKind};
use crate::parts::state::{State, StateView};
use crate::remote::{ask, shown};
use crate::shell::TopBar;

/// Where the focus goes when another question is asked.
pub(super) const QUESTION: &str = "question";

/// The questions of filing.
#[component]
pub fn WriteCasePage() -> impl IntoView {
    let categories = ask::<GetCategories>(|| Some(Nothing {}));
    view! {
        <TopBar title=Page::WriteCase.title()/>
        <main class="page">
            {shown(categories, |categories: Categories| {
                if categories.groups.is_empty() {
                    return view! { <StateView state=State::Empty(text::NOT_OPEN.into())/> }.into_any();
                }
                view! { <Filing categories/> }.into_any()
            })}
        </main>
    }
}

/// What the address says: the category and the question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    category: String,
    step: Step,
}

impl Asked {
    fn of_query(query: &str) -> Self {
        let value = |name: &str| {
            form_urlencoded::parse(query.as_bytes()).find(|(of, _)| of == name).map(|(_, value)| value.into_owned())
        };
        let category = value(field::CATEGORY).unwrap_or_default();
        Self { category, step: value(STEP).and_then(|word| Step::parse(&word)).unwrap_or(Step::Words) }
    }
}

#[component]
fn Filing(categories: Categories) -> impl IntoView {
    let asked = address::asked(Page::WriteCase, Asked::of_query);
    let posted = typed(STEP);
    let category = Some(typed(field::CATEGORY)).filter(|category| !category.is_empty());
    let writing = Writing::arrived(&categories, &category.unwrap_or_else(|| asked.get_untracked().category));
    let categories = StoredValue::new(categories);
    // A page that answers a form shows the question that it answers; from then on the address says it.
    let answers_a_form = RwSignal::new(Step::parse(&posted));
    let step = Memo::new(move |_| {
        let Asked { category, step } = asked.get();
        if let Some(step) = answers_a_form.get() {
            return step;
        }
        if !category.is_empty() {
            writing.form.update_value(|form| form.category = category);
        }
        categories.with_value(|categories| writing.form.with_value(|form| reachable(form, categories, step)))
    });
    let here = is_here();
    #[cfg(target_arch = "wasm32")]
    {
        in_browser::follow(writing);
        crate::effect::effect(move |is_first| {
            asked.track();
            if !is_first {
                answers_a_form.set(None);
                // The question is there a frame later.
                request_animation_frame(|| request_animation_frame(|| crate::browser::focus(QUESTION)));
            }
        });
    }
    live(move || {
        Some(match writing.receipt.get() {
            Some(receipt) => {
                let office =
                    categories.with_value(|all| writing.category(all).and_then(|c| all.office(&c.office).cloned()));
                let earlier = writing.with_earlier_words.get_untracked().then(earlier_words);
                let receipt = later(here, Later::Receipt(receipt, office.and_then(|office| office.phone)));
                view! { {earlier}{receipt} }.into_any()
            }
            None => view! { <Questions step writing categories here/> }.into_any(),
        })
    })
}

/// The question that is asked, in its form.
#[component]
fn Questions(
    step: Memo<Step>,
    writing: Writing,
    categories: StoredValue<Categories>,
    here: RwSignal<bool>,
) -> impl IntoView {
    let language = use_language();
    let is_there = is_draft_there();
    let draft = live(move || {
        let nothing_yet = untrack(move || writing.form.with_value(|form| form.text.trim().is_empty()));
        (is_there.get() && nothing_yet && !writing.is_begun.get())
            .then(|| later(here, Later::Draft(writing, categories)))
    });
    // What was put into the form from elsewhere stands in fields that are made anew.
    let shown = Memo::new(move |_| (step.get(), writing.filled.get()));
    let questions = anew(shown, move |(step, _)| {
        let (number, last) = (step.number(), Step::ALL.len());
        let place = words(move || {
            language.get().either(format!("第 {number} 步，共 {last} 步"), format!("Step {number} of {last}"))
        });
        view! {
            <p class="filing__step">{place}</p>
            <h2 class="filing__question" id=QUESTION tabindex="-1">{say(step.title())}</h2>
            <Question step writing categories here/>
        }
        .into_any()
    });
    view! { {draft}{questions} }
}

#[component]
fn Question(step: Step, writing: Writing, categories: StoredValue<Categories>, here: RwSignal<bool>) -> impl IntoView {
    let navigate = use_navigate();
    let go = move |to: Step| {
        let category = writing.form.with_value(|form| form.category.clone());
        let address =
            if to == Step::Category { Page::FileCase.path().to_owned() } else { file_case_at(&category, to.word()) };
        navigate(&address, NavigateOptions::default());
    };
    let submit = move |event: SubmitEvent| {
        #[cfg(target_arch = "wasm32")]
        if writing.attached.wait_for_the_form() {
            return;
        }
        event.prevent_default();
        if matches!(step, Step::Details | Step::Check) && untrack(move || writing.attached.is_busy()) {
            writing.faults.set(vec![FieldError::new(attachments::FIELD, text::STILL_SENDING)]);
        } else if step == Step::Check {
            send(writing, categories);
        } else if categories.with_value(|categories| writing.is_answered(step, categories)) {
            go(step.next());
        }
    };
    let back = move |event: MouseEvent| {
        event.prevent_default();
        writing.faults.set(Vec::new());
        go(step.previous());
    };
    let chosen = categories.with_value(|categories| writing.category(categories));
    let fields = match step {
        // It is chosen on the page before.
        Step::Category => view! { <a href=Page::FileCase.path()>{say(text::CHOOSE)}</a> }.into_any(),
        Step::Words => view! { <Words category=chosen writing/> }.into_any(),
        _ => live(move || Some(later(here, Later::Fields(step, writing, categories)))).into_any(),
    };
    let brings_files = step == Step::Details;
    let action = if brings_files { FILE_CASE_WITH_FILES } else { Page::WriteCase.path() };
    let enctype = brings_files.then_some("multipart/form-data");
    let label = if step == Step::Check { text::SUBMIT } else { text::NEXT };
    let carried = writing.form.with_value(|form| carried(form, step));
    let key = writing.key.get_untracked().map(|key| key.as_str().to_owned()).unwrap_or_default();
    let state = writing.state();
    let sending =
        Signal::derive(
            move || {
                if state.get() == Some(ParcelState::Sending) { Sending::UnderWay } else { Sending::Idle }
            },
        );
    view! {
        <ErrorSummary errors=writing.faults/>
        <Refusal writing state/>
        <form class="form" method="post" action=action enctype=enctype novalidate="" on:submit=submit>
            <input type="hidden" name=IdempotencyKey::FIELD value=key autocomplete="off"/>
            <input type="hidden" name=STEP value=step.word()/>
            {carried}
            {fields}
            <div class="filing__buttons">
                <SubmitButton label sending/>
                <button class="button" data-kind="quiet" name=BACK value="1" formnovalidate="" on:click=back>
                    {say(text::PREVIOUS)}
                </button>
            </div>
        </form>
    }
}

/// What was answered on other pages travels with the form: without scripting nothing else remembers it.
fn carried(form: &CaseForm, step: Step) -> Vec<AnyView> {
    let yes = |yes: bool| if yes { "1".to_owned() } else { String::new() };
    let mut all = vec![
        (field::CATEGORY.to_owned(), form.category.clone()),
        (field::TEXT.to_owned(), form.text.clone()),
        (field::PLACE.to_owned(), form.place.clone()),
        (field::CONTACT.to_owned(), form.contact.clone()),
        (field::ANONYMOUS.to_owned(), yes(form.anonymous)),
        (field::PUBLISH.to_owned(), yes(form.publish)),
        (attachments::FIELD.to_owned(), form.attachments.join(",")),
    ];
    all.extend(form.answers.iter().map(|(id, answer)| (field::answer(id), answer.clone())));
    let always = [field::CATEGORY, attachments::FIELD];
    all.retain(|(name, _)| always.contains(&name.as_str()) || Step::of_field(name) != step);
    let hidden = |(name, value): (String, String)| view! { <input type="hidden" name=name value=value/> }.into_any();
    all.into_iter().map(hidden).collect()
}

/// Why it was not taken, when no single field is to blame; or that it waits.
#[component]
fn Refusal(writing: Writing, state: Memo<Option<ParcelState>>) -> impl IntoView {
    live(move || {
        let words = match state.get() {
            Some(ParcelState::Offline) if writing.is_kept() => text::NOT_SENT_YET.into(),
            Some(ParcelState::Offline) => text::NO_ANSWER.into(),
            Some(ParcelState::Busy) => text::WAITING.into(),
            _ => writing.refusal.get().map(|ApiError { code, message, .. }| match code {
                ErrorCode::KeyReused => text::SENT_BEFORE.into(),
                ErrorCode::Overloaded | ErrorCode::KeyRunning => text::WAITING.into(),
                ErrorCode::KeyMissing | ErrorCode::Internal | ErrorCode::Malformed => text::PRESS_AGAIN.into(),
                _ => message,
            })?,
        };
        Some(view! {
            <div role="alert"><Notice kind=NoticeKind::Warning>{say_text(words)}</Notice></div>
        })
    })
}

/// What arrived was sent before it was changed.
fn earlier_words() -> AnyView {
    view! { <Notice kind=NoticeKind::Warning>{say(text::EARLIER_WORDS)}</Notice> }.into_any()
}

/// Sends what stands in the form. What is plainly wrong is told without a network.
fn send(writing: Writing, categories: StoredValue<Categories>) {
    let form = writing.whole();
    let faults = categories.with_value(|categories| form.parse(categories).err());
    match faults {
        Some(faults) => writing.faults.set(faults),
        #[cfg(target_arch = "wasm32")]
        None => in_browser::send(writing, form),
        #[cfg(not(target_arch = "wasm32"))]
        None => {}
    }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::prelude::*;
    use zhangban_api::cases::filing::CaseForm;

    use super::super::draft::Writing;
    use super::super::later::{Order, order};
    use super::super::outbox::ParcelState;
    use super::super::receipt::HEADING;
    use crate::client::new_idempotency_key;
    use crate::effect::effect;

    /// Hands the case over: from now on it is sent until there is a receipt, whatever becomes of this page.
    pub(super) fn send(writing: Writing, form: CaseForm) {
        let key = writing.key.get_untracked().or_else(new_idempotency_key);
        writing.refusal.set(None);
        writing.faults.set(Vec::new());
        writing.key.set(key.clone());
        writing.sent.set_value(form.clone());
        let Some(key) = key else { return };
        writing.is_handed_over();
        let (photos, lost_files) = writing.attached.kept();
        order(Order::File(key, form, photos, lost_files, writing.is_kept()));
    }

    /// Shows what becomes of the case, and keeps a draft of what is written.
    pub(super) fn follow(writing: Writing) {
        let state = writing.state();
        effect(move |_| {
            // Read first: whatever returns before it would never hear of it.
            let now = state.get();
            let Some(key) = writing.key.get_untracked() else { return };
            match now {
                Some(ParcelState::Filed { receipt, with_earlier_words }) => {
                    // It went by itself while she changed it.
                    let has_changed = writing.sent.get_value() != writing.whole();
                    writing.with_earlier_words.set(with_earlier_words || has_changed);
                    writing.receipt.set(Some(receipt));
                    writing.key.set(None);
                    // Nothing of it becomes a draft any more; what it is about tells whom to call.
                    writing.form.update_value(|form| {
                        form.text.clear();
                        form.contact.clear();
                    });
                    order(Order::Seen(key));
                    request_animation_frame(|| request_animation_frame(|| crate::browser::focus(HEADING)));
                }
                Some(ParcelState::Refused(error)) => {
                    writing.faults.set(error.fields.clone());
                    writing.refusal.set(Some(error).filter(|error| error.fields.is_empty()));
                    // To be mended here, or later.
                    writing.keep();
                    order(Order::TakeBack(key));
                }
                _ => {}
            }
        });
        let attached = writing.attached.items();
        effect(move |is_first| {
            attached.track();
            if !is_first {
                writing.keep();
            }
        });
        // A page that goes out of sight may not come back.
        let sight = window_event_listener_untyped("visibilitychange", move |_| writing.save());
        on_cleanup(move || {
            sight.remove();
            writing.save();
        });
    }
}
