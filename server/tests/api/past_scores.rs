//! Scores of previous years: of a college, as files, as a page; and the same rank in other years.

use axum::http::StatusCode;
use zhangban::page::{PAST_SCORES_CSV, Page};
use zhangban::services::past_scores::{Lookup, OfCollege, SameRank};
use zhangban_api::ErrorCode;
use zhangban_api::colleges::CollegeSearch;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exams, ListExams};
use zhangban_api::past_scores::{GetPastScores, PastScore, PastScores, PastScoresQuery};
use zhangban_api::scores::QueryScore;
use zhangban_server::department_folder::Plan;
use zhangban_server::import::{self, Outcome};
use zhangban_testing::sample::{self, LI_MING};
use zhangban_testing::{Answer, TestServer, on_both_engines};

async fn with_former_years(server: &TestServer) {
    server.import(&sample::former_years()).await;
}

fn of(college: &str) -> PastScoresQuery {
    PastScoresQuery { college: college.into() }
}

async fn scores(server: &TestServer, college: &str) -> PastScores {
    server.call::<GetPastScores>(&of(college)).await.json()
}

async fn page(server: &TestServer, lookup: &Lookup) -> Answer {
    server.get(&lookup.address()).await
}

/// The page as it is seen, without the data behind it.
async fn seen(server: &TestServer, lookup: &Lookup) -> String {
    let answer = page(server, lookup).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.seen()
}

fn college(college: &str, track: &str) -> Lookup {
    Lookup::College(OfCollege { college: college.into(), track: track.into(), ..OfCollege::default() })
}

fn same_rank(of: &str, score: &str) -> Lookup {
    Lookup::SameRank(SameRank { of: of.into(), score: score.into() })
}

on_both_engines!(the_scores_of_a_college_come_year_by_year_with_tracks_that_correspond, async |server: TestServer| {
    with_former_years(&server).await;
    let PastScores { college, families, rows } = scores(&server, "郑州大学").await;
    assert_eq!((college.code.as_str(), college.tags.as_str()), ("10459", "211 双一流"));
    let families: Vec<_> = families.iter().map(|family| (family.id.as_str(), family.name.zh.as_str())).collect();
    assert_eq!(families, [("arts", "历史类、文科"), ("science", "物理类、理科")]);
    let science: Vec<_> = rows
        .iter()
        .filter(|row| row.family == "science")
        .map(|row| (row.year, row.track.zh.as_str(), row.major.as_str(), row.lowest))
        .collect();
    assert_eq!(
        science,
        [
            (2025, "物理类", "", Some(605)),
            (2025, "物理类", "法学", Some(611)),
            (2025, "物理类", "软件工程", Some(605)),
            (2024, "理科", "", Some(601)),
            (2024, "理科", "软件工程", Some(602)),
            // There is no exam of 2023: its track is called as in another exam.
            (2023, "理科", "", Some(589)),
        ]
    );
});

on_both_engines!(what_nobody_has_said_is_missing_and_a_real_table_knows_the_rank, async |server: TestServer| {
    with_former_years(&server).await;
    let rows = scores(&server, "郑州大学").await.rows;
    let row = |year, track: &str, major: &str| {
        let is = |row: &&PastScore| row.year == year && row.track.zh == track && row.major == major;
        rows.iter().find(is).unwrap().clone()
    };
    let whole = row(2025, "物理类", "");
    assert_eq!((whole.average, whole.rank, whole.admitted, whole.sample), (None, None, Some(3210), true));
    assert_eq!(whole.rank_by_table, Some(1_853), "the rank table of 2025 has it");
    let law = row(2025, "物理类", "法学");
    assert_eq!((law.rank, law.rank_by_table, law.admitted), (Some(1_380), None, Some(40)));
    assert_eq!((law.average.unwrap().to_string(), law.group.as_str()), ("613.25".to_owned(), "101"));
    // The table of 2024 is made up: it says nothing about a real score.
    assert_eq!(row(2024, "理科", "").rank_by_table, None);
});

on_both_engines!(before_the_release_nothing_of_that_year_comes_out_by_any_path, async |server: TestServer| {
    with_former_years(&server).await;
    server.clock().set(sample::released_at().plus_seconds(-1));
    let rows = scores(&server, "郑州大学").await.rows;
    assert!(!rows.is_empty() && rows.iter().all(|row| row.year < 2025), "{rows:?}");
    let file = server.get(&format!("{PAST_SCORES_CSV}?college=郑州大学")).await;
    assert!(file.text().contains(",2024,") && !file.text().contains(",2025,"), "{}", file.text());
    for (lookup, result) in [
        (college("郑州大学", ""), "613.25"),
        (college("山东大学（威海）", ""), "633"),
        (same_rank("gaokao-2025.physics", "605"), "2025 年普通高考 物理类"),
    ] {
        let text = page(&server, &lookup).await.text().to_owned();
        assert!(!text.contains(result), "{result}: {text}");
    }
    server.clock().set(sample::released_at());
    assert_eq!(scores(&server, "郑州大学").await.rows[0].year, 2025);
});

on_both_engines!(a_college_that_is_not_there_is_told_kindly, async |server: TestServer| {
    assert_eq!(server.call::<GetPastScores>(&of("月球大学")).await.error().code, ErrorCode::NotFound);
    assert_eq!(server.get(&format!("{PAST_SCORES_CSV}?college=x")).await.error().code, ErrorCode::NotFound);
    assert_eq!(server.get("/api/past-scores").await.error().code, ErrorCode::Malformed);
    assert_eq!(server.get(PAST_SCORES_CSV).await.error().code, ErrorCode::Malformed);
    let answer = page(&server, &college("<img src=x>", "")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.seen().contains("名录中没有这所院校") && !answer.seen().contains("<img"));
});

on_both_engines!(the_register_is_searched_without_scripting, async |server: TestServer| {
    let all = seen(&server, &Lookup::default()).await;
    assert!(all.contains("共 7 所院校") && all.contains("样例：院校名录和历年分数由他人整理"), "{all}");
    let search = CollegeSearch { q: "大学".into(), province: "山东".into(), ..CollegeSearch::default() };
    let found = seen(&server, &Lookup::Colleges(search)).await;
    assert!(found.contains("“大学”找到 2 所") && !found.contains("郑州大学"), "{found}");
    assert!(found.contains(r#"value="大学""#) && found.contains(r#"<option selected value="山东">"#), "{found}");
    assert!(found.contains(r#"form="q-form""#), "the filters are not sent with the search");
    let address = college("山东大学（威海）", "").address();
    assert!(found.contains(&format!("href=\"{address}\"")), "{found}");
    for (search, words) in [
        (CollegeSearch { q: "没有这样的".into(), ..CollegeSearch::default() }, "没有找到相符的院校"),
        (CollegeSearch { page: 9, ..CollegeSearch::default() }, "这一页已经没有内容"),
    ] {
        assert!(seen(&server, &Lookup::Colleges(search)).await.contains(words), "{words}");
    }
});

on_both_engines!(a_college_has_a_table_a_chart_in_words_and_its_sources, async |server: TestServer| {
    with_former_years(&server).await;
    let page = seen(&server, &college("郑州大学", "science")).await;
    for words in [
        "2025 物理类",
        "2024 理科",
        "约 1,853",
        "—",
        "“—”表示没有公布，不是 0。",
        "“约”表示位次没有公布",
        "没有公布：平均分",
        "2023 年最低分 589 分，2025 年 605 分",
        "2025 法学（101 组）",
        "613.25",
        "数据来源：他人整理（样例）。",
        "数据来源：本部门公布。",
        "不是填报建议",
        "高考改革前后科类名称不同",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("603"), "a row of the other track");
    let of_2024 = OfCollege { college: "郑州大学".into(), track: "science".into(), year: "2024".into() };
    let page = seen(&server, &Lookup::College(of_2024)).await;
    assert!(page.contains("2024 软件工程") && !page.contains("2025 法学"), "{page}");
    // An address that names a track without scores shows those that there are.
    let page = seen(&server, &college("山东大学（威海）", "arts")).await;
    assert!(page.contains("2025 物理类") && page.contains("只有 2025 年的最低分：633 分"), "{page}");
    assert!(seen(&server, &college("没有分数的学院", "")).await.contains("没有这所院校的历年分数"));
});

on_both_engines!(what_is_shown_can_be_taken_away_as_files, async |server: TestServer| {
    with_former_years(&server).await;
    let file = server.get(&format!("{PAST_SCORES_CSV}?college=郑州大学")).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"past-scores.csv\"");
    let mut lines = file.text().lines();
    assert!(lines.next().unwrap().starts_with("\u{feff}院校,年份,科类"));
    assert!(lines.any(|line| line == "郑州大学,2025,物理类,本科批,,,605,,,1853,3210,他人整理,是"), "{}", file.text());
    let page = seen(&server, &college("郑州大学", "")).await;
    for path in [PAST_SCORES_CSV, "/api/past-scores"] {
        assert!(page.contains(&format!("href=\"{path}?college=%E9%83%91")), "{page}");
    }
});

on_both_engines!(the_same_rank_in_another_year_is_told_with_the_rows_that_say_so, async |server: TestServer| {
    with_former_years(&server).await;
    let page = seen(&server, &same_rank("gaokao-2025.physics", "608")).await;
    for words in [
        "不是填报建议",
        "608 分：第 1,578 至 1,643 名",
        "2024 年普通高考 理科",
        "第 1,578 至 1,643 名：600 分",
        "数据来源：虚构的表（样例）。",
        "这张一分一段表是虚构的",
        r#"value="608""#,
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Backwards as well.
    let page = seen(&server, &same_rank("gaokao-2024.science", "600")).await;
    assert!(page.contains("600 分：第 1,578 至 1,643 名") && page.contains("第 1,578 至 1,643 名：608 分"), "{page}");
});

on_both_engines!(what_cannot_be_compared_is_said_plainly, async |server: TestServer| {
    let page = seen(&server, &same_rank("", "608")).await;
    assert!(page.contains("没有其他年份的一分一段表可以对照"), "{page}");
    with_former_years(&server).await;
    for (of, score, words) in [
        ("gaokao-2025.history", "563", "没有公布“2024 年普通高考 文科”的一分一段表，无法对照"),
        ("gaokao-2025.physics", "750", "高于最高分 660 分"),
        ("gaokao-2025.physics", "3", "低于表中的最低分"),
        ("gaokao-2025.physics", "六百", "请填写 0 至 750 的整数分数"),
        ("gaokao-1905.x", "608", "608 分：第 1,578 至 1,643 名"),
    ] {
        let page = seen(&server, &same_rank(of, score)).await;
        assert!(page.contains(words), "{of} {score}: {page}");
    }
    let empty = TestServer::empty(zhangban_testing::Engine::Sqlite).await;
    assert!(seen(&empty, &same_rank("", "608")).await.contains("目前没有已公布的一分一段表"));
    assert!(seen(&empty, &Lookup::default()).await.contains("院校名录尚未公布"));
});

on_both_engines!(importing_scores_again_changes_what_changed_and_nothing_else, async |server: TestServer| {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scores.csv");
    let take = async |csv: &str| {
        std::fs::write(&file, csv).unwrap();
        let outcomes = import::take(server.store(), server.context().key(), &Plan::of(&[&file]), |_, _| {}).await;
        server.context().refresh().await.unwrap();
        let Outcome::Taken(changes) = outcomes.unwrap().remove(0) else { panic!("refused") };
        (changes.entries, changes.added, changes.changed, changes.removed)
    };
    let csv = "院校,年份,科类,最低分\n郑州大学,2025,物理类,605\n重庆大学,2025,物理类,640\n";
    assert_eq!(take(csv).await, (2, 2, 0, 0));
    assert_eq!(take(csv).await, (2, 0, 0, 0));
    let corrected = "院校,年份,科类,最低分\n郑州大学,2025,物理类,606\n山东大学,2025,物理类,640\n";
    assert_eq!(take(corrected).await, (2, 1, 1, 1));
    assert_eq!(scores(&server, "郑州大学").await.rows[0].lowest, Some(606));
    assert!(scores(&server, "重庆大学").await.rows.is_empty());
});

on_both_engines!(of_a_closed_exam_no_score_is_looked_up, async |server: TestServer| {
    with_former_years(&server).await;
    let exams: Exams = server.call::<ListExams>(&Nothing {}).await.json();
    assert!(exams.get("gaokao-2024").unwrap().closed);
    let form = server.get(Page::Scores.path()).await.seen();
    assert!(form.contains("2025 年普通高考") && !form.contains("2024 年普通高考"), "{form}");
    let mut query = LI_MING.query();
    query.exam = "gaokao-2024".into();
    assert_eq!(server.call::<QueryScore>(&query).await.error().code, ErrorCode::InvalidInput);
});
