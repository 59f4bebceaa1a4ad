//! The admission look-up. Release times are in `release.rs`.

use axum::http::StatusCode;
use zhangban::page::Page;
use zhangban_api::ErrorCode;
use zhangban_api::admissions::{AdmissionReport, AdmissionState, QueryAdmission};
use zhangban_api::identity::{IdentityQuery, field};
use zhangban_testing::sample::{self, CANDIDATES, LI_MING, LIU_YANG, OUYANG, WANG_FANG, ZHANG_WEI};
use zhangban_testing::{TestServer, on_both_engines};

on_both_engines!(a_candidate_sees_where_her_file_stands_in_every_batch, async |server: TestServer| {
    server.clock().set(sample::undergraduates_released_at());
    let answer = server.call::<QueryAdmission>(&LI_MING.query()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let report: AdmissionReport = answer.json();
    assert_eq!((report.whose.name.as_str(), report.whose.candidate_number.as_str()), ("李*", "25••••••••0001"));
    let [second, first] = report.admissions.as_slice() else { panic!("{report:?}") };
    assert_eq!((second.batch.as_str(), second.state), ("undergraduate", AdmissionState::Admitted));
    let college = second.college.as_ref().unwrap();
    assert_eq!((college.code.as_str(), college.name.as_str()), ("9901", "中原样例大学"));
    assert_eq!((college.group.as_str(), college.major.as_str()), ("第 101 组", "计算机科学与技术"));
    let times = [second.times.sent_at, second.times.provisional_at, second.times.decided_at];
    let times = times.map(|time| time.unwrap().to_string());
    assert_eq!(times, ["2025-07-17 09:00", "2025-07-18 10:30", "2025-07-18 16:00"]);
    let letter = second.letter.as_ref().unwrap();
    assert_eq!((letter.number.as_str(), letter.page.as_str()), ("EX990000001CN", "https://www.ems.com.cn/"));
    assert_eq!((first.state, first.college.as_ref()), (AdmissionState::NotAdmitted, None));
    assert_eq!(first.next_steps[0].what.zh, "参加征集志愿");
});

on_both_engines!(a_file_that_came_back_says_why_and_what_to_do, async |server: TestServer| {
    let report: AdmissionReport = server.call::<QueryAdmission>(&OUYANG.query()).await.json();
    let [only] = report.admissions.as_slice() else { panic!("{report:?}") };
    assert_eq!((only.state, only.reason.as_deref()), (AdmissionState::Returned, Some("体检结论不符合专业要求")));
    assert_eq!((only.times.provisional_at, only.next_steps.len()), (None, 1));
});

on_both_engines!(what_to_do_next_is_for_those_it_concerns, async |server: TestServer| {
    let admitted: AdmissionReport = server.call::<QueryAdmission>(&WANG_FANG.query()).await.json();
    let steps: Vec<_> = admitted.admissions[0].next_steps.iter().map(|step| step.what.zh.as_str()).collect();
    assert_eq!(steps, ["到校报到"]);
    let provisional: AdmissionReport = server.call::<QueryAdmission>(&LIU_YANG.query()).await.json();
    assert_eq!(
        (provisional.admissions[0].state, provisional.admissions[0].next_steps.len()),
        (AdmissionState::Provisional, 0)
    );
});

/// Number and ID that do not belong together, as for scores.
const MISSES: [(&str, &str); 5] = [
    (sample::UNKNOWN_NUMBER, LI_MING.id),
    (LI_MING.number, sample::UNKNOWN_ID),
    (LI_MING.number, OUYANG.id),
    (WANG_FANG.number, LI_MING.id),
    (sample::UNKNOWN_NUMBER, sample::UNKNOWN_ID),
];

on_both_engines!(a_wrong_id_and_an_unknown_number_are_answered_alike, async |server: TestServer| {
    let mut answers = Vec::new();
    for (number, id) in MISSES {
        let answer = server.call::<QueryAdmission>(&sample::query(number, id)).await;
        assert_eq!(answer.error().code, ErrorCode::NoMatch);
        answers.push((answer.status, answer.headers, answer.body));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
});

on_both_engines!(the_page_answers_a_wrong_id_and_an_unknown_number_alike, async |server: TestServer| {
    server.clock().set(sample::undergraduates_released_at());
    let mut answers = Vec::new();
    for (number, id) in MISSES {
        let answer = server.post_form(Page::Admissions.path(), &sample::query(number, id)).await;
        // What was typed comes back, grouped as on the card; nothing but its digits may differ.
        let page = answer.text().replace(|c: char| c.is_ascii_digit(), "0");
        answers.push((answer.status, answer.headers.clone(), page));
    }
    assert_eq!(answers[0].0, StatusCode::NOT_FOUND);
    for answer in &answers {
        assert!(answer.2.contains(ErrorCode::NoMatch.message().zh));
        assert_eq!(answer, &answers[0]);
    }
});

on_both_engines!(every_fault_of_the_form_is_named_at_once, async |server: TestServer| {
    let error = server.call::<QueryAdmission>(&sample::query("2541", "99010120070315001X")).await.error();
    let names: Vec<_> = error.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!((error.code, names), (ErrorCode::InvalidInput, vec![field::CANDIDATE_NUMBER, field::CITIZEN_ID]));
    let query = IdentityQuery { exam: "gaokao-1905".into(), ..LI_MING.query() };
    let error = server.call::<QueryAdmission>(&query).await.error();
    assert_eq!((error.code, error.fields[0].name.as_str()), (ErrorCode::InvalidInput, field::EXAM));
});

on_both_engines!(the_form_works_without_scripting_and_repeats_nobody, async |server: TestServer| {
    let answer = server.post_form(Page::Admissions.path(), &WANG_FANG.query()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = answer.text();
    for words in
        ["录取", "黄河样例师范大学（9903）", "小学教育（公费师范）", "EX990000003CN", "到校报到", "2025-06-25 16:00"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains(WANG_FANG.id) && !page.contains(WANG_FANG.number), "the page repeats who asked");
});

on_both_engines!(no_address_on_the_page_holds_the_tracking_number, async |server: TestServer| {
    let page = server.post_form(Page::Admissions.path(), &WANG_FANG.query()).await;
    let addresses = page.text().split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    assert!(addresses.clone().any(|address| address == "https://www.ems.com.cn/"));
    assert!(addresses.into_iter().all(|address| !address.contains("990000003")));
});

on_both_engines!(nobody_on_the_way_stores_a_personal_answer, async |server: TestServer| {
    for query in [WANG_FANG.query(), ZHANG_WEI.query(), IdentityQuery::default()] {
        assert_eq!(server.call::<QueryAdmission>(&query).await.header("cache-control"), "no-store");
        let page = server.post_form(Page::Admissions.path(), &query).await;
        assert_eq!((page.header("cache-control"), page.header("etag")), ("no-store", ""));
    }
});

on_both_engines!(the_store_knows_a_keyed_hash_and_no_id, async |server: TestServer| {
    let rows = server.store().rows("SELECT candidate_number, identity FROM admissions", &[]).await.unwrap();
    assert_eq!(rows.len(), 7);
    for row in &rows {
        let candidate = CANDIDATES.iter().find(|one| one.number == row.int(0).unwrap().to_string()).unwrap();
        let (number, id) = candidate.query().identity().unwrap();
        assert_eq!(row.bytes(1).unwrap(), server.context().key().identity(sample::EXAM, &number, &id));
    }
});

on_both_engines!(an_admission_sheet_that_is_corrected_changes_what_it_says_and_no_more, async |server: TestServer| {
    let sheet = std::fs::read_to_string(sample::folder().join("exams/gaokao-2025/admissions.csv")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("exams/gaokao-2025")).unwrap();
    std::fs::write(folder.path().join("department.toml"), "").unwrap();
    let corrected = folder.path().join("exams/gaokao-2025/admissions.csv");
    let without_zhang: Vec<&str> = sheet.lines().filter(|line| !line.contains(ZHANG_WEI.number)).collect();
    std::fs::write(&corrected, without_zhang.join("\n").replace("学前教育", "特殊教育")).unwrap();
    server.import(&corrected).await;
    server.clock().set(sample::undergraduates_released_at());
    let report: AdmissionReport = server.call::<QueryAdmission>(&LIU_YANG.query()).await.json();
    assert_eq!(report.admissions[0].college.as_ref().unwrap().major, "特殊教育");
    assert_eq!(server.call::<QueryAdmission>(&ZHANG_WEI.query()).await.error().code, ErrorCode::NoMatch);
    assert_eq!(server.call::<QueryAdmission>(&LI_MING.query()).await.status, StatusCode::OK);
});
