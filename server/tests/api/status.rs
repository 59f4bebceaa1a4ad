//! How the service is doing, above all when something does not work.

use axum::http::StatusCode;
use zhangban::page::Page;
use zhangban_api::endpoint::Nothing;
use zhangban_api::status::{GetStatus, Status};
use zhangban_testing::{TestServer, on_both_engines, sample};

async fn status(server: &TestServer) -> Status {
    let answer = server.call::<GetStatus>(&Nothing {}).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-cache"));
    answer.json()
}

fn works(status: &Status) -> Vec<(&str, bool)> {
    status.parts.iter().map(|part| (part.name.zh.as_str(), part.works)).collect()
}

async fn page(server: &TestServer) -> String {
    let answer = server.get(Page::Status.path()).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.seen()
}

on_both_engines!(everything_works, async |server: TestServer| {
    let status = status(&server).await;
    assert!(status.parts.iter().all(|part| part.works), "{status:?}");
    assert_eq!(status.parts[3].name.zh, "2025 年普通高考成绩查询");
    assert_eq!(status.parts[3].note.zh, "2025-06-25 00:00 起可查");
    assert_eq!((status.started_at, status.now), (sample::now(), sample::now()));
    assert_eq!(status.version, env!("CARGO_PKG_VERSION"));
    assert!(status.data_changed_at.is_some());
    assert!(page(&server).await.contains("各项服务正常。"));
});

on_both_engines!(the_status_is_of_this_moment, async |server: TestServer| {
    let later = sample::now().plus_seconds(3_600);
    page(&server).await;
    server.clock().set(later);
    assert_eq!(status(&server).await.now, later);
    assert!(page(&server).await.contains("2025-06-26 11:00"));
});

on_both_engines!(results_that_are_not_out_are_no_fault, async |server: TestServer| {
    server.clock().set(sample::released_at().plus_seconds(-1));
    let status = status(&server).await;
    assert_eq!((status.parts[3].works, status.parts[3].note.zh.as_str()), (true, "将于 2025-06-25 00:00 开放"));
});

on_both_engines!(results_that_are_out_and_missing_are_a_fault, async |server: TestServer| {
    let mut transaction = server.store().begin().await.unwrap();
    transaction.execute("DELETE FROM results", &[]).await.unwrap();
    transaction.commit().await.unwrap();
    assert!(!status(&server).await.parts[3].works);
});

on_both_engines!(a_database_that_does_not_answer_is_said_on_a_page_that_comes, async |server: TestServer| {
    let mut transaction = server.store().begin().await.unwrap();
    transaction.script("DROP TABLE facts").await.unwrap();
    transaction.commit().await.unwrap();
    let status = status(&server).await;
    assert_eq!(works(&status)[..3], [("页面与查询程序", true), ("数据库", false), ("部门资料", true)]);
    let page = page(&server).await;
    assert!(page.contains("部分服务暂时不能使用") && page.contains("暂不可用"), "{page}");
});

#[test]
fn before_the_first_import_there_are_no_data() {
    zhangban_testing::run(async {
        let server = TestServer::empty(zhangban_testing::Engine::Sqlite).await;
        let status = status(&server).await;
        assert_eq!(works(&status)[..], [("页面与查询程序", true), ("数据库", true), ("部门资料", false)]);
        assert_eq!(status.data_changed_at, None);
        assert!(page(&server).await.contains("尚未导入数据"));
    });
}
