//! What everybody may see of cases: only with consent and after a second pair of eyes, and figures that anybody can check.

mod promise;

use axum::http::StatusCode;
use zhangban::page::{PROMISE_LOG, Page, desk_case_at};
use zhangban_api::cases::desk::{CaseNamed, DeskCase, DeskQueue, DeskView, Queue, QueueSearch, Show, field};
use zhangban_api::cases::public::{
    AnsweredCases, AnsweredSearch, FindAnswered, FindSimilar, QUERY_LIMIT, Similar, SimilarTo,
};
use zhangban_api::cases::{Actor, CaseForm, FileCase, Move, Receipt};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::staff::Role;
use zhangban_api::{Endpoint, ErrorCode};
use zhangban_server::cases::{Act, CaseRecord, moves};
use zhangban_testing::desk::AtDesk;
use zhangban_testing::server::post;
use zhangban_testing::{Answer, TestServer, on_both_engines, sample};

const CONTACT: &str = "13800000000";
const PLACE: &str = "样例中学";
const TEXT: &str = "样例中学收补课费 1280 元，我的电话 139 0000 0000，身份证 99010120061105003X，邮箱 li@example.com。";
const ANSWER: &str = "已责成退还。如有疑问请拨打 0371-65690000。";
const HOUR: i64 = 3_600;

async fn file_with(server: &TestServer, key: u8, publish: bool) -> Receipt {
    let form = CaseForm {
        category: "scores".into(),
        text: TEXT.into(),
        place: PLACE.into(),
        contact: CONTACT.into(),
        publish,
        ..CaseForm::default()
    };
    let mut request = post(FileCase::PATH, "application/json", serde_json::to_string(&form).unwrap());
    request.headers_mut().insert(IdempotencyKey::HEADER, format!("{key:032}").parse().unwrap());
    let answer = server.send(request).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    answer.json()
}

async fn file(server: &TestServer, key: u8) -> Receipt {
    file_with(server, key, true).await
}

/// What happens to a case besides what is published.
async fn happens(server: &TestServer, receipt: &Receipt, by: Actor, act: Act) {
    let mut transaction = server.store().begin().await.unwrap();
    let mut case = CaseRecord::hold(&mut transaction, receipt.number).await.unwrap().unwrap();
    let entry = moves::make(&mut case, act, by, "", server.clock().now()).unwrap();
    case.update(&mut transaction, &entry).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn answered(server: &TestServer, key: u8) -> Receipt {
    let receipt = file(server, key).await;
    happens(server, &receipt, Actor::Answerer, Act::Answer(ANSWER.into())).await;
    receipt
}

async fn view(server: &TestServer, who: &AtDesk, receipt: &Receipt) -> DeskView {
    let asked = CaseNamed { number: receipt.number.to_string() };
    server.call_at_desk::<DeskCase>(who, &asked).await.json()
}

async fn act(server: &TestServer, who: &AtDesk, receipt: &Receipt, does: Move, words: (&str, &str)) -> Answer {
    let version = view(server, who, receipt).await.version.to_string();
    let number = receipt.number.to_string();
    let (text, to) = field::of_move(does);
    let form = [
        (field::NUMBER, number.as_str()),
        (field::VERSION, &version),
        (field::DOES, does.word()),
        (text, words.0),
        (to, words.1),
    ];
    server.post_at_desk(who, Page::DeskCase.path(), &form).await
}

async fn done(server: &TestServer, who: &AtDesk, receipt: &Receipt, does: Move, words: (&str, &str)) {
    let answer = act(server, who, receipt, does, words).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{does:?}: {}", answer.text());
}

/// A question and an answer that everybody can read.
async fn shown(server: &TestServer, key: u8, question: &str, answer: &str) -> Receipt {
    let receipt = answered(server, key).await;
    let clerk = server.at_desk(&format!("clerk{key}"), Role::Answerer).await;
    let lead = server.at_desk(&format!("lead{key}"), Role::Lead).await;
    done(server, &clerk, &receipt, Move::Propose, (question, answer)).await;
    done(server, &lead, &receipt, Move::Publish, ("", "")).await;
    receipt
}

async fn found(server: &TestServer, q: &str) -> Vec<String> {
    let search = AnsweredSearch { q: q.into(), ..AnsweredSearch::default() };
    let answered: AnsweredCases = server.call::<FindAnswered>(&search).await.json();
    assert_eq!(answered.count as usize, answered.rows.len());
    answered.rows.into_iter().map(|case| case.question).collect()
}

async fn audited(server: &TestServer, action: &str) -> usize {
    server.store().rows("SELECT seq FROM audit WHERE action = $1", &[action.into()]).await.unwrap().len()
}

on_both_engines!(what_the_desk_begins_with_tells_on_nobody, async |server: TestServer| {
    let receipt = answered(&server, 1).await;
    let clerk = server.at_desk("clerk", Role::Answerer).await;
    let draft = view(&server, &clerk, &receipt).await.public.unwrap();
    assert_eq!(draft.question, "×××收补课费 1280 元，我的电话 ×××，身份证 ×××，邮箱 ×××。");
    assert_eq!(draft.answer, "已责成退还。如有疑问请拨打 ×××。");
    let page = server.get_at_desk(&clerk, &desk_case_at(&receipt.number.to_string())).await.seen();
    assert!(page.contains("×××收补课费 1280 元") && page.contains("提请另一位负责人审核"));
    assert!(!page.contains("公开给所有人"), "nothing has been put forward");
});

on_both_engines!(nothing_is_shown_without_the_consent_of_the_citizen, async |server: TestServer| {
    let receipt = file_with(&server, 1, false).await;
    happens(&server, &receipt, Actor::Answerer, Act::Answer(ANSWER.into())).await;
    let lead = server.at_desk("lead", Role::Lead).await;
    let desk = view(&server, &lead, &receipt).await;
    assert!(desk.public.is_none() && !desk.moves.iter().any(|does| matches!(does, Move::Propose | Move::Publish)));
    for does in [Move::Propose, Move::Publish] {
        let refused = act(&server, &lead, &receipt, does, ("怎么收费？", "不收费。")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.seen().contains("群众没有同意公开"), "{}", refused.seen());
    }
    let open = file(&server, 2).await;
    let early = act(&server, &lead, &open, Move::Propose, ("怎么收费？", "不收费。")).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "it is not answered yet");
});

on_both_engines!(what_goes_out_is_seen_by_a_second_pair_of_eyes, async |server: TestServer| {
    let receipt = answered(&server, 1).await;
    let clerk = server.at_desk("clerk", Role::Answerer).await;
    let (one, other) = (server.at_desk("one", Role::Lead).await, server.at_desk("other", Role::Lead).await);
    let nothing = act(&server, &one, &receipt, Move::Publish, ("", "")).await;
    assert!(nothing.seen().contains("还没有提请公开的内容"));
    done(&server, &clerk, &receipt, Move::Propose, ("学校收补课费吗？", "不收，已退还。")).await;
    let waiting = QueueSearch { show: Show::Proposed, ..QueueSearch::default() };
    assert_eq!(server.call_at_desk::<DeskQueue>(&one, &waiting).await.json::<Queue>().count, 1);
    assert!(found(&server, "").await.is_empty(), "it waits");
    assert_eq!(act(&server, &clerk, &receipt, Move::Publish, ("", "")).await.status, StatusCode::CONFLICT);

    done(&server, &one, &receipt, Move::Propose, ("学校收补课费吗？", "不收，已全部退还。")).await;
    let own = act(&server, &one, &receipt, Move::Publish, ("", "")).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "a lead who corrects it has put it forward");
    assert!(own.seen().contains("请由另一位负责人审核"));
    assert!(!view(&server, &one, &receipt).await.moves.contains(&Move::Publish));
    let page = server.get_at_desk(&other, &desk_case_at(&receipt.number.to_string())).await.seen();
    assert!(page.contains("不收，已全部退还。") && page.contains("公开给所有人"));
    done(&server, &other, &receipt, Move::Publish, ("", "")).await;
    let answered: AnsweredCases = server.call::<FindAnswered>(&AnsweredSearch::default()).await.json();
    assert_eq!((answered.rows[0].answer.as_str(), answered.categories.len()), ("不收，已全部退还。", 1));
    assert_eq!(server.call_at_desk::<DeskQueue>(&one, &waiting).await.json::<Queue>().count, 0);
    assert_eq!((audited(&server, "case.propose").await, audited(&server, "case.publish").await), (2, 1));
});

on_both_engines!(contact_place_and_number_cannot_be_put_forward, async |server: TestServer| {
    let receipt = answered(&server, 1).await;
    let clerk = server.at_desk("clerk", Role::Answerer).await;
    let number = receipt.number.to_string();
    for own in ["138 0000 0000", PLACE, number.as_str()] {
        for words in
            [(format!("请问 {own} 的事"), "不收费。".to_owned()), ("怎么收费？".to_owned(), format!("回复 {own}"))]
        {
            let refused = act(&server, &clerk, &receipt, Move::Propose, (&words.0, &words.1)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words:?}");
            assert!(
                refused.seen().contains("请先去掉") && refused.seen().contains(own),
                "what was typed is still there"
            );
        }
    }
    let short = act(&server, &clerk, &receipt, Move::Propose, ("怎么收费？", "不")).await;
    assert!(short.seen().contains("请写明情况"));
});

on_both_engines!(what_everybody_reads_has_nothing_of_the_citizen_in_it, async |server: TestServer| {
    let receipt = shown(&server, 1, "学校收补课费吗？", "不收，已退还。").await;
    let answers = [
        server.get(FindAnswered::PATH).await,
        server.get(Page::AnsweredCases.path()).await,
        server.get(PROMISE_LOG).await,
    ];
    for answer in answers {
        assert_eq!(answer.status, StatusCode::OK);
        let number = receipt.number.to_string();
        for own in [CONTACT, PLACE, number.as_str(), &number.replace('-', ""), &receipt.code] {
            assert!(!answer.text().contains(own), "{own}");
        }
    }
    let page = server.get(Page::AnsweredCases.path()).await.seen();
    assert!(
        page.contains("学校收补课费吗？") && page.contains("不收，已退还。") && page.contains("0 分钟后答复"),
        "{page}"
    );
});

on_both_engines!(what_is_taken_back_is_not_shown, async |server: TestServer| {
    let receipt = shown(&server, 1, "学校收补课费吗？", "不收，已退还。").await;
    let lead = server.at_desk("third", Role::Lead).await;
    done(&server, &lead, &receipt, Move::Unpublish, ("", "")).await;
    assert!(found(&server, "").await.is_empty());
    assert_eq!(audited(&server, "case.unpublish").await, 1);
    assert_eq!(act(&server, &lead, &receipt, Move::Unpublish, ("", "")).await.status, StatusCode::CONFLICT);
});

on_both_engines!(what_was_shown_before_a_case_was_reopened_is_looked_over_anew, async |server: TestServer| {
    let receipt = shown(&server, 1, "学校收补课费吗？", "不收，已退还。").await;
    happens(&server, &receipt, Actor::Citizen, Act::Reopen("还在收".into())).await;
    assert!(found(&server, "").await.is_empty());
    happens(&server, &receipt, Actor::Answerer, Act::Answer("已再次核查，确实在收。".into())).await;
    assert!(found(&server, "").await.is_empty(), "what was shown is another answer");
    let (clerk, lead) = (server.at_desk("clerk", Role::Answerer).await, server.at_desk("lead", Role::Lead).await);
    let seen = view(&server, &clerk, &receipt).await;
    assert_eq!(seen.public.unwrap().answer, "已再次核查，确实在收。", "the desk begins with the new answer");
    assert_eq!(act(&server, &lead, &receipt, Move::Publish, ("", "")).await.status, StatusCode::CONFLICT);
    let waiting = QueueSearch { show: Show::Proposed, ..QueueSearch::default() };
    assert_eq!(server.call_at_desk::<DeskQueue>(&lead, &waiting).await.json::<Queue>().count, 0);
    done(&server, &clerk, &receipt, Move::Propose, ("学校收补课费吗？", "曾经在收，已查处。")).await;
    done(&server, &lead, &receipt, Move::Publish, ("", "")).await;
    let answered: AnsweredCases = server.call::<FindAnswered>(&AnsweredSearch::default()).await.json();
    assert_eq!(answered.rows.iter().map(|case| case.answer.as_str()).collect::<Vec<_>>(), ["曾经在收，已查处。"]);
});

on_both_engines!(what_waits_for_a_second_pair_of_eyes_goes_when_a_case_is_reopened, async |server: TestServer| {
    let receipt = answered(&server, 1).await;
    let (clerk, lead) = (server.at_desk("clerk", Role::Answerer).await, server.at_desk("lead", Role::Lead).await);
    done(&server, &clerk, &receipt, Move::Propose, ("学校收补课费吗？", "不收，已退还。")).await;
    happens(&server, &receipt, Actor::Citizen, Act::Reopen("还在收".into())).await;
    happens(&server, &receipt, Actor::Answerer, Act::Answer("已再次核查，确实在收。".into())).await;
    let refused = act(&server, &lead, &receipt, Move::Publish, ("", "")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(found(&server, "").await.is_empty());
});

on_both_engines!(answered_cases_are_searched_by_words_and_category, async |server: TestServer| {
    shown(&server, 1, "学校收补课费吗？", "不收，已退还 100%。").await;
    server.clock().set(sample::now().plus_seconds(60));
    shown(&server, 2, "成绩复核怎么申请？", "请在网上申请，见 Guide。").await;
    assert_eq!(found(&server, "").await, ["成绩复核怎么申请？", "学校收补课费吗？"], "the newest first");
    for (q, count) in
        [("补课", 1), ("guide", 1), ("GUIDE", 1), ("100%", 1), ("%", 1), ("_", 0), ("'; --", 0), ("学\0校", 1)]
    {
        assert_eq!(found(&server, q).await.len(), count, "{q}");
    }
    for (category, count) in [("scores", 2), ("bullying", 0), ("nothing", 0)] {
        let search = AnsweredSearch { category: category.into(), ..AnsweredSearch::default() };
        let answered: AnsweredCases = server.call::<FindAnswered>(&search).await.json();
        assert_eq!(answered.count, count, "{category}");
    }
    let second = AnsweredSearch { page: u32::MAX, ..AnsweredSearch::default() };
    assert!(server.call::<FindAnswered>(&second).await.json::<AnsweredCases>().rows.is_empty());
    let address = format!("{}?q=%E8%A1%A5%E8%AF%BE&category=scores", Page::AnsweredCases.path());
    let page = server.get(&address).await.seen();
    assert!(page.contains("学校收补课费吗？") && !page.contains("成绩复核怎么申请？"));
});

on_both_engines!(a_search_that_cannot_be_is_refused_in_words, async |server: TestServer| {
    let long = AnsweredSearch { q: "长".repeat(QUERY_LIMIT + 1), ..AnsweredSearch::default() };
    let error = server.call::<FindAnswered>(&long).await.error();
    assert_eq!((error.code, error.fields[0].name.as_str()), (ErrorCode::InvalidInput, "q"));
    for query in ["page=x", "page=-1", "from=2026"] {
        let refused = server.get(&format!("{}?{query}", FindAnswered::PATH)).await;
        assert_eq!(refused.error().code, ErrorCode::Malformed, "{query}");
    }
    let nowhere = SimilarTo { category: "nothing".into(), q: String::new() };
    assert_eq!(server.call::<FindSimilar>(&nowhere).await.error().code, ErrorCode::NotFound);
});

on_both_engines!(what_may_already_answer_a_case_is_found, async |server: TestServer| {
    for (key, question) in [(1, "成绩复核一"), (2, "成绩复核二"), (3, "成绩复核三"), (4, "学籍怎么办")]
    {
        server.clock().set(sample::now().plus_seconds(60 * i64::from(key)));
        shown(&server, key, question, "请在网上申请。").await;
    }
    let rows = async |category: &str, q: &str| {
        let asked = SimilarTo { category: category.into(), q: q.into() };
        server.call::<FindSimilar>(&asked).await.json::<Similar>().rows.len()
    };
    let form = [("category", "scores"), ("text", "我的成绩有疑问"), ("step", "words")];
    let details = server.post_form(Page::WriteCase.path(), &form).await.seen();
    assert!(details.contains("这些公开的答复也许已经能帮到您") && details.contains("成绩复核三"), "{details}");
    assert_eq!((rows("scores", "").await, rows("scores", "学籍").await, rows("bullying", "").await), (3, 1, 0));
});

on_both_engines!(where_nothing_is_public_yet_the_pages_say_so, async |server: TestServer| {
    let page = server.get(Page::AnsweredCases.path()).await;
    assert!(page.status == StatusCode::OK && page.seen().contains("还没有公开的答复"));
    let english = server.get_with(Page::Promise.path(), &[("cookie", "language=en")]).await;
    assert!(english.seen().contains("No cases yet"), "{}", english.seen());
});
