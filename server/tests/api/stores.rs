//! The store: opened once, twice, and by several at the same time.

use zhangban_api::scores::{QueryScore, ScoreReport};
use zhangban_server::store::Value;
use zhangban_testing::sample::LI_MING;
use zhangban_testing::{Engine, TestServer, on_both_engines};

on_both_engines!(a_second_start_keeps_the_data, async |server: TestServer| {
    let again = server.another(|_| {}).await;
    assert_eq!(again.context().published().version, server.context().published().version);
    let report: ScoreReport = again.call::<QueryScore>(&LI_MING.query()).await.json();
    assert_eq!(report.whose.name, LI_MING.shown_name);
});

/// Several servers that start on a database which nobody has opened before.
async fn first_starts_together(engine: Engine) {
    let database = std::sync::Arc::new(engine.database().await);
    let starts: Vec<_> = (0..4)
        .map(|_| {
            let database = database.clone();
            tokio::spawn(async move { database.open().await })
        })
        .collect();
    for start in starts {
        let store = start.await.expect("a store that opens while others do");
        let rows = store.rows("SELECT version FROM schema_version ORDER BY version", &[]).await.unwrap();
        let versions: Vec<i64> = rows.iter().map(|row| row.int(0).unwrap()).collect();
        assert!(!versions.is_empty() && (1..).zip(&versions).all(|(step, &version)| step == version), "{versions:?}");
    }
}

#[test]
fn several_servers_may_start_for_the_first_time_together_on_sqlite() {
    zhangban_testing::run(first_starts_together(Engine::Sqlite));
}

#[cfg(feature = "whole")]
#[test]
fn several_servers_may_start_for_the_first_time_together_on_postgresql() {
    zhangban_testing::run(first_starts_together(Engine::Postgresql));
}

on_both_engines!(a_change_that_is_not_committed_never_was, async |server: TestServer| {
    let facts = "SELECT value FROM facts WHERE name = $1";
    let add = "INSERT INTO facts (name, value) VALUES ($1, $2)";
    let mut dropped = server.store().begin().await.unwrap();
    assert_eq!(dropped.execute(add, &["dropped".into(), Value::Int(1)]).await.unwrap(), 1);
    drop(dropped);
    let mut kept = server.store().begin().await.unwrap();
    kept.execute(add, &["kept".into(), Value::Int(2)]).await.unwrap();
    kept.commit().await.unwrap();
    assert!(server.store().row(facts, &["dropped".into()]).await.unwrap().is_none());
    assert_eq!(server.store().row(facts, &["kept".into()]).await.unwrap().unwrap().int(0).unwrap(), 2);
});

on_both_engines!(texts_bytes_and_numbers_come_back_as_they_went_in, async |server: TestServer| {
    let sql = "INSERT INTO idempotency (key, fingerprint, answer, answered_at) VALUES ($1, $2, $3, $4)";
    let (text, bytes) = ("渑池 ’; DROP TABLE results; -- \u{1f3eb}", [0u8, 255, 39, 0]);
    let mut transaction = server.store().begin().await.unwrap();
    let values = [Value::from(text), bytes.as_slice().into(), "".into(), Value::Int(i64::MIN)];
    transaction.execute(sql, &values).await.unwrap();
    transaction.commit().await.unwrap();
    let read = "SELECT key, fingerprint, answer, answered_at FROM idempotency WHERE key = $1";
    let row = server.store().row(read, &[text.into()]).await.unwrap().unwrap();
    assert_eq!((row.text(0).unwrap(), row.bytes(1).unwrap(), row.text(2).unwrap()), (text, &bytes[..], ""));
    assert_eq!(row.int(3).unwrap(), i64::MIN);
});
