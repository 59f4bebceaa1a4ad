//! The promise clock: figures that anybody can check, worked out once for everybody who asks.

use std::process::Command;

use axum::http::StatusCode;
use zhangban::page::{PROMISE_CSV, PROMISE_LOG, Page};
use zhangban_api::Endpoint;
use zhangban_api::cases::Actor;
use zhangban_api::cases::promise::{Figures, GetPromise, Promise};
use zhangban_server::cases::Act;
use zhangban_testing::{TestServer, on_both_engines, sample};

use super::{ANSWER, HOUR, answered, file, happens};

async fn promise(server: &TestServer) -> Promise {
    server.get(GetPromise::PATH).await.json()
}

on_both_engines!(the_promise_counts_pauses_lateness_and_reopening, async |server: TestServer| {
    let at = |hours: i64| server.clock().set(sample::now().plus_seconds(hours * HOUR));
    let [quick, slow, paused, waiting, withdrawn] = [
        file(&server, 1).await,
        file(&server, 2).await,
        file(&server, 3).await,
        file(&server, 4).await,
        file(&server, 5).await,
    ];
    at(1);
    happens(&server, &paused, Actor::Answerer, Act::Pause("等学校回复。".into())).await;
    happens(&server, &withdrawn, Actor::Citizen, Act::Withdraw(String::new())).await;
    at(2);
    happens(&server, &quick, Actor::Answerer, Act::Answer(ANSWER.into())).await;
    happens(&server, &quick, Actor::Citizen, Act::Rate { rating: 2, words: String::new() }).await;
    let whole = |promise: &Promise| promise.rows[0].figures.clone();
    let early = whole(&promise(&server).await);
    assert_eq!((early.filed, early.answered, early.decided, early.within), (4, 1, 1, 1), "the rest is in time yet");
    at(48);
    let due = whole(&promise(&server).await);
    assert_eq!((due.decided, due.within), (3, 1), "late at once; a pause moves the end");
    at(50);
    happens(&server, &slow, Actor::Answerer, Act::Answer(ANSWER.into())).await;
    // Another clock for the second answer does not make the first one punctual.
    happens(&server, &slow, Actor::Citizen, Act::Reopen("没有解决".into())).await;
    at(60);
    happens(&server, &paused, Actor::Answerer, Act::Resume).await;
    happens(&server, &paused, Actor::Answerer, Act::Answer(ANSWER.into())).await;
    happens(&server, &waiting, Actor::Citizen, Act::Withdraw(String::new())).await;
    let end = promise(&server).await;
    let expected = Figures {
        month: "2025-06".into(),
        office: String::new(),
        filed: 4,
        answered: 3,
        median: Some(50 * HOUR),
        ninetieth: Some(60 * HOUR),
        decided: 4,
        within: 2,
        reopened: 1,
        ratings: 1,
        rated: 2,
    };
    assert_eq!(whole(&end), expected, "what was withdrawn after it was due stays late");
    assert_eq!((end.rows.len(), end.rows[1].name.zh.as_str()), (2, "省招生办公室"));
    let page = server.get(Page::Promise.path()).await.seen();
    assert!(page.contains("50.0 %") && page.contains("省招生办公室"), "{page}");
});

on_both_engines!(the_promise_is_worked_out_once_for_everybody_who_asks, async |server: TestServer| {
    file(&server, 1).await;
    let filed = async || promise(&server).await.rows[0].figures.filed;
    assert_eq!(filed().await, 1);
    // Without its table nobody could work anything out.
    let rename = async |from: &str, to: &str| {
        let mut transaction = server.store().begin().await.unwrap();
        transaction.script(&format!("ALTER TABLE {from} RENAME TO {to}")).await.unwrap();
        transaction.commit().await.unwrap();
    };
    rename("cases", "elsewhere").await;
    for address in [GetPromise::PATH, Page::Promise.path(), PROMISE_CSV, PROMISE_LOG] {
        assert_eq!(server.get(address).await.status, StatusCode::OK, "{address}");
    }
    rename("elsewhere", "cases").await;
    // What happens on this server is seen in the next second, what happens on another one in the next minute.
    server.clock().set(sample::now().plus_seconds(1));
    file(&server, 2).await;
    assert_eq!(filed().await, 2);
    file(&server.another(|_| {}).await, 3).await;
    server.clock().set(sample::now().plus_seconds(2));
    assert_eq!(filed().await, 2);
    server.clock().set(sample::now().plus_seconds(60));
    assert_eq!(filed().await, 3);
});

on_both_engines!(anybody_can_work_the_figures_out_from_the_log, async |server: TestServer| {
    answered(&server, 1).await;
    file(&server, 2).await;
    server.clock().set(sample::now().plus_seconds(49 * HOUR));
    let log = server.get(PROMISE_LOG).await;
    assert_eq!(log.header("content-type"), "text/csv; charset=utf-8");
    let path = server.folder().join("log.csv");
    std::fs::write(&path, log.body.as_ref() as &[u8]).unwrap();
    let verify =
        || Command::new(env!("CARGO_BIN_EXE_zhangban")).args(["audit", "verify", "--promise"]).arg(&path).output();
    let printed = String::from_utf8(verify().unwrap().stdout).unwrap();
    assert!(printed.starts_with("2 cases as of 2025-06-28 11:00"), "{printed}");
    assert!(printed.contains("2025-06\t*\t2\t1\t0\t0\t2\t1\t0\t0\t0\n"), "{printed}");
    std::fs::write(&path, "case,office\n").unwrap();
    let refused = verify().unwrap();
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("this is not a log"));
});

on_both_engines!(no_cell_of_a_file_is_a_formula, async |server: TestServer| {
    let receipt = answered(&server, 1).await;
    let mut transaction = server.store().begin().await.unwrap();
    let sql = "UPDATE cases SET office = '=1+1', category = '@x' WHERE number = $1";
    transaction.execute(sql, &[receipt.number.stored().into()]).await.unwrap();
    transaction.commit().await.unwrap();
    let sheet = server.get(PROMISE_CSV).await;
    assert!(sheet.header("content-disposition").contains("attachment"));
    assert!(sheet.text().contains(",'=1+1,") && sheet.text().starts_with('\u{feff}'), "{}", sheet.text());
    let log = server.get(PROMISE_LOG).await;
    assert!(log.text().contains(",'@x,'=1+1,"), "{}", log.text());
});
