//! The page that is not there, and the page that says why there is none.

use leptos::prelude::*;
use zhangban_api::endpoint::Nothing;
use zhangban_api::{Endpoint, ErrorCode, Message, Method};

use crate::first_paint;
use crate::language::say_text;
use crate::page::{NOT_FOUND, Page};
use crate::parts::button::{ButtonKind, LinkButton};
use crate::shell::TopBar;

/// Why there is no page, as it travels with the first paint. Nobody can ask for it.
pub struct Refused;

impl Endpoint for Refused {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "refused";
    const SUMMARY: &'static str = "";
    type Request = Nothing;
    type Reply = Nothing;
}

const TRY: Message = Message::new(
    "地址可能有误，或者页面已经撤下。您可以从首页的菜单重新进入。",
    "The address may be wrong, or the page was taken down. Start again from the menu on the home page.",
);
const HOME: Message = Message::new("回到首页", "To the home page");
const FAILED: Message = Message::new("暂时无法打开", "This cannot be opened now");

/// Says that there is nothing here, or why, and leads home.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let refused =
        first_paint::posted::<Refused>().and_then(Result::err).filter(|error| error.code != ErrorCode::NotFound);
    let title = if refused.is_some() { FAILED } else { NOT_FOUND };
    let why = say_text(refused.map_or_else(|| TRY.into(), |error| error.message));
    view! {
        <TopBar title/>
        <main class="page">
            <p>{why}</p>
            <LinkButton kind=ButtonKind::Primary href=Page::Home.path() label=HOME/>
        </main>
    }
}
