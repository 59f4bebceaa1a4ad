//! The score query.

use axum::http::StatusCode;
use zhangban::page::Page;
use zhangban_api::ErrorCode;
use zhangban_api::identity::{IdentityQuery, field};
use zhangban_api::scores::{QueryScore, ScoreReport};
use zhangban_testing::sample::{self, CANDIDATES, Candidate, LI_MING, LIU_YANG, OUYANG, WANG_FANG, ZHANG_WEI};
use zhangban_testing::{TestServer, on_both_engines};

on_both_engines!(a_candidate_gets_her_marks_her_total_and_her_rank, async |server: TestServer| {
    let answer = server.call::<QueryScore>(&LI_MING.query()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let report: ScoreReport = answer.json();
    assert_eq!((report.whose.exam.as_str(), report.whose.track.as_str()), (sample::EXAM, "physics"));
    assert_eq!((report.whose.name.as_str(), report.whose.candidate_number.as_str()), ("李*", "25••••••••0001"));
    let marks = report.marks.unwrap();
    let subjects: Vec<_> = marks.subjects.iter().map(|mark| (mark.subject.as_str(), mark.mark)).collect();
    let slip =
        [("chinese", 118), ("maths", 126), ("english", 121), ("physics", 78), ("chemistry", 84), ("biology", 81)];
    assert_eq!(subjects, slip);
    assert_eq!((marks.total, marks.rank), (608, 1_578));
});

on_both_engines!(blanks_hyphens_and_a_small_x_do_not_matter, async |server: TestServer| {
    let query = sample::query(" 2541 0101 010003 ", "990101-20061105-003x");
    let report: ScoreReport = server.call::<QueryScore>(&query).await.json();
    assert_eq!((report.whose.name.as_str(), report.state), (WANG_FANG.shown_name, WANG_FANG.state));
});

on_both_engines!(a_result_without_marks_has_a_state_and_no_marks, async |server: TestServer| {
    for candidate in [WANG_FANG, ZHANG_WEI, LIU_YANG] {
        let answer = server.call::<QueryScore>(&candidate.query()).await;
        let report: ScoreReport = answer.json();
        assert_eq!((report.state, report.marks), (candidate.state, None));
        assert!(!answer.text().contains("marks"), "{}", answer.text());
    }
});

/// Number and ID that do not belong together: an unknown number, an unknown ID, two that are somebody's but not the same
/// person's, the number of a result that is withheld, and nobody's at all.
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
        let answer = server.call::<QueryScore>(&sample::query(number, id)).await;
        assert_eq!(answer.error().code, ErrorCode::NoMatch);
        answers.push((answer.status, answer.headers, answer.body));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
});

on_both_engines!(the_page_answers_a_wrong_id_and_an_unknown_number_alike, async |server: TestServer| {
    let mut answers = Vec::new();
    for (number, id) in MISSES {
        let answer = server.post_form(Page::Scores.path(), &sample::query(number, id)).await;
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
    let error = server.call::<QueryScore>(&sample::query("2541", "99010120070315001X")).await.error();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    let names: Vec<_> = error.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, [field::CANDIDATE_NUMBER, field::CITIZEN_ID]);
    assert!(error.fields.iter().all(|field| !field.message.zh.is_empty() && !field.message.en.is_empty()));
});

on_both_engines!(an_exam_that_does_not_exist_is_a_fault_of_the_form, async |server: TestServer| {
    let query = IdentityQuery { exam: "gaokao-1905".into(), ..LI_MING.query() };
    let error = server.call::<QueryScore>(&query).await.error();
    assert_eq!((error.code, error.fields[0].name.as_str()), (ErrorCode::InvalidInput, field::EXAM));
});

on_both_engines!(the_form_works_without_scripting, async |server: TestServer| {
    let answer = server.post_form(Page::Scores.path(), &LI_MING.query()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = answer.text();
    assert!(page.contains("608") && page.contains("李*") && page.contains("1,578"), "{page}");
    assert!(!page.contains(LI_MING.id) && !page.contains(LI_MING.number), "the page repeats who asked");
});

on_both_engines!(a_form_with_a_fault_comes_back_with_what_was_typed, async |server: TestServer| {
    let answer = server.post_form(Page::Scores.path(), &sample::query("2541 0101", LI_MING.id)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(page.contains("2541 0101") && page.contains(LI_MING.id), "something typed is lost");
    assert!(page.contains("考生号应为 14 位数字"), "nobody is told what to mend");
});

on_both_engines!(an_empty_form_is_no_failure_of_ours, async |server: TestServer| {
    let answer = server.post_form(Page::Scores.path(), &[("something", "else")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
});

on_both_engines!(nobody_on_the_way_stores_a_personal_answer, async |server: TestServer| {
    for query in [LI_MING.query(), sample::query(sample::UNKNOWN_NUMBER, LI_MING.id), IdentityQuery::default()] {
        assert_eq!(server.call::<QueryScore>(&query).await.header("cache-control"), "no-store");
        let page = server.post_form(Page::Scores.path(), &query).await;
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.header("etag"), "");
    }
});

on_both_engines!(the_store_knows_a_keyed_hash_and_no_id, async |server: TestServer| {
    let rows = server.store().rows("SELECT candidate_number, identity FROM results", &[]).await.unwrap();
    assert_eq!(rows.len(), CANDIDATES.len());
    for row in &rows {
        let number = row.int(0).unwrap().to_string();
        let candidate = CANDIDATES.iter().find(|candidate| candidate.number == number).unwrap();
        assert_eq!(row.bytes(1).unwrap(), identity(&server, candidate));
    }
});

fn identity(server: &TestServer, candidate: &Candidate) -> [u8; 32] {
    let (number, id) = candidate.query().identity().unwrap();
    server.context().key().identity(sample::EXAM, &number, &id)
}

#[test]
fn no_file_of_the_server_holds_an_id_in_clear() {
    zhangban_testing::run(async {
        let server = TestServer::start(zhangban_testing::Engine::Sqlite).await;
        for candidate in CANDIDATES {
            server.call::<QueryScore>(&candidate.query()).await;
        }
        let mut seen = 0;
        // Uploads have a folder of their own, in which nobody's score is.
        let files = std::fs::read_dir(server.folder()).unwrap().map(|entry| entry.unwrap().path());
        for file in files.filter(|path| path.is_file()) {
            let bytes = std::fs::read(file).unwrap();
            seen += bytes.len();
            for candidate in CANDIDATES {
                let id = candidate.id.as_bytes();
                assert!(!bytes.windows(id.len()).any(|window| window == id), "an ID stands in the data folder");
            }
        }
        assert!(seen > 100_000, "the database was not looked through");
    });
}
