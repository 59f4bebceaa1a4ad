//! Emergencies: on every page while they last, and told to whoever listens.

use std::fs;
use std::time::Duration;

use axum::http::StatusCode;
use futures_util::StreamExt;
use zhangban::page::Page;
use zhangban_api::Moment;
use zhangban_api::articles::{EMERGENCY_EVENTS, Emergencies, GetEmergencies};
use zhangban_api::endpoint::Nothing;
use zhangban_server::limits::Limits;
use zhangban_testing::server::Told;
use zhangban_testing::{TestServer, on_both_engines, sample};

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

async fn now(server: &TestServer) -> Vec<String> {
    let emergencies: Emergencies = server.call::<GetEmergencies>(&Nothing {}).await.json();
    emergencies.notices.into_iter().map(|notice| notice.id).collect()
}

/// Publishes an emergency that lasts from now for an hour.
async fn publish(server: &TestServer) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles/news");
    fs::create_dir_all(&path).unwrap();
    let (begins, ends) = (sample::now(), sample::now().plus_seconds(3_600));
    let text = format!(
        "+++\ntitle = \"停水通知\"\nlevel = \"emergency\"\noffice = \"值班室\"\nwhat_to_do = \"请自备饮用水\"\n\
         published_at = {}\nvalid_until = {}\n+++\n\n停水一小时。\n",
        begins.rfc3339(),
        ends.rfc3339()
    );
    fs::write(path.join("no-water.md"), text).unwrap();
    server.import(folder.path()).await;
}

on_both_engines!(an_emergency_is_followed_by_what_updates_it_and_what_calls_it_off, async |server: TestServer| {
    for (moment, expected) in [
        ("2025-06-10 17:59", vec![]),
        ("2025-06-10 18:00", vec!["storm"]),
        ("2025-06-11 12:00", vec!["storm-update"]),
        ("2025-06-12 09:00", vec!["storm-over"]),
        ("2025-06-13 08:59", vec!["storm-over"]),
        ("2025-06-13 09:00", vec![]),
    ] {
        server.clock().set(at(moment));
        assert_eq!(now(&server).await, expected, "{moment}");
    }
});

on_both_engines!(it_stands_on_every_page_from_the_first_second_to_the_last, async |server: TestServer| {
    let says = async |words: &str| {
        let mut pages = 0;
        for &page in Page::ALL {
            pages += usize::from(server.get(page.path()).await.seen().contains(words));
        }
        pages
    };
    // Kept pages are made before, and made anew.
    assert_eq!(says("请自备饮用水").await, 0);
    publish(&server).await;
    assert_eq!(says("请自备饮用水").await, Page::ALL.len());
    let nowhere = server.get("/nowhere").await;
    assert!(nowhere.status == StatusCode::NOT_FOUND && nowhere.seen().contains("请自备饮用水"));
    server.clock().set(sample::now().plus_seconds(3_600));
    assert_eq!(says("请自备饮用水").await, 0, "it is over and still there");
});

/// Listens as a browser does.
async fn listen(server: &TestServer) -> (StatusCode, Told) {
    server.listen(EMERGENCY_EVENTS, &[]).await
}

on_both_engines!(whoever_listens_is_told_at_once_when_it_begins_and_when_it_ends, async |server: TestServer| {
    let (status, mut events) = listen(&server).await;
    assert_eq!(status, StatusCode::OK);
    let first = events.next().await.unwrap();
    assert!(first.contains("retry:") && first.contains(r#"data: {"notices":[]}"#), "{first}");
    publish(&server).await;
    assert!(events.next().await.unwrap().contains("请自备饮用水"));
    server.clock().set(sample::now().plus_seconds(3_600));
    server.context().refresh().await.unwrap();
    assert!(events.next().await.unwrap().contains(r#"data: {"notices":[]}"#));
});

on_both_engines!(a_server_that_ends_lets_its_listeners_go, async |server: TestServer| {
    let (_, mut events) = listen(&server).await;
    events.next().await.unwrap();
    server.context().drain();
    assert_eq!(events.next().await, None);
});

on_both_engines!(listeners_are_limited_and_hold_no_place_of_others, async |server: TestServer| {
    let narrow = server.another(|parts| parts.limits = Limits::new(1, Duration::from_secs(8)).with_listeners(1)).await;
    let (status, mut events) = listen(&narrow).await;
    assert_eq!(status, StatusCode::OK);
    events.next().await.unwrap();
    assert_eq!(narrow.get(Page::Home.path()).await.status, StatusCode::OK, "a listener takes the place of a reader");
    let (refused, _) = listen(&narrow).await;
    assert_eq!(refused, StatusCode::SERVICE_UNAVAILABLE);
    drop(events);
    assert_eq!(listen(&narrow).await.0, StatusCode::OK);
});
