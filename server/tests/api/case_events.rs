//! Open pages hear that something happened to a case: the citizen's that it did, the desk's that its list has changed.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode};
use futures_util::StreamExt;
use zhangban_api::cases::desk::DESK_EVENTS;
use zhangban_api::cases::following::{CASE_EVENTS, field};
use zhangban_api::cases::{Actor, CaseForm, CaseKey, CaseView, FileCase, FollowCase, Receipt};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::staff::Role;
use zhangban_api::{Endpoint, Moment};
use zhangban_server::cases::{Act, CaseRecord, moves};
use zhangban_testing::server::{Told, post};
use zhangban_testing::{TestServer, on_both_engines, sample};

/// Longer than a server waits to tell of several things at once, and shorter than it takes to look without being told.
const SOON: Duration = Duration::from_secs(8);

async fn file(server: &TestServer, key: &str) -> Receipt {
    let form = CaseForm { category: "scores".into(), text: "成绩复核怎么申请".into(), ..CaseForm::default() };
    let mut request = post(FileCase::PATH, "application/json", serde_json::to_string(&form).unwrap());
    request.headers_mut().insert(IdempotencyKey::HEADER, HeaderValue::from_str(key).unwrap());
    server.send(request).await.json()
}

async fn follow(server: &TestServer, receipt: &Receipt) -> CaseView {
    let key = CaseKey { number: receipt.number.to_string(), code: receipt.code.clone() };
    server.call::<FollowCase>(&key).await.json()
}

async fn answer(server: &TestServer, receipt: &Receipt) {
    let mut transaction = server.store().begin().await.unwrap();
    let mut case = CaseRecord::hold(&mut transaction, receipt.number).await.unwrap().unwrap();
    let entry = moves::make(&mut case, Act::Answer("可以".into()), Actor::Lead, "li", server.clock().now()).unwrap();
    case.update(&mut transaction, &entry).await.unwrap();
    transaction.commit().await.unwrap();
    server.context().cases_changed(receipt.number);
}

fn of(events: &str) -> String {
    format!("{CASE_EVENTS}?{}={events}", field::OF)
}

async fn next(told: &mut Told) -> String {
    tokio::time::timeout(SOON, told.next()).await.expect("nothing was told").expect("it ended")
}

const ONE: &str = "0123456789abcdef0123456789abcde1";
const OTHER: &str = "0123456789abcdef0123456789abcde2";

on_both_engines!(her_page_is_told_that_something_happened_and_not_what, async |server: TestServer| {
    let (hers, another) = (file(&server, ONE).await, file(&server, OTHER).await);
    let case = follow(&server, &hers).await;
    assert!(!case.events.contains(&hers.number.to_string()) && !case.events.contains(&hers.code));
    let (status, mut told) = server.listen(&of(&case.events), &[]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(next(&mut told).await.contains(&format!("data: {}\n", case.version)));
    answer(&server, &another).await;
    answer(&server, &hers).await;
    let heard = next(&mut told).await;
    assert_eq!(heard, format!("data: {}\n\n", case.version + 1), "another case was told, or more than that it changed");
    assert_eq!(follow(&server, &hers).await.version, case.version + 1);
});

on_both_engines!(only_what_the_server_gave_her_opens_the_stream_and_only_for_a_day, async |server: TestServer| {
    let receipt = file(&server, ONE).await;
    let case = follow(&server, &receipt).await;
    let mut forged = case.events.clone();
    forged.replace_range(40..41, if forged.as_bytes()[40] == b'A' { "B" } else { "A" });
    let number = receipt.number.to_string();
    for wrong in ["", "x", number.as_str(), &forged] {
        assert_eq!(server.listen(&of(wrong), &[]).await.0, StatusCode::NOT_FOUND, "{wrong}");
    }
    assert_eq!(server.listen(CASE_EVENTS, &[]).await.0, StatusCode::NOT_FOUND);
    let tomorrow: Moment = sample::now().plus_seconds(24 * 3_600 + 1);
    server.clock().set(tomorrow);
    assert_eq!(server.listen(&of(&case.events), &[]).await.0, StatusCode::NOT_FOUND);
});

on_both_engines!(the_desk_is_told_when_its_list_changes, async |server: TestServer| {
    assert_eq!(server.listen(DESK_EVENTS, &[]).await.0, StatusCode::UNAUTHORIZED);
    let who = server.at_desk("lead", Role::Lead).await;
    let (status, mut told) = server.listen(DESK_EVENTS, &[("cookie", &who.cookie)]).await;
    assert_eq!(status, StatusCode::OK);
    let nothing = next(&mut told).await;
    let receipt = file(&server, ONE).await;
    let filed = next(&mut told).await;
    answer(&server, &receipt).await;
    let answered = next(&mut told).await;
    assert!(nothing.contains("data: 0.0") && filed.contains("data: 1.1") && answered.contains("data: 0.0"));
});
