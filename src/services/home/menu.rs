//! The menu: the department's data, as far as there are pages for it.

use leptos::prelude::*;
use zhangban_api::department::{MenuGroup, MenuItem, Service};

use crate::language::say_text;
use crate::page::Page;
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;
use crate::shell::use_department;

/// The groups of the menu. Items without a page and groups without items are not shown: no dead tiles.
#[component]
pub(super) fn Menu() -> impl IntoView {
    let department = use_department();
    let groups = live(move || {
        let menu = department.with(|d| d.as_ref().map(|d| d.menu.clone())).unwrap_or_default();
        let groups = menu.into_iter().filter_map(with_pages);
        Some(groups.map(|(group, tiles)| view! { <Group group tiles/> }).collect_view())
    });
    view! { <nav class="menu" aria-labelledby="heading">{groups}</nav> }
}

fn with_pages(group: MenuGroup) -> Option<(MenuGroup, Vec<(MenuItem, String)>)> {
    let tiles: Vec<_> =
        group.items.iter().filter_map(|item| Some((item.clone(), Page::address(item.service)?))).collect();
    (!tiles.is_empty()).then_some((group, tiles))
}

#[component]
fn Group(group: MenuGroup, tiles: Vec<(MenuItem, String)>) -> impl IntoView {
    let tile = |(item, address): (MenuItem, String)| {
        view! {
            <li>
                <a class="tile" href=address>
                    <span class="tile__icon"><Icon kind=icon(item.service)/></span>
                    <span class="tile__name">{say_text(item.name)}</span>
                </a>
            </li>
        }
        .into_any()
    };
    view! {
        <section class="menu__group">
            <h2 class="menu__title">{say_text(group.name)}</h2>
            <ul class="tiles">{tiles.into_iter().map(tile).collect_view()}</ul>
        </section>
    }
}

const fn icon(service: Service) -> IconKind {
    match service {
        Service::Scores => IconKind::GraduationCap,
        Service::Ranks => IconKind::Table,
        Service::Hotlines => IconKind::Phone,
        Service::Admissions => IconKind::Stamp,
        Service::Plans => IconKind::ClipboardList,
        Service::PastScores => IconKind::ChartLine,
        Service::EnrolmentColumn | Service::News | Service::Documents | Service::PublicNotices => IconKind::Newspaper,
        Service::Materials => IconKind::FolderDown,
        Service::FileCase => IconKind::MessageSquareWarning,
        Service::FollowCase => IconKind::SearchCheck,
        Service::AnsweredCases => IconKind::Clock,
        Service::Feedback | Service::Topics | Service::Charity => IconKind::Star,
        Service::Assistant => IconKind::Hash,
        Service::Accounts => IconKind::ShieldCheck,
    }
}
