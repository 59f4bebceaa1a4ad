//! More people than the server can take on: they are told so at once, and whoever watches it still gets an answer.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use bytes::Bytes;
use futures_util::stream;
use zhangban::page::Page;
use zhangban_api::department::GetDepartment;
use zhangban_api::endpoint::Nothing;
use zhangban_api::identity::IdentityQuery;
use zhangban_api::scores::QueryScore;
use zhangban_api::{Endpoint, ErrorCode};
use zhangban_server::limits::{BODY, Limits};
use zhangban_testing::sample::LI_MING;
use zhangban_testing::{TestServer, on_both_engines};

async fn without_places(server: &TestServer) -> TestServer {
    server.another(|parts| parts.limits = Limits::new(0, Duration::from_secs(8))).await
}

on_both_engines!(the_app_is_told_when_to_come_again, async |server: TestServer| {
    let full = without_places(&server).await;
    for answer in [
        full.call::<GetDepartment>(&Nothing {}).await,
        full.call::<QueryScore>(&LI_MING.query()).await,
        full.get("/api/nothing").await,
    ] {
        let error = answer.error();
        assert_eq!(error.code, ErrorCode::Overloaded);
        assert_eq!(error.retry_after.unwrap().to_string(), answer.header("retry-after"));
    }
});

on_both_engines!(a_page_says_so_and_tries_again_by_itself, async |server: TestServer| {
    let full = without_places(&server).await;
    let answer = full.get(Page::Home.path()).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    assert!(answer.text().contains(r#"http-equiv="refresh""#) && answer.text().contains("当前查询人数较多"));
});

/// The fields that a page would send, as a browser reads them.
fn hidden_fields(page: &str) -> Vec<(String, String)> {
    let plain = |text: &str| text.replace("&lt;", "<").replace("&quot;", "\"").replace("&amp;", "&");
    let field = |rest: &str| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        Some((plain(name), plain(rest.split_once('"')?.0)))
    };
    page.split("<input type=\"hidden\" name=\"").skip(1).filter_map(field).collect()
}

on_both_engines!(a_form_that_finds_no_place_is_given_back_to_be_sent_again, async |server: TestServer| {
    let full = without_places(&server).await;
    let IdentityQuery { exam, candidate_number, citizen_id } = LI_MING.query();
    let odd = "“&amp;” <b> \"quoted\"\r\n第二行".to_owned();
    let typed = [("exam", exam), ("candidate_number", candidate_number), ("citizen_id", citizen_id), ("odd", odd)];
    let answer = full.post_form(Page::Scores.path(), &typed).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    assert!(!answer.text().contains("http-equiv"), "a page that tries again by itself would lose the form");
    let sent_again = hidden_fields(answer.text());
    assert_eq!(sent_again, typed.map(|(name, value)| (name.to_owned(), value)));
    let result = server.post_form(Page::Scores.path(), &sent_again).await;
    assert!(result.status == StatusCode::OK && result.seen().contains("608"));
});

on_both_engines!(a_form_that_cannot_be_read_is_sent_again_from_where_it_was_typed, async |server: TestServer| {
    let full = without_places(&server).await;
    let answer = full.post_form(Page::Feedback.path(), &[("message", "x".repeat(BODY))]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains("“返回”") && !answer.text().contains("http-equiv"));
});

on_both_engines!(whoever_watches_the_server_is_answered_all_the_same, async |server: TestServer| {
    let full = without_places(&server).await;
    for path in ["/livez", "/readyz"] {
        assert_eq!(full.get(path).await.status, StatusCode::OK, "{path}");
    }
});

on_both_engines!(a_server_that_is_about_to_end_is_alive_and_not_ready, async |server: TestServer| {
    server.context().drain();
    assert_eq!(server.get("/livez").await.status, StatusCode::OK);
    assert_eq!(server.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(server.get(Page::Home.path()).await.status, StatusCode::OK);
});

on_both_engines!(a_place_is_free_again_after_every_answer, async |server: TestServer| {
    let narrow = server.another(|parts| parts.limits = Limits::new(1, Duration::from_secs(8))).await;
    for _ in 0..3 {
        assert_eq!(narrow.call::<QueryScore>(&LI_MING.query()).await.status, StatusCode::OK);
        assert_eq!(narrow.post_json(QueryScore::PATH, "{").await.error().code, ErrorCode::Malformed);
    }
});

/// A request whose body never comes.
fn endless(path: &str, kind: &str) -> Request<Body> {
    let never = Body::from_stream(stream::pending::<Result<Bytes, Infallible>>());
    Request::post(path).header("content-type", kind).body(never).unwrap()
}

on_both_engines!(what_takes_too_long_is_given_up, async |server: TestServer| {
    let hasty = server.another(|parts| parts.limits = Limits::new(512, Duration::ZERO)).await;
    let answer = hasty.send(endless(QueryScore::PATH, "application/json")).await;
    assert_eq!(answer.error().code, ErrorCode::TimedOut);
    let page = hasty.send(endless(Page::Scores.path(), "application/x-www-form-urlencoded")).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text().contains(ErrorCode::TimedOut.message().zh));
});
