//! The page of the official accounts: the question on top, the register below it.

use leptos::prelude::*;
use zhangban_api::accounts::{CheckAccount, ListAccounts, PASTED, Register};
use zhangban_api::endpoint::Nothing;

use super::form::CheckForm;
use super::register::RegisterView;
use super::result::Report;
use crate::first_paint::typed;
use crate::page::Page;
use crate::parts::live::live;
use crate::remote::{ask, shown};
use crate::shell::TopBar;
use crate::submission::submission;

/// The page of the official accounts.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let register = ask::<ListAccounts>(|| Some(Nothing {}));
    let check = submission::<CheckAccount>();
    let pasted = StoredValue::new(typed(PASTED));
    let report = Memo::new(move |_| check.answer.with(|answer| answer.ready().cloned()));
    view! {
        <TopBar title=Page::Accounts.title()/>
        <main class="page">
            <CheckForm check pasted/>
            {live(move || report.get().map(|report| view! { <Report report/> }))}
            {shown(register, |register: Register| view! { <RegisterView register/> })}
        </main>
    }
}
