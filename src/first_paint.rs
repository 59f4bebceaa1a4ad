//! What the server knew when it rendered the page, so that the browser need not ask again.
//!
//! It travels once, as JSON in the page. Both sides render from this text, never from something only one of them
//! has: the first render in the browser must equal the served HTML.

use std::collections::BTreeMap;

use leptos::prelude::*;
use zhangban_api::{ApiError, Endpoint};

use crate::json;

/// The element that holds the JSON.
pub const ELEMENT: &str = "first-paint";

/// Answers that came with the page, and what was typed into a form that came back.
#[derive(Clone, Debug, Default)]
pub struct FirstPaint {
    /// Path and query of the page it belongs to.
    pub address: String,
    /// By question: the reply or the error, as JSON. It is read when it is asked for.
    answers: BTreeMap<String, String>,
    /// By name of the field.
    typed: BTreeMap<String, String>,
    /// Whether the page stays as it was served, and the app does not take it over.
    pub stays: bool,
}

type Answer<E> = Result<<E as Endpoint>::Reply, ApiError>;

impl FirstPaint {
    /// Nothing known yet of the page at this path and query.
    pub fn new(address: impl Into<String>) -> Self {
        Self { address: address.into(), ..Self::default() }
    }

    /// Adds the answer to a question.
    #[must_use]
    pub fn with<E: Endpoint>(self, request: &E::Request, answer: &Answer<E>) -> Self {
        self.with_answer::<E>(question::<E>(request), answer)
    }

    /// Adds the answer to the form that was posted to this page.
    #[must_use]
    pub fn with_posted<E: Endpoint>(self, answer: &Answer<E>) -> Self {
        self.with_answer::<E>(E::PATH.to_owned(), answer)
    }

    /// Adds what was typed into a field: a form that comes back keeps every character.
    #[must_use]
    pub fn with_typed(mut self, name: &str, value: &str) -> Self {
        self.typed.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The page stays as it is served: its forms are the browser's, and it needs code that no page waits for.
    #[must_use]
    pub fn staying(mut self) -> Self {
        self.stays = true;
        self
    }

    fn with_answer<E: Endpoint>(mut self, question: String, answer: &Answer<E>) -> Self {
        // What cannot be written is simply asked again by the browser.
        if let Ok(json) = json::write(answer) {
            self.answers.insert(question, json);
        }
        self
    }

    /// The JSON for a script element: nothing in it can end the element. Answers stand in it as they are.
    pub fn to_script(&self) -> String {
        let member = |(question, answer): (&String, &String)| format!("{}:{answer}", quoted(question));
        let answers = self.answers.iter().map(member).collect::<Vec<_>>().join(",");
        let typed = json::write(&self.typed).unwrap_or_default();
        let script = format!(
            r#"{{"address":{},"answers":{{{answers}}},"typed":{typed},"stays":{}}}"#,
            quoted(&self.address),
            self.stays
        );
        script.replace('<', "\\u003c")
    }

    /// Reads what [`FirstPaint::to_script`] wrote.
    pub fn parse(script: &str) -> Option<Self> {
        let mut paint = Self::default();
        for (name, value) in json::members(script).ok()? {
            match name.as_str() {
                "address" => paint.address = json::read(value).ok()?,
                "answers" => {
                    let answers = json::members(value).ok()?.into_iter();
                    paint.answers = answers.map(|(question, answer)| (question, answer.to_owned())).collect();
                }
                "typed" => paint.typed = json::read(value).ok()?,
                "stays" => paint.stays = json::read(value).ok()?,
                _ => {}
            }
        }
        Some(paint)
    }

    fn answer<E: Endpoint>(&self, question: &str) -> Option<Answer<E>> {
        json::read(self.answers.get(question)?).ok()
    }
}

fn question<E: Endpoint>(request: &E::Request) -> String {
    format!("{} {}", E::PATH, json::write(request).unwrap_or_default())
}

fn quoted(text: &str) -> String {
    json::write(text).unwrap_or_default()
}

/// The first paint of the page as it arrived; gone as soon as the citizen moves on to another page.
#[derive(Clone, Copy)]
pub struct Arrival(StoredValue<Option<FirstPaint>>);

impl Arrival {
    /// Makes the first paint known to the pages.
    pub fn provide(paint: FirstPaint) {
        provide_context(Self(StoredValue::new(Some(paint))));
    }

    /// Forgets it: what it says is about another page now.
    pub fn forget(self) {
        self.0.set_value(None);
    }

    fn look<T>(look: impl FnOnce(&FirstPaint) -> Option<T>) -> Option<T> {
        use_context::<Self>()?.0.with_value(|paint| look(paint.as_ref()?))
    }
}

/// The answer to a question, if it came with the page.
pub fn arrived<E: Endpoint>(request: &E::Request) -> Option<Answer<E>> {
    Arrival::look(|paint| paint.answer::<E>(&question::<E>(request)))
}

/// The answer to the form that was posted to this page, if one was.
pub fn posted<E: Endpoint>() -> Option<Answer<E>> {
    Arrival::look(|paint| paint.answer::<E>(E::PATH))
}

/// What was typed into a field of a form that came back; empty otherwise.
pub fn typed(name: &str) -> String {
    Arrival::look(|paint| paint.typed.get(name).cloned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use zhangban_api::ErrorCode;
    use zhangban_api::scores::QueryScore;

    use super::*;

    #[test]
    fn nothing_typed_can_end_the_script_element() {
        let paint = FirstPaint::new("/scores")
            .with_typed("name", "</script><script>alert(1)</script>")
            .with_posted::<QueryScore>(&Err(ErrorCode::NoMatch.into()));
        let script = paint.to_script();
        assert!(!script.contains('<'));
        let read = FirstPaint::parse(&script).unwrap();
        assert_eq!(read.typed["name"], "</script><script>alert(1)</script>");
        assert_eq!(read.answer::<QueryScore>(QueryScore::PATH), Some(Err(ErrorCode::NoMatch.into())));
    }
}
