//! The form of signing in. The browser posts it by itself, with and without scripting: only a new document gets the
//! cookie of the session, and a password never goes through the app.

use leptos::prelude::*;
use zhangban_api::endpoint::Nothing;
use zhangban_api::staff::field;
use zhangban_api::{Endpoint, Method};

use super::text;
use crate::first_paint::{posted, typed};
use crate::language::say;
use crate::page::Page;
use crate::parts::button::SubmitButton;
use crate::parts::error_summary::ErrorSummary;
use crate::parts::field::{EnterKey, Field, FieldSpec, Typing};
use crate::parts::notice::refused_because;

/// Why somebody was not signed in, as it travels with the first paint. Nobody can ask for it.
pub struct SignIn;

impl Endpoint for SignIn {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "sign-in";
    const SUMMARY: &'static str = "";
    type Request = Nothing;
    type Reply = Nothing;
}

const NAME: FieldSpec = FieldSpec::new(field::NAME, text::NAME).typing(Typing::Username);
const PASSWORD: FieldSpec = FieldSpec::new(field::PASSWORD, text::PASSWORD).typing(Typing::Password);
const CODE: FieldSpec =
    FieldSpec::new(field::CODE, text::CODE).hint(text::CODE_HINT).typing(Typing::OneTimeCode).enter(EnterKey::Go);

/// The form.
#[component]
pub(super) fn SignInForm() -> impl IntoView {
    let refused = posted::<SignIn>().and_then(Result::err);
    let refusal = refused_because(refused.as_ref());
    let errors = Signal::stored(refused.map(|error| error.fields).unwrap_or_default());
    let heard = Callback::new(|_: String| {});
    view! {
        <p>{say(text::LEAD)}</p>
        <ErrorSummary errors/>
        {refusal}
        <form class="form" method="post" action=Page::SignIn.path() novalidate="">
            <Field of=NAME value=typed(field::NAME) errors on_input=heard/>
            <Field of=PASSWORD value="" errors on_input=heard/>
            <Field of=CODE value="" errors on_input=heard/>
            <SubmitButton label=text::SUBMIT/>
        </form>
        <p class="source">{say(text::FORGOTTEN)}</p>
    }
}
