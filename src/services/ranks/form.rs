//! The form: which table, and a score or a rank. In the browser it answers while it is filled in.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zhangban_api::FieldError;
use zhangban_api::exams::{Exam, Exams};

use super::lookup::{Lookup, field};
use super::page::Looking;
use super::text;
use crate::page::Page;
use crate::parts::button::SubmitButton;
use crate::parts::choice::{ChoiceOption, Choices, Layout, RadioGroup};
use crate::parts::field::{EnterKey, Field, FieldSpec, Typing};
use crate::parts::live::live;

const EXAM: FieldSpec = FieldSpec::new(field::EXAM, text::EXAM);
const TRACK: FieldSpec = FieldSpec::new(field::TRACK, text::TRACK);
const SCORE: FieldSpec = FieldSpec::new(field::SCORE, text::SCORE).typing(Typing::Digits).enter(EnterKey::Go);
const RANK: FieldSpec =
    FieldSpec::new(field::RANK, text::RANK).hint(text::RANK_HINT).typing(Typing::Digits).enter(EnterKey::Go);

/// The form. Without scripting it asks by its address, which is the address it follows in the browser.
#[component]
pub(super) fn RankForm(
    /// The exams that have tables.
    exams: Exams,
    /// The exam whose table is asked for.
    exam: Memo<Option<Exam>>,
    /// What is looked up.
    looking: Looking,
    /// What is wrong with what was typed.
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let begun = looking.now.get_untracked();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        looking.look_up();
    };
    view! {
        <form class="form" method="get" action=Page::Ranks.path() novalidate="" on:submit=submit>
            {which_exam(exams, exam, looking)}
            {live(move || exam.get().map(|exam| which_track(exam, looking)))}
            <Field of=SCORE value=begun.score errors on_input=move |value| looking.typing(|typed| typed.score = value)/>
            <Field of=RANK value=begun.rank errors on_input=move |value| looking.typing(|typed| typed.rank = value)/>
            <SubmitButton label=text::LOOK_UP/>
        </form>
    }
}

/// Asks which exam, if there is more than one.
fn which_exam(exams: Exams, exam: Memo<Option<Exam>>, looking: Looking) -> AnyView {
    let chosen = exam.get_untracked().map(|exam| exam.id).unwrap_or_default();
    let options = exams.exams.into_iter().map(|exam| ChoiceOption::new(exam.id, exam.name)).collect();
    which(EXAM, Choices::new(options, chosen).layout(Layout::Chips), looking, |lookup, value| lookup.exam = value)
}

/// Asks which track of the exam, if there is more than one.
fn which_track(exam: Exam, looking: Looking) -> AnyView {
    let asked = looking.now.with_untracked(|lookup| lookup.track.clone());
    let chosen = exam.track(&asked).or(exam.tracks.first()).map(|track| track.id.clone()).unwrap_or_default();
    let options = exam.tracks.into_iter().map(|track| ChoiceOption::new(track.id, track.name)).collect();
    which(TRACK, Choices::new(options, chosen).layout(Layout::Scale), looking, |lookup, value| lookup.track = value)
}

fn which(of: FieldSpec, choices: Choices, looking: Looking, write: fn(&mut Lookup, String)) -> AnyView {
    if choices.options.len() < 2 {
        return view! { <input type="hidden" name=of.name value=choices.chosen/> }.into_any();
    }
    let on_change = Callback::new(move |value| looking.change(|lookup| write(lookup, value)));
    view! { <RadioGroup of choices errors=Vec::new() on_change/> }.into_any()
}
