//! Cases: filed once however often they are sent, opened by number and code alone, moved as the table says.

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode};
use zhangban::page::{CASE_ATTACHMENT, FILE_CASE_WITH_FILES, Page, file_case_at};
use zhangban::services::cases::filing::draft::{BACK, STEP};
use zhangban_api::attachments::{self, UploadAttachment, Uploaded};
use zhangban_api::cases::{
    ActOnCase, Actor, CaseForm, CaseKey, CaseNumber, CaseState, CaseView, Categories, CitizenAct, Event, FileCase,
    FollowCase, GetCategories, GetReceipt, Move, Receipt, Warning,
};
use zhangban_api::cases::{filing, following};
use zhangban_api::endpoint::Nothing;
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{Endpoint, ErrorCode, Moment};
use zhangban_server::cases::{Act, CaseRecord, moves, time};
use zhangban_testing::server::post;
use zhangban_testing::{Answer, TestServer, on_both_engines, sample};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const CONTACT: &str = "13800000000";
const HOUR: i64 = 3_600;

fn form() -> CaseForm {
    CaseForm {
        category: "bullying".into(),
        text: "放学后有人在校门口打人。\n已经三次。".into(),
        answers: [("still".to_owned(), "yes".to_owned())].into(),
        place: "样例中学".into(),
        contact: CONTACT.into(),
        anonymous: true,
        publish: true,
        attachments: Vec::new(),
    }
}

fn keyed<E: Endpoint>(key: &str, asked: &E::Request) -> Request<Body> {
    let mut request = post(E::PATH, "application/json", serde_json::to_string(asked).unwrap());
    request.headers_mut().insert(IdempotencyKey::HEADER, HeaderValue::from_str(key).unwrap());
    request
}

async fn file(server: &TestServer) -> Receipt {
    let answer = server.send(keyed::<FileCase>(KEY, &form())).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    answer.json()
}

async fn follow(server: &TestServer, number: &str, code: &str) -> Answer {
    let key = CaseKey { number: number.to_owned(), code: code.to_owned() };
    server.send(post(FollowCase::PATH, "application/json", serde_json::to_string(&key).unwrap())).await
}

async fn seen(server: &TestServer, receipt: &Receipt) -> CaseView {
    let answer = follow(server, &receipt.number.to_string(), &receipt.code).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
    answer.json()
}

fn act_of(receipt: &Receipt, does: Move, text: &str, rating: u8) -> CitizenAct {
    CitizenAct { number: receipt.number.to_string(), code: receipt.code.clone(), does, text: text.into(), rating }
}

async fn act(server: &TestServer, key: &str, act: &CitizenAct) -> Answer {
    server.send(keyed::<ActOnCase>(key, act)).await
}

/// What somebody at the desk does.
async fn desk(server: &TestServer, number: CaseNumber, act: Act) {
    let mut transaction = server.store().begin().await.unwrap();
    let mut case = CaseRecord::hold(&mut transaction, number).await.unwrap().unwrap();
    let entry = moves::make(&mut case, act, Actor::Lead, "li", server.clock().now()).unwrap();
    case.update(&mut transaction, &entry).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn count(server: &TestServer, table: &str) -> i64 {
    let row = server.store().row(&format!("SELECT count(*) FROM {table}"), &[]).await.unwrap().unwrap();
    row.int(0).unwrap()
}

fn later(seconds: i64) -> Moment {
    sample::now().plus_seconds(seconds)
}

on_both_engines!(what_a_case_can_be_about_is_the_departments, async |server: TestServer| {
    let categories: Categories = server.get(GetCategories::PATH).await.json();
    let bullying = categories.category("bullying").unwrap();
    assert_eq!((bullying.deadline.hours(), bullying.questions.len()), (24, 2));
    assert_eq!(bullying.call_first.as_ref().unwrap().number.to_string(), "110");
});

on_both_engines!(a_case_is_kept_as_it_was_written, async |server: TestServer| {
    let receipt = file(&server).await;
    assert_eq!((receipt.filed_at, receipt.due_at), (sample::now(), later(24 * HOUR)));
    let case = seen(&server, &receipt).await;
    assert_eq!((case.state, case.text.as_str()), (CaseState::Received, "放学后有人在校门口打人。\n已经三次。"));
    assert_eq!(case.answers[0].1, "yes");
    assert_eq!(case.timeline.iter().map(|entry| entry.event.clone()).collect::<Vec<_>>(), [Event::Filed]);
    let kept = CaseRecord::find(server.store(), receipt.number).await.unwrap().unwrap();
    assert_eq!((kept.contact.as_str(), kept.anonymous, kept.publish), (CONTACT, true, true));
    assert!(kept.code.starts_with("$argon2id$"), "only a hash of the code is kept");
});

on_both_engines!(a_case_sent_again_is_one_case_with_one_receipt, async |server: TestServer| {
    let first = file(&server).await;
    server.clock().set(later(60));
    let again = file(&server).await;
    assert_eq!(first, again);
    assert_eq!((count(&server, "cases").await, count(&server, "case_events").await), (1, 1));
    let other = CaseForm { text: "另一件事情".into(), ..form() };
    assert_eq!(server.send(keyed::<FileCase>(KEY, &other)).await.error().code, ErrorCode::KeyReused);
    let missing = post(FileCase::PATH, "application/json", serde_json::to_string(&form()).unwrap());
    assert_eq!(server.send(missing).await.error().code, ErrorCode::KeyMissing);
});

on_both_engines!(a_phone_that_never_heard_gets_the_receipt_by_its_key, async |server: TestServer| {
    let ask = async |key: &str| server.send(keyed::<GetReceipt>(key, &Nothing {})).await;
    assert_eq!(ask(KEY).await.error().code, ErrorCode::NotFound);
    let receipt = file(&server).await;
    let answer = ask(KEY).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.json::<Receipt>(), receipt);
    assert_eq!(seen(&server, &answer.json()).await.number, receipt.number, "its code opens the case");
    // What was done with a key that filed nothing is no receipt.
    let other = "fedcba9876543210fedcba9876543210";
    assert_eq!(act(&server, other, &act_of(&receipt, Move::Message, "再补充一点情况", 0)).await.status, StatusCode::OK);
    assert_eq!(ask(other).await.error().code, ErrorCode::NotFound);
});

on_both_engines!(the_code_is_in_the_answer_and_nowhere_else, async |server: TestServer| {
    let receipt = file(&server).await;
    let plain = receipt.code.replace('-', "");
    for table in ["idempotency", "cases"] {
        let column = if table == "cases" { "code" } else { "answer" };
        for row in server.store().rows(&format!("SELECT {column} FROM {table}"), &[]).await.unwrap() {
            let text = row.text(0).unwrap();
            assert!(!text.contains(&plain) && !text.contains(&receipt.code), "{table}");
        }
    }
});

on_both_engines!(number_and_code_are_read_as_people_type_them, async |server: TestServer| {
    let receipt = file(&server).await;
    let number = receipt.number.to_string().replace('-', " ");
    let code = format!(" {} ", receipt.code.to_lowercase());
    assert_eq!(follow(&server, &number, &code).await.status, StatusCode::OK);
});

on_both_engines!(a_wrong_number_and_a_wrong_code_are_answered_alike, async |server: TestServer| {
    let receipt = file(&server).await;
    let nobodys = CaseNumber::new(sample::now().date(), receipt.number.ending() / 10 + 1).to_string();
    let wrong_number = follow(&server, &nobodys, &receipt.code).await;
    let wrong_code = follow(&server, &receipt.number.to_string(), "00000-00000").await;
    assert_eq!(wrong_number.error().code, ErrorCode::NoCase);
    assert_eq!((wrong_number.status, &wrong_number.body), (wrong_code.status, &wrong_code.body));
    let malformed = follow(&server, "261125-000000-0", "short").await.error();
    assert_eq!(malformed.code, ErrorCode::InvalidInput);
    assert_eq!(malformed.fields.last().unwrap().name, following::field::CODE);
});

on_both_engines!(a_case_is_answered_rated_and_reopened, async |server: TestServer| {
    let receipt = file(&server).await;
    let early = act(&server, "early-early-early-early", &act_of(&receipt, Move::Rate, "", 5)).await;
    assert_eq!(early.error().code, ErrorCode::NotNow, "there is nothing to rate yet");
    server.clock().set(later(HOUR));
    desk(&server, receipt.number, Act::Answer("已经处理。".into())).await;
    let answered = seen(&server, &receipt).await;
    assert_eq!((answered.state, answered.clock.stopped_at), (CaseState::Answered, Some(later(HOUR))));
    assert_eq!(answered.timeline.last().unwrap().words, "已经处理。");
    assert_eq!(answered.timeline.last().unwrap().who, "", "who wrote it is the desk's affair");

    let rated = act(&server, "rate-rate-rate-rate-1", &act_of(&receipt, Move::Rate, "没有解决", 1)).await;
    assert_eq!(rated.json::<CaseView>().rating, Some(1));
    server.clock().set(later(2 * HOUR));
    let reopen = act_of(&receipt, Move::Reopen, "还在发生", 0);
    let reopened: CaseView = act(&server, "reopen-reopen-reopen", &reopen).await.json();
    assert_eq!((reopened.state, reopened.clock.due_at), (CaseState::Reopened, later(26 * HOUR)));
    let again: CaseView = act(&server, "reopen-reopen-reopen", &reopen).await.json();
    // What lets her page hear of it is made anew for each answer.
    let again = CaseView { events: reopened.events.clone(), ..again };
    assert_eq!(again, reopened, "the same key does it once");
    assert_eq!(seen(&server, &receipt).await.timeline.len(), 4);
});

on_both_engines!(after_fifteen_days_a_case_is_closed_and_stays_closed, async |server: TestServer| {
    let receipt = file(&server).await;
    desk(&server, receipt.number, Act::Answer("已经处理。".into())).await;
    server.clock().set(later(15 * 24 * HOUR + 1));
    let late = act(&server, KEY.replace('0', "a").as_str(), &act_of(&receipt, Move::Reopen, "还在发生", 0)).await;
    assert_eq!(late.error().code, ErrorCode::NotNow);
    assert_eq!(time::pass(server.context()).await.unwrap(), 1);
    assert_eq!(seen(&server, &receipt).await.state, CaseState::Closed);
    assert_eq!(time::pass(server.context()).await.unwrap(), 0);
});

on_both_engines!(a_case_is_warned_of_before_its_promise_breaks, async |server: TestServer| {
    let receipt = file(&server).await;
    let warnings = async || {
        let timeline = seen(&server, &receipt).await.timeline;
        let warning = |event: &Event| if let Event::Warned { warning } = event { Some(*warning) } else { None };
        timeline.iter().filter_map(|entry| warning(&entry.event)).collect::<Vec<_>>()
    };
    for (hours, expected) in [
        (11, vec![]),
        (12, vec![Warning::Half]),
        // A clock that went back takes nothing back, and warns of nothing twice.
        (1, vec![Warning::Half]),
        (13, vec![Warning::Half]),
        (23, vec![Warning::Half, Warning::LastHour]),
        (24, vec![Warning::Half, Warning::LastHour, Warning::Overdue]),
    ] {
        server.clock().set(later(hours * HOUR));
        time::pass(server.context()).await.unwrap();
        assert_eq!(warnings().await, expected, "after {hours} hours");
    }
});

on_both_engines!(a_pause_is_seen_with_its_reason_and_a_message_ends_it, async |server: TestServer| {
    let receipt = file(&server).await;
    desk(&server, receipt.number, Act::Pause("请补充班级。".into())).await;
    let paused = seen(&server, &receipt).await;
    assert_eq!(
        (paused.clock.paused_at, paused.timeline.last().unwrap().words.as_str()),
        (Some(sample::now()), "请补充班级。")
    );
    server.clock().set(later(5 * HOUR));
    assert_eq!(time::pass(server.context()).await.unwrap(), 0, "what is paused is not warned of");
    let told: CaseView =
        act(&server, KEY.replace('0', "b").as_str(), &act_of(&receipt, Move::Message, "三年级二班", 0)).await.json();
    assert_eq!((told.clock.paused_at, told.clock.due_at), (None, later(29 * HOUR)));
});

on_both_engines!(notes_of_the_desk_are_not_shown_to_citizens, async |server: TestServer| {
    let receipt = file(&server).await;
    desk(&server, receipt.number, Act::Note("先联系学校核实".into())).await;
    let answer = follow(&server, &receipt.number.to_string(), &receipt.code).await;
    assert!(!answer.text().contains("先联系学校核实"));
});

on_both_engines!(what_is_wrong_is_said_field_by_field, async |server: TestServer| {
    let wrong = CaseForm { category: "nothing".into(), text: "啊".into(), contact: "me".into(), ..form() };
    let error = server.send(keyed::<FileCase>(KEY, &wrong)).await.error();
    let names: Vec<_> = error.fields.iter().map(|fault| fault.name.as_str()).collect();
    assert_eq!(names, [filing::field::CATEGORY, filing::field::TEXT, filing::field::CONTACT]);
    assert_eq!(count(&server, "cases").await, 0);
    let right = server.send(keyed::<FileCase>(KEY, &form())).await;
    assert_eq!(right.status, StatusCode::CREATED, "what was refused can be mended and sent with its key");
});

fn key_in(page: &str) -> String {
    let after = page.split(&format!("name=\"{}\"", IdempotencyKey::FIELD)).nth(1).unwrap();
    after.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn posted(server: &TestServer, fields: &[(&str, &str)]) -> Answer {
    let body = serde_urlencoded::to_string(fields).unwrap();
    server.send(post(Page::WriteCase.path(), "application/x-www-form-urlencoded", body)).await
}

on_both_engines!(a_case_is_filed_question_by_question_without_scripting, async |server: TestServer| {
    let first = server.get(Page::FileCase.path()).await;
    assert!(first.seen().contains(&file_case_at("bullying", "words").replace('&', "&amp;")));
    let words = server.get(&file_case_at("bullying", "words")).await.seen();
    let key = key_in(&words);
    let mut fields = vec![(IdempotencyKey::FIELD, key.as_str()), ("category", "bullying"), ("text", "短")];
    let refused = posted(&server, &[&fields[..], &[(STEP, "words")]].concat()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.seen().contains(">短</textarea>") || refused.seen().contains("\n短</textarea>"));
    fields[2].1 = "放学后有人打人";
    let details = posted(&server, &[&fields[..], &[(STEP, "words")]].concat()).await.seen();
    assert!(details.contains("现在还在发生吗？") && key_in(&details) == key);
    let back = posted(&server, &[&fields[..], &[(STEP, "details"), (BACK, "1")]].concat()).await.seen();
    assert!(back.contains("放学后有人打人</textarea>"));
    let missed = posted(&server, &[&fields[..], &[(STEP, "details")]].concat()).await;
    assert_eq!(missed.status, StatusCode::UNPROCESSABLE_ENTITY, "a question that must be answered");
    fields.push(("answers.still", "yes"));
    let contact = posted(&server, &[&fields[..], &[(STEP, "details")]].concat()).await.seen();
    assert!(contact.contains("联系方式"));
    let check = posted(&server, &[&fields[..], &[(STEP, "contact")]].concat()).await.seen();
    assert!(check.contains("确认提交") && check.contains("学校安全处"));
    assert_eq!(count(&server, "cases").await, 0);
    let filed = posted(&server, &[&fields[..], &[(STEP, "check")]].concat()).await;
    assert_eq!((filed.status, filed.header("cache-control")), (StatusCode::CREATED, "no-store"));
    assert!(filed.seen().contains("已受理"));
    let twice = posted(&server, &[&fields[..], &[(STEP, "check")]].concat()).await;
    assert_eq!(twice.seen(), filed.seen());
    assert_eq!(count(&server, "cases").await, 1);
});

on_both_engines!(a_case_is_followed_and_rated_without_scripting, async |server: TestServer| {
    let receipt = file(&server).await;
    desk(&server, receipt.number, Act::Answer("已经处理。".into())).await;
    let number = receipt.number.to_string();
    let mut fields = vec![("number", number.as_str()), ("code", receipt.code.as_str())];
    let follow = async |fields: &[(&str, &str)]| {
        let body = serde_urlencoded::to_string(fields).unwrap();
        server.send(post(Page::FollowCase.path(), "application/x-www-form-urlencoded", body)).await
    };
    let page = follow(&fields).await.seen();
    assert!(page.contains("已经处理。") && page.contains("评价答复"));
    let key = key_in(&page);
    fields.extend([(IdempotencyKey::FIELD, key.as_str()), ("does", "rate")]);
    let refused = follow(&fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    fields.push(("rating", "5"));
    let rated = follow(&fields).await;
    assert_eq!(rated.status, StatusCode::OK);
    assert!(rated.seen().contains("您的评价：很好"));
    let nobody = follow(&[("number", number.as_str()), ("code", "00000-00000")]).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
});

on_both_engines!(cases_of_one_day_never_share_a_number, async |server: TestServer| {
    let mut numbers = std::collections::HashSet::new();
    for turn in 0..40 {
        let key = format!("{turn:032}");
        let answer = server.send(keyed::<FileCase>(&key, &form())).await;
        assert!(numbers.insert(answer.json::<Receipt>().number));
    }
    assert_eq!(count(&server, "cases").await, 40);
});

/// The smallest PNG: one pixel.
fn pixel() -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(1, 1).write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

async fn attachment(server: &TestServer, key: &CaseKey, id: &str) -> Answer {
    let form = [("number", key.number.as_str()), ("code", &key.code), (attachments::FIELD, id)];
    server.post_form(CASE_ATTACHMENT, &form).await
}

on_both_engines!(what_comes_with_a_case_is_had_by_its_number_and_code_alone, async |server: TestServer| {
    let mut upload = post(UploadAttachment::PATH, "image/png", pixel());
    upload.headers_mut().insert(IdempotencyKey::HEADER, HeaderValue::from_static(KEY));
    let uploaded: Uploaded = server.send(upload).await.json();
    let id = uploaded.id.to_string();
    let form = CaseForm { attachments: vec![id.clone()], ..form() };
    let receipt: Receipt = server.send(keyed::<FileCase>("photo-photo-photo", &form)).await.json();
    let case = seen(&server, &receipt).await;
    assert_eq!(case.attachments, [uploaded]);
    let key = CaseKey { number: receipt.number.to_string(), code: receipt.code.clone() };
    let answer = attachment(&server, &key, &id).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "image/jpeg"));
    let stranger = CaseKey { code: "00000-00000".into(), ..key.clone() };
    assert_eq!(attachment(&server, &stranger, &id).await.status, StatusCode::NOT_FOUND);
    // Another case cannot be filed with it, and its own citizen is the only one who gets it.
    let other = server.send(keyed::<FileCase>("another-another-another", &form)).await;
    assert_eq!(other.error().fields[0].name, attachments::FIELD);
    assert_eq!(count(&server, "cases").await, 1, "what is refused keeps nothing");
});

on_both_engines!(a_photo_is_filed_without_scripting, async |server: TestServer| {
    let page = server.get(&file_case_at("bullying", "words")).await.seen();
    let key = key_in(&page);
    let part = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
    };
    let mut body = Vec::new();
    for (name, value) in [
        (IdempotencyKey::FIELD, key.as_str()),
        (STEP, "details"),
        ("category", "bullying"),
        ("text", "放学后有人打人"),
        ("answers.still", "yes"),
    ] {
        body.extend(part(name, value));
    }
    let head = "--x\r\nContent-Disposition: form-data; name=\"attachments\"; filename=\"a.png\"\r\n\r\n";
    body.extend([head.as_bytes(), &pixel(), b"\r\n--x--\r\n"].concat());
    let answer = server.send(post(FILE_CASE_WITH_FILES, "multipart/form-data; boundary=x", body)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let page = answer.seen();
    let id = page.split("name=\"attachments\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(id.len(), 32);
    let fields = [
        (IdempotencyKey::FIELD, key.as_str()),
        (STEP, "check"),
        ("category", "bullying"),
        ("text", "放学后有人打人"),
        ("answers.still", "yes"),
        ("attachments", id),
    ];
    assert_eq!(posted(&server, &fields).await.status, StatusCode::CREATED);
    assert_eq!(count(&server, "attachments").await, 1);
});
