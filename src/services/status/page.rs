//! The status page: what works, and how fresh it all is.

use leptos::prelude::*;
use zhangban_api::endpoint::Nothing;
use zhangban_api::status::{GetStatus, Part, Status};
use zhangban_api::{Message, Text};

use crate::language::{say, say_text};
use crate::page::Page;
use crate::parts::button::ButtonKind;
use crate::parts::icon::{Icon, IconKind};
use crate::parts::notice::{Notice, NoticeKind};
use crate::parts::tag::{Tag, TagKind};
use crate::remote::{ask, shown};
use crate::shell::TopBar;

const ALL_WORKS: Message = Message::new("各项服务正常。", "Everything works.");
const NOT_ALL: Message = Message::new(
    "部分服务暂时不能使用，我们正在处理。请稍后再来。",
    "Not everything works just now. We are on it; come back later.",
);
const PARTS: Message = Message::new("各项服务", "What works");
const WORKS: Message = Message::new("正常", "Works");
const BROKEN: Message = Message::new("暂不可用", "Does not work");
const FACTS: Message = Message::new("版本与时间", "Version and times");
const VERSION: Message = Message::new("程序版本", "Version");
const STARTED: Message = Message::new("启动时间", "Running since");
const DATA: Message = Message::new("数据更新时间", "Data changed");
const NO_DATA: Message = Message::new("尚未导入数据", "No data yet");
const CLOCK: Message = Message::new("服务器时间", "The server's clock");
const CLOCK_NOTE: Message = Message::new("时间均为北京时间。", "All times are Beijing time.");
const AGAIN: Message = Message::new("重新检查", "Check again");

/// The status page.
#[component]
pub fn StatusPage() -> impl IntoView {
    let status = ask::<GetStatus>(|| Some(Nothing {}));
    let again = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        status.again();
    };
    // Without scripting the link loads the page anew, which checks again.
    view! {
        <TopBar title=Page::Status.title()/>
        <main class="page">
            {shown(status, |status| view! { <StatusView status/> })}
            <a class="button" data-kind=ButtonKind::Secondary.word() href=Page::Status.path() on:click=again>
                <Icon kind=IconKind::RefreshCw/>
                <span>{say(AGAIN)}</span>
            </a>
        </main>
    }
}

#[component]
fn StatusView(status: Status) -> impl IntoView {
    let Status { parts, version, started_at, data_changed_at, now } = status;
    let (kind, words) = if parts.iter().all(|part| part.works) {
        (NoticeKind::Done, ALL_WORKS)
    } else {
        (NoticeKind::Warning, NOT_ALL)
    };
    let facts = [
        (VERSION, figures(version)),
        (STARTED, figures(started_at.to_string())),
        (DATA, data_changed_at.map_or(NO_DATA.into(), |at| figures(at.to_string()))),
        (CLOCK, figures(now.to_string())),
    ];
    view! {
        <div role="status"><Notice kind>{say(words)}</Notice></div>
        <h2>{say(PARTS)}</h2>
        <ul class="status-list">{parts.into_iter().map(part_view).collect_view()}</ul>
        <h2>{say(FACTS)}</h2>
        <dl class="status-list">{facts.into_iter().map(fact_view).collect_view()}</dl>
        <p class="source">{say(CLOCK_NOTE)}</p>
    }
}

fn part_view(Part { name, works, note }: Part) -> impl IntoView {
    let (kind, label) = if works { (TagKind::Done, WORKS) } else { (TagKind::Error, BROKEN) };
    let note =
        (!note.zh.is_empty()).then(|| view! { <span class="status-list__value">{say_text(note)}</span> }.into_any());
    view! {
        <li class="status-list__row">
            <span>{say_text(name)}</span>
            <Tag kind label/>
            {note}
        </li>
    }
    .into_any()
}

/// Figures are the same in both languages.
fn figures(figures: String) -> Text {
    Text { zh: figures, en: String::new() }
}

fn fact_view((name, value): (Message, Text)) -> impl IntoView {
    view! {
        <div class="status-list__row">
            <dt>{say(name)}</dt>
            <dd class="status-list__value">{say_text(value)}</dd>
        </div>
    }
    .into_any()
}
