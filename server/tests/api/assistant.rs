//! The number assistant: what it answers by its endpoint and by its page, and what it keeps, which is nothing.

use axum::http::StatusCode;
use zhangban::page::{Page, article};
use zhangban_api::assistant::{AskAssistant, Assistant, GetAssistant, Outcome, Question, Reply, field};
use zhangban_api::endpoint::Nothing;
use zhangban_api::{ErrorCode, Moment};
use zhangban_testing::{Engine, TestServer, on_both_engines};

async fn ask(server: &TestServer, text: &str) -> Reply {
    let answer = server.call::<AskAssistant>(&Question { text: text.into() }).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"), "{text}");
    answer.json()
}

/// The page after something was sent with scripting off.
async fn sent(server: &TestServer, text: &str) -> String {
    let answer = server.post_form(Page::Assistant.path(), &[(field::TEXT, text)]).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
    answer.seen()
}

on_both_engines!(the_greeting_offers_the_numbers_of_the_department, async |server: TestServer| {
    let offered: Assistant = server.call::<GetAssistant>(&Nothing {}).await.json();
    assert_eq!(offered.greeting.zh, "您好，请发送数字。");
    let numbers: Vec<_> = offered.choices.iter().map(|choice| (choice.number, choice.title.zh.as_str())).collect();
    assert_eq!(numbers, [(1, "最新消息与咨询"), (4, "放假规定与投诉电话"), (5, "常用电话")]);
});

on_both_engines!(a_number_is_answered_with_words_numbers_and_services, async |server: TestServer| {
    for sent in ["4", "４", "四", "发4。", "什么时候放假？"] {
        let reply = ask(&server, sent).await;
        assert_eq!((reply.outcome, reply.text.zh.as_str()), (Outcome::Answered, "按通知放假。"), "{sent}");
        let numbers: Vec<_> = reply.phones.iter().map(|phone| phone.number.to_string()).collect();
        assert_eq!(numbers, ["12391", "0371-000 00 03"]);
    }
    let reply = ask(&server, "5").await;
    assert_eq!(reply.title.zh, "常用电话");
    assert_eq!(ask(&server, "Useful numbers").await, reply, "what stands on the button can be sent");
    assert_eq!((reply.links[0].address.as_str(), reply.links[0].title.zh.as_str()), ("/hotlines", "便民电话"));
});

on_both_engines!(a_reply_never_leads_to_a_page_that_is_not_there, async |server: TestServer| {
    let reply = ask(&server, "1").await;
    assert_eq!((reply.outcome, reply.links.len()), (Outcome::Answered, 0));
    let reply = ask(&server, "录取通知书什么时候到").await;
    let links: Vec<_> = reply.links.iter().map(|hit| hit.address.clone()).collect();
    assert_eq!(links, [article("seating")]);
    assert_eq!(server.get(&links[0]).await.status, StatusCode::OK);
    // Nothing is left of this rule, so it is as if there were none.
    assert_eq!(ask(&server, "答复").await.outcome, Outcome::Unanswered);
});

on_both_engines!(a_rule_that_is_over_never_answers, async |server: TestServer| {
    assert_eq!(ask(&server, "志愿什么时候截止").await.outcome, Outcome::Answered);
    server.clock().set(Moment::parse("2025-06-30 23:59:59").unwrap());
    assert_eq!(ask(&server, "志愿什么时候截止").await.outcome, Outcome::Answered, "the last day belongs to it");
    server.clock().set(Moment::parse("2025-07-01 00:00").unwrap());
    assert_eq!(ask(&server, "志愿什么时候截止").await.outcome, Outcome::Unanswered);
});

on_both_engines!(what_it_cannot_answer_leads_to_what_is_found_and_to_people, async |server: TestServer| {
    let reply = ask(&server, "我想查分，怎么办").await;
    assert_eq!(reply.outcome, Outcome::Unanswered);
    assert_eq!(reply.links[0].address, Page::Scores.path());
    assert_eq!(reply.phones[0].number.to_string(), "0371-000 00 01");
    let people: Vec<_> = reply.people.iter().map(|hit| hit.address.as_str()).collect();
    assert_eq!(people, [Page::Hotlines.path(), Page::Feedback.path()]);
    let lost = ask(&server, "月亮上有什么").await;
    assert!(lost.links.is_empty() && !lost.people.is_empty());
});

on_both_engines!(nothing_readable_is_greeted, async |server: TestServer| {
    for sent in ["", "  ", "。", "😀"] {
        let reply = ask(&server, sent).await;
        assert_eq!((reply.outcome, reply.text.zh.as_str()), (Outcome::Greeted, "您好，请发送数字。"), "{sent}");
    }
});

on_both_engines!(ten_thousand_characters_are_answered_and_more_are_refused, async |server: TestServer| {
    assert_eq!(ask(&server, &"长".repeat(10_000)).await.outcome, Outcome::Unanswered);
    let too_much = server.call::<AskAssistant>(&Question { text: "长".repeat(30_000) }).await;
    assert_eq!(too_much.error().code, ErrorCode::TooLarge);
    let not_a_question = server.post_json("/api/assistant/reply", r#"{"question":"1"}"#).await;
    assert_eq!(not_a_question.error().code, ErrorCode::Malformed);
});

on_both_engines!(the_page_works_without_scripting, async |server: TestServer| {
    let page = server.get(Page::Assistant.path()).await.seen();
    assert!(page.contains("您好，请发送数字。") && page.contains(r#"method="post" action="/assistant""#), "{page}");
    assert!(page.contains(r#"name="text" value="4""#) && page.contains("放假规定与投诉电话"), "{page}");
    let page = sent(&server, "4").await;
    for words in ["按通知放假。", r#"href="tel:12391""#, "0371-000 00 03", "放假规定与投诉电话"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("tel:+86371000"), "a sample cannot be called");
    let page = sent(&server, "").await;
    assert!(page.contains("您好，请发送数字。") && !page.contains("exchange-0"), "{page}");
});

on_both_engines!(what_was_sent_stays_text, async |server: TestServer| {
    let page = sent(&server, "\"><img src=x>&amp;").await;
    assert!(!page.contains("<img") && page.contains("&lt;img"), "{page}");
});

on_both_engines!(what_was_sent_is_kept_nowhere, async |server: TestServer| {
    const SECRET: &str = "我的号码是 13800000000";
    ask(&server, SECRET).await;
    sent(&server, SECRET).await;
    for (column, table) in
        [("body", "replies"), ("message", "feedback"), ("answer", "idempotency"), ("body", "department")]
    {
        for row in server.store().rows(&format!("SELECT {column} FROM {table}"), &[]).await.unwrap() {
            assert!(!row.text(0).unwrap().contains("13800000000"), "{table} keeps it");
        }
    }
    assert!(!format!("{:?}", Question { text: SECRET.into() }).contains("138"), "a log would show it");
    assert!(!server.get(Page::Assistant.path()).await.text().contains("13800000000"));
});

#[test]
fn before_the_first_import_it_leads_to_people() {
    zhangban_testing::run(async {
        let server = TestServer::empty(Engine::Sqlite).await;
        let offered: Assistant = server.call::<GetAssistant>(&Nothing {}).await.json();
        assert!(!offered.greeting.zh.is_empty() && offered.choices.is_empty());
        assert_eq!(ask(&server, "1").await.people.len(), 2);
    });
}
