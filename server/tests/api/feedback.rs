//! Feedback: kept once however often it is sent, by whichever way it comes.

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode};
use zhangban::page::Page;
use zhangban_api::feedback::{FeedbackForm, FeedbackReceipt, SendFeedback, field};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{Endpoint, ErrorCode};
use zhangban_server::store::Row;
use zhangban_testing::server::post;
use zhangban_testing::{Answer, TestServer, on_both_engines, sample};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const CONTACT: &str = "13800000000";

fn words(message: &str) -> FeedbackForm {
    FeedbackForm { rating: 4, topic: "scores".into(), message: message.into(), contact: CONTACT.into() }
}

fn request(key: &str, form: &FeedbackForm) -> Request<Body> {
    let mut request = post(SendFeedback::PATH, "application/json", serde_json::to_string(form).unwrap());
    request.headers_mut().insert(IdempotencyKey::HEADER, HeaderValue::from_str(key).unwrap());
    request
}

async fn send(server: &TestServer, key: &str, form: &FeedbackForm) -> Answer {
    server.send(request(key, form)).await
}

/// The form as a browser without scripting sends it.
fn typed<'a>(key: &'a str, rating: &'a str, message: &'a str, contact: &'a str) -> [(&'static str, &'a str); 5] {
    [
        (IdempotencyKey::FIELD, key),
        (field::RATING, rating),
        (field::TOPIC, "scores"),
        (field::MESSAGE, message),
        (field::CONTACT, contact),
    ]
}

/// A feedback as it is kept: rating, topic, message, contact.
type Kept = (i64, String, String, String);

async fn kept(server: &TestServer) -> Vec<Kept> {
    let rows = server.store().rows("SELECT rating, topic, message, contact FROM feedback", &[]).await.unwrap();
    let text = |row: &Row, at| row.text(at).unwrap().to_owned();
    rows.iter().map(|row| (row.int(0).unwrap(), text(row, 1), text(row, 2), text(row, 3))).collect()
}

fn as_kept(form: &FeedbackForm) -> Kept {
    (form.rating.into(), form.topic.clone(), form.message.clone(), form.contact.clone())
}

/// The key in a page.
fn key_in(page: &str) -> String {
    let after = page.split(&format!("name=\"{}\"", IdempotencyKey::FIELD)).nth(1).unwrap();
    after.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

on_both_engines!(feedback_is_kept_as_it_was_written, async |server: TestServer| {
    let form = words("打开很快。\n字还可以再大一些。");
    let answer = send(&server, KEY, &form).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
    let receipt: FeedbackReceipt = answer.json();
    assert_eq!(receipt, FeedbackReceipt { received_at: sample::now(), answerable: true });
    assert_eq!(kept(&server).await, [as_kept(&form)]);
});

on_both_engines!(feedback_sent_again_is_kept_once_and_answered_the_same, async |server: TestServer| {
    let first = send(&server, KEY, &words("一次")).await;
    server.clock().set(sample::now().plus_seconds(60));
    let again = send(&server, KEY, &words("一次")).await;
    assert_eq!((first.status, &first.body), (again.status, &again.body));
    assert_eq!(kept(&server).await.len(), 1);
    send(&server, &KEY.replace('0', "f"), &words("一次")).await;
    assert_eq!(kept(&server).await.len(), 2, "another key is another feedback");
});

on_both_engines!(feedback_sent_many_times_at_once_is_kept_once, async |server: TestServer| {
    let presses: Vec<_> = (0..8)
        .map(|_| {
            let server = server.clone();
            tokio::spawn(async move { send(&server, KEY, &words("按了很多下")).await })
        })
        .collect();
    for press in presses {
        let answer = press.await.unwrap();
        if answer.status != StatusCode::OK {
            let error = answer.error();
            assert_eq!((error.code, error.retry_after), (ErrorCode::KeyRunning, Some(1)));
        }
    }
    assert_eq!(kept(&server).await.len(), 1);
});

on_both_engines!(two_servers_on_one_database_keep_it_once, async |server: TestServer| {
    let other = server.another(|_| {}).await;
    let form = words("两台服务器");
    let (one, two) = tokio::join!(send(&server, KEY, &form), send(&other, KEY, &form));
    assert_eq!((one.status, two.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(one.body, two.body);
    assert_eq!(kept(&server).await.len(), 1);
});

on_both_engines!(a_key_belongs_to_its_words, async |server: TestServer| {
    send(&server, KEY, &words("先前的话")).await;
    assert_eq!(send(&server, KEY, &words("别的话")).await.error().code, ErrorCode::KeyReused);
    assert_eq!(kept(&server).await, [as_kept(&words("先前的话"))]);
});

on_both_engines!(feedback_without_a_key_is_not_taken, async |server: TestServer| {
    assert_eq!(server.call::<SendFeedback>(&words("")).await.error().code, ErrorCode::KeyMissing);
    assert_eq!(send(&server, "short", &words("")).await.error().code, ErrorCode::KeyMissing);
    assert_eq!(kept(&server).await, []);
});

on_both_engines!(refused_feedback_can_be_mended_and_sent_with_its_key, async |server: TestServer| {
    let wrong = FeedbackForm { rating: 0, topic: "nothing".into(), message: String::new(), contact: "微信".into() };
    let error = send(&server, KEY, &wrong).await.error();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    let names: Vec<_> = error.fields.iter().map(|fault| fault.name.as_str()).collect();
    assert_eq!(names, [field::RATING, field::TOPIC, field::CONTACT]);
    assert_eq!(kept(&server).await, []);
    assert_eq!(send(&server, KEY, &words("改好了")).await.status, StatusCode::OK);
});

on_both_engines!(every_page_has_a_key_of_its_own_and_is_stored_by_nobody, async |server: TestServer| {
    let (one, two) = (server.get(Page::Feedback.path()).await, server.get(Page::Feedback.path()).await);
    assert_eq!((one.status, one.header("cache-control"), one.header("etag")), (StatusCode::OK, "no-store", ""));
    let keys = [key_in(one.text()), key_in(two.text())];
    assert!(keys.iter().all(|key| IdempotencyKey::parse(key).is_some()) && keys[0] != keys[1], "{keys:?}");
});

on_both_engines!(the_form_works_without_scripting_and_reloaded_it_is_kept_once, async |server: TestServer| {
    let key = key_in(server.get(Page::Feedback.path()).await.text());
    for _ in 0..2 {
        let answer = server.post_form(Page::Feedback.path(), &typed(&key, "4", "没有脚本", CONTACT)).await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
        let page = answer.text();
        for said in ["已收到您的反馈，谢谢！", "2025-06-26 10:00", "5 个工作日内", "通过它答复您"]
        {
            assert!(page.contains(said), "{said} is missing: {page}");
        }
        assert!(!page.contains(CONTACT) && !page.contains("没有脚本"), "the thanks repeat what is personal");
    }
    assert_eq!(kept(&server).await, [as_kept(&words("没有脚本"))]);
});

on_both_engines!(a_button_pressed_many_times_gets_the_thanks_each_time, async |server: TestServer| {
    let presses: Vec<_> = (0..8)
        .map(|_| {
            let server = server.clone();
            tokio::spawn(async move { server.post_form(Page::Feedback.path(), &typed(KEY, "5", "", "")).await })
        })
        .collect();
    for press in presses {
        let answer = press.await.unwrap();
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains("您没有留联系方式，所以我们不会单独答复。"), "{}", answer.text());
    }
    assert_eq!(kept(&server).await.len(), 1);
});

on_both_engines!(a_form_with_faults_comes_back_with_every_character, async |server: TestServer| {
    let message = format!("\n</textarea>&amp;{}", "长".repeat(2_000));
    let form = typed(KEY, "", &message, "微信 zhangban");
    let answer = server.post_form(Page::Feedback.path(), &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    for said in ["请改正 3 处", "请选择评价", "意见最多 2000 字", "请填写手机号", "value=\"微信 zhangban\""]
    {
        assert!(page.contains(said), "{said} is missing: {page}");
    }
    // A parser drops the first line break of a text area, so that the second is the one that was typed.
    assert!(page.contains(">\n\n&lt;/textarea>&amp;amp;长"), "{page}");
    assert_eq!(key_in(page), KEY, "mended, it is still the same feedback");
    assert_eq!(kept(&server).await, []);
});

on_both_engines!(other_words_under_a_used_key_come_back_with_a_new_one, async |server: TestServer| {
    server.post_form(Page::Feedback.path(), &typed(KEY, "4", "先前的话", "")).await;
    let answer = server.post_form(Page::Feedback.path(), &typed(KEY, "2", "别的话", "")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(page.contains("您此前提交的反馈已经收到") && page.contains("别的话"), "{page}");
    let key = key_in(page);
    assert_ne!(key, KEY);
    let answer = server.post_form(Page::Feedback.path(), &typed(&key, "2", "别的话", "")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(kept(&server).await.len(), 2);
});

on_both_engines!(a_form_without_a_key_comes_back_with_one, async |server: TestServer| {
    let answer = server.post_form(Page::Feedback.path(), &typed("", "4", "没有钥匙", "")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("没有钥匙") && !key_in(answer.text()).is_empty(), "{}", answer.text());
});

on_both_engines!(a_browser_may_end_lines_as_it_likes, async |server: TestServer| {
    server.post_form(Page::Feedback.path(), &typed(KEY, "4", "一\r\n二", CONTACT)).await;
    assert_eq!(send(&server, KEY, &words("一\n二")).await.status, StatusCode::OK, "the words are the same");
    assert_eq!(kept(&server).await, [as_kept(&words("一\n二"))]);
});

on_both_engines!(a_character_that_nobody_can_see_breaks_nothing, async |server: TestServer| {
    assert_eq!(send(&server, KEY, &words("看不见\0的")).await.status, StatusCode::OK);
    assert_eq!(kept(&server).await, [as_kept(&words("看不见的"))]);
});
