//! The page of the hotline directory.

use leptos::ev::MouseEvent;
use leptos::html::Ul;
use leptos::prelude::*;
use zhangban_api::hotlines::{HotlineSearch, Hotlines, WINDOW};
use zhangban_api::{Message, Text};

use super::entry::entry;
use super::filters::{Chips, Search};
use super::finding::{Finding, finding};
use super::lookup;
use super::states::{NothingFound, why_nothing};
use crate::language::{say, use_language, words};
use crate::page::Page;
use crate::parts::button::LinkButton;
use crate::parts::list::focus_row;
use crate::parts::live::live;
use crate::parts::markup::MarkupList;
use crate::parts::pages::{page_before, turn};
use crate::parts::state::StateView;
use crate::shell::TopBar;

const OFFLINE: Message =
    Message::new("网络已断开，仍可继续查找。", "You are offline; the search goes on all the same.");
/// As many as stand on the first screen of a phone.
const FIRST: usize = 4;

const WRONG: Message = Message::new("发现打不通？", "A number does not work?");
const TELL_US: Message = Message::new("告诉我们", "Tell us");

/// The hotline directory: search and filters on top, the numbers below.
#[component]
pub fn HotlinesPage() -> impl IntoView {
    let finding = finding();
    let trouble = live(move || {
        let on_retry = Callback::new(move |()| finding.again());
        finding.trouble().map(|state| view! { <StateView state on_retry/> })
    });
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
    let count = words(move || {
        let count = finding.found.with(|found| found.as_ref().map(count_of)).unwrap_or_default();
        language.get().of_text(&count)
    });
    let offline =
        live(move || finding.goes_on_offline().then(|| view! { <p class="hotlines__offline">{say(OFFLINE)}</p> }));
    view! {
        <div class="hotlines__count" role="status">
            <p>{count}</p>
            {offline}
        </div>
    }
}

fn count_of(found: &Hotlines) -> Text {
    let Hotlines { search, total, .. } = found;
    let typed = search.q.trim();
    let count = match (typed.is_empty(), search.is_everything()) {
        (false, _) => Text::new(format!("“{typed}”找到 {total} 条"), format!("{total} found for “{typed}”")),
        (true, true) => Text::new(format!("共 {total} 条"), format!("{total} numbers")),
        (true, false) => Text::new(format!("找到 {total} 条"), format!("{total} found")),
    };
    if search.page > 1 {
        let from = search.skipped() + 1;
        return Text::new(format!("{}，从第 {from} 条起", count.zh), format!("{}, from number {from} on", count.en));
    }
    count
}

/// The numbers of what was found, or why there are none.
#[component]
fn Numbers(finding: Finding) -> impl IntoView {
    let list = NodeRef::<Ul>::new();
    let language = use_language();
    let entries = Memo::new(move |_| {
        finding.found.with(|found| {
            let Some(found) = found else { return Vec::new() };
            found.entries.iter().map(|hotline| entry(hotline, found.now, &found.calendar, language.get())).collect()
        })
    });
    let any =
        Memo::new(move |_| finding.found.with(|found| found.as_ref().is_some_and(|found| !found.entries.is_empty())));
    let rows = live(move || {
        any.get().then(|| {
            view! { <MarkupList class="hotlines" rows=entries first=FIRST list/> }
        })
    });
    let nothing = live(move || {
        finding.found.with(|found| found.as_ref().and_then(why_nothing)).map(|why| view! { <NothingFound why/> })
    });
    let pages = live(move || finding.found.with(|found| pages(found.as_ref()?, finding, list)));
    view! {
        {rows}
        {nothing}
        {pages}
    }
}

/// The way to what is not shown: without scripting, or before the whole directory is here, to another page; otherwise
/// more of it appears below.
fn pages(found: &Hotlines, finding: Finding, list: NodeRef<Ul>) -> Option<AnyView> {
    let address = |page| lookup::address(&HotlineSearch { page, ..found.search.clone() });
    let (page, shown, left) = (found.search.page, found.entries.len(), found.left());
    let back = (page > 1).then(|| page_before(address(page - 1)));
    let onward = (left > 0 && shown > 0).then(|| {
        let href = address(page.saturating_add(u16::try_from(shown.div_ceil(WINDOW)).unwrap_or(1)));
        let label = Text::new(format!("显示更多（还有 {left} 条）"), format!("Show more ({left} left)"));
        let press = move |event: MouseEvent| {
            if finding.show_more() {
                event.prevent_default();
                focus_row(list, shown);
            }
        };
        view! { <LinkButton href label on:click=press/> }.into_any()
    });
    turn(back, None, onward)
}

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
            let found = Hotlines { search, entries, total: 324, categories, calendar, now: Moment::from_unix(0) };
            count_of(&found).zh
        };
        assert_eq!(count("", false, 1), "共 324 条");
        assert_eq!(count("", true, 1), "找到 324 条");
        assert_eq!(count(" zzjyj ", false, 1), "“zzjyj”找到 324 条");
        assert_eq!(count("", false, 2), "共 324 条，从第 21 条起");
    }
}
