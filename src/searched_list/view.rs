//! What was found, on the page.

use leptos::ev::MouseEvent;
use leptos::html::Ul;
use leptos::prelude::*;
use zhangban_api::{Message, Text};

use super::{Extent, Finding, SearchedList, Unit};
use crate::language::{say, use_language, words};
use crate::parts::button::LinkButton;
use crate::parts::figures::{capped, counted, grouped};
use crate::parts::list::focus_row;
use crate::parts::live::live;
use crate::parts::markup::MarkupList;
use crate::parts::pages::{page_before, turn};

const OFFLINE: Message =
    Message::new("网络已断开，仍可继续查找。", "You are offline; the search goes on all the same.");

/// How many were found; readers of the screen hear it when it changes.
#[component]
pub fn FoundCount<L: SearchedList>(
    /// What is looked for.
    finding: Finding<L>,
) -> impl IntoView {
    let language = use_language();
    let count = words(move || {
        let count = finding
            .found
            .with(|found| found.as_ref().map(|found| count(&L::extent(found), &L::UNIT)))
            .unwrap_or_default();
        language.get().of_text(&count)
    });
    let offline = live(move || finding.goes_on_offline().then(|| view! { <p>{say(OFFLINE)}</p> }));
    view! { <div class="matches" role="status"><p>{count}</p>{offline}</div> }
}

fn count<S>(Extent { typed, is_everything, total, skipped, .. }: &Extent<'_, S>, unit: &Unit) -> Text {
    let Unit { zh, all_zh, en } = unit;
    let (typed, entries, figure) = (typed.trim(), counted(capped(*total), *en), grouped(capped(*total)));
    let count = match (typed.is_empty(), is_everything) {
        (false, _) => Text::new(format!("“{typed}”找到 {figure} {zh}"), format!("{figure} found for “{typed}”")),
        (true, true) => Text::new(format!("共 {figure} {all_zh}"), entries),
        (true, false) => Text::new(format!("找到 {figure} {zh}"), format!("{figure} found")),
    };
    // Behind the last of them nothing begins.
    if *skipped == 0 || *skipped >= *total {
        return count;
    }
    let from = grouped(capped(skipped + 1));
    Text::new(format!("{}，从第 {from} {zh}起", count.zh), format!("{}, from number {from} on", count.en))
}

/// The rows of what was found; why there are none; and the way to those that are not shown.
#[component]
pub fn FoundRows<L: SearchedList>(
    /// What is looked for.
    finding: Finding<L>,
    /// The class of the list.
    class: &'static str,
    /// Why there are none.
    children: Children,
) -> impl IntoView {
    let Finding { found, settled, .. } = finding;
    let list = NodeRef::<Ul>::new();
    let language = use_language();
    let rows_of = move |found: Memo<Option<L::Found>>, most| {
        Memo::new(move |_| {
            let rows = |found: &L::Found| L::rows(found, most, language.get());
            found.with(|found| found.as_ref().map(rows)).unwrap_or_default()
        })
    };
    let (first, all) = (rows_of(found, L::ROWS_OF_A_SCREEN), rows_of(settled, usize::MAX));
    let any = Memo::new(move |_| first.with(|first| !first.is_empty()));
    let rows = live(move || any.get().then(|| view! { <MarkupList class first most=L::ROWS_OF_A_SCREEN all list/> }));
    let pages = live(move || {
        // Where nothing is found, nothing else is offered, not even for a moment.
        let shown = if any.get() { settled } else { found };
        shown.with(|found| pages(found.as_ref()?, finding, list))
    });
    view! {
        {rows}
        {children()}
        {pages}
    }
}

/// The way to what is not shown: without scripting, or before the whole list is here, to another page; otherwise more of
/// it appears below.
fn pages<L: SearchedList>(found: &L::Found, finding: Finding<L>, list: NodeRef<Ul>) -> Option<AnyView> {
    let extent = L::extent(found);
    let (left, Extent { search, shown, .. }) = (extent.left(), extent);
    let page = *L::page_of(&mut search.clone());
    let address = |page| {
        let mut search = search.clone();
        *L::page_of(&mut search) = page;
        L::address(&search)
    };
    // Where nothing is shown, there is a way to the beginning.
    let back = (page > 1 && shown > 0).then(|| page_before(address(page - 1)));
    let onward = (left > 0 && shown > 0).then(|| {
        let windows = u16::try_from(shown.div_ceil(L::WINDOW)).unwrap_or(1);
        let (href, unit) = (address(page.saturating_add(windows)), L::UNIT.zh);
        let left = grouped(capped(left));
        let label = Text::new(format!("显示更多（还有 {left} {unit}）"), format!("Show more ({left} left)"));
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
    use super::*;

    #[test]
    fn what_was_found_is_counted_in_words() {
        let unit = Unit { zh: "所", all_zh: "所院校", en: ["college", "colleges"] };
        for (typed, is_everything, skipped, zh, en) in [
            ("", true, 0, "共 3,145 所院校", "3,145 colleges"),
            (" zzdx ", false, 0, "“zzdx”找到 3,145 所", "3,145 found for “zzdx”"),
            ("", false, 0, "找到 3,145 所", "3,145 found"),
            ("", true, 20, "共 3,145 所院校，从第 21 所起", "3,145 colleges, from number 21 on"),
        ] {
            let extent = Extent { search: &(), typed, is_everything, total: 3_145, skipped, shown: 20 };
            assert_eq!(count(&extent, &unit), Text::new(zh, en));
            assert_eq!(extent.left(), 3_125 - skipped);
        }
        let beyond = Extent { search: &(), typed: "", is_everything: true, total: 3_145, skipped: 3_160, shown: 0 };
        assert_eq!(count(&beyond, &unit).zh, "共 3,145 所院校");
    }
}
