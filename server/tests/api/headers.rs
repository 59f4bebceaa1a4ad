//! What every answer carries, whatever is asked and however it ends.

use std::time::Duration;

use zhangban::page::{PREFERENCES, Page};
use zhangban_api::Endpoint;
use zhangban_api::department::GetDepartment;
use zhangban_api::scores::QueryScore;
use zhangban_server::limits::Limits;
use zhangban_testing::sample::{self, LI_MING};
use zhangban_testing::{Answer, TestServer, on_both_engines};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; \
    font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
    frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

/// One answer of every kind.
async fn every_kind(server: &TestServer) -> Vec<(&'static str, Answer)> {
    let full = server.another(|parts| parts.limits = Limits::new(0, Duration::from_secs(8))).await;
    vec![
        ("a page", server.get(Page::Home.path()).await),
        ("a page for one person", server.post_form(Page::Scores.path(), &LI_MING.query()).await),
        ("a page that is not there", server.get("/nowhere").await),
        ("an answer", server.get(GetDepartment::PATH).await),
        ("an answer for one person", server.call::<QueryScore>(&LI_MING.query()).await),
        ("a miss", server.call::<QueryScore>(&sample::query(sample::UNKNOWN_NUMBER, LI_MING.id)).await),
        ("an error", server.post_json(QueryScore::PATH, "{").await),
        ("a wrong method", server.get(QueryScore::PATH).await),
        ("an unknown path of the API", server.get("/api/nothing").await),
        ("the OpenAPI document", server.get("/api/openapi.json").await),
        ("a redirection", server.post_form(PREFERENCES, &[("mode", "elder")]).await),
        ("a word for machines", server.get("/livez").await),
        ("too many people, API", full.get(GetDepartment::PATH).await),
        ("too many people, page", full.get(Page::Home.path()).await),
    ]
}

on_both_engines!(every_answer_tells_the_browser_what_it_may_do, async |server: TestServer| {
    for (what, answer) in every_kind(&server).await {
        let expect = |name: &str, value: &str| assert_eq!(answer.header(name), value, "{what}: {name}");
        expect("content-security-policy", POLICY);
        expect("strict-transport-security", "max-age=63072000; includeSubDomains");
        expect("x-content-type-options", "nosniff");
        expect("referrer-policy", "no-referrer");
        expect("cross-origin-opener-policy", "same-origin");
        expect("cross-origin-resource-policy", "same-origin");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{what}");
        assert!(!answer.header("cache-control").is_empty(), "{what}: nobody knows how long it may be kept");
    }
});

on_both_engines!(only_named_origins_may_frame_the_app, async |server: TestServer| {
    let kiosk = server.another(|parts| parts.frame_ancestors = vec!["https://kiosk.example".into()]).await;
    let policy = kiosk.get(Page::Home.path()).await;
    let framed = POLICY.replace("frame-ancestors 'none'", "frame-ancestors https://kiosk.example");
    assert_eq!(policy.header("content-security-policy"), framed);
});

on_both_engines!(nothing_in_a_page_needs_an_exception_for_inline_code, async |server: TestServer| {
    let posted = server.post_form(Page::Scores.path(), &LI_MING.query()).await;
    let mut pages = vec![posted, server.get("/nowhere").await];
    for &page in Page::ALL {
        pages.push(server.get(page.path()).await);
    }
    for page in &pages {
        let html = page.text();
        assert!(!html.contains(" style=") && !html.contains("<style") && !html.contains(" onclick="), "{html}");
        for script in html.split("<script").skip(1) {
            let (attributes, rest) = script.split_once('>').unwrap();
            let is_data = attributes.contains(r#"type="application/json""#);
            assert!(is_data || (attributes.contains(" src=") && rest.starts_with("</script>")), "<script{attributes}>");
        }
    }
});

on_both_engines!(what_is_asked_again_unchanged_is_not_sent_again, async |server: TestServer| {
    for address in [Page::Home.path(), Page::Ranks.path(), GetDepartment::PATH] {
        let first = server.get(address).await;
        let tag = first.header("etag");
        let again = server.get_with(address, &[("if-none-match", tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{address}");
    }
});

on_both_engines!(answers_travel_compressed_where_the_browser_takes_it, async |server: TestServer| {
    for address in [Page::Home.path(), GetDepartment::PATH] {
        let plain = server.get(address).await;
        for (taken, encoding) in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip")] {
            let answer = server.get_with(address, &[("accept-encoding", taken)]).await;
            assert_eq!(answer.header("content-encoding"), encoding, "{address}");
            assert!(answer.body.len() < plain.body.len() && answer.header("vary").contains("accept-encoding"));
        }
        assert_eq!(plain.header("content-encoding"), "");
    }
});
