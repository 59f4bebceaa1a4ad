//! Enrolment plans: found by every filter, page by page, corrected, as a file, and as a page.

use std::fmt::Write as _;
use std::fs;

use axum::http::StatusCode;
use zhangban::page::{PLANS_CSV, Page};
use zhangban::services::plans::lookup;
use zhangban_api::ErrorCode;
use zhangban_api::endpoint::Nothing;
use zhangban_api::plans::{ListPlanFilters, ListPlans, PlanFilters, PlanQuery, Plans, WINDOW};
use zhangban_server::department_folder::Plan;
use zhangban_server::import::{self, Outcome};
use zhangban_testing::{TestServer, on_both_engines, sample};

async fn find(server: &TestServer, query: &str) -> Plans {
    let found: Plans = server.call::<ListPlans>(&lookup::of_query(query)).await.json();
    assert_eq!(found.query, lookup::of_query(query));
    found
}

/// Groups in short, `college code: majors`.
fn told(found: &Plans) -> Vec<String> {
    let told = |group: &zhangban_api::plans::PlanGroup| {
        let majors: Vec<&str> = group.majors.iter().map(|major| major.name.as_str()).collect();
        let code = group.code.as_ref().map_or("", |code| code.as_str());
        format!("{} {code}: {}", group.college.name, majors.join(" "))
    };
    found.groups.iter().map(told).collect()
}

/// The page as it is seen, without the data behind it.
async fn seen(server: &TestServer, query: &str) -> String {
    let answer = server.get(&format!("{}{query}", Page::Plans.path())).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.seen()
}

/// What became of an import of one file.
async fn import(server: &TestServer, path: &std::path::Path) -> Outcome {
    let plan = Plan::of(&[path]);
    assert!(plan.faults.is_empty(), "{:?}", plan.faults);
    let mut outcomes = import::take(server.store(), server.context().key(), &plan, |_, _| {}).await.unwrap();
    server.context().refresh().await.unwrap();
    outcomes.pop().unwrap()
}

on_both_engines!(everything_of_the_newest_year_is_found_ten_groups_at_a_time, async |server: TestServer| {
    let first = find(&server, "").await;
    assert_eq!((first.year, first.groups.len()), (Some(2025), WINDOW));
    assert_eq!((first.total_groups, first.total_majors, first.total_quota), (13, 17, 1163));
    assert_eq!(told(&first)[0], "河南大学 001: 思想政治教育");
    assert_eq!(told(&first)[1], "郑州大学 101: 临床医学 口腔医学");
    let second = find(&server, "page=2").await;
    assert_eq!(
        told(&second),
        ["浙江大学 101: 工科试验班", "洛阳职业技术学院 201: 护理", "洛阳职业技术学院 202: 学前教育"]
    );
    assert_eq!((second.total_groups, second.total_quota), (13, 1163));
    let beyond = find(&server, "page=3").await;
    assert_eq!((beyond.groups.len(), beyond.total_groups), (0, 13));
});

on_both_engines!(plans_are_found_by_every_filter_and_counted_right, async |server: TestServer| {
    for (query, groups, majors, quota) in [
        ("track=physics", 8, 11, 862),
        ("track=history", 5, 6, 301),
        ("batch=early", 1, 1, 6),
        ("batch=vocational&track=physics", 1, 1, 150),
        ("province=浙江", 1, 1, 20),
        ("kind=中外合作", 1, 1, 50),
        ("college=1465", 4, 7, 585),
        ("college=郑州", 4, 7, 585),
        ("college=ZZDX", 4, 7, 585),
        ("college=zhengzhou", 4, 7, 585),
        ("college=chongqing", 2, 2, 17),
        ("college=１４７０", 2, 2, 17),
        ("college=zhongqing", 0, 0, 0),
        ("major=临床医学", 1, 1, 120),
        ("major=lcyx", 1, 1, 120),
        ("major=linchuang", 1, 1, 120),
        // A class of majors says in its remarks which they are.
        ("major=软件工程", 2, 2, 280),
        ("major=软件 信息安全", 1, 1, 200),
        ("college=河南&major=软件工程", 1, 1, 80),
        ("subjects=chemistry-biology&track=physics", 8, 11, 862),
        ("subjects=politics-geography&track=physics", 3, 4, 350),
        ("subjects=politics-geography&college=1466", 3, 4, 246),
        ("year=2025&sort=quota", 13, 17, 1163),
        ("year=1977", 0, 0, 0),
        ("track=arts", 0, 0, 0),
        ("major=100%", 0, 0, 0),
        ("college=_", 0, 0, 0),
    ] {
        let found = find(&server, query).await;
        assert_eq!((found.total_groups, found.total_majors, found.total_quota), (groups, majors, quota), "{query}");
        assert_eq!(found.groups.len(), (groups as usize).min(WINDOW), "{query}");
    }
});

on_both_engines!(a_group_keeps_its_whole_quota_beside_the_majors_that_match, async |server: TestServer| {
    let found = find(&server, "major=口腔医学").await;
    let group = &found.groups[0];
    assert_eq!((group.quota, group.size, group.majors.len()), (145, 2, 1));
    assert_eq!((found.total_majors, found.total_quota), (1, 25));
});

on_both_engines!(plans_are_put_in_order, async |server: TestServer| {
    let colleges = async |query: &str| {
        let found = find(&server, query).await;
        found.groups.iter().map(|group| group.college.name.clone()).collect::<Vec<_>>()
    };
    let by_college = colleges("sort=college").await;
    assert_eq!((by_college[0].as_str(), by_college[2].as_str()), ("重庆大学", "河南大学"));
    let found = find(&server, "sort=quota").await;
    let quotas: Vec<u32> = found.groups.iter().map(|group| group.quota).collect();
    assert!(quotas.is_sorted_by(|a, b| a >= b) && quotas[0] == 290, "{quotas:?}");
    let found = find(&server, "sort=tuition&track=history").await;
    let lowest = |group: &zhangban_api::plans::PlanGroup| group.majors.iter().filter_map(|m| m.tuition.yuan()).min();
    let tuitions: Vec<_> = found.groups.iter().map(lowest).collect();
    assert_eq!(tuitions[..3], [Some(0), Some(3_700), Some(4_400)]);
});

on_both_engines!(a_correction_shows_what_was_and_what_is, async |server: TestServer| {
    let found = find(&server, "major=口腔医学").await;
    let major = &found.groups[0].majors[0];
    assert_eq!(major.quota, 25);
    assert_eq!((major.corrections[0].old.as_str(), major.corrections[0].new.as_str()), ("30", "25"));
    assert_eq!(major.corrections[0].date.to_string(), "2025-06-20");
    let page = seen(&server, "?major=口腔医学").await;
    assert!(page.contains("<del>30 人</del>") && page.contains("<ins>25 人</ins>"), "{page}");
    assert!(page.contains("原为") && page.contains("2025-06-20") && page.contains("因办学条件调整"), "{page}");
});

on_both_engines!(a_correction_that_does_not_fit_its_plan_is_refused_and_changes_nothing, async |server: TestServer| {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.csv");
    let heading = "年份,科类,批次,院校代码,院校专业组,专业代码,专业名称,更正项,原值,新值,更正日期";
    let rows = "2025,物理类,本科批,1465,101,01,,计划数,999,100,2025-06-20\n\
                2025,物理类,本科批,1465,101,09,,计划数,120,100,2025-06-20\n\
                2025,物理类,本科批,1466,101,01,,计划数,70,60,2025-06-20\n\
                2025,物理类,本科批,1465,101,01,口腔医学,计划数,120,100,2025-06-20\n";
    fs::write(&file, format!("{heading}\n{rows}")).unwrap();
    let Outcome::Refused(faults) = import(&server, &file).await else { panic!("it was taken") };
    let places: Vec<_> =
        faults.first().iter().map(|fault| (fault.row, fault.column.as_deref(), fault.found.as_str())).collect();
    assert_eq!(
        places,
        [(Some(2), Some("原值"), "999"), (Some(3), Some("专业代码"), "09"), (Some(5), Some("专业代码"), "01")]
    );
    assert!(faults.first()[0].expected.zh.contains("120"), "{faults}");
    let found = find(&server, "college=1466&major=数学").await;
    assert_eq!(found.groups[0].majors[0].quota, 70, "a sound row of a faulty file was taken");
});

on_both_engines!(corrections_outlive_their_plan_and_can_be_taken_back, async |server: TestServer| {
    let plan = sample::folder().join("plans.csv");
    let Outcome::Taken(changes) = import(&server, &plan).await else { panic!("it was refused") };
    assert_eq!((changes.entries, changes.added, changes.changed, changes.removed), (17, 0, 0, 0));
    assert_eq!(find(&server, "major=口腔医学").await.total_quota, 25, "the correction is lost");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("department.toml"), "").unwrap();
    let file = folder.path().join("plan-corrections.csv");
    let text = fs::read_to_string(sample::folder().join("plan-corrections.csv")).unwrap();
    let without: Vec<&str> = text.lines().filter(|line| !line.contains("计划数,30,25")).collect();
    fs::write(&file, without.join("\n")).unwrap();
    let Outcome::Taken(changes) = import(&server, &file).await else { panic!("it was refused") };
    assert_eq!((changes.entries, changes.removed), (1, 1));
    let found = find(&server, "college=1465&track=physics").await;
    let group = &found.groups[0];
    assert_eq!((group.quota, group.majors[1].quota, group.majors[1].corrections.len()), (150, 30, 0));
    assert_eq!(found.total_quota, 490);
});

/// Corrects the subjects of 河南大学 102, 化学和生物, and imports it; the lines are what stands from the old value on.
async fn correct_requirement(server: &TestServer, group: &str, lines: &[&str]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("requirement.csv");
    let mut text = "年份,科类,批次,院校代码,院校专业组,更正项,原值,新值,更正日期,说明\n".to_owned();
    for line in lines {
        writeln!(text, "2025,物理类,本科批,1466,{group},选科要求,{line}").unwrap();
    }
    fs::write(&file, text).unwrap();
    import(server, &file).await
}

on_both_engines!(a_group_asks_for_what_it_was_corrected_to, async |server: TestServer| {
    let open_with = async |subjects: &str| find(&server, &format!("college=1466&major=药学&subjects={subjects}")).await;
    assert_eq!(open_with("chemistry-geography").await.total_groups, 0);
    let outcome = correct_requirement(&server, "102", &["化学和生物,化学,2025-06-20,按教育部指引"]).await;
    assert!(matches!(outcome, Outcome::Taken(_)), "{outcome:?}");
    let found = open_with("chemistry-geography").await;
    let group = &found.groups[0];
    assert_eq!((group.requirement.text().zh.as_str(), group.corrections.len()), ("再选化学", 1));
    let page = seen(&server, "?major=药学").await;
    assert!(page.contains("<del>再选化学和生物</del>") && page.contains("<ins>再选化学</ins>"), "{page}");
    assert!(page.contains("选科要求") && page.contains("按教育部指引"), "{page}");

    // The plan comes again, as it was or as it was corrected: the correction stays.
    let plan = fs::read_to_string(sample::folder().join("plans.csv")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for plan in [plan.clone(), plan.replace("化学和生物", "化学")] {
        fs::write(folder.path().join("plans.csv"), plan).unwrap();
        import(&server, &folder.path().join("plans.csv")).await;
        assert_eq!(open_with("chemistry-geography").await.groups[0].corrections.len(), 1);
    }
    fs::write(folder.path().join("plans.csv"), plan).unwrap();
    import(&server, &folder.path().join("plans.csv")).await;
    // It is taken back.
    let outcome = correct_requirement(&server, "102", &[]).await;
    assert!(matches!(outcome, Outcome::Taken(changes) if changes.removed == 1), "{outcome:?}");
    assert_eq!(open_with("chemistry-geography").await.total_groups, 0);
    assert_eq!(find(&server, "college=1466&major=药学").await.groups[0].corrections, []);
});

on_both_engines!(a_requirement_that_does_not_fit_its_plan_is_refused, async |server: TestServer| {
    let told = async |group: &str, lines: &[&str]| match correct_requirement(&server, group, lines).await {
        Outcome::Refused(faults) => {
            let fault = &faults.first()[0];
            (fault.column.clone().unwrap(), fault.found.clone(), fault.expected.zh.clone())
        }
        outcome => panic!("{outcome:?}"),
    };
    let (column, found, expected) = told("102", &["不限,化学,2025-06-20,"]).await;
    assert_eq!((column.as_str(), found.as_str()), ("原值", "不限"));
    assert!(expected.contains("再选化学和生物"), "{expected}");
    let (column, found, _) = told("109", &["不限,化学,2025-06-20,"]).await;
    assert_eq!((column.as_str(), found.as_str()), ("院校专业组", "109"));
});

on_both_engines!(a_plan_speaks_for_the_colleges_it_names_and_for_no_other, async |server: TestServer| {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("zhejiang.csv");
    let heading = "年份,批次,科类,院校代码,院校名称,省份,城市,院校专业组,选科要求,专业代码,专业名称,计划数,学费,学制";
    fs::write(&file, format!("{heading}\n2025,本科批,物理类,1480,浙江大学,浙江,杭州,101,不限,01,工学,30,6325,四年\n"))
        .unwrap();
    let Outcome::Taken(changes) = import(&server, &file).await else { panic!("it was refused") };
    assert_eq!((changes.entries, changes.added, changes.removed), (1, 1, 1));
    let found = find(&server, "").await;
    assert_eq!((found.total_groups, found.total_quota), (13, 1173));
    assert_eq!(told(&find(&server, "college=1480").await), ["浙江大学 101: 工学"]);
});

on_both_engines!(the_filters_are_those_of_the_plans, async |server: TestServer| {
    let filters: PlanFilters = server.call::<ListPlanFilters>(&Nothing {}).await.json();
    let [of_year] = &filters.years[..] else { panic!("{filters:?}") };
    assert_eq!(of_year.tracks.iter().map(|track| track.id.as_str()).collect::<Vec<_>>(), ["physics", "history"]);
    assert_eq!(of_year.batches.len(), 3);
    assert_eq!(of_year.provinces, ["河南", "重庆", "浙江"]);
    assert_eq!(of_year.kinds, ["公费师范生", "普通类", "中外合作", "国家专项"]);
    assert!(of_year.sample);
});

on_both_engines!(a_query_that_is_not_one_is_malformed, async |server: TestServer| {
    for query in ["year=x", "page=-1", "subjects=art-music", "sort=colour", "from=wechat"] {
        let answer = server.get(&format!("/api/plans?{query}")).await;
        assert_eq!(answer.error().code, ErrorCode::Malformed, "{query}");
        // The page passes over it.
        assert!(seen(&server, &format!("?{query}")).await.contains("共 13 个专业组"), "{query}");
    }
});

on_both_engines!(the_page_is_whole_without_scripting, async |server: TestServer| {
    let page = seen(&server, "?track=physics&major=软件&sort=quota").await;
    assert!(page.contains("共 2 个专业组、2 个专业，计划招生 280 人"), "{page}");
    assert!(page.contains(r#"method="get" action="/plans""#) && page.contains(r#"value="软件""#), "{page}");
    assert!(page.contains(r#"<option selected value="physics""#), "{page}");
    assert!(page.contains("其中校企合作方向另收实训费") && page.contains("<summary>包含专业"), "remarks are not whole");
    for words in ["取消筛选", "样例", "首选物理，再选化学", "5,700 元/年", "全组 2 个专业，计划 290 人"]
    {
        assert!(page.contains(words), "{words}");
    }
    let without_track = lookup::address(&lookup::of_query("major=软件&sort=quota")).replace('&', "&amp;");
    assert!(page.contains(&format!("href=\"{without_track}\"")), "no chip leads to {without_track}");
});

on_both_engines!(nothing_found_is_explained_and_leads_on, async |server: TestServer| {
    for (query, words, way) in [
        ("?college=没有这样的", "没有符合条件的招生计划", "/plans"),
        ("?year=1977", "这里没有 1977 年的招生计划", "/plans"),
        ("?page=9&track=physics", "这一页已经没有内容", "/plans?track=physics"),
        ("?track=arts", "没有符合条件的招生计划", "/plans"),
    ] {
        let page = seen(&server, query).await;
        assert!(page.contains(words) && page.contains(&format!("href=\"{way}\"")), "{query}: {page}");
    }
});

on_both_engines!(what_was_typed_stays_text, async |server: TestServer| {
    let page = seen(&server, "?college=%22%3E%3Cimg+src%3Dx%3E&track=%3Cb%3E").await;
    assert!(!page.contains("<img") && !page.contains("<b>") && page.contains("&lt;img"), "{page}");
});

on_both_engines!(what_matches_can_be_taken_away_and_imported_again, async |server: TestServer| {
    let file = server.get(&format!("{PLANS_CSV}?college=1465&page=2")).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"plans.csv\"");
    let mut lines = file.text().lines();
    assert!(lines.next().unwrap().starts_with("\u{feff}年份,科类,批次,院校代码,院校名称"));
    assert_eq!(lines.clone().count(), 7);
    assert!(lines.any(|line| line.contains("口腔医学,,25,6300,5,是")), "{}", file.text());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("again.csv");
    fs::write(&path, file.text()).unwrap();
    assert!(matches!(import(&server, &path).await, Outcome::Taken(_)));
    assert_eq!(find(&server, "").await.total_groups, 13);
});

on_both_engines!(a_cell_of_the_file_is_never_a_formula, async |server: TestServer| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.csv");
    let heading = "年份,批次,科类,院校代码,院校名称,选科要求,专业代码,专业名称,备注,计划数,学费,学制";
    fs::write(&path, format!("{heading}\n2025,本科批,物理类,9,=cmd|' /C calc'!A0,不限,01,@工学,+1,1,1,四年\n"))
        .unwrap();
    server.import(&path).await;
    let file = server.get(&format!("{PLANS_CSV}?college=9")).await;
    assert!(file.text().contains(",9,'=cmd|' /C calc'!A0,") && file.text().contains(",'@工学,'+1,"), "{}", file.text());
});

on_both_engines!(a_whole_province_is_found_page_by_page_and_not_downloaded_at_once, async |server: TestServer| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("province.csv");
    let mut csv =
        String::from("年份,批次,科类,院校代码,院校名称,省份,院校专业组,选科要求,专业代码,专业名称,计划数,学费,学制\n");
    for college in 0..260 {
        for group in 0..2 {
            for major in 0..10 {
                writeln!(
                    csv,
                    "2025,本科批,物理类,{},第{college}大学,山东,{},不限,{major},专业{college}甲{major},2,5000,四年",
                    5000 + college,
                    101 + group
                )
                .unwrap();
            }
        }
    }
    fs::write(&path, csv).unwrap();
    server.import(&path).await;
    let found = find(&server, "province=山东").await;
    assert_eq!((found.total_groups, found.total_majors, found.total_quota), (520, 5_200, 10_400));
    let last = find(&server, "province=山东&page=52").await;
    assert_eq!((last.groups.len(), last.groups[9].college.name.as_str()), (10, "第259大学"));
    assert!(seen(&server, "?province=山东&page=52").await.contains("第 52 页，共 52 页"));
    let file = server.get(&format!("{PLANS_CSV}?province=山东")).await;
    assert_eq!(file.status, StatusCode::PAYLOAD_TOO_LARGE);
    let page = seen(&server, "?province=山东").await;
    assert!(page.contains("请先缩小范围") && !page.contains(PLANS_CSV), "{page}");
    let file = server.get(&format!("{PLANS_CSV}?province=山东&major=甲7")).await;
    assert_eq!((file.status, file.text().lines().count()), (StatusCode::OK, 521));
});

#[test]
fn before_the_first_import_the_page_says_that_there_is_nothing() {
    zhangban_testing::run(async {
        let server = TestServer::empty(zhangban_testing::Engine::Sqlite).await;
        assert!(seen(&server, "").await.contains("招生计划尚未公布"));
        let found: Plans = server.call::<ListPlans>(&PlanQuery::default()).await.json();
        assert_eq!((found.year, found.total_groups), (None, 0));
    });
}
