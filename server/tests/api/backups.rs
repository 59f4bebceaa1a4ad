//! Backups: made while the server works, and checked by opening them again.

use std::fs;
use std::path::Path;
use std::process::Command;
#[cfg(feature = "whole")]
use std::sync::{Mutex, PoisonError};

use zhangban_api::cases::Receipt;
use zhangban_api::staff::Role;
use zhangban_server::audit;
use zhangban_server::backup::{Backup, BackupError, Original, back_up};
use zhangban_server::cases::CaseRecord;
use zhangban_testing::engine::Database;
use zhangban_testing::{Engine, TestServer};

use crate::commands::{printed, refused, zhangban};
use crate::operating::{file, mode};

/// Backs up what a server with SQLite has.
async fn backed_up(data: &Path, files: Option<&Path>, to: &Path) -> Result<Backup, BackupError> {
    back_up(&Original { data, database: None, files }, to).await
}

/// A server with somebody at the desk, a case, and a file; and the receipt of the case.
async fn at_work(engine: Engine) -> (TestServer, Receipt) {
    let server = TestServer::start(engine).await;
    server.at_desk("zhang.wei", Role::Lead).await;
    let receipt = file(&server, 1, "", "放学后有人打人").await;
    fs::create_dir_all(server.folder().join("files/ab")).unwrap();
    fs::write(server.folder().join("files/ab/photo"), b"photo").unwrap();
    (server, receipt)
}

#[test]
fn a_backup_is_made_while_the_server_works_and_can_be_started() {
    zhangban_testing::run(async {
        let (server, receipt) = at_work(Engine::Sqlite).await;
        let place = tempfile::tempdir().unwrap();
        let backup = place.path().join("backup");
        let arguments = ["backup", backup.to_str().unwrap()];
        let said = printed(&zhangban(server.database(), &arguments));
        for word in ["rows in", "2 entries", "opens 1 second factors", "files: 1"] {
            assert!(said.contains(word), "{said}");
        }
        assert_eq!((mode(&backup), mode(&backup.join("files"))), (0o700, 0o700));
        for name in ["zhangban.sqlite", "identity.key", "files/ab/photo"] {
            assert_eq!(mode(&backup.join(name)), 0o600, "{name}");
        }
        assert!(refused(&zhangban(server.database(), &arguments)).contains("is never written over"));
        // What comes after it is not in it, and everything before is.
        let after = file(&server, 2, "", "放学后又有人打人").await;
        let restored = Database { folder: tempfile::tempdir().unwrap(), url: None };
        for name in ["zhangban.sqlite", "identity.key"] {
            fs::copy(backup.join(name), restored.folder.path().join(name)).unwrap();
        }
        let store = restored.open().await;
        let found = async |receipt: &Receipt| CaseRecord::find(&store, receipt.number).await.unwrap().is_some();
        assert!(found(&receipt).await && !found(&after).await);
        assert_eq!(audit::verify_store(&store).await.unwrap().entries, 2);
        let verified = printed(&zhangban(&restored, &["audit", "verify"]));
        assert!(verified.starts_with("2 entries"), "{verified}");
    });
}

#[test]
fn what_cannot_be_restored_is_no_backup() {
    zhangban_testing::run(async {
        let server = TestServer::start(Engine::Sqlite).await;
        server.at_desk("zhang.wei", Role::Lead).await;
        let place = tempfile::tempdir().unwrap();
        let to = place.path().join("backup");
        let mut transaction = server.store().begin().await.unwrap();
        transaction.execute("UPDATE audit SET action = 'changed' WHERE seq = 2", &[]).await.unwrap();
        transaction.commit().await.unwrap();
        let broken = backed_up(server.folder(), None, &to).await;
        assert!(matches!(broken, Err(BackupError::Audit(_))), "{broken:?}");
        let mut transaction = server.store().begin().await.unwrap();
        transaction.execute("UPDATE audit SET action = 'staff.sign_in' WHERE seq = 2", &[]).await.unwrap();
        transaction.commit().await.unwrap();
        // The key of somebody else opens no second factor.
        let key = server.folder().join("identity.key");
        let right = fs::read(&key).unwrap();
        fs::write(&key, [7; 32]).unwrap();
        let foreign = backed_up(server.folder(), None, &to).await;
        assert!(matches!(foreign, Err(BackupError::Factors(_))), "{foreign:?}");
        fs::write(&key, right).unwrap();
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "nothing is left behind");
        assert_eq!(backed_up(server.folder(), None, &to).await.unwrap().factors, 1);
        let nothing = backed_up(place.path(), None, &place.path().join("other")).await;
        assert!(matches!(nothing, Err(BackupError::Missing(_))), "{nothing:?}");
    });
}

#[test]
fn whoever_lacks_the_programs_of_postgresql_is_told_what_to_install() {
    let (data, nothing) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(data.path().join("identity.key"), [7; 32]).unwrap();
    let said = Command::new(env!("CARGO_BIN_EXE_zhangban"))
        .args(["backup", "--database", "postgres://user:secret@127.0.0.1:1/none", "--data"])
        .arg(data.path())
        .arg(nothing.path().join("backup"))
        .env("PATH", nothing.path())
        .output()
        .unwrap();
    let said = refused(&said);
    assert!(said.contains("pg_dump is not on the PATH") && said.contains("postgresql-client"), "{said}");
    assert!(said.contains("nothing was copied") && !said.contains("secret"), "{said}");
    assert_eq!(fs::read_dir(nothing.path()).unwrap().count(), 0, "nothing is left behind");
}

/// Held by whoever looks for what is left on the server: all tests share it, and see what another one is about to remove.
#[cfg(feature = "whole")]
static ALONE: Mutex<()> = Mutex::new(());

/// The databases of a server.
#[cfg(feature = "whole")]
async fn databases(server: &TestServer) -> Vec<String> {
    let rows = server.store().rows("SELECT datname::text FROM pg_database", &[]).await.unwrap();
    rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect()
}

#[cfg(feature = "whole")]
#[test]
fn a_backup_of_postgresql_is_made_while_the_server_works_and_can_be_restored() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    zhangban_testing::run(async {
        let (server, receipt) = at_work(Engine::Postgresql).await;
        let place = tempfile::tempdir().unwrap();
        let backup = place.path().join("backup");
        let arguments = ["backup", backup.to_str().unwrap()];
        let said = printed(&zhangban(server.database(), &arguments));
        for word in ["rows in", "restored on the same server", "2 entries", "opens 1 second factors", "files: 1"] {
            assert!(said.contains(word), "{said}");
        }
        for name in ["zhangban.pgdump", "identity.key", "files/ab/photo"] {
            assert_eq!(mode(&backup.join(name)), 0o600, "{name}");
        }
        assert!(refused(&zhangban(server.database(), &arguments)).contains("is never written over"));
        let left: Vec<_> = databases(&server).await.into_iter().filter(|name| name.contains("check")).collect();
        assert_eq!(left, Vec::<String>::new(), "the database it was tried in is gone");
        // What comes after it is not in it, and everything before is.
        let after = file(&server, 2, "", "放学后又有人打人").await;
        let restored = Engine::Postgresql.database().await;
        let done = Command::new("pg_restore")
            .args(["--no-owner", "--exit-on-error", "--dbname", restored.url.as_ref().unwrap()])
            .arg(backup.join("zhangban.pgdump"))
            .status()
            .unwrap();
        assert!(done.success());
        fs::copy(backup.join("identity.key"), restored.folder.path().join("identity.key")).unwrap();
        let store = restored.open().await;
        let found = async |receipt: &Receipt| CaseRecord::find(&store, receipt.number).await.unwrap().is_some();
        assert!(found(&receipt).await && !found(&after).await);
        let verified = printed(&zhangban(&restored, &["audit", "verify"]));
        assert!(verified.starts_with("2 entries"), "{verified}");
    });
}

#[cfg(feature = "whole")]
#[test]
fn a_dump_that_does_not_fit_its_key_is_no_backup() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    zhangban_testing::run(async {
        let server = TestServer::start(Engine::Postgresql).await;
        server.at_desk("zhang.wei", Role::Lead).await;
        fs::write(server.folder().join("identity.key"), [7; 32]).unwrap();
        let place = tempfile::tempdir().unwrap();
        let original = Original { data: server.folder(), database: server.database().url.as_deref(), files: None };
        let foreign = back_up(&original, &place.path().join("backup")).await;
        assert!(matches!(foreign, Err(BackupError::Factors(_))), "{foreign:?}");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "nothing is left behind");
        assert!(databases(&server).await.iter().all(|name| !name.contains("check")), "nor on the server");
    });
}

#[cfg(feature = "whole")]
#[test]
fn whoever_may_not_make_a_database_is_told_so() {
    zhangban_testing::run(async {
        let server = TestServer::start(Engine::Postgresql).await;
        let mut transaction = server.store().begin().await.unwrap();
        transaction.script("CREATE ROLE reader LOGIN; GRANT pg_read_all_data TO reader").await.unwrap();
        transaction.commit().await.unwrap();
        let url = server.database().url.as_ref().unwrap().replace("zhangban@", "reader@");
        let place = tempfile::tempdir().unwrap();
        let original = Original { data: server.folder(), database: Some(&url), files: None };
        let refused = back_up(&original, &place.path().join("backup")).await.unwrap_err().to_string();
        assert!(refused.contains("CREATEDB") && refused.contains("permission denied"), "{refused}");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "nothing is left behind");
    });
}

#[test]
fn a_file_that_came_with_a_case_and_is_not_there_is_missed() {
    zhangban_testing::run(async {
        let server = TestServer::start(Engine::Sqlite).await;
        let mut transaction = server.store().begin().await.unwrap();
        let row = "INSERT INTO attachments (id, kind, media_type, bytes, width, height, object, digest, uploaded_at, \
                   owner, position, claimed_at, removing) \
                   VALUES ('a', 'photo', 'image/jpeg', 5, 1, 1, 'ab/photo', x'00', 1, 1, 0, 1, 0)";
        transaction.execute(row, &[]).await.unwrap();
        transaction.commit().await.unwrap();
        let (files, place) = (server.folder().join("files"), tempfile::tempdir().unwrap());
        let to = place.path().join("backup");
        let missed = backed_up(server.folder(), Some(&files), &to).await;
        assert!(matches!(missed, Err(BackupError::Io(..))), "{missed:?}");
        fs::create_dir_all(files.join("ab")).unwrap();
        fs::write(files.join("ab/photo"), b"phot").unwrap();
        let shorter = backed_up(server.folder(), Some(&files), &to).await;
        assert!(matches!(shorter, Err(BackupError::Differs(_))), "{shorter:?}");
        fs::write(files.join("ab/photo"), b"photo").unwrap();
        assert_eq!(backed_up(server.folder(), Some(&files), &to).await.unwrap().files, 1);
    });
}
