//! A field to choose files in.

use leptos::ev::Event;
use leptos::prelude::*;
use zhangban_api::FieldError;

use super::{FieldSpec, Frame, described_by, error_of};

/// A field to choose files in, native and labelled: without scripting its form sends them, as `multipart/form-data`.
#[component]
pub fn FileField(
    /// What it is.
    of: FieldSpec,
    /// What a browser offers: media types, separated by commas.
    accept: &'static str,
    /// Everything that is wrong with the form; the field takes what bears its name.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
    /// Hears that files were chosen, also before the take-over; the event is of the input.
    #[prop(into)]
    on_change: Callback<Event>,
) -> impl IntoView {
    let error = error_of(of.name, errors);
    view! {
        <Frame of error>
            <input
                class="field__input field__input--file"
                type="file"
                id=of.name
                name=of.name
                accept=accept
                multiple=true
                aria-describedby=described_by(of, None, error)
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change=move |event| on_change.run(event)
            />
        </Frame>
    }
}
