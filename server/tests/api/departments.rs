//! The department: identity, menu, home page.

use axum::http::StatusCode;
use zhangban::page::Page;
use zhangban_api::department::{Department, GetDepartment, Service};
use zhangban_api::endpoint::Nothing;
use zhangban_testing::{Engine, TestServer, on_both_engines};

on_both_engines!(identity_and_menu_are_the_departments_own, async |server: TestServer| {
    let department: Department = server.call::<GetDepartment>(&Nothing {}).await.json();
    assert_eq!((department.name.zh.as_str(), department.mark.as_str()), ("河南省教育厅", "豫教"));
    assert_eq!(department.verification.unwrap().by.en, "Provincial Cyberspace Administration");
    let services: Vec<_> = department.menu.iter().flat_map(|group| &group.items).map(|item| item.service).collect();
    let expected = [
        Service::Scores,
        Service::Admissions,
        Service::Ranks,
        Service::Plans,
        Service::PastScores,
        Service::Hotlines,
        Service::Accounts,
        Service::Feedback,
        Service::News,
        Service::FileCase,
        Service::FollowCase,
    ];
    assert_eq!(services, expected);
});

on_both_engines!(every_tile_of_the_menu_opens_its_page, async |server: TestServer| {
    let home = server.get(Page::Home.path()).await;
    let html = home.seen();
    let pages = [
        Page::Scores,
        Page::Admissions,
        Page::Ranks,
        Page::Plans,
        Page::PastScores,
        Page::Hotlines,
        Page::Accounts,
        Page::Feedback,
        Page::FileCase,
        Page::FollowCase,
    ];
    for page in pages {
        assert!(html.contains(&format!(r#"href="{}""#, page.path())), "{page:?}");
    }
    assert!(html.contains(r#"href="/articles?channel=news""#), "{html}");
});

#[test]
fn a_server_without_a_department_has_pages_all_the_same() {
    zhangban_testing::run(async {
        let server = TestServer::empty(Engine::Sqlite).await;
        for &page in Page::ALL {
            assert_eq!(server.get(page.path()).await.status, StatusCode::OK, "{page:?}");
        }
    });
}
