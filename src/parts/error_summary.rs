//! Everything that is wrong with a form, on top of it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use zhangban_api::FieldError;

use crate::language::{say_text, use_language};
use crate::parts::live::live;

/// Where the focus goes after a form was refused.
const ID: &str = "error-summary";

/// Everything that is wrong with a form, each a link to its field in the words that stand beside it; nothing while there
/// is nothing wrong.
///
/// Keep it mounted while the form is: whenever `errors` are set anew, the focus comes here. A form that came back from
/// the server has it focused by the browser.
#[component]
pub fn ErrorSummary(
    /// What is wrong, in the order of the fields.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let language = use_language();
    #[cfg(target_arch = "wasm32")]
    crate::effect::effect(move |is_first| {
        let any = errors.with(|errors| !errors.is_empty());
        if !is_first && any {
            request_animation_frame(|| crate::browser::focus(ID));
        }
    });
    let heading = move |count: usize| match (language.get().either(true, false), count) {
        (true, _) => format!("请改正 {count} 处"),
        (false, 1) => "Correct 1 entry".to_owned(),
        (false, _) => format!("Correct {count} entries"),
    };
    let summary = move |errors: Vec<FieldError>| {
        let count = errors.len();
        let links = errors.into_iter().map(|error| view! { <li><FaultLink error/></li> }.into_any()).collect_view();
        view! {
            <div class="error-summary" id=ID role="alert" tabindex="-1" autofocus="">
                <h2 class="error-summary__title">{move || heading(count)}</h2>
                <ul class="error-summary__list">{links}</ul>
            </div>
        }
    };
    live(move || Some(errors.get()).filter(|errors| !errors.is_empty()).map(summary))
}

#[component]
fn FaultLink(error: FieldError) -> impl IntoView {
    let FieldError { name, message } = error;
    let href = format!("#{name}");
    // A router would only change the address; the field itself is wanted.
    let to_field = move |event: MouseEvent| {
        event.prevent_default();
        #[cfg(target_arch = "wasm32")]
        crate::browser::focus(&name);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = &name;
    };
    view! { <a href=href on:click=to_field>{say_text(message)}</a> }
}
