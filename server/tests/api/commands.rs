//! Commands of the program: accounts of the desk, and the audit log.

use std::fs;
use std::process::{Command, Output};

use zhangban_api::staff::Role;
use zhangban_testing::desk::PASSWORD;
use zhangban_testing::engine::Database;
use zhangban_testing::{Engine, TestServer, on_both_engines};

use crate::audit::log;

const NAME: &str = "zhang.wei";

/// Runs a command of the program on a database.
pub fn zhangban(database: &Database, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhangban"));
    command.args(arguments).env("ZHANGBAN_DATA", database.folder.path());
    if let Some(url) = &database.url {
        command.env("ZHANGBAN_DATABASE", url);
    }
    command.output().unwrap()
}

/// What it printed, when it did what it was told.
pub fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Why it did not.
pub fn refused(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8(output.stderr.clone()).unwrap()
}

on_both_engines!(accounts_are_opened_shown_reset_and_closed_from_the_command_line, async |server: TestServer| {
    let (database, file) = (server.database(), server.folder().join("password"));
    let file = file.to_str().unwrap();
    fs::write(file, format!("{PASSWORD}\n")).unwrap();
    let add = ["staff", "add", NAME, "--shown-name", "张伟", "--role", "lead", "--password-file", file];
    let added = printed(&zhangban(database, &add));
    assert!(added.contains("otpauth://totp/Zhangban:zhang.wei?secret=") && !added.contains(PASSWORD), "{added}");
    assert!(refused(&zhangban(database, &add)).contains("there is an account zhang.wei already"));
    let listed = printed(&zhangban(database, &["staff", "list"]));
    assert!(listed.contains("zhang.wei\t张伟\tlead\tall departments\topen"), "{listed}");
    let reset = printed(&zhangban(database, &["staff", "reset", NAME, "--password-file", file]));
    assert_ne!(added, reset);
    printed(&zhangban(database, &["staff", "disable", NAME]));
    assert!(printed(&zhangban(database, &["staff", "list"])).contains("\tclosed\t"));
    let unknown = zhangban(database, &["staff", "disable", "nobody"]);
    assert!(refused(&unknown).contains("there is no account nobody"));
    let actions: Vec<_> = log(&server).await.into_iter().map(|(_, action, _)| action).collect();
    assert_eq!(actions, ["staff.add", "staff.reset", "staff.disable"]);
});

#[test]
fn an_account_that_cannot_be_is_refused_in_words() {
    zhangban_testing::run(async {
        let database = Engine::Sqlite.database().await;
        let file = database.folder.path().join("short");
        fs::write(&file, "too short\n").unwrap();
        let file = file.to_str().unwrap();
        let add = |name: &str, role: &str, more: &[&str]| {
            let arguments = ["staff", "add", name, "--shown-name", "张伟", "--role", role];
            refused(&zhangban(&database, &[&arguments[..], more].concat()))
        };
        assert!(add("Zhang Wei", "lead", &[]).contains("2 to 32 letters"));
        assert!(add(NAME, "boss", &[]).contains("answerer, lead, editor, operator"));
        assert!(add(NAME, "lead", &["--password-file", file]).contains("12 to 128 characters"));
        assert!(add(NAME, "lead", &[]).contains("--password-file"), "nobody is there to be asked");
    });
}

on_both_engines!(the_log_is_verified_and_handed_out_from_the_command_line, async |server: TestServer| {
    server.at_desk(NAME, Role::Lead).await;
    let (database, file) = (server.database(), server.folder().join("audit.jsonl"));
    let file = file.to_str().unwrap();
    let verified = printed(&zhangban(database, &["audit", "verify"]));
    assert!(verified.starts_with("2 entries"), "{verified}");
    printed(&zhangban(database, &["audit", "export", "--out", file]));
    assert_eq!(printed(&zhangban(database, &["audit", "verify", "--file", file])), verified);
    assert!(!zhangban(database, &["audit", "export", "--out", file]).status.success(), "no file is written over");
    let exported = fs::read_to_string(file).unwrap();
    fs::write(file, exported.replace("sign_in", "sign_on")).unwrap();
    assert!(refused(&zhangban(database, &["audit", "verify", "--file", file])).contains("broken at entry 2"));
    fs::write(file, "{}\n").unwrap();
    assert!(refused(&zhangban(database, &["audit", "verify", "--file", file])).contains("line 1"));
});
