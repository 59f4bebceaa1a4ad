//! Cases at the desk: who sees what, in which order, and that what is done is done once and written down.

use axum::http::StatusCode;
use zhangban::page::{Page, desk_case_at};
use zhangban_api::cases::desk::{CaseNamed, DeskCase, DeskQueue, DeskView, Queue, QueueSearch, Show, field};
use zhangban_api::cases::{CaseForm, CaseState, Event, FileCase, Move, Receipt};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::staff::Role;
use zhangban_api::{Endpoint, ErrorCode};
use zhangban_server::cases::CaseRecord;
use zhangban_testing::desk::AtDesk;
use zhangban_testing::server::post;
use zhangban_testing::{Answer, TestServer, on_both_engines, sample};

const CONTACT: &str = "13800000000";

async fn file(server: &TestServer, category: &str, text: &str) -> Receipt {
    let form = CaseForm {
        category: category.into(),
        text: text.into(),
        answers: [("still".to_owned(), "no".to_owned())].into(),
        contact: CONTACT.into(),
        ..CaseForm::default()
    };
    let mut request = post(FileCase::PATH, "application/json", serde_json::to_string(&form).unwrap());
    // Other words are another case.
    let key = text.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let key = format!("{key:032}");
    request.headers_mut().insert(IdempotencyKey::HEADER, key.parse().unwrap());
    let answer = server.send(request).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    answer.json()
}

async fn queue(server: &TestServer, who: &AtDesk, search: QueueSearch) -> Queue {
    server.call_at_desk::<DeskQueue>(who, &search).await.json()
}

async fn view(server: &TestServer, who: &AtDesk, receipt: &Receipt) -> DeskView {
    let asked = CaseNamed { number: receipt.number.to_string() };
    server.call_at_desk::<DeskCase>(who, &asked).await.json()
}

/// A form of the page of a case, with the version that was read.
async fn act(server: &TestServer, who: &AtDesk, receipt: &Receipt, does: Move, text: &str, to: &str) -> Answer {
    let version = view(server, who, receipt).await.version;
    act_on(server, who, receipt, does, (text, to), version).await
}

async fn act_on(
    server: &TestServer,
    who: &AtDesk,
    receipt: &Receipt,
    does: Move,
    (text, to): (&str, &str),
    version: u32,
) -> Answer {
    let (number, version) = (receipt.number.to_string(), version.to_string());
    let (text_name, to_name) = field::of_move(does);
    let form = [
        (field::NUMBER, number.as_str()),
        (field::VERSION, &version),
        (field::DOES, does.word()),
        (text_name, text),
        (to_name, to),
    ];
    server.post_at_desk(who, Page::DeskCase.path(), &form).await
}

async fn audited(server: &TestServer, action: &str) -> usize {
    let sql = "SELECT seq FROM audit WHERE action = $1";
    server.store().rows(sql, &[action.into()]).await.unwrap().len()
}

on_both_engines!(what_is_due_next_stands_first, async |server: TestServer| {
    let slow = file(&server, "scores", "成绩复核怎么申请").await;
    server.clock().set(sample::now().plus_seconds(3_600));
    let urgent = file(&server, "bullying", "校门口有人打架").await;
    let who = server.at_desk("lead", Role::Lead).await;
    let numbers = |queue: Queue| queue.rows.iter().map(|row| row.number).collect::<Vec<_>>();
    assert_eq!(numbers(queue(&server, &who, QueueSearch::default()).await), [urgent.number, slow.number]);
    let all = queue(&server, &who, QueueSearch { show: Show::All, ..QueueSearch::default() }).await;
    assert_eq!(numbers(all), [urgent.number, slow.number], "the newest first");
});

on_both_engines!(a_case_is_found_by_number_by_its_ending_and_by_words, async |server: TestServer| {
    let one = file(&server, "bullying", "校门口有人打架 100%").await;
    file(&server, "scores", "成绩复核怎么申请").await;
    let who = server.at_desk("lead", Role::Lead).await;
    let number = one.number.to_string();
    let ending = format!("{:06}", one.number.ending());
    for q in [number.as_str(), &number.replace('-', ""), &ending, "打架", "100%"] {
        let found = queue(&server, &who, QueueSearch { q: q.into(), ..QueueSearch::default() }).await;
        assert_eq!(found.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [one.number], "{q}");
    }
    let nothing = queue(&server, &who, QueueSearch { q: "%".repeat(200), ..QueueSearch::default() }).await;
    assert_eq!(nothing.count, 0);
});

on_both_engines!(whoever_belongs_to_an_office_sees_its_cases_alone, async |server: TestServer| {
    let ours = file(&server, "bullying", "校门口有人打架").await;
    let theirs = file(&server, "scores", "成绩复核怎么申请").await;
    let account = server.hire("safe", Role::Answerer, Some("safety")).await;
    let who = server.sign_in(&account).await;
    let seen = queue(&server, &who, QueueSearch::default()).await;
    assert_eq!(seen.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [ours.number]);
    let asked = CaseNamed { number: theirs.number.to_string() };
    let hidden = server.call_at_desk::<DeskCase>(&who, &asked).await;
    assert_eq!(hidden.error().code, ErrorCode::NotFound);
    let refused = act_on(&server, &who, &theirs, Move::Answer, ("已经处理。", ""), 1).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
});

on_both_engines!(nobody_sees_the_desk_who_does_not_work_on_cases, async |server: TestServer| {
    let receipt = file(&server, "bullying", "校门口有人打架").await;
    let page = server.get(Page::Desk.path()).await;
    assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, Page::SignIn.path()));
    assert_eq!(server.get(DeskQueue::PATH).await.error().code, ErrorCode::NotSignedIn);
    let editor = server.at_desk("editor", Role::Editor).await;
    let asked = CaseNamed { number: receipt.number.to_string() };
    assert_eq!(server.call_at_desk::<DeskCase>(&editor, &asked).await.error().code, ErrorCode::NotAllowed);
});

on_both_engines!(an_answer_reaches_the_citizen_and_is_written_down, async |server: TestServer| {
    let receipt = file(&server, "bullying", "校门口有人打架").await;
    let who = server.at_desk("answerer", Role::Answerer).await;
    let page = server.get_at_desk(&who, &desk_case_at(&receipt.number.to_string())).await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in ["发送答复", CONTACT, "说明规定", "校门口有人打架"] {
        assert!(page.seen().contains(shown), "{shown}: {}", page.seen());
    }
    let done = act(&server, &who, &receipt, Move::Answer, "已经处理。", "").await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, Page::Desk.path()));
    let case = view(&server, &who, &receipt).await.case;
    assert_eq!(case.state, CaseState::Answered);
    let last = case.timeline.last().unwrap();
    assert_eq!((&last.event, last.words.as_str(), last.who.as_str()), (&Event::Answered, "已经处理。", "answerer"));
    assert_eq!(audited(&server, "case.answer").await, 1);
    assert!(audited(&server, "case.look").await >= 1, "who looked is written down too");
});

on_both_engines!(what_is_sent_twice_is_done_once_and_what_changed_meanwhile_is_refused, async |server: TestServer| {
    let receipt = file(&server, "bullying", "校门口有人打架").await;
    let (one, other) = (server.at_desk("one", Role::Lead).await, server.at_desk("other", Role::Lead).await);
    let version = view(&server, &one, &receipt).await.version;
    let note = ("先联系学校", "");
    for _ in 0..2 {
        let done = act_on(&server, &one, &receipt, Move::Note, note, version).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    }
    let late = act_on(&server, &other, &receipt, Move::Answer, ("我来答复。", ""), version).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.seen().contains("我来答复。"), "what was typed is still there");
    assert_eq!(view(&server, &one, &receipt).await.case.timeline.len(), 2);
});

on_both_engines!(a_case_is_taken_handed_over_paused_and_sent_elsewhere, async |server: TestServer| {
    let receipt = file(&server, "bullying", "校门口有人打架").await;
    let who = server.at_desk("lead", Role::Lead).await;
    for (does, text, to) in [
        (Move::Assign, "", ""),
        (Move::AskBack, "请问是哪个班？", ""),
        (Move::Pause, "等待学校核实。", ""),
        (Move::Resume, "", ""),
        (Move::HandOver, "", "exams"),
        (Move::NotOurs, "请拨打。", "police"),
    ] {
        let done = act(&server, &who, &receipt, does, text, to).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{does:?}: {}", done.text());
        let case = CaseRecord::find(server.store(), receipt.number).await.unwrap().unwrap();
        match does {
            Move::Assign => assert_eq!(case.assignee, "lead"),
            Move::HandOver => assert_eq!((case.office.as_str(), case.assignee.as_str()), ("exams", "")),
            Move::NotOurs => assert_eq!(case.state, CaseState::NotOurs),
            _ => {}
        }
    }
});

on_both_engines!(what_a_form_of_the_desk_lacks_is_said_beside_the_field, async |server: TestServer| {
    let receipt = file(&server, "bullying", "校门口有人打架").await;
    let who = server.at_desk("lead", Role::Lead).await;
    for (does, text, to, said) in [
        (Move::Answer, "好", "", "请写明情况"),
        (Move::HandOver, "", "nowhere", "请选择要转给哪个处室"),
        (Move::NotOurs, "", "", "请选择由谁负责"),
        (Move::Merge, "", &receipt.number.to_string(), "请填写另一件的受理编号"),
        (Move::Assign, "", "nobody", "没有这个账号"),
    ] {
        let refused = act(&server, &who, &receipt, does, text, to).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{does:?}");
        assert!(refused.seen().contains(said), "{does:?}: {}", refused.seen());
    }
    let forged = AtDesk { form_token: "another".into(), ..who.clone() };
    assert_eq!(act(&server, &forged, &receipt, Move::Answer, "已经处理。", "").await.status, StatusCode::FORBIDDEN);
});

on_both_engines!(a_duplicate_goes_on_in_the_other_case, async |server: TestServer| {
    let one = file(&server, "bullying", "校门口有人打架").await;
    let again = file(&server, "bullying", "校门口有人打架，又来了").await;
    let who = server.at_desk("lead", Role::Lead).await;
    let merged = act(&server, &who, &again, Move::Merge, "", &one.number.to_string()).await;
    assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}", merged.text());
    assert_eq!(view(&server, &who, &again).await.case.state, CaseState::Merged);
    let circle = act(&server, &who, &one, Move::Merge, "", &again.number.to_string()).await;
    assert_eq!(circle.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing goes on in a case that has ended");
});
