//! A field of several lines.

use leptos::prelude::*;
use zhangban_api::FieldError;

use super::{FieldSpec, Frame, described_by, error_of};
use crate::language::{use_language, words};

/// A field of several lines. With a limit it says how much room is left; more can be typed than is taken, so that a long
/// text can be pasted first and shortened then.
#[component]
pub fn TextArea(
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
    let written = RwSignal::new(None);
    let hear = move |typed: String| {
        written.set(Some(typed.trim().chars().count()));
        on_input.run(typed);
    };
    view! {
        <Frame of error>
            // The text is the element's inner HTML, since an empty text node would be served as a blank.
            <textarea
                class="field__input"
                id=of.name
                name=of.name
                rows="5"
                enterkeyhint="enter"
                aria-describedby=described_by(of, of.limit.map(|_| "count"), error)
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input=move |event| hear(event_target_value(&event))
                inner_html=as_inner_html(&value)
            ></textarea>
            {of.limit.map(|limit| view! { <Room name=of.name limit written/> })}
        </Frame>
    }
}

/// How much room is left. Before anything is typed it only names the limit: without scripting it will not change.
#[component]
fn Room(name: &'static str, limit: usize, written: RwSignal<Option<usize>>) -> impl IntoView {
    let language = use_language();
    let words = words(move || {
        let language = language.get();
        match written.get() {
            None => language.either(format!("最多 {limit} 字"), format!("At most {limit} characters")),
            Some(count) if count > limit => {
                let over = count - limit;
                language.either(format!("超出 {over} 字，请缩短"), format!("{over} characters too many"))
            }
            Some(count) => {
                let left = limit - count;
                language.either(format!("还可以写 {left} 字"), format!("{left} characters left"))
            }
        }
    });
    let over = move || written.get().is_some_and(|count| count > limit);
    view! {
        <p class="field__count" id=format!("{name}-count") data-over=move || over().then_some("")>{words}</p>
    }
}

/// The text for a text area. A parser drops the first line break of a served one, so the server adds one to lose; a
/// browser that makes the element itself drops none.
fn as_inner_html(text: &str) -> String {
    let start = if cfg!(feature = "ssr") { "\n" } else { "" };
    format!("{start}{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_can_end_the_text_area() {
        let html = as_inner_html("\n</textarea><script>&lt;");
        assert!(html.ends_with("\n&lt;/textarea>&lt;script>&amp;lt;"), "{html}");
    }
}
