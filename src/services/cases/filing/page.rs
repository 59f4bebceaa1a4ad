//! The pages of filing after the first: one question after the other, a page to check everything, and the receipt.

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::*;
use zhangban_api::cases::category::{Categories, GetCategories};
use zhangban_api::cases::filing::{CaseForm, field};
use zhangban_api::endpoint::Nothing;
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, ErrorCode, FieldError, attachments};

use super::draft::{BACK, STEP, Step, Writing, reachable};
use super::later::{Later, is_here, later};
use super::text;
use super::words::Words;
use crate::address;
use crate::first_paint::typed;
use crate::language::{say, say_text, use_language, words};
use crate::location::{NavigateOptions, use_navigate};
use crate::page::{FILE_CASE_WITH_FILES, Page, file_case_at};
use crate::parts::button::SubmitButton;
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
            writing.write(|form| form.category = category);
        }
        categories.with_value(|categories| writing.form.with_value(|form| reachable(form, categories, step)))
    });
    let here = is_here();
    let receipt = Memo::new(move |_| writing.submission.answer.with(|answer| answer.ready().cloned()));
    #[cfg(target_arch = "wasm32")]
    Effect::new(move |before: Option<Asked>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now) {
            answers_a_form.set(None);
            // The question is there a frame later.
            request_animation_frame(|| request_animation_frame(|| crate::browser::focus(QUESTION)));
        }
        now
    });
    live(move || {
        Some(match receipt.get() {
            Some(receipt) => {
                let office =
                    categories.with_value(|all| writing.category(all).and_then(|c| all.office(&c.office).cloned()));
                later(here, Later::Receipt(receipt, office.and_then(|office| office.phone)))
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
    anew(step, move |step| {
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
    })
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
        if step >= Step::Details && untrack(move || writing.attached.is_busy()) {
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
        Step::Category => view! { <a href=Page::FileCase.path()>{say(text::WHAT)}</a> }.into_any(),
        Step::Words => view! { <Words category=chosen writing/> }.into_any(),
        _ => live(move || Some(later(here, Later::Fields(step, writing, categories)))).into_any(),
    };
    let brings_files = step == Step::Details;
    let action = if brings_files { FILE_CASE_WITH_FILES } else { Page::WriteCase.path() };
    let enctype = brings_files.then_some("multipart/form-data");
    let label = if step == Step::Check { text::SUBMIT } else { text::NEXT };
    let carried = writing.form.with_value(|form| carried(form, step));
    let key = writing.key.get_value().map(|key| key.as_str().to_owned()).unwrap_or_default();
    view! {
        <ErrorSummary errors=writing.faults/>
        <Refusal writing/>
        <form class="form" method="post" action=action enctype=enctype novalidate="" on:submit=submit>
            <input type="hidden" name=IdempotencyKey::FIELD value=key autocomplete="off"/>
            <input type="hidden" name=STEP value=step.word()/>
            {carried}
            {fields}
            <div class="filing__buttons">
                <SubmitButton label sending=writing.submission.sending()/>
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

/// Why it was not taken, when no single field is to blame.
#[component]
fn Refusal(writing: Writing) -> impl IntoView {
    let refusal = writing.submission.refusal();
    live(move || {
        refusal.get().map(|ApiError { code, message, .. }| {
            let words = match code {
                ErrorCode::Offline | ErrorCode::TimedOut => text::NO_ANSWER.into(),
                ErrorCode::KeyReused => text::SENT_BEFORE.into(),
                ErrorCode::Overloaded | ErrorCode::KeyRunning => text::WAITING.into(),
                ErrorCode::KeyMissing | ErrorCode::Internal | ErrorCode::Malformed => text::PRESS_AGAIN.into(),
                _ => message,
            };
            view! {
                <div role="alert"><Notice kind=NoticeKind::Warning>{say_text(words)}</Notice></div>
            }
        })
    })
}

/// Sends what stands in the form. What is plainly wrong is told without a network.
fn send(writing: Writing, categories: StoredValue<Categories>) {
    let form = writing.whole();
    let faults = categories.with_value(|categories| form.parse(categories).err());
    match faults {
        Some(faults) => writing.faults.set(faults),
        #[cfg(target_arch = "wasm32")]
        None => send_whole(writing, form),
        #[cfg(not(target_arch = "wasm32"))]
        None => {}
    }
}

#[cfg(target_arch = "wasm32")]
fn send_whole(writing: Writing, form: CaseForm) {
    let used_up = writing.submission.refusal().get_untracked().is_some_and(|error| error.code == ErrorCode::KeyReused);
    let key = writing.key.try_update_value(|key| {
        if used_up || key.is_none() {
            *key = crate::client::new_idempotency_key();
        }
        key.clone()
    });
    writing.submission.send(form, key.flatten(), move |_| {
        writing.form.set_value(CaseForm::default());
        request_animation_frame(|| crate::browser::focus(super::receipt::HEADING));
    });
}
