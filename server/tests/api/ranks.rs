//! The rank table.

use axum::http::StatusCode;
use zhangban::page::{Page, RANKS_CSV};
use zhangban_api::ErrorCode;
use zhangban_api::ranks::{GetRankTable, RankQuery, RankRow, RankTable, faults};
use zhangban_testing::{TestServer, on_both_engines, sample};

fn table(track: &str) -> RankQuery {
    RankQuery { exam: sample::EXAM.into(), track: track.into() }
}

on_both_engines!(a_rank_table_keeps_every_rule, async |server: TestServer| {
    for (track, candidates) in [("physics", 47_468), ("history", 18_523)] {
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

on_both_engines!(a_rank_is_looked_up_without_scripting, async |server: TestServer| {
    let address = format!("{}?exam={}&track=physics&score=608", Page::Ranks.path(), sample::EXAM);
    let page = server.get(&address).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("1,643"), "{}", page.text());
});
