//! A field of one line.

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use zhangban_api::FieldError;

use super::{FieldSpec, Frame, described_by, error_of};

/// A field of one line with its label, its hint, and beside it how to mend it.
#[component]
pub fn Field(
    /// What it is.
    of: FieldSpec,
    /// What stands in it when the page arrives: empty, or what was typed before the form came back.
    #[prop(into)]
    value: String,
    /// Everything that is wrong with the form; the field takes what bears its name.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
    /// Hears every change, also what was typed before the take-over.
    #[prop(into)]
    on_input: Callback<String>,
) -> impl IntoView {
    let error = error_of(of.name, errors);
    let typing = of.typing;
    let value = of.set_apart(&value).unwrap_or(value);
    // Only when the field is left: while someone types, nothing may move under the caret.
    let set_apart = move |event: FocusEvent| {
        let input = event_target::<HtmlInputElement>(&event);
        let typed = input.value();
        if let Some(apart) = of.set_apart(&typed).filter(|apart| *apart != typed) {
            input.set_value(&apart);
        }
    };
    view! {
        <Frame of error>
            <input
                class="field__input"
                type=typing.kind()
                id=of.name
                name=of.name
                value=value
                data-typing=typing.is_figures().then_some("figures")
                inputmode=typing.inputmode()
                autocomplete=typing.autocomplete()
                autocapitalize=typing.autocapitalize()
                spellcheck=typing.spellcheck()
                enterkeyhint=of.enter.word()
                aria-describedby=described_by(of, None, error)
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input=move |event| on_input.run(event_target_value(&event))
                on:blur=set_apart
            />
        </Frame>
    }
}
