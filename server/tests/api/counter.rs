//! Filing for a citizen at the counter or on the telephone: by the same rules as hers, with who wrote it down.

use axum::http::StatusCode;
use zhangban::page::Page;
use zhangban_api::ErrorCode;
use zhangban_api::cases::desk::{CaseNamed, DeskCase, DeskView};
use zhangban_api::cases::{CaseKey, CaseView, Event, FollowCase, Source};
use zhangban_api::staff::Role;
use zhangban_testing::desk::AtDesk;
use zhangban_testing::{Answer, TestServer, on_both_engines};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const WORDS: &str = "校门口有人打架，家长在窗口反映。";

/// A form of the page, whole, with some fields changed.
async fn file(server: &TestServer, who: &AtDesk, changed: &[(&str, &str)]) -> Answer {
    let mut form = vec![
        ("idempotency_key", KEY),
        ("source", "counter"),
        ("category", "bullying"),
        ("asked", "bullying"),
        ("answers.still", "yes"),
        ("text", WORDS),
        ("contact", "13800000000"),
        ("publish", "1"),
    ];
    for (name, value) in changed {
        form.retain(|(of, _)| of != name);
        form.push((*name, *value));
    }
    server.post_at_desk(who, Page::DeskFile.path(), &form).await
}

/// Number and code on a receipt.
fn keys(page: &Answer) -> (String, String) {
    let text = page.text();
    let of = |key: &str| {
        let (_, rest) = text.split_once(&format!(r#"data-key="{key}""#)).unwrap_or_else(|| panic!("no {key}: {text}"));
        rest.split(['>', '<']).nth(1).unwrap().to_owned()
    };
    (of("number"), of("code"))
}

async fn cases(server: &TestServer) -> usize {
    server.store().rows("SELECT number FROM cases", &[]).await.unwrap().len()
}

on_both_engines!(a_case_from_the_counter_is_filed_once_and_says_who_wrote_it_down, async |server: TestServer| {
    let who = server.at_desk("li.na", Role::Answerer).await;
    let page = server.get_at_desk(&who, Page::DeskFile.path()).await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(page.seen().contains("群众怎样反映的？") && page.text().contains("<optgroup"), "{}", page.text());
    let receipt = file(&server, &who, &[]).await;
    assert_eq!(receipt.status, StatusCode::CREATED, "{}", receipt.seen());
    let (number, code) = keys(&receipt);
    assert_eq!(keys(&file(&server, &who, &[]).await), (number.clone(), code.clone()), "sent twice");
    assert_eq!(cases(&server).await, 1);

    // The citizen follows it like any other, and reads how it came but not who wrote it.
    let case: CaseView = server.call::<FollowCase>(&CaseKey { number: number.clone(), code }).await.json();
    let first = &case.timeline[0];
    assert_eq!((&first.event, first.who.as_str()), (&Event::WrittenDown { source: Source::Counter }, ""));
    let asked = CaseNamed { number: number.clone() };
    let view: DeskView = server.call_at_desk::<DeskCase>(&who, &asked).await.json();
    assert_eq!((view.source, view.case.timeline[0].who.as_str()), (Source::Counter, "li.na"));
    assert!(view.may_be_published && view.contact == "13800000000");
    let sql = "SELECT actor, subject, detail FROM audit WHERE action = 'case.file'";
    let audited = server.store().rows(sql, &[]).await.unwrap();
    let told: Vec<_> = audited.iter().map(|row| [0, 1, 2].map(|at| row.text(at).unwrap())).collect();
    assert_eq!(told, [["li.na", number.as_str(), r#"{"source":"counter"}"#]]);
});

on_both_engines!(a_form_without_scripting_comes_back_with_the_questions_of_its_category, async |server: TestServer| {
    let who = server.at_desk("li.na", Role::Lead).await;
    let back = file(&server, &who, &[("asked", ""), ("answers.still", ""), ("source", "phone")]).await;
    assert_eq!(back.status, StatusCode::OK);
    for shown in ["现在还在发生吗？", "这类事项还要问几个问题", WORDS] {
        assert!(back.seen().contains(shown), "{shown}: {}", back.seen());
    }
    let unanswered = file(&server, &who, &[("answers.still", ""), ("text", "好"), ("contact", "me")]).await;
    assert_eq!(unanswered.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["请回答这个问题", "请写明情况，至少 4 个字"] {
        assert!(unanswered.seen().contains(said), "{said}: {}", unanswered.seen());
    }
    let unsaid = file(&server, &who, &[("source", "app")]).await;
    assert!(unsaid.status == StatusCode::UNPROCESSABLE_ENTITY && unsaid.seen().contains("请选择群众是怎样反映的"));
    assert_eq!(cases(&server).await, 0);
    // A category without questions needs no second form.
    let plain = file(&server, &who, &[("category", "scores"), ("asked", ""), ("source", "phone")]).await;
    assert_eq!(plain.status, StatusCode::CREATED, "{}", plain.seen());
});

on_both_engines!(only_who_works_on_cases_files_from_a_page_of_hers, async |server: TestServer| {
    let page = server.get(Page::DeskFile.path()).await;
    assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, Page::SignIn.path()));
    let editor = server.at_desk("editor", Role::Editor).await;
    assert_eq!(file(&server, &editor, &[]).await.status, StatusCode::FORBIDDEN);
    let who = server.at_desk("li.na", Role::Lead).await;
    let forged = AtDesk { form_token: "another".into(), ..who.clone() };
    let refused = file(&server, &forged, &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.seen().contains("这次提交不是从本系统的页面发出的") && refused.text().contains(WORDS));
    let keyless = file(&server, &who, &[("idempotency_key", "")]).await;
    assert_eq!(keyless.status.as_u16(), ErrorCode::KeyMissing.status());
    assert_eq!(cases(&server).await, 0);
});
