//! The audit log: everything in its order, and nobody changes it unseen.

use zhangban::page::DESK_SIGN_OUT;
use zhangban_api::staff::{Role, StaffName};
use zhangban_server::audit::{self, AuditError, Broken, Entry};
use zhangban_server::staff;
use zhangban_testing::{TestServer, on_both_engines, sample};

const NAME: &str = "zhang.wei";

/// The log: actor, action, subject.
pub async fn log(server: &TestServer) -> Vec<(String, String, String)> {
    let mut log = Vec::new();
    audit::read(server.store(), |Entry { actor, action, subject, .. }| {
        log.push((actor, action, subject));
        Ok(())
    })
    .await
    .unwrap();
    log
}

on_both_engines!(everything_is_in_the_log_in_its_order, async |server: TestServer| {
    let account = server.hire(NAME, Role::Answerer, None).await;
    let who = server.sign_in(&account).await;
    server.post_at_desk(&who, DESK_SIGN_OUT, &[]).await;
    staff::disable(server.store(), sample::now(), &StaffName::parse(NAME).unwrap()).await.unwrap();
    let entry = |actor: &str, action: &str| (actor.to_owned(), action.to_owned(), NAME.to_owned());
    let expected = [
        entry("command line", "staff.add"),
        entry(NAME, "staff.sign_in"),
        entry(NAME, "staff.sign_out"),
        entry("command line", "staff.disable"),
    ];
    assert_eq!(log(&server).await, expected);
    assert_eq!(audit::verify_store(server.store()).await.unwrap().entries, 4);
});

on_both_engines!(entries_written_at_once_follow_one_another, async |server: TestServer| {
    let writers: Vec<_> = (0..12)
        .map(|number| {
            let server = server.clone();
            tokio::spawn(async move {
                let mut transaction = server.store().begin().await.unwrap();
                let subject = number.to_string();
                audit::record(&mut transaction, sample::now(), NAME, "test", &subject, &[number]).await.unwrap();
                // A transaction that is given up leaves no gap.
                if number % 3 != 0 {
                    transaction.commit().await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(audit::verify_store(server.store()).await.unwrap().entries, 8);
});

on_both_engines!(whoever_changes_the_log_is_found_out, async |server: TestServer| {
    for name in ["one", "two", "three", "four"] {
        server.hire(name, Role::Answerer, None).await;
    }
    let change = async |sql: &str| {
        let mut transaction = server.store().begin().await.unwrap();
        transaction.execute(sql, &[]).await.unwrap();
        transaction.commit().await.unwrap();
        match audit::verify_store(server.store()).await {
            Err(AuditError::Broken(Broken { seq })) => Some(seq),
            other => other.map(|_| None).unwrap(),
        }
    };
    assert_eq!(change("UPDATE audit SET subject = 'three' WHERE seq = 4").await, Some(4));
    assert_eq!(change("UPDATE audit SET subject = 'four' WHERE seq = 4").await, None, "as it was");
    assert_eq!(change("DELETE FROM audit WHERE seq = 4").await, Some(4), "the end is cut off");
    assert_eq!(change("DELETE FROM audit WHERE seq = 2").await, Some(2));
});
