//! What whoever runs the program needs: tables to hand out, contacts that are forgotten,
//! figures, and a log for machines.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use tower::ServiceExt;
use zhangban::page::Page;
use zhangban_api::cases::{ActOnCase, Actor, CaseForm, CaseNumber, CaseState, CitizenAct, FileCase, Move, Receipt};
use zhangban_api::feedback::{FeedbackForm, SendFeedback};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::scores::QueryScore;
use zhangban_api::{Endpoint, Moment};
use zhangban_server::cases::{Act, CaseRecord, moves, time};
use zhangban_server::metrics;
use zhangban_server::retention::{self, Erased};
use zhangban_server::store::Store;
use zhangban_testing::sample::LI_MING;
use zhangban_testing::server::post;
use zhangban_testing::{Answer, TestServer, on_both_engines, sample};

use crate::audit::log;
use crate::commands::{printed, zhangban};

const DAY: i64 = 24 * 3_600;

/// What is looked for after it was erased.
const CONTACT: &str = "erase.me.please@example.cn";

/// Files a case.
pub async fn file(server: &TestServer, turn: usize, contact: &str, text: &str) -> Receipt {
    let form = CaseForm {
        category: "bullying".into(),
        text: text.into(),
        answers: [("still".to_owned(), "no".to_owned())].into(),
        contact: contact.into(),
        ..CaseForm::default()
    };
    let answer = keyed::<FileCase>(server, &format!("filing-{turn:020}"), &form).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    answer.json()
}

async fn keyed<E: Endpoint>(server: &TestServer, key: &str, asked: &E::Request) -> Answer {
    let mut request = post(E::PATH, "application/json", serde_json::to_string(asked).unwrap());
    request.headers_mut().insert(IdempotencyKey::HEADER, key.parse().unwrap());
    server.send(request).await
}

async fn desk(server: &TestServer, number: CaseNumber, act: Act) {
    let mut transaction = server.store().begin().await.unwrap();
    let mut case = CaseRecord::hold(&mut transaction, number).await.unwrap().unwrap();
    let entry = moves::make(&mut case, act, Actor::Lead, "li", server.clock().now()).unwrap();
    case.update(&mut transaction, &entry).await.unwrap();
    transaction.commit().await.unwrap();
}

fn later(days: i64) -> Moment {
    sample::now().plus_seconds(days * DAY)
}

async fn feedback(server: &TestServer, message: &str, contact: &str) {
    let form = FeedbackForm { rating: 4, topic: "other".into(), message: message.into(), contact: contact.into() };
    let sent = keyed::<SendFeedback>(server, "feedback-feedback-1", &form).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
}

/// Who may do what with a file.
pub fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// The table in a file: its rows, the first of which are the headings.
fn table(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("the mark by which Excel knows UTF-8");
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

on_both_engines!(cases_are_handed_out_as_a_table_without_codes_and_contacts, async |server: TestServer| {
    let receipt = file(&server, 1, CONTACT, "=HYPERLINK(1)").await;
    let (database, out) = (server.database(), server.folder().join("cases.csv"));
    let export = |path: &Path, more: &[&str]| {
        let arguments = ["export", "cases", "--out", path.to_str().unwrap()];
        zhangban(database, &[&arguments[..], more].concat())
    };
    assert!(printed(&export(&out, &[])).contains("1 rows"));
    assert!(!export(&out, &[]).status.success(), "no file is written over");
    let rows = table(&out);
    assert_eq!(rows[0][0], "受理编号");
    assert_eq!(rows[1][0], receipt.number.to_string());
    assert!(rows[1].contains(&"'=HYPERLINK(1)".to_owned()), "{rows:?}");
    let text = fs::read_to_string(&out).unwrap();
    assert!(!text.contains(CONTACT) && !text.contains("argon2") && !text.contains(&receipt.code));
    assert_eq!(mode(&out), 0o600);
    let with = server.folder().join("with.csv");
    printed(&export(&with, &["--with-contacts"]));
    assert_eq!(table(&with)[1].last().unwrap(), CONTACT);
    let actions: Vec<_> = log(&server).await.into_iter().map(|(_, action, subject)| (action, subject)).collect();
    assert_eq!(actions, [("export".to_owned(), "cases".to_owned()), ("export".to_owned(), "cases".to_owned())]);
});

on_both_engines!(contacts_of_anonymous_citizens_are_never_handed_out, async |server: TestServer| {
    let form = CaseForm {
        category: "bullying".into(),
        text: "放学后有人打人".into(),
        answers: [("still".to_owned(), "no".to_owned())].into(),
        contact: CONTACT.into(),
        anonymous: true,
        ..CaseForm::default()
    };
    assert_eq!(keyed::<FileCase>(&server, "anonymous-anonymous", &form).await.status, StatusCode::CREATED);
    let out = server.folder().join("cases.csv");
    let arguments = ["export", "cases", "--with-contacts", "--out", out.to_str().unwrap()];
    printed(&zhangban(server.database(), &arguments));
    assert!(!fs::read_to_string(&out).unwrap().contains(CONTACT));
});

on_both_engines!(feedback_is_handed_out_as_a_table, async |server: TestServer| {
    feedback(&server, "@SUM(1)", CONTACT).await;
    let out = server.folder().join("feedback.csv");
    printed(&zhangban(server.database(), &["export", "feedback", "--out", out.to_str().unwrap()]));
    let row = &table(&out)[1];
    assert_eq!(row[1..], ["4", "other", "'@SUM(1)"]);
    let with = server.folder().join("with.csv");
    let arguments = ["export", "feedback", "--with-contacts", "--out", with.to_str().unwrap()];
    printed(&zhangban(server.database(), &arguments));
    assert_eq!(table(&with)[1].last().unwrap(), CONTACT);
});

/// Tables in which a text stands, in whatever column.
async fn tables_with(store: &Store, text: &str) -> Vec<String> {
    let names = match store.engine() {
        "SQLite" => "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'",
        _ => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns \
              WHERE table_schema = current_schema()"
        }
    };
    let mut found = Vec::new();
    for row in store.rows(names, &[]).await.unwrap() {
        let (table, column) = (row.text(0).unwrap(), row.text(1).unwrap());
        let sql = format!("SELECT count(*) FROM {table} WHERE CAST({column} AS TEXT) LIKE '%{text}%'");
        if store.row(&sql, &[]).await.unwrap().unwrap().int(0).unwrap() > 0 {
            found.push(table.to_owned());
        }
    }
    found
}

/// Files of the data folder that hold these bytes.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let holds = |path: &Path| {
        let bytes = fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    };
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.filter(|path| holds(path)).map(|path| path.display().to_string()).collect()
}

on_both_engines!(contacts_of_cases_that_are_over_are_erased, async |server: TestServer| {
    let text = "放学后有人在校门口打人。".repeat(20);
    let mut receipts = Vec::new();
    for turn in 0..24 {
        receipts.push(file(&server, turn, CONTACT, &text).await);
    }
    let kept = file(&server, 99, "kept@example.cn", &text).await;
    // Some are closed after they were answered, some withdrawn, some merged: rows are moved about on the pages meanwhile.
    for (turn, receipt) in receipts.iter().enumerate() {
        match turn % 3 {
            0 => desk(&server, receipt.number, Act::Answer("已经处理。".repeat(40))).await,
            1 => {
                let act = CitizenAct {
                    number: receipt.number.to_string(),
                    code: receipt.code.clone(),
                    does: Move::Withdraw,
                    text: String::new(),
                    rating: 0,
                };
                let done = keyed::<ActOnCase>(&server, &format!("withdraw-{turn:020}"), &act).await;
                assert_eq!(done.status, StatusCode::OK, "{}", done.text());
            }
            _ => desk(&server, receipt.number, Act::Merge(kept.number.to_string())).await,
        }
    }
    server.clock().set(later(16));
    while time::pass(server.context()).await.unwrap() > 0 {}
    let state = async |at: usize| CaseRecord::find(server.store(), receipts[at].number).await.unwrap().unwrap().state;
    let states = (state(0).await, state(1).await, state(2).await);
    assert_eq!(states, (CaseState::Closed, CaseState::Withdrawn, CaseState::Merged));
    assert_eq!(retention::pass(server.context()).await.unwrap(), Erased::default(), "it is not time yet");
    assert_eq!(tables_with(server.store(), CONTACT).await, ["cases"]);
    // Withdrawn and merged ones were over at once, the others when they were closed.
    server.clock().set(later(91));
    assert_eq!(retention::pass(server.context()).await.unwrap().contacts, 16);
    server.clock().set(later(16 + 91));
    assert_eq!(retention::pass(server.context()).await.unwrap().contacts, 8);
    assert_eq!(tables_with(server.store(), CONTACT).await, Vec::<String>::new());
    assert_eq!(tables_with(server.store(), "kept@example.cn").await, ["cases"], "an open case keeps its contact");
    if server.store().engine() == "SQLite" {
        assert_eq!(files_with(server.folder(), CONTACT), Vec::<String>::new());
        assert!(!files_with(server.folder(), "kept@example.cn").is_empty(), "files are looked through");
    }
    let actions: Vec<_> = log(&server).await.into_iter().map(|(actor, action, _)| (actor, action)).collect();
    assert_eq!(actions, vec![("clock".to_owned(), "retention.contacts".to_owned()); 2]);
});

on_both_engines!(for_how_long_contacts_are_kept_is_the_departments, async |server: TestServer| {
    let hasty = server.another(|parts| parts.keep_contacts_days = 0).await;
    let receipt = file(&hasty, 1, CONTACT, "放学后有人打人").await;
    let other = file(&hasty, 2, "", "放学后有人打人").await;
    desk(&hasty, receipt.number, Act::Merge(other.number.to_string())).await;
    hasty.clock().set(later(0).plus_seconds(1));
    assert_eq!(retention::pass(server.context()).await.unwrap().contacts, 0);
    assert_eq!(retention::pass(hasty.context()).await.unwrap().contacts, 1);
});

on_both_engines!(contacts_that_came_with_feedback_are_erased, async |server: TestServer| {
    feedback(&server, "很好", CONTACT).await;
    server.clock().set(later(90));
    assert_eq!(retention::pass(server.context()).await.unwrap().feedback_contacts, 0, "it is not time yet");
    assert_eq!(tables_with(server.store(), CONTACT).await, ["feedback"]);
    let patient = server.another(|parts| parts.keep_feedback_contacts_days = 91).await;
    server.clock().set(later(90).plus_seconds(1));
    assert_eq!(retention::pass(patient.context()).await.unwrap().feedback_contacts, 0, "it is the department's choice");
    assert_eq!(retention::pass(server.context()).await.unwrap().feedback_contacts, 1);
    assert_eq!(tables_with(server.store(), CONTACT).await, Vec::<String>::new());
    assert_eq!(tables_with(server.store(), "很好").await, ["feedback"], "what was said stays");
    if server.store().engine() == "SQLite" {
        assert_eq!(files_with(server.folder(), CONTACT), Vec::<String>::new());
    }
    let actions: Vec<_> = log(&server).await.into_iter().map(|(actor, action, _)| (actor, action)).collect();
    assert_eq!(actions, [("clock".to_owned(), "retention.feedback_contacts".to_owned())]);
});

on_both_engines!(requests_are_remembered_for_thirty_days, async |server: TestServer| {
    feedback(&server, "很好", "").await;
    server.clock().set(later(30));
    assert_eq!(retention::pass(server.context()).await.unwrap().keys, 0);
    server.clock().set(later(30).plus_seconds(1));
    assert_eq!(retention::pass(server.context()).await.unwrap().keys, 1);
    assert_eq!(log(&server).await.len(), 0, "nothing personal was erased");
});

async fn figures(server: &TestServer) -> String {
    let asked = Request::get("/metrics").body(Body::empty()).unwrap();
    let answer = Answer::of(metrics::routes(server.app()).oneshot(asked).await.unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.text().to_owned()
}

on_both_engines!(figures_count_routes_and_cases_and_nobody, async |server: TestServer| {
    server.call::<QueryScore>(&LI_MING.query()).await;
    server.post_json(QueryScore::PATH, "{").await;
    server.get("/nowhere/13800000000?q=990101200703150011").await;
    server.get(Page::Home.path()).await;
    let (one, two) = (file(&server, 1, CONTACT, "放学后有人打人").await, file(&server, 2, "", "放学后有人打人").await);
    desk(&server, one.number, Act::Answer("已经处理。".into())).await;
    let listening = server.context().limits().listener();
    let text = figures(&server).await;
    let expect = |line: &str| assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    expect(r#"zhangban_requests_total{route="/api/scores/query",class="2xx"} 1"#);
    expect(r#"zhangban_requests_total{route="/api/scores/query",class="4xx"} 1"#);
    expect(r#"zhangban_requests_total{route="elsewhere",class="4xx"} 1"#);
    expect(r#"zhangban_requests_total{route="/",class="2xx"} 1"#);
    expect(r#"zhangban_request_seconds_count{route="/api/scores/query"} 2"#);
    expect(r#"zhangban_open_cases{warning="none"} 1"#);
    expect("zhangban_cases_filed_total 2");
    expect("zhangban_cases_answered_total 1");
    expect("zhangban_event_listeners 1");
    expect("zhangban_database_errors_total 0");
    for personal in [LI_MING.id, LI_MING.number, "13800000000", CONTACT, &two.code, &two.number.to_string()] {
        assert!(!text.contains(personal), "{personal}");
    }
    drop(listening);
    assert!(server.store().rows("SELECT nothing FROM nowhere", &[]).await.is_err());
    assert!(figures(&server).await.contains("zhangban_database_errors_total 1"));
    assert_eq!(server.get("/metrics").await.status, StatusCode::NOT_FOUND, "citizens do not see them");
});

/// A program that is not left behind if the test fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_program_logs_json_without_personal_data_and_has_metrics_on_a_port_of_their_own() {
    let data = tempfile::tempdir().unwrap();
    let child = Command::new(env!("CARGO_BIN_EXE_zhangban"))
        .args(["serve", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--log-format", "json", "--data"])
        .arg(data.path())
        .env("ZHANGBAN_LOG", "trace")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut running = Running(child);
    let mut log = BufReader::new(running.0.stderr.take().unwrap()).lines();
    let mut address = |word: &str| {
        let line = log.by_ref().map(Result::unwrap).find(|line| line.contains(word)).unwrap();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        line["fields"]["message"].as_str().unwrap().split(['/', ' ']).next_back().unwrap().to_owned()
    };
    let (private, public) = (address("metrics at"), address("http://"));
    let ask = |address: &str, request: String| {
        let mut connection = TcpStream::connect(address).unwrap();
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    };
    let body = serde_json::to_string(&LI_MING.query()).unwrap();
    let head = format!("host: {public}\r\nconnection: close\r\n");
    let asked = format!(
        "POST {} HTTP/1.1\r\n{head}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        QueryScore::PATH,
        body.len()
    );
    let answered = ask(&public, asked);
    let figures = ask(&private, format!("GET /metrics HTTP/1.1\r\n{head}\r\n"));
    let told = Command::new("kill").args(["-TERM", &running.0.id().to_string()]).status().unwrap();
    let rest: Vec<String> = log.map(Result::unwrap).collect();
    let ended = running.0.wait().unwrap();
    assert!(told.success() && ended.success());
    assert!(answered.starts_with("HTTP/1.1 ") && figures.contains("zhangban_requests_total"), "{answered}\n{figures}");
    for line in rest {
        assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok(), "{line}");
        assert!(!line.contains(LI_MING.id) && !line.contains(LI_MING.number), "{line}");
    }
}
