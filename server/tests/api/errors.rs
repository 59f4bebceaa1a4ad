//! The one shape in which the API says no.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use zhangban::page::Page;
use zhangban_api::scores::QueryScore;
use zhangban_api::{Endpoint, ErrorCode};
use zhangban_testing::server::post;
use zhangban_testing::{TestServer, on_both_engines};

/// A body that is larger than any endpoint takes.
fn too_large() -> String {
    format!(r#"{{"exam":"{}"}}"#, "x".repeat(zhangban_server::limits::BODY))
}

fn refused() -> Vec<(&'static str, Request<Body>, ErrorCode)> {
    let json = |body: &str| post(QueryScore::PATH, "application/json", body.to_owned());
    let whole = r#"{"exam":"","candidate_number":"","citizen_id":""}"#;
    let method = |name: &str, path: &str| Request::builder().method(name).uri(path).body(Body::empty()).unwrap();
    vec![
        ("no JSON", json("{"), ErrorCode::Malformed),
        ("nothing", json(""), ErrorCode::Malformed),
        ("two values", json(&format!("{whole} {whole}")), ErrorCode::Malformed),
        ("a missing field", json(r#"{"exam":""}"#), ErrorCode::Malformed),
        ("an unknown field", json(&whole.replace('}', r#","name":""}"#)), ErrorCode::Malformed),
        ("a number for a text", json(&whole.replacen(r#""""#, "1", 1)), ErrorCode::Malformed),
        ("no UTF-8", post(QueryScore::PATH, "application/json", vec![b'"', 0xff]), ErrorCode::Malformed),
        (
            "a form",
            post(QueryScore::PATH, "application/x-www-form-urlencoded", "exam="),
            ErrorCode::UnsupportedMediaType,
        ),
        ("no media type", method("POST", QueryScore::PATH), ErrorCode::UnsupportedMediaType),
        ("too large", json(&too_large()), ErrorCode::TooLarge),
        ("GET for POST", method("GET", QueryScore::PATH), ErrorCode::MethodNotAllowed),
        ("DELETE", method("DELETE", "/api/exams"), ErrorCode::MethodNotAllowed),
        ("an unknown path", method("GET", "/api/nothing"), ErrorCode::NotFound),
        ("an unknown path, posted", post("/api/nothing", "application/json", "{}"), ErrorCode::NotFound),
        ("the folder of the API", method("GET", "/api/"), ErrorCode::NotFound),
        ("a missing parameter", method("GET", "/api/ranks?exam=x"), ErrorCode::Malformed),
        ("an unknown parameter", method("GET", "/api/ranks?exam=x&track=y&z="), ErrorCode::Malformed),
    ]
}

on_both_engines!(the_api_says_no_in_one_shape, async |server: TestServer| {
    for (what, request, code) in refused() {
        let answer = server.send(request).await;
        let error = answer.error();
        assert_eq!(error.code, code, "{what}");
        assert!(!error.message.zh.is_empty() && !error.message.en.is_empty(), "{what}");
        assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    }
});

on_both_engines!(a_media_type_may_carry_a_character_set, async |server: TestServer| {
    let answer = server.send(post(QueryScore::PATH, "Application/JSON; charset=utf-8", "{}")).await;
    assert_eq!(answer.error().code, ErrorCode::Malformed);
});

on_both_engines!(a_page_that_is_not_there_says_so_and_leads_home, async |server: TestServer| {
    let answer = server.get("/nowhere?citizen_id=990101200703150011").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.text().contains("没有这个页面") && answer.text().contains(r#"href="/""#));
    assert!(!answer.text().contains("nowhere") && !answer.text().contains("990101"), "the address is repeated");
});

on_both_engines!(a_form_that_is_too_large_is_answered_by_a_page, async |server: TestServer| {
    let answer = server.post_form(Page::Scores.path(), &[("exam", too_large())]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.text().contains(ErrorCode::TooLarge.message().zh));
});

on_both_engines!(a_head_is_answered_like_a_get_without_its_body, async |server: TestServer| {
    for &page in Page::ALL {
        let get = server.get(page.path()).await;
        let head = server.send(Request::head(page.path()).body(Body::empty()).unwrap()).await;
        assert_eq!((head.status, head.header("etag")), (get.status, get.header("etag")), "{page:?}");
        assert!(head.body.is_empty(), "{page:?}");
    }
});
