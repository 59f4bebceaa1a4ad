//! The page: the form, or who is signed in.

use leptos::prelude::*;
use zhangban_api::ErrorCode;
use zhangban_api::Text;
use zhangban_api::endpoint::Nothing;
use zhangban_api::staff::{Me, Role, WhoAmI, field};

use super::form::SignInForm;
use super::text;
use crate::language::say;
use crate::page::{DESK_SIGN_OUT, Page};
use crate::parts::button::SubmitButton;
use crate::parts::card::Card;
use crate::parts::live::live;
use crate::parts::state::{State, StateView};
use crate::parts::summary_list::{SummaryList, SummaryRow};
use crate::remote::{Remote, ask, state_of};
use crate::shell::TopBar;

/// The page where staff sign in and out.
#[component]
pub fn SignInPage() -> impl IntoView {
    let who = ask::<WhoAmI>(|| Some(Nothing {}));
    let on_retry = Callback::new(move |()| who.again());
    view! {
        <TopBar title=Page::SignIn.title()/>
        <main class="page">
            {live(move || {
                let state = match who.answer.get() {
                    Remote::Idle => return None,
                    Remote::Ready(me) => return Some(view! { <SignedIn me/> }.into_any()),
                    Remote::Failed(error) if error.code == ErrorCode::NotSignedIn => {
                        return Some(view! { <SignInForm/> }.into_any());
                    }
                    Remote::Failed(error) => state_of(error),
                    Remote::Loading => State::Loading,
                    Remote::Slow => State::Slow,
                };
                Some(view! { <StateView state on_retry/> }.into_any())
            })}
        </main>
    }
}

#[component]
fn SignedIn(me: Me) -> impl IntoView {
    let Me { name, shown_name, role, department, form_token } = me;
    let same = |text: String| Text { zh: text, en: String::new() };
    let rows = vec![
        SummaryRow::new(text::NAME, same(format!("{shown_name} ({name})"))),
        SummaryRow::new(text::ROLE, role.name()),
        SummaryRow::new(text::DEPARTMENT, department.map_or(text::ALL_DEPARTMENTS.into(), same)),
    ];
    view! {
        <Card title=text::SIGNED_IN>
            <SummaryList rows/>
            {(role != Role::Answerer).then(|| {
                view! { <p><a href=Page::DeskContent.path()>{say(Page::DeskContent.title())}</a></p> }.into_any()
            })}
            <p><a href=Page::DeskPassword.path()>{say(Page::DeskPassword.title())}</a></p>
            <p class="source">{say(text::LEAVING)}</p>
        </Card>
        <form class="form" method="post" action=DESK_SIGN_OUT>
            <input type="hidden" name=field::TOKEN value=form_token autocomplete="off"/>
            <SubmitButton label=text::SIGN_OUT/>
        </form>
    }
}
