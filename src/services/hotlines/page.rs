//! The page of the hotline directory.

use leptos::ev::MouseEvent;
use leptos::html::Ul;
use leptos::prelude::*;
use zhangban_api::hotlines::{FoundHotlines, Hotline, HotlineSearch, WINDOW};
use zhangban_api::{Message, Text};

use super::entry::{Entry, When};
use super::filters::{Chips, Search};
use super::finding::{Finding, finding};
use super::lookup;
use super::states::{NothingFound, why_nothing};
use crate::language::{Language, say, use_language};
use crate::page::Page;
use crate::parts::button::LinkButton;
use crate::parts::state::StateView;
use crate::shell::TopBar;

const OFFLINE: Message =
    Message::new("网络已断开，仍可继续查找。", "You are offline; the search goes on all the same.");
const PREVIOUS: Message = Message::new("上一页", "Previous page");
const PAGES: Message = Message::new("更多电话", "More numbers");
const WRONG: Message = Message::new("发现打不通？", "A number does not work?");
const TELL_US: Message = Message::new("告诉我们", "Tell us");

/// The hotline directory: search and filters on top, the numbers below.
#[component]
pub fn HotlinesPage() -> impl IntoView {
    let finding = finding();
    let trouble = move || {
        let on_retry = Callback::new(move |()| finding.again());
        finding.trouble.get().map(|state| view! { <StateView state on_retry/> })
    };
    view! {
        <TopBar title=Page::Hotlines.title()/>
        <main class="page">
            <Search finding/>
            <Chips finding/>
            <Count finding/>
            {trouble}
            <Numbers finding/>
            <p class="hotlines__wrong">{say(WRONG)}<a href=Page::Feedback.path()>{say(TELL_US)}</a></p>
        </main>
    }
}

/// How many were found; readers of the screen hear it when it changes.
#[component]
fn Count(finding: Finding) -> impl IntoView {
    let language = use_language();
    let count = Memo::new(move |_| {
        finding.found.with(|found| found.as_ref().map(|found| count_of(found, language.get()))).unwrap_or_default()
    });
    let offline = move || finding.goes_on_offline().then(|| view! { <p class="hotlines__offline">{say(OFFLINE)}</p> });
    view! {
        <div class="hotlines__count" role="status">
            <p>{count}</p>
            {offline}
        </div>
    }
}

fn count_of(found: &FoundHotlines, language: Language) -> String {
    let FoundHotlines { search, total, .. } = found;
    let typed = search.q.trim();
    let (zh, en) = match (typed.is_empty(), search.is_everything()) {
        (false, _) => (format!("“{typed}”找到 {total} 条"), format!("{total} found for “{typed}”")),
        (true, true) => (format!("共 {total} 条"), format!("{total} numbers")),
        (true, false) => (format!("找到 {total} 条"), format!("{total} found")),
    };
    match search.skipped() {
        0 => language.either(zh, en),
        skipped => {
            let from = skipped + 1;
            language.either(format!("{zh}，从第 {from} 条起"), format!("{en}, from number {from} on"))
        }
    }
}

/// The numbers of what was found, or why there are none.
#[component]
fn Numbers(finding: Finding) -> impl IntoView {
    let when = When { now: finding.now, calendar: finding.calendar };
    let list = NodeRef::<Ul>::new();
    let entries =
        move || finding.found.with(|found| found.as_ref().map(|found| found.entries.clone())).unwrap_or_default();
    let any =
        Memo::new(move |_| finding.found.with(|found| found.as_ref().is_some_and(|found| !found.entries.is_empty())));
    let nothing = Memo::new(move |_| finding.found.with(|found| found.as_ref().and_then(why_nothing)));
    let rows = move || {
        any.get().then(|| {
            view! {
                <ul class="hotlines" node_ref=list>
                    <For each=entries key=Hotline::clone children=move |hotline| view! { <Entry hotline when/> }/>
                </ul>
            }
        })
    };
    view! {
        {rows}
        {move || nothing.get().map(|why| view! { <NothingFound why/> })}
        <Pages finding list/>
    }
}

/// The way to what is not shown: without scripting, or before the whole directory is here, to another page; otherwise
/// more of it appears below.
#[component]
fn Pages(finding: Finding, list: NodeRef<Ul>) -> impl IntoView {
    let place = Memo::new(move |_| finding.found.with(|found| found.as_ref().map(Place::of)));
    let (back, onward) = (Memo::new(move |_| place.get()?.back()), Memo::new(move |_| place.get()?.onward()));
    let leads_back = move || back.get().map(|href| view! { <LinkButton href label=PREVIOUS/> });
    let leads_on = move || {
        let (href, Place { shown, left, .. }) = (onward.get()?, place.get()?);
        let label = Text::new(format!("显示更多（还有 {left} 条）"), format!("Show more ({left} left)"));
        let press = move |event: MouseEvent| {
            if finding.show_more() {
                event.prevent_default();
                focus_row(list, shown);
            }
        };
        Some(view! { <LinkButton href label on:click=press/> })
    };
    let any = Memo::new(move |_| back.with(Option::is_some) || onward.with(Option::is_some));
    move || any.get().then(|| view! { <nav class="actions" aria-label=say(PAGES)>{leads_back}{leads_on}</nav> })
}

/// Where in the directory the page is.
#[derive(Clone, PartialEq)]
struct Place {
    search: HotlineSearch,
    shown: usize,
    left: usize,
}

impl Place {
    fn of(found: &FoundHotlines) -> Self {
        Self { search: found.search.clone(), shown: found.entries.len(), left: found.left() }
    }

    /// The address of the page before.
    fn back(&self) -> Option<String> {
        Some(self.at(self.search.page.checked_sub(1).filter(|page| *page > 0)?))
    }

    /// The address of what comes after what is shown.
    fn onward(&self) -> Option<String> {
        let shown = u16::try_from(self.shown.div_ceil(WINDOW)).ok()?;
        (self.left > 0 && shown > 0).then(|| self.at(self.search.page.saturating_add(shown)))
    }

    fn at(&self, page: u16) -> String {
        lookup::address(&HotlineSearch { page, ..self.search.clone() })
    }
}

/// Moves the focus to a row that has just appeared: whoever reads by ear goes on there.
#[cfg(target_arch = "wasm32")]
fn focus_row(list: NodeRef<Ul>, row: usize) {
    use wasm_bindgen::JsCast;

    request_animation_frame(move || {
        let rows = list.get_untracked().and_then(|list| list.query_selector_all(":scope > li").ok());
        let row = u32::try_from(row).ok().and_then(|row| rows?.get(row)?.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(row) = row {
            let _ = row.focus();
        }
    });
}

/// A server has no focus.
#[cfg(not(target_arch = "wasm32"))]
fn focus_row(_: NodeRef<Ul>, _: usize) {}

#[cfg(test)]
mod tests {
    use zhangban_api::Moment;
    use zhangban_api::calendar::Calendar;

    use super::*;

    #[test]
    fn what_was_found_is_counted_in_words() {
        let count = |q: &str, open, page| {
            let search = HotlineSearch { q: q.into(), open, page, ..HotlineSearch::default() };
            let (entries, categories, calendar) = (vec![], vec![], Calendar::default());
            let found = FoundHotlines { search, entries, total: 324, categories, calendar, now: Moment::from_unix(0) };
            count_of(&found, Language::Zh)
        };
        assert_eq!(count("", false, 1), "共 324 条");
        assert_eq!(count("", true, 1), "找到 324 条");
        assert_eq!(count(" zzjyj ", false, 1), "“zzjyj”找到 324 条");
        assert_eq!(count("", false, 2), "共 324 条，从第 51 条起");
    }
}
