//! The rank table: as JSON, as a file, and as a page that looks up.

use axum::http::StatusCode;
use zhangban::page::{Page, RANKS_CSV};
use zhangban_api::ErrorCode;
use zhangban_api::ranks::{GetRankTable, RankQuery, RankRow, RankTable, faults};
use zhangban_testing::{TestServer, on_both_engines, sample};

fn table(track: &str) -> RankQuery {
    RankQuery { exam: sample::EXAM.into(), track: track.into() }
}

/// The page as it is seen, without the data behind it.
async fn seen(server: &TestServer, query: &str) -> String {
    let answer = server.get(&format!("{}{query}", Page::Ranks.path())).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.seen()
}

on_both_engines!(a_rank_table_keeps_every_rule, async |server: TestServer| {
    for (track, candidates) in [("physics", 47_468), ("history", 18_537)] {
        let table: RankTable = server.call::<GetRankTable>(&table(track)).await.json();
        assert_eq!(faults(&table.rows), []);
        assert_eq!((table.track.as_str(), table.candidates()), (track, candidates));
    }
});

on_both_engines!(a_rank_row_travels_as_three_numbers, async |server: TestServer| {
    let answer = server.call::<GetRankTable>(&table("physics")).await;
    assert!(answer.text().contains("[608,66,1643]"), "{}", answer.text());
    let table: RankTable = answer.json();
    assert!(table.rows.contains(&RankRow { score: 608, count: 66, cumulative: 1643 }));
});

on_both_engines!(the_file_opens_in_a_spreadsheet_with_its_chinese_headings, async |server: TestServer| {
    let file = server.get(&format!("{RANKS_CSV}?exam={}&track=history", sample::EXAM)).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert_eq!(file.header("content-disposition"), r#"attachment; filename="gaokao-2025-history.csv""#);
    let mut lines = file.text().lines();
    assert_eq!(lines.next(), Some("\u{feff}分数,人数,累计人数"));
    assert_eq!(lines.clone().count(), 241);
    assert!(lines.any(|line| line == "563,46,1303"));
});

on_both_engines!(a_table_that_does_not_exist_is_refused, async |server: TestServer| {
    assert_eq!(server.call::<GetRankTable>(&table("arts")).await.error().code, ErrorCode::NotFound);
    let of_no_exam = RankQuery { exam: "gaokao-1905".into(), track: "physics".into() };
    assert_eq!(server.call::<GetRankTable>(&of_no_exam).await.error().code, ErrorCode::InvalidInput);
    let file = server.get(&format!("{RANKS_CSV}?exam={}&track=arts", sample::EXAM)).await;
    assert_eq!(file.error().code, ErrorCode::NotFound);
});

on_both_engines!(a_score_is_looked_up_without_scripting, async |server: TestServer| {
    let page = seen(&server, "?exam=gaokao-2025&track=physics&score=608&rank=").await;
    assert!(page.contains("608 分：物理类第 1,578 至 1,643 名"), "{page}");
    assert!(page.contains("共 47,468 名；同分 66 人。"), "{page}");
    assert!(page.contains("物理类一分一段表，608 分前后") && page.contains(r#"value="608""#), "{page}");
});

on_both_engines!(a_rank_is_looked_up_without_scripting, async |server: TestServer| {
    let page = seen(&server, "?track=history&score=&rank=1,258").await;
    assert!(page.contains("第 1,258 名：历史类 563 分"), "{page}");
    assert!(page.contains("同分的是第 1,258 至 1,303 名，共 18,537 名。"), "{page}");
});

on_both_engines!(what_is_outside_the_table_is_answered_kindly, async |server: TestServer| {
    assert!(seen(&server, "?score=700").await.contains("700 分：高于物理类的最高分 660 分"));
    assert!(seen(&server, "?score=0").await.contains("0 分：低于物理类表中的最低分"));
    assert!(seen(&server, "?rank=600000").await.contains("物理类没有第 600,000 名"));
});

on_both_engines!(what_is_no_number_is_told_beside_its_field_and_stays, async |server: TestServer| {
    for (query, typed, words) in [
        ("?score=abc", "abc", "请填写 0 至 750 的整数分数"),
        ("?score=99999999999", "99999999999", "请填写 0 至 750 的整数分数"),
        ("?rank=x%22%3E%3Cimg%3E", "x&quot;&gt;&lt;img&gt;", "请填写整数位次"),
    ] {
        let page = seen(&server, query).await;
        // Once in the summary, once beside the field.
        assert_eq!(page.matches(words).count(), 2, "{page}");
        assert!(page.contains(r#"aria-invalid="true""#) && !page.contains("<img>"), "{page}");
        assert!(page.contains(&format!("value=\"{typed}\"")), "{page}");
    }
});

on_both_engines!(the_table_begins_at_the_top_and_is_shown_whole_on_demand, async |server: TestServer| {
    let rows = |page: &str| page.matches(r#"scope="row""#).count();
    let top = seen(&server, "").await;
    assert_eq!(rows(&top), 50);
    assert!(top.contains("物理类一分一段表，前 50 行") && top.contains(r#"href="/ranks?all=1""#), "{top}");
    assert!(top.contains("物理类共 47,468 名考生，一半考生在"), "the chart is not told in words");
    let whole = seen(&server, "?all=1&score=608").await;
    assert_eq!(rows(&whole), 261);
    assert!(whole.contains("全部 261 行") && whole.contains(r#"href="/ranks?score=608""#), "{whole}");
});

on_both_engines!(the_table_can_be_taken_away_as_files, async |server: TestServer| {
    let page = seen(&server, "?track=history").await;
    for path in [RANKS_CSV, "/api/ranks"] {
        let address = format!("{path}?exam=gaokao-2025&track=history");
        assert!(page.contains(&format!("href=\"{}\"", address.replace('&', "&amp;"))), "{page}");
        assert_eq!(server.get(&address).await.status, StatusCode::OK);
    }
});

on_both_engines!(before_the_release_the_page_says_when_and_nothing_else, async |server: TestServer| {
    server.clock().set(sample::released_at().plus_seconds(-1));
    for query in ["", "?score=608", "?exam=gaokao-2025&track=history&rank=1&all=1"] {
        let address = format!("{}{query}", Page::Ranks.path());
        let answer = server.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains("一分一段表将于 2025-06-25 00:00 随成绩一起公布"), "{}", answer.text());
        assert!(!answer.text().contains("1643") && !answer.text().contains("1,643"), "a figure is out too early");
    }
    let file = server.get(&format!("{RANKS_CSV}?exam=gaokao-2025&track=physics")).await;
    assert_eq!(file.error().code, ErrorCode::NotReleased);
    server.clock().set(sample::released_at());
    assert!(seen(&server, "?score=608").await.contains("第 1,578 至 1,643 名"));
});

#[test]
fn before_the_first_import_the_page_says_that_there_is_nothing() {
    zhangban_testing::run(async {
        let server = TestServer::empty(zhangban_testing::Engine::Sqlite).await;
        assert!(seen(&server, "").await.contains("目前没有公布一分一段表的考试"));
    });
}
