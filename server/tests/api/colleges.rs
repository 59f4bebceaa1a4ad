//! The register of colleges: whole, and searched.

use std::fmt::Write as _;

use zhangban_api::ErrorCode;
use zhangban_api::colleges::{CollegeSearch, Colleges, Directory, ListColleges, Register, SearchColleges, WINDOW};
use zhangban_api::endpoint::Nothing;
use zhangban_testing::{TestServer, on_both_engines};

fn typed(q: &str) -> CollegeSearch {
    CollegeSearch { q: q.into(), ..CollegeSearch::default() }
}

async fn found(server: &TestServer, search: &CollegeSearch) -> Vec<String> {
    let found: Colleges = server.call::<SearchColleges>(search).await.json();
    assert_eq!((found.search, found.total), (search.clone(), found.entries.len()));
    found.entries.into_iter().map(|college| college.name).collect()
}

on_both_engines!(a_college_is_found_by_name_code_place_pinyin_and_initials, async |server: TestServer| {
    for (q, names) in [
        ("郑州大学", &["郑州大学"][..]),
        ("zzdx", &["郑州大学", "郑州轻工业大学"]),
        ("zhengzhou", &["郑州大学", "郑州轻工业大学"]),
        ("10422", &["山东大学", "山东大学（威海）"]),
        ("１０４５９", &["郑州大学"]),
        ("cqdx", &["重庆大学"]),
        ("changyuan", &["长垣烹饪职业技术学院"]),
        ("威海", &["山东大学（威海）"]),
        ("山东大学(威", &["山东大学（威海）"]),
        ("211 河南", &["郑州大学"]),
    ] {
        assert_eq!(found(&server, &typed(q)).await, names, "{q}");
    }
    assert!(found(&server, &typed("zhongqing")).await.is_empty(), "重庆 is not read zhong");
});

on_both_engines!(province_and_level_narrow_what_was_typed, async |server: TestServer| {
    let in_henan =
        CollegeSearch { province: "河南".into(), level: "专科（高职）".into(), ..CollegeSearch::default() };
    assert_eq!(found(&server, &in_henan).await, ["长垣烹饪职业技术学院", "没有分数的学院"]);
    let nowhere = CollegeSearch { province: "月球".into(), ..CollegeSearch::default() };
    assert!(found(&server, &nowhere).await.is_empty());
    let all: Colleges = server.call::<SearchColleges>(&CollegeSearch::default()).await.json();
    assert_eq!(all.provinces, ["河南", "重庆", "山东"]);
    assert_eq!(all.levels, ["本科", "专科（高职）"]);
});

on_both_engines!(the_whole_register_answers_on_a_phone_as_the_server_does, async |server: TestServer| {
    let register: Register = server.call::<ListColleges>(&Nothing {}).await.json();
    assert_eq!(register.colleges.len(), 7);
    let at_home = Directory::new(register.spelled());
    for q in ["", "zzdx", "cq", "changyuan", "10422", "河南 大学"] {
        let by_server: Colleges = server.call::<SearchColleges>(&typed(q)).await.json();
        assert_eq!(at_home.find(&typed(q), 1), by_server, "{q}");
    }
});

on_both_engines!(a_search_that_is_not_one_is_malformed, async |server: TestServer| {
    for query in ["page=x", "page=-1", "page=70000", "city=x"] {
        assert_eq!(server.get(&format!("/api/colleges/search?{query}")).await.error().code, ErrorCode::Malformed);
    }
});

on_both_engines!(of_three_thousand_colleges_a_search_carries_twenty, async |server: TestServer| {
    let folder = tempfile::tempdir().unwrap();
    let mut csv = String::from("名称,代码,省份,层次\n");
    for at in 0..3_000 {
        writeln!(csv, "第 {at} 大学,{at:05},河南,本科").unwrap();
    }
    let file = folder.path().join("colleges.csv");
    std::fs::write(&file, csv).unwrap();
    server.import(&file).await;
    let found: Colleges = server.call::<SearchColleges>(&CollegeSearch { page: 150, ..typed("") }).await.json();
    assert_eq!((found.total, found.entries.len(), found.left()), (3_000, WINDOW, 0));
    let register: Register = server.call::<ListColleges>(&Nothing {}).await.json();
    assert_eq!(register.colleges.len(), 3_000);
});
