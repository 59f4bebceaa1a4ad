//! Filing for a citizen who is at the counter or on the telephone: one form, because whoever fills it in does it all day.
//! The browser posts it by itself, with and without scripting.

use leptos::prelude::*;
use zhangban_api::cases::Source;
use zhangban_api::cases::category::{Categories, Category, GetCategories, Group};
use zhangban_api::cases::desk::{DeskFiling, field as desk_field};
use zhangban_api::cases::filing::{TEXT_LIMIT, field};
use zhangban_api::endpoint::Nothing;
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::staff::{self, WhoAmI};
use zhangban_api::{ApiError, Endpoint, FieldError, Method};

use super::text;
use crate::first_paint::{posted, typed};
use crate::language::{say, say_text};
use crate::page::Page;
use crate::parts::button::SubmitButton;
use crate::parts::choice::{ChoiceOption, Choices, Select};
use crate::parts::error_summary::ErrorSummary;
use crate::parts::field::{Field, FieldSpec, Frame, TextArea, Typing, described_by, error_of};
use crate::parts::live::live;
use crate::parts::notice::{came_back_because, refused_because};
use crate::remote::{ask, shown};
use crate::services::cases::filing::{agreed, question_field};
use crate::shell::TopBar;

/// What became of a case that was written down, as it travels with the first paint. Nobody can ask for it.
pub struct FiledAtDesk;

impl Endpoint for FiledAtDesk {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "filed-at-desk";
    const SUMMARY: &'static str = "";
    type Request = DeskFiling;
    /// A page with a receipt stays as it is served: its code need not travel.
    #[cfg(not(target_arch = "wasm32"))]
    type Reply = zhangban_api::cases::Receipt;
    #[cfg(target_arch = "wasm32")]
    type Reply = Nothing;
}

const SOURCE: FieldSpec = FieldSpec::new(desk_field::SOURCE, text::CAME);
const ABOUT: FieldSpec = FieldSpec::new(field::CATEGORY, text::ABOUT);
const TEXT: FieldSpec = FieldSpec::new(field::TEXT, text::SAID).hint(text::SAID_HINT).at_most(TEXT_LIMIT);
const PLACE: FieldSpec = FieldSpec::new(field::PLACE, text::PLACE_IF_ANY);
const CONTACT: FieldSpec =
    FieldSpec::new(field::CONTACT, text::CONTACT_IF_ANY).hint(text::CONTACT_HINT).typing(Typing::Contact);

/// The form, or the receipt.
#[component]
pub fn DeskFilePage() -> impl IntoView {
    let who = ask::<WhoAmI>(|| Some(Nothing {}));
    let categories = ask::<GetCategories>(|| Some(Nothing {}));
    let token = Memo::new(move |_| who.answer.with(|who| who.ready().map(|me| me.form_token.clone())));
    view! {
        <TopBar title=Page::DeskFile.title()/>
        <main class="page">
            <p class="no-print"><a href=Page::Desk.path()>{say(text::BACK)}</a></p>
            {shown(categories, move |categories: Categories| match posted::<FiledAtDesk>() {
                #[cfg(not(target_arch = "wasm32"))]
                Some(Ok(receipt)) => handed_over(receipt, &categories),
                answer => {
                    let refused = answer.and_then(Result::err);
                    let categories = StoredValue::new(categories);
                    live(move || {
                        token.get().map(|token| view! { <Form categories token refused=refused.clone()/> })
                    })
                    .into_any()
                }
            })}
        </main>
    }
}

/// The receipt, to be printed and handed over.
#[cfg(not(target_arch = "wasm32"))]
fn handed_over(receipt: zhangban_api::cases::Receipt, categories: &Categories) -> AnyView {
    use crate::parts::button::{ButtonKind, LinkButton};
    use crate::services::cases::filing::ReceiptView;

    let category = categories.category(&typed(field::CATEGORY));
    let phone = category.and_then(|category| categories.office(&category.office)).and_then(|one| one.phone.clone());
    view! {
        <p class="no-print">{say(text::HAND_OVER)}</p>
        <ReceiptView receipt phone by_citizen=false>
            <LinkButton kind=ButtonKind::Primary href=Page::DeskFile.path() label=text::NEXT_CITIZEN/>
            <LinkButton href=Page::Desk.path() label=text::BACK/>
        </ReceiptView>
    }
    .into_any()
}

#[component]
fn Form(categories: StoredValue<Categories>, token: String, refused: Option<ApiError>) -> impl IntoView {
    let came_back = !typed(desk_field::ASKED).is_empty() || refused.is_some();
    let faults = RwSignal::new(refused.as_ref().map(|error| error.fields.clone()).unwrap_or_default());
    let errors = Signal::from(faults);
    let about = error_of(ABOUT.name, errors);
    let why = match &refused {
        None if came_back => Some(came_back_because(say(text::MORE_QUESTIONS).into_any())),
        refused => refused_because(refused.as_ref()),
    };
    let chosen = RwSignal::new(typed(field::CATEGORY));
    let heard = Callback::new(|_: String| {});
    let sources = Source::OF_THE_DESK.map(|source| ChoiceOption::new(source.word(), source.name())).to_vec();
    let source = Some(typed(desk_field::SOURCE)).filter(|source| !source.is_empty());
    let source = source.unwrap_or_else(|| Source::Counter.word().to_owned());
    let groups = categories.with_value(|all| all.groups.iter().map(|one| group(one, &chosen)).collect::<Vec<_>>());
    // Each category asks its own questions: what was typed into those of another is gone with them.
    let questions = live(move || {
        let id = chosen.get();
        categories.with_value(|all| all.category(&id).map(|category| asked_of(category, faults)))
    });
    view! {
        <p>{say(text::COUNTER_LEAD)}</p>
        <ErrorSummary errors/>
        {why}
        <form class="form" method="post" action=Page::DeskFile.path() novalidate="">
            <input type="hidden" name=staff::field::TOKEN value=token autocomplete="off"/>
            <input type="hidden" name=IdempotencyKey::FIELD value=typed(IdempotencyKey::FIELD) autocomplete="off"/>
            <Select of=SOURCE choices=Choices::new(sources, source) errors on_change=heard/>
            <Frame of=ABOUT error=about>
                <select
                    class="field__input"
                    id=ABOUT.name
                    name=ABOUT.name
                    aria-describedby=described_by(ABOUT, None, about)
                    aria-invalid=move || about.with(Option::is_some).then_some("true")
                    on:change=move |event| chosen.set(event_target_value(&event))
                >
                    <option value="">{say(text::CHOOSE)}</option>
                    {groups}
                </select>
            </Frame>
            {questions}
            <TextArea of=TEXT value=typed(field::TEXT) errors on_input=heard/>
            <Field of=PLACE value=typed(field::PLACE) errors on_input=heard/>
            <Field of=CONTACT value=typed(field::CONTACT) errors on_input=heard/>
            {said_yes(field::ANONYMOUS)}
            {said_yes(field::PUBLISH)}
            <SubmitButton label=text::FILE_IT/>
        </form>
    }
}

/// The categories of a group under its name.
fn group(group: &Group, chosen: &RwSignal<String>) -> AnyView {
    let chosen = chosen.get_untracked();
    let option = |category: &Category| {
        let Category { id, name, .. } = category.clone();
        view! { <option selected=id == chosen value=id>{say_text(name)}</option> }.into_any()
    };
    let options = group.categories.iter().map(option).collect::<Vec<_>>();
    view! { <optgroup label=say_text(group.name.clone())>{options}</optgroup> }.into_any()
}

/// What a category asks; the form says that it was asked.
fn asked_of(category: &Category, faults: RwSignal<Vec<FieldError>>) -> AnyView {
    let heard = Callback::new(|_: String| {});
    let mine = typed(field::CATEGORY) == category.id;
    let question = |question: &zhangban_api::cases::category::Question| {
        let value = if mine { typed(&field::answer(&question.id)) } else { String::new() };
        question_field(question.clone(), value, faults, heard)
    };
    let questions = category.questions.iter().map(question).collect::<Vec<_>>();
    view! {
        <input type="hidden" name=desk_field::ASKED value=category.id.clone()/>
        {questions}
    }
    .into_any()
}

/// Something the citizen was asked and said yes to.
fn said_yes(name: &'static str) -> AnyView {
    let (asked, otherwise, yes) = if name == field::ANONYMOUS { text::ASK_ANONYMOUS } else { text::ASK_PUBLISH };
    agreed((name, asked, otherwise, yes), !typed(name).is_empty(), Callback::new(|_: bool| {}))
}
