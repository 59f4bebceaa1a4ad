//! What was found, kind by kind.

use leptos::prelude::*;
use zhangban_api::department::Department;
use zhangban_api::finding::{Finder, Query};
use zhangban_api::search::{Group, Hit};

use super::text;
use crate::language::{say, say_text};
use crate::page::Page;
use crate::parts::link_list::{LinkList, LinkRow};

/// The hits of one kind, and the way to the rest of them.
pub(super) fn group_view(group: Group) -> AnyView {
    let heading = text::heading(&group);
    let all = (!group.all.is_empty()).then(|| {
        let words = say_text(text::all(&group));
        view! { <p><a class="button" href=group.all.clone()>{words}</a></p> }.into_any()
    });
    let row =
        |Hit { title, address, snippet, phone, sample }| LinkRow { href: address, title, note: snippet, phone, sample };
    view! {
        <section class="found">
            <h2 class="found__title">{say_text(heading)}</h2>
            <LinkList rows=group.hits.into_iter().map(row).collect()/>
            {all}
        </section>
    }
    .into_any()
}

/// Where there is no network, what this device knows by itself: the services of the menu.
pub(super) fn known_here(department: &Department, q: &str) -> Option<AnyView> {
    let query = Query::new(q);
    let items = department.menu.iter().flat_map(|group| &group.items);
    let row = |item: &zhangban_api::department::MenuItem| {
        let href = Page::address(item.service)?;
        let finder = Finder::new(&format!("{} {}", item.name.zh, item.name.en), "", "");
        let row = LinkRow { href, title: item.name.clone(), ..LinkRow::default() };
        finder.matches(&query).then_some(row)
    };
    let rows: Vec<_> = items.filter_map(row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="found">
                <h2 class="found__title">{say(text::OFFLINE)}</h2>
                <LinkList rows/>
            </section>
        }
        .into_any()
    })
}

/// What to do where nothing was found.
pub(super) fn instead() -> AnyView {
    let pages = [Page::Hotlines, Page::Assistant, Page::Feedback];
    let row = |page: Page| LinkRow { href: page.path().to_owned(), title: page.title().into(), ..LinkRow::default() };
    view! {
        <section class="found">
            <h2 class="found__title">{say(text::INSTEAD)}</h2>
            <LinkList rows=pages.into_iter().map(row).collect()/>
        </section>
    }
    .into_any()
}
