//! No personal data in a log, a header or an address: canaries are sent through every endpoint and every form, right and
//! wrong, through errors and panics, and then looked for.

use std::io::{self, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, Once};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use serde_json::{Map, Value, json};
use tracing::level_filters::LevelFilter;
use zhangban::page::{DESK_SIGN_OUT, PREFERENCES, Page};
use zhangban_api::cases::{CaseForm, CaseKey, FileCase, FollowCase, Receipt};
use zhangban_api::feedback::{FeedbackForm, SendFeedback};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::scores::QueryScore;
use zhangban_api::staff::Role;
use zhangban_api::{Endpoint, ErrorCode};
use zhangban_server::clock::Clock;
use zhangban_server::logging;
use zhangban_testing::desk::{FROM_HERE, form_request};
use zhangban_testing::sample::LI_MING;
use zhangban_testing::server::post;
use zhangban_testing::{Answer, TestServer, on_both_engines, sample};

const PHONE: &str = "13987650123";
const EMAIL: &str = "canary.bird@coalmine.example";
const PASSWORD: &str = "canary singing in the mine";
const NAME: &str = "canary.wei";
const ID: &str = "990101200909090999";
const NUMBER: &str = "25410101017373";
const CODE: &str = "7K3MP-QX9TV";
const WORDS: &str = "金丝雀在矿井里唱歌";

/// What must be found nowhere. Names of staff stand in the audit log, so they are sent and not looked for.
const CANARIES: [&str; 8] = [PHONE, EMAIL, PASSWORD, ID, NUMBER, CODE, "7K3MPQX9TV", WORDS];

/// Everything that is logged in this process, at every level, is looked through line by line; what holds a canary stays.
struct Log {
    found: Mutex<Vec<String>>,
    /// Codes that the server made, which are canaries as well.
    codes: Mutex<Vec<String>>,
    lines: AtomicUsize,
    /// Whether a database told what it was asked, which it does with its parameters.
    statements: AtomicBool,
}

static LOG: LazyLock<Log> = LazyLock::new(|| Log {
    found: Mutex::default(),
    codes: Mutex::default(),
    lines: AtomicUsize::new(0),
    statements: AtomicBool::new(false),
});

impl Log {
    fn holds(&self, text: &str) -> Option<String> {
        let plain = text.to_lowercase();
        let held = |canary: &str| {
            let encoded = serde_urlencoded::to_string([("", canary)]).unwrap_or_default();
            plain.contains(&canary.to_lowercase()) || plain.contains(&encoded[1..].to_lowercase())
        };
        let ours = CANARIES.into_iter().chain([LI_MING.id]).find(|canary| held(canary)).map(str::to_owned);
        ours.or_else(|| self.codes.lock().unwrap().iter().find(|code| held(code)).cloned())
    }
}

struct Looking;

impl Write for Looking {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes);
        LOG.lines.fetch_add(1, Ordering::Relaxed);
        LOG.statements.fetch_or(line.contains("with parameters"), Ordering::Relaxed);
        if LOG.holds(&line).is_some() {
            LOG.found.lock().unwrap().push(line.into_owned());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Logs everything there is, libraries and all, and has panics that quote a canary told as the program tells them.
fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let log = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_ansi(false);
        log.with_writer(|| Looking).init();
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let said = info.payload().downcast_ref::<String>().map_or("", String::as_str);
            if said.contains(PHONE) { logging::panicked(info) } else { usual(info) }
        }));
    });
}

/// What a test saw in answers; the log is looked through at the end.
#[derive(Default)]
struct Seen {
    answers: usize,
    faults: Vec<String>,
}

impl Seen {
    /// Headers of every answer; of what was posted, the addresses in the page too. Whoever types an ID into the search
    /// herself finds it in the links of that page.
    fn look(&mut self, what: &str, answer: &Answer, posted: bool) {
        self.answers += 1;
        self.look_at_headers(what, &answer.headers);
        let text = String::from_utf8_lossy(&answer.body);
        if posted && answer.header("content-type").starts_with("text/html") {
            for attribute in [" href=\"", " action=\"", " src=\"", " formaction=\""] {
                for address in text.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                    if let Some(canary) = LOG.holds(address) {
                        self.faults.push(format!("{what}: {canary} in the address {address}"));
                    }
                }
            }
        }
    }

    fn look_at_headers(&mut self, what: &str, headers: &HeaderMap) {
        for (name, value) in headers {
            if let Some(canary) = LOG.holds(&String::from_utf8_lossy(value.as_bytes())) {
                self.faults.push(format!("{what}: {canary} in the header {name}"));
            }
        }
    }

    fn end(self, at_least: usize) {
        assert!(self.answers >= at_least, "{} answers", self.answers);
        assert_eq!(self.faults, Vec::<String>::new());
        assert!(LOG.lines.load(Ordering::Relaxed) > 0, "nothing was logged: nothing was looked through");
        assert_eq!(*LOG.found.lock().unwrap(), Vec::<String>::new());
    }
}

/// A value of a schema: texts are canaries, in turns, where `free`, and else the first word that is allowed.
fn made(document: &Value, schema: &Value, free: bool, turn: &mut usize) -> Value {
    let turned = |turn: &mut usize| {
        *turn += 1;
        json!(CANARIES[*turn % CANARIES.len()])
    };
    if let Some(name) = schema["$ref"].as_str() {
        let named = document.pointer(&name[1..]).unwrap();
        return made(document, named, free, turn);
    }
    if let Some(first) = schema["enum"].get(0).or_else(|| schema.get("const")).filter(|_| !free) {
        return first.clone();
    }
    for of in ["oneOf", "anyOf", "allOf"] {
        if let Some(first) = schema[of].get(0) {
            return made(document, first, free, turn);
        }
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match kind {
        Some("object") => {
            let fields = schema["properties"].as_object().cloned().unwrap_or_default();
            let mut object: Map<String, Value> =
                fields.iter().map(|(name, schema)| (name.clone(), made(document, schema, free, turn))).collect();
            if fields.is_empty() {
                object.insert(EMAIL.into(), turned(turn));
            }
            object.into()
        }
        Some("array") => json!([made(document, &schema["items"], free, turn)]),
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        _ => turned(turn),
    }
}

fn fresh_key() -> HeaderValue {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("canary-key-{:020}", NEXT.fetch_add(1, Ordering::Relaxed)).parse().unwrap()
}

fn keyed(path: &str, body: impl Into<Body>) -> Request<Body> {
    let mut request = post(path, "application/json", body);
    request.headers_mut().insert(IdempotencyKey::HEADER, fresh_key());
    request
}

/// Endpoints of the document: path, method, operation.
fn endpoints(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, methods): (&String, &Value)| {
        let (method, operation) = methods.as_object().unwrap().iter().next().unwrap();
        (path.clone(), method.clone(), operation.clone())
    };
    paths.iter().map(of).collect()
}

on_both_engines!(canaries_that_fly_through_every_endpoint_are_found_nowhere, async |server: TestServer| {
    watch();
    let mut seen = Seen::default();
    let document: Value = server.get("/api/openapi.json").await.json();
    let who = server.at_desk(NAME, Role::Lead).await;
    for (path, method, operation) in endpoints(&document) {
        if method == "get" {
            let names = operation["parameters"].as_array().cloned().unwrap_or_default();
            for canary in CANARIES {
                let query: Vec<_> = names.iter().map(|one| (one["name"].as_str().unwrap(), canary)).collect();
                let address = format!("{path}?{}", serde_urlencoded::to_string(query).unwrap());
                seen.look(&path, &server.get(&address).await, false);
                seen.look(&path, &server.get_at_desk(&who, &address).await, false);
            }
            continue;
        }
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        for (first, canary) in CANARIES.iter().enumerate() {
            for free in [false, true] {
                let mut turn = first;
                let body = made(&document, schema, free, &mut turn).to_string();
                seen.look(&path, &server.send(keyed(&path, body.clone())).await, true);
                let cut: String = body.chars().take(body.chars().count() - 1).collect();
                seen.look(&path, &server.send(keyed(&path, cut)).await, true);
            }
            let list = json!([canary]).to_string();
            seen.look(&path, &server.post_json(&path, &list).await, true);
            seen.look(&path, &server.send(post(&path, "text/plain", list)).await, true);
        }
    }
    seen.end(300);
});

/// Names of fields in all forms, and in what is posted as JSON.
async fn names(server: &TestServer, document: &Value) -> Vec<String> {
    let mut names = std::collections::BTreeSet::new();
    for page in Page::ALL {
        let text = server.get(page.path()).await;
        let text = String::from_utf8_lossy(&text.body).into_owned();
        names.extend(text.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    for schema in document["components"]["schemas"].as_object().unwrap().values() {
        names.extend(schema["properties"].as_object().into_iter().flat_map(Map::keys).cloned());
    }
    names.into_iter().collect()
}

on_both_engines!(canaries_that_fly_through_every_form_are_found_nowhere, async |server: TestServer| {
    watch();
    let mut seen = Seen::default();
    let document: Value = server.get("/api/openapi.json").await.json();
    let who = server.at_desk(NAME, Role::Lead).await;
    let names = names(&server, &document).await;
    assert!(names.iter().any(|name| name == "contact") && names.iter().any(|name| name == "password"));
    let desk = Page::OF_THE_DESK.iter().map(|page| page.path()).chain([PREFERENCES, DESK_SIGN_OUT]);
    let paths: Vec<_> = Page::ALL.iter().map(|page| page.path()).chain(desk).collect();
    let key = IdempotencyKey::FIELD.to_owned();
    for path in paths {
        for first in 0..CANARIES.len() {
            // Every field has another canary in each turn.
            let canary = |at: usize| CANARIES[(at + first) % CANARIES.len()].to_owned();
            let mut form: Vec<_> = names.iter().enumerate().map(|(at, name)| (name.clone(), canary(at))).collect();
            form.retain(|(name, _)| *name != key);
            form.push((key.clone(), fresh_key().to_str().unwrap().to_owned()));
            seen.look(path, &server.post_form(path, &form).await, true);
            seen.look(path, &server.send(form_request(path, &form, &[FROM_HERE])).await, true);
            let borrowed: Vec<_> = form
                .iter()
                .filter(|(name, _)| name != zhangban_api::staff::field::TOKEN)
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            if path != DESK_SIGN_OUT {
                seen.look(path, &server.post_at_desk(&who, path, &borrowed).await, true);
            }
            let address = format!("{path}?{}", serde_urlencoded::to_string(&form).unwrap());
            seen.look(path, &server.get(&address).await, false);
        }
    }
    let unknown = format!("/nowhere/{PHONE}?q={ID}");
    seen.look("nowhere", &server.get(&unknown).await, false);
    seen.end(400);
});

fn case() -> CaseForm {
    CaseForm {
        category: "bullying".into(),
        text: WORDS.into(),
        answers: [("still".to_owned(), "yes".to_owned())].into(),
        place: WORDS.into(),
        contact: PHONE.into(),
        ..CaseForm::default()
    }
}

fn feedback() -> FeedbackForm {
    FeedbackForm { rating: 5, topic: "other".into(), message: WORDS.into(), contact: EMAIL.into() }
}

fn json_of(asked: &impl serde::Serialize) -> String {
    serde_json::to_string(asked).unwrap()
}

on_both_engines!(what_is_right_leaves_no_trace_in_the_log_either, async |server: TestServer| {
    watch();
    let mut seen = Seen::default();
    seen.look("score", &server.call::<QueryScore>(&LI_MING.query()).await, true);
    seen.look("score", &server.post_form(Page::Scores.path(), &LI_MING.query()).await, true);
    let filed = server.send(keyed(FileCase::PATH, json_of(&case()))).await;
    assert_eq!(filed.status, StatusCode::CREATED);
    let receipt: Receipt = filed.json();
    let plain = receipt.code.replace('-', "");
    LOG.codes.lock().unwrap().extend([receipt.code.clone(), plain]);
    seen.look("filing", &filed, true);
    let key = CaseKey { number: receipt.number.to_string(), code: receipt.code };
    let followed = server.call::<FollowCase>(&key).await;
    assert_eq!(followed.status, StatusCode::OK);
    seen.look("following", &followed, true);
    seen.look("following", &server.post_form(Page::FollowCase.path(), &key).await, true);
    let sent = server.send(keyed(SendFeedback::PATH, json_of(&feedback()))).await;
    seen.look("feedback", &sent, true);
    seen.end(6);
    if server.store().engine() == "PostgreSQL" {
        assert!(LOG.statements.load(Ordering::Relaxed), "what libraries log was not looked through");
    }
});

on_both_engines!(a_database_that_refuses_a_row_does_not_quote_it, async |server: TestServer| {
    watch();
    let mut seen = Seen::default();
    let run = async |sql: &str| {
        let mut transaction = server.store().begin().await.unwrap();
        transaction.script(sql).await.unwrap();
        transaction.commit().await.unwrap();
    };
    // The details of a refusal quote the values: "Key (contact)=(...) already exists".
    run("CREATE UNIQUE INDEX one_contact ON feedback (contact); CREATE UNIQUE INDEX one_case ON cases (contact)").await;
    let mut codes = Vec::new();
    for _ in 0..2 {
        let sent = server.send(keyed(SendFeedback::PATH, json_of(&feedback()))).await;
        codes.push(sent.status);
        seen.look("feedback", &sent, true);
        let filed = server.send(keyed(FileCase::PATH, json_of(&case()))).await;
        codes.push(filed.status);
        seen.look("filing", &filed, true);
    }
    let failed = StatusCode::INTERNAL_SERVER_ERROR;
    assert_eq!(codes[2..], [failed, failed], "{codes:?}");
    // What stands in a column and cannot be read is not quoted either.
    let mut transaction = server.store().begin().await.unwrap();
    transaction.execute("UPDATE cases SET answers = $1", &[json!(PHONE).to_string().into()]).await.unwrap();
    transaction.commit().await.unwrap();
    let number = server.store().row("SELECT number FROM cases", &[]).await.unwrap().unwrap().int(0).unwrap();
    let key = CaseKey { number: format!("{number:013}"), code: CODE.into() };
    let broken = server.call::<FollowCase>(&key).await;
    assert_eq!(broken.error().code, ErrorCode::Internal);
    seen.look("following", &broken, true);
    run("DROP TABLE feedback").await;
    let gone = server.send(keyed(SendFeedback::PATH, json_of(&feedback()))).await;
    assert_eq!(gone.error().code, ErrorCode::Internal);
    seen.look("feedback", &gone, true);
    seen.end(6);
});

on_both_engines!(a_handler_that_panics_does_not_tell_with_what, async |server: TestServer| {
    watch();
    let mut seen = Seen::default();
    let armed = Arc::new(AtomicBool::new(false));
    let trap = armed.clone();
    let clock = Clock::new(move || {
        assert!(!trap.load(Ordering::SeqCst), "index 3 is inside of a character of {PHONE} {ID} {WORDS}");
        sample::now()
    });
    let broken = server.another(|parts| parts.clock = clock).await;
    armed.store(true, Ordering::SeqCst);
    let answer = broken.send(keyed(SendFeedback::PATH, json_of(&feedback()))).await;
    assert_eq!(answer.error().code, ErrorCode::Internal);
    seen.look("feedback", &answer, true);
    let page = broken.post_form(Page::WriteCase.path(), &[("contact", PHONE), ("step", "check")]).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    seen.look("a page", &page, true);
    seen.end(2);
});
