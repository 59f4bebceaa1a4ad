//! The newest notices, below the menu.

use leptos::prelude::*;
use zhangban_api::Message;
use zhangban_api::articles::{GetNewest, Headline, Level};
use zhangban_api::endpoint::Nothing;

use crate::language::{say, say_text};
use crate::page::{self, Page};
use crate::parts::live::live;
use crate::parts::tag::{Tag, TagKind};
use crate::remote::ask;

const NEWEST: Message = Message::new("最新通知", "Latest notices");
const MORE: Message = Message::new("全部资讯", "All news");

/// The three newest notices with their level and their date.
#[component]
pub(super) fn NewestNotices() -> impl IntoView {
    let newest = ask::<GetNewest>(|| Some(Nothing {})).answer;
    live(move || {
        let headlines = newest.with(|newest| newest.ready().map(|newest| newest.headlines.clone()))?;
        (!headlines.is_empty()).then(|| {
            view! {
                <section class="menu__group">
                    <h2 class="menu__title">{say(NEWEST)}</h2>
                    <ul class="news">{headlines.into_iter().map(headline_view).collect_view()}</ul>
                    <a class="news__more" href=Page::Articles.path()>{say(MORE)}</a>
                </section>
            }
        })
    })
}

fn headline_view(Headline { id, level, title, published_at }: Headline) -> impl IntoView {
    let kind = if level == Level::Emergency { TagKind::Error } else { TagKind::Info };
    view! {
        <li>
            <a class="news__item" href=page::article(&id)>
                <span class="news__title">{say_text(title)}</span>
                <Tag kind label=level.name()/>
                <span class="nowrap quiet small">{published_at.date().to_string()}</span>
            </a>
        </li>
    }
    .into_any()
}
