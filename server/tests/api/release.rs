//! Before its release time no result can be had by any path; from that second on, all of it can.

use axum::http::StatusCode;
use zhangban::page::{Page, RANKS_CSV};
use zhangban_api::admissions::{AdmissionReport, QueryAdmission};
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exams, ListExams};
use zhangban_api::ranks::{GetRankTable, RankQuery};
use zhangban_api::scores::QueryScore;
use zhangban_api::{ErrorCode, Moment};
use zhangban_testing::sample::{self, CANDIDATES, LI_MING, OUYANG, WANG_FANG, ZHANG_WEI};
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
        ("admissions, API", server.call::<QueryAdmission>(&query).await),
        ("admissions, posted", server.post_form(Page::Admissions.path(), &query).await),
        ("admissions, page", server.get(Page::Admissions.path()).await),
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
        // Admissions have release times of their own.
        if path.starts_with("admissions") {
            continue;
        }
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

/// What only somebody who has seen the second batch can say: college, major, letter, and what became of whom in it.
const OF_THE_BATCH: [&str; 7] =
    ["中原样例大学", "计算机科学与技术", "EX990000001CN", "第 103 组", "院校在阅", "2025-07-17", "2025-07-18"];

/// Every path on which something of an admission could come out, for each candidate.
async fn every_path_of_admissions(server: &TestServer) -> Vec<Answer> {
    let mut answers = every_path(server).await.into_iter().map(|(_, answer)| answer).collect::<Vec<_>>();
    for candidate in CANDIDATES {
        answers.push(server.call::<QueryAdmission>(&candidate.query()).await);
        answers.push(server.post_form(Page::Admissions.path(), &candidate.query()).await);
    }
    answers
}

on_both_engines!(one_second_early_nothing_of_a_batch_comes_out_by_any_path, async |server: TestServer| {
    server.clock().set(sample::undergraduates_released_at().plus_seconds(-1));
    for answer in every_path_of_admissions(&server).await {
        for result in OF_THE_BATCH {
            assert!(!answer.text().contains(result), "{result}: {}", answer.text());
        }
    }
});

on_both_engines!(to_be_in_a_batch_that_is_not_out_is_to_be_unknown, async |server: TestServer| {
    server.clock().set(sample::undergraduates_released_at().plus_seconds(-1));
    let waiting = server.call::<QueryAdmission>(&ZHANG_WEI.query()).await;
    let unknown = server.call::<QueryAdmission>(&sample::query(sample::UNKNOWN_NUMBER, ZHANG_WEI.id)).await;
    assert_eq!((waiting.status, &waiting.headers, &waiting.body), (unknown.status, &unknown.headers, &unknown.body));
    let error = waiting.error();
    assert_eq!((error.code, error.released_at), (ErrorCode::NoMatch, Some(sample::undergraduates_released_at())));
});

on_both_engines!(at_its_second_the_whole_batch_is_out, async |server: TestServer| {
    server.clock().set(sample::undergraduates_released_at().plus_seconds(-1));
    let page = server.get(Page::Admissions.path()).await;
    assert!(page.seen().contains("本科批将于 2025-07-19 10:00 公布"), "{}", page.seen());
    server.clock().set(sample::undergraduates_released_at());
    for candidate in [LI_MING, OUYANG, ZHANG_WEI] {
        let report: AdmissionReport = server.call::<QueryAdmission>(&candidate.query()).await.json();
        assert_eq!(report.admissions[0].batch, "undergraduate");
        assert_eq!(server.post_form(Page::Admissions.path(), &candidate.query()).await.status, StatusCode::OK);
    }
    let page = server.get(Page::Admissions.path()).await;
    assert!(page.seen().contains("已公布：本科提前批、本科批。"), "{}", page.seen());
});

on_both_engines!(before_the_first_batch_everybody_is_told_when_it_comes, async |server: TestServer| {
    let first = Moment::parse("2025-06-26T08:00:00+08:00").unwrap();
    server.clock().set(first.plus_seconds(-1));
    let unknown = sample::query(sample::UNKNOWN_NUMBER, LI_MING.id);
    for query in [WANG_FANG.query(), unknown] {
        let error = server.call::<QueryAdmission>(&query).await.error();
        assert_eq!((error.code, error.released_at), (ErrorCode::NotReleased, Some(first)));
        let posted = server.post_form(Page::Admissions.path(), &query).await;
        assert_eq!(posted.status, StatusCode::FORBIDDEN);
        assert!(posted.text().contains("2025-06-26 08:00") && !posted.text().contains("黄河样例师范大学"));
    }
});
