//! What can be done to a case at the desk: a form each, posted by the browser itself with and without scripting.

use leptos::prelude::*;
use zhangban_api::cases::Move;
use zhangban_api::cases::category::{Office, Template};
use zhangban_api::cases::desk::{DeskView, field};
use zhangban_api::cases::filing::TEXT_LIMIT;
use zhangban_api::cases::public::Proposal;
use zhangban_api::endpoint::Nothing;
use zhangban_api::{Endpoint, FieldError, Message, Method, staff};

use super::text;
use crate::first_paint::{posted, typed};
use crate::language::{say, say_text, use_language};
use crate::page::desk_case_at;
use crate::parts::choice::{ChoiceOption, Choices, Select};
use crate::parts::field::{Field, FieldSpec, TextArea};
use crate::parts::notice::came_back_because;

/// Why something was not done, as it travels with the first paint. Nobody can ask for it.
pub struct ActedOnCase;

impl Endpoint for ActedOnCase {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "acted-on-case";
    const SUMMARY: &'static str = "";
    type Request = Nothing;
    type Reply = Nothing;
}

/// Everything that can be done now, the answer first and open.
#[component]
pub(super) fn Acts(
    /// The case.
    view: DeskView,
) -> impl IntoView {
    let refused = posted::<ActedOnCase>().and_then(Result::err);
    // Fields are at fault in one of many forms: what it is stands on top as well.
    let why = refused.clone().map(|error| came_back_because(say_text(error.message).into_any()));
    let is_back = refused.is_some();
    // One key opened the case: whoever did it wants to write.
    #[cfg(target_arch = "wasm32")]
    if !is_back && view.moves.contains(&Move::Answer) {
        crate::effect::once_taken_over(|| {
            request_animation_frame(|| crate::browser::focus(field::of_move(Move::Answer).0));
        });
    }
    let faults = refused.map(|error| error.fields).unwrap_or_default();
    let forms = view.moves.iter().map(|does| act(*does, &view, is_back, &faults)).collect::<Vec<_>>();
    view! {
        <h3 class="visually-hidden">{say(text::DO_IT)}</h3>
        {why}
        {forms}
    }
}

fn act(does: Move, view: &DeskView, is_back: bool, faults: &[FieldError]) -> AnyView {
    let Some((title, label, button)) = text::moving(does) else { return ().into_any() };
    let mine = is_back && typed(field::DOES) == does.word();
    let begun = if mine { typed(field::TEXT) } else { String::new() };
    let to = if mine { typed(field::TO) } else { String::new() };
    let faults = if mine { faults.to_vec() } else { Vec::new() };
    let open = mine || (!is_back && does == Move::Answer);
    let (text_name, to_name) = field::of_move(does);
    let errors = Signal::stored(named(faults, text_name, to_name));
    let heard = Callback::new(|_: String| {});
    let written = begun.clone();
    let words = move || {
        view! { <TextArea of=FieldSpec::new(text_name, label).at_most(TEXT_LIMIT) value=written errors on_input=heard/> }
            .into_any()
    };
    let which = |label: Message, offices: &[Office], chosen: String| {
        let options = offices.iter().map(|office| ChoiceOption::new(office.id.clone(), office.name.clone()));
        let nobody = ChoiceOption::new("", text::CHOOSE);
        let choices = Choices::new(std::iter::once(nobody).chain(options).collect(), chosen);
        view! { <Select of=FieldSpec::new(to_name, label) choices errors on_change=heard/> }.into_any()
    };
    let fields = match does {
        Move::Resume | Move::Unpublish => Vec::new(),
        Move::Publish => view.public.iter().map(seen_by_everybody).collect(),
        Move::Propose => {
            let Proposal { question, answer, .. } = view.public.clone().unwrap_or_default();
            let (question, answer) = if mine { (begun, to) } else { (question, answer) };
            let area = |name, label, value| {
                let of = FieldSpec::new(name, label).at_most(TEXT_LIMIT);
                view! { <TextArea of value errors on_input=heard/> }.into_any()
            };
            vec![
                view! { <p class="act__template">{say(text::LOOK_CLOSELY)}</p> }.into_any(),
                area(text_name, label, question),
                area(to_name, text::PUBLIC_ANSWER, answer),
            ]
        }
        Move::Assign | Move::Merge => {
            vec![view! { <Field of=FieldSpec::new(to_name, label) value=to errors on_input=heard/> }.into_any()]
        }
        Move::HandOver => vec![which(text::WHICH_OFFICE, &view.offices, to), words()],
        Move::NotOurs => vec![which(text::WHICH_BODY, &view.others, to), words()],
        _ => vec![words()],
    };
    let templates = templates(does, text_name, &view.templates);
    view! {
        <details class="act" open=open>
            <summary class="act__title">{say(title)}</summary>
            {templates}
            // The answer to it is taken over at the address that names the case.
            <form class="form" method="post" action=desk_case_at(&view.case.number.to_string()) novalidate="">
                <input type="hidden" name=staff::field::TOKEN value=view.form_token.clone() autocomplete="off"/>
                <input type="hidden" name=field::NUMBER value=view.case.number.to_string()/>
                <input type="hidden" name=field::VERSION value=view.version.to_string() autocomplete="off"/>
                <input type="hidden" name=field::DOES value=does.word()/>
                {fields}
                <button class="button" data-kind=if does == Move::Answer { "primary" } else { "secondary" }>
                    {say(button)}
                </button>
            </form>
        </details>
    }
    .into_any()
}

/// What everybody would read, and who put it forward.
fn seen_by_everybody(proposal: &Proposal) -> AnyView {
    let Proposal { question, answer, proposed_by } = proposal.clone();
    view! {
        <p class="act__template">{say(text::PROPOSED_BY)}{proposed_by}</p>
        <p class="case__text">{question}</p>
        <p class="case__text">{answer}</p>
    }
    .into_any()
}

/// Faults by the names of the fields of this form.
fn named(mut faults: Vec<FieldError>, text: &str, to: &str) -> Vec<FieldError> {
    for fault in &mut faults {
        let name = if fault.name == field::TO { to } else { text };
        name.clone_into(&mut fault.name);
    }
    faults
}

/// Answers to begin with: a tap puts one into the field. Without scripting they can be read and copied.
fn templates(does: Move, into: &'static str, all: &[Template]) -> Option<AnyView> {
    let language = use_language();
    let rows: Vec<AnyView> = all
        .iter()
        .filter(|template| template.does == does)
        .map(|template| {
            let words = template.text.clone();
            let put = move |_| {
                #[cfg(target_arch = "wasm32")]
                crate::browser::fill(into, &language.get_untracked().of_text(&words));
                #[cfg(not(target_arch = "wasm32"))]
                let _ = (&words, into, language);
            };
            let (name, text) = (template.name.clone(), template.text.clone());
            view! {
                <li>
                    <button class="button" type="button" data-kind="quiet" on:click=put>{say_text(name)}</button>
                    <p class="act__template">{say_text(text)}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <details class="act__templates">
                <summary>{say(text::TEMPLATES)}</summary>
                <ul>{rows}</ul>
            </details>
        }
        .into_any()
    })
}
