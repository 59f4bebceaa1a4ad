//! The first question after the category: the words.

use leptos::prelude::*;
use zhangban_api::cases::category::Category;
use zhangban_api::cases::filing::{TEXT_LIMIT, field};

use super::draft::Writing;
use super::promise::promise;
use super::text;
use crate::language::{say, say_text};
use crate::page::Page;
use crate::parts::field::{FieldSpec, TextArea};
use crate::parts::notice::{Notice, NoticeKind};
use crate::parts::phone::Phone;

const TEXT: FieldSpec = FieldSpec::new(field::TEXT, text::TEXT).hint(text::TEXT_HINT).at_most(TEXT_LIMIT);

/// The words of the case, after what to call first.
#[component]
pub(super) fn Words(category: Option<Category>, writing: Writing) -> impl IntoView {
    let value = writing.form.with_value(|form| form.text.clone());
    view! {
        {category.map(chosen)}
        <TextArea of=TEXT value errors=writing.faults on_input=move |value| writing.write(|form| form.text = value)/>
    }
}

/// What was chosen, by when it is answered, and whom to call in danger.
fn chosen(category: Category) -> AnyView {
    let call = category.call_first.map(|call| {
        view! {
            <Notice kind=NoticeKind::Warning>
                <p>{say_text(call.why)} " " <Phone number=call.number/></p>
            </Notice>
        }
        .into_any()
    });
    view! {
        {call}
        <p class="filing__chosen">
            <strong>{say_text(category.name)}</strong>
            <span>{say(promise(category.deadline))}</span>
            <a href=Page::FileCase.path()>{say(text::CHOOSE_ANOTHER)}</a>
        </p>
    }
    .into_any()
}
