//! Changing one's own password. The browser posts the form by itself: a password never goes through the app.

use leptos::prelude::*;
use zhangban_api::endpoint::Nothing;
use zhangban_api::staff::{Me, WhoAmI, field};
use zhangban_api::{ApiError, Endpoint, Message, Method};

use crate::first_paint::posted;
use crate::language::say;
use crate::page::Page;
use crate::parts::button::{ButtonKind, LinkButton, SubmitButton};
use crate::parts::error_summary::ErrorSummary;
use crate::parts::field::{EnterKey, Field, FieldSpec, Typing};
use crate::parts::notice::{Notice, NoticeKind, refused_because};
use crate::remote::{ask, shown};
use crate::shell::TopBar;

const LEAD: Message = Message::new(
    "修改后，您在其他电脑和手机上的登录会全部退出，这里保持登录。",
    "You stay signed in here; everywhere else you are signed out.",
);
const OLD: Message = Message::new("现在的密码", "The password you have");
const NEW: Message = Message::new("新密码", "The new password");
const NEW_HINT: Message = Message::new(
    "12 至 128 个字，可以是一句只有您知道的话，不需要特殊符号",
    "12 to 128 characters, such as a sentence that only you know; no special signs needed",
);
const AGAIN: Message = Message::new("再填一次新密码", "The new password once more");
const SUBMIT: Message = Message::new("修改密码", "Change the password");
const DONE: Message = Message::new(
    "密码已修改，其他地方的登录已退出。下次登录请用新密码。",
    "Your password is changed, and you are signed out everywhere else. Use the new one from now on.",
);
const BACK: Message = Message::new("回到账号", "Back to the account");

/// Why a password was not changed, or that it was, as it travels with the first paint. Nobody can ask for it.
pub struct ChangePassword;

impl Endpoint for ChangePassword {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "change-password";
    const SUMMARY: &'static str = "";
    type Request = Nothing;
    type Reply = Nothing;
}

const OLD_FIELD: FieldSpec = FieldSpec::new(field::PASSWORD, OLD).typing(Typing::Password);
const NEW_FIELD: FieldSpec = FieldSpec::new(field::NEW_PASSWORD, NEW).hint(NEW_HINT).typing(Typing::NewPassword);
const AGAIN_FIELD: FieldSpec =
    FieldSpec::new(field::NEW_PASSWORD_AGAIN, AGAIN).typing(Typing::NewPassword).enter(EnterKey::Go);

/// The page where whoever is signed in changes her password.
#[component]
pub fn PasswordPage() -> impl IntoView {
    let who = ask::<WhoAmI>(|| Some(Nothing {}));
    view! {
        <TopBar title=Page::DeskPassword.title()/>
        <main class="page">
            {shown(who, |me: Me| match posted::<ChangePassword>() {
                Some(Ok(_)) => done(),
                answer => view! { <Form me refused=answer.and_then(Result::err)/> }.into_any(),
            })}
        </main>
    }
}

fn done() -> AnyView {
    view! {
        <div role="status" tabindex="-1" autofocus=""><Notice kind=NoticeKind::Done>{say(DONE)}</Notice></div>
        <div class="actions">
            <LinkButton kind=ButtonKind::Primary href=Page::SignIn.path() label=BACK/>
        </div>
    }
    .into_any()
}

#[component]
fn Form(me: Me, refused: Option<ApiError>) -> impl IntoView {
    let refusal = refused_because(refused.as_ref());
    let errors = Signal::stored(refused.map(|error| error.fields).unwrap_or_default());
    let heard = Callback::new(|_: String| {});
    view! {
        <p>{say(LEAD)}</p>
        <ErrorSummary errors/>
        {refusal}
        <form class="form" method="post" action=Page::DeskPassword.path() novalidate="">
            <input type="hidden" name=field::TOKEN value=me.form_token autocomplete="off"/>
            // A keeper of passwords wants to know whose it is.
            <input
                class="visually-hidden"
                type="text"
                name=field::NAME
                value=me.name
                autocomplete="username"
                readonly=true
                tabindex="-1"
                aria-hidden="true"
            />
            <Field of=OLD_FIELD value="" errors on_input=heard/>
            <Field of=NEW_FIELD value="" errors on_input=heard/>
            <Field of=AGAIN_FIELD value="" errors on_input=heard/>
            <SubmitButton label=SUBMIT/>
        </form>
    }
}
