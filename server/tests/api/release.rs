//! Before its release time no result can be had by any path; from that second on, all of it can.

use axum::http::StatusCode;
use zhangban::page::{Page, RANKS_CSV};
use zhangban_api::ErrorCode;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exams, ListExams};
use zhangban_api::ranks::{GetRankTable, RankQuery};
use zhangban_api::scores::QueryScore;
use zhangban_testing::sample::{self, LI_MING};
use zhangban_testing::{Answer, TestServer, on_both_engines};

/// What only somebody who has seen results can say: a rank row as JSON and as CSV, a line, a total with its rank.
const RESULTS: [&str; 5] = ["[608,66,1643]", "608,66,1643", "特殊类型招生", "1,578", "1578"];

/// Every path on which something of a result could come out.
async fn every_path(server: &TestServer) -> Vec<(&'static str, Answer)> {
    let query = LI_MING.query();
    let table = physics();
    let csv = format!("{RANKS_CSV}?exam={}&track={}", table.exam, table.track);
    let ranks = format!("{}?exam={}&track={}&score=608", Page::Ranks.path(), table.exam, table.track);
    vec![
        ("scores, API", server.call::<QueryScore>(&query).await),
        ("scores, posted", server.post_form(Page::Scores.path(), &query).await),
        ("scores, page", server.get(Page::Scores.path()).await),
        ("ranks, API", server.call::<GetRankTable>(&table).await),
        ("ranks, file", server.get(&csv).await),
        ("ranks, page", server.get(Page::Ranks.path()).await),
        ("ranks, page that looks up", server.get(&ranks).await),
        ("exams, API", server.call::<ListExams>(&Nothing {}).await),
        ("home", server.get(Page::Home.path()).await),
        ("status", server.get(Page::Status.path()).await),
    ]
}

fn physics() -> RankQuery {
    RankQuery { exam: sample::EXAM.into(), track: "physics".into() }
}

on_both_engines!(one_second_early_nothing_comes_out_by_any_path, async |server: TestServer| {
    server.clock().set(sample::released_at().plus_seconds(-1));
    for (path, answer) in every_path(&server).await {
        for result in RESULTS {
            assert!(!answer.text().contains(result), "{path} says {result}: {}", answer.text());
        }
    }
});

on_both_engines!(whoever_is_early_is_told_when_to_come, async |server: TestServer| {
    server.clock().set(sample::released_at().plus_seconds(-1));
    for answer in [
        server.call::<QueryScore>(&LI_MING.query()).await,
        server.call::<QueryScore>(&sample::query(sample::UNKNOWN_NUMBER, LI_MING.id)).await,
        server.call::<GetRankTable>(&physics()).await,
    ] {
        let error = answer.error();
        assert_eq!((error.code, error.released_at), (ErrorCode::NotReleased, Some(sample::released_at())));
    }
    let posted = server.post_form(Page::Scores.path(), &LI_MING.query()).await;
    assert_eq!(posted.status, StatusCode::FORBIDDEN);
    for page in [posted, server.get(Page::Scores.path()).await, server.get(Page::Home.path()).await] {
        assert!(page.text().contains("2025-06-25 00:00"), "{}", page.text());
    }
});

on_both_engines!(at_the_very_second_everything_is_out, async |server: TestServer| {
    server.clock().set(sample::released_at().plus_seconds(-1));
    // Asked early on purpose: what is kept ready to send must not outlive the release.
    every_path(&server).await;
    server.clock().set(sample::released_at());
    for (path, answer) in every_path(&server).await {
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let expected = match path {
            "scores, API" => "1578",
            "scores, posted" => "1,578",
            "ranks, API" | "ranks, page" | "ranks, page that looks up" => "[608,66,1643]",
            "ranks, file" => "608,66,1643\r\n",
            "exams, API" | "scores, page" => "特殊类型招生",
            _ => "",
        };
        assert!(answer.text().contains(expected), "{path} does not say {expected}");
    }
});

on_both_engines!(an_early_list_of_exams_has_release_times_and_no_lines, async |server: TestServer| {
    server.clock().set(sample::released_at().plus_seconds(-1));
    let early: Exams = server.call::<ListExams>(&Nothing {}).await.json();
    let exam = early.get(sample::EXAM).unwrap();
    assert!(!exam.released && exam.lines.is_empty());
    assert_eq!(exam.released_at, sample::released_at());
    server.clock().set(sample::released_at());
    let later: Exams = server.call::<ListExams>(&Nothing {}).await.json();
    let exam = later.get(sample::EXAM).unwrap();
    assert!(exam.released && exam.lines.len() == 3);
});
