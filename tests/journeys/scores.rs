//! The score query, as a candidate walks it.

use std::time::Duration;

use fantoccini::key::Key;
use zhangban::language::Language;
use zhangban::mode::Mode;
use zhangban::page::Page;
use zhangban_api::citizen_id::Fault;
use zhangban_api::error::ErrorCode;
use zhangban_testing::sample::{self, Candidate, LI_MING, LIU_YANG, OUYANG, WANG_FANG, ZHANG_WEI};

use crate::axe;
use crate::browser::{Browser, journey, journey_without_scripting};
use crate::layout;
use crate::network::Delivery;

const NUMBER: &str = "考生号";
const ID: &str = "身份证号";
const QUERY: &str = "查询成绩";

async fn ask(browser: &Browser, candidate: &Candidate) {
    browser.field(NUMBER).await.send_keys(candidate.number).await.unwrap();
    browser.field(ID).await.send_keys(candidate.id).await.unwrap();
    browser.button(QUERY).await.click().await.unwrap();
}

/// What stands in a field, without the blanks that set the digits apart.
async fn digits(browser: &Browser, field: &str) -> String {
    browser.field(field).await.prop("value").await.unwrap().unwrap().replace(' ', "")
}

async fn sees_her_result(browser: &Browser) {
    browser.says("608").await;
    browser.says("第 1,578 名").await;
    let page = browser.text().await;
    for words in
        ["李*", "25••••••••0001", "物理类", "语文", "118", "化学", "84", "超过特殊类型招生线 73 分", "填报志愿"]
    {
        assert!(page.contains(words), "the result does not say {words}:\n{page}");
    }
    assert!(!page.contains("历史类"), "{page}");
}

#[test]
fn a_candidate_sees_her_marks_her_total_and_her_rank() {
    journey(async |browser| {
        browser.open_taken_over(Page::Home).await;
        browser.link("查成绩").await.click().await.unwrap();
        browser.heading("成绩查询").await;
        ask(browser, &LI_MING).await;
        sees_her_result(browser).await;
        axe::finds_nothing(browser, "a result").await;
    });
}

#[test]
fn a_candidate_sees_her_result_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.open(Page::Home).await;
        browser.link("查成绩").await.click().await.unwrap();
        browser.heading("成绩查询").await;
        ask(browser, &LI_MING).await;
        sees_her_result(browser).await;
    });
}

#[test]
fn what_was_typed_is_not_lost_when_the_server_is_full() {
    journey_without_scripting(async |browser| {
        browser.expects_refusals();
        browser.site.deliver_forms(Delivery::Overloaded);
        browser.open(Page::Scores).await;
        ask(browser, &LI_MING).await;
        browser.says("您填写的内容还没有提交，也没有丢失").await;
        browser.site.deliver_forms(Delivery::Prompt);
        browser.button("重新提交 Send again").await.click().await.unwrap();
        sees_her_result(browser).await;
    });
}

#[test]
fn a_result_that_was_posted_before_the_app_came_is_taken_over_too() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::Held);
        browser.open(Page::Scores).await;
        ask(browser, &LI_MING).await;
        sees_her_result(browser).await;
        browser.site.deliver_wasm(Delivery::Prompt);
        browser.taken_over().await;
        sees_her_result(browser).await;
        browser.link("查询其他考生").await.click().await.unwrap();
        assert_eq!(digits(browser, NUMBER).await, "");
        assert_eq!(digits(browser, ID).await, "");
    });
}

#[test]
fn whoever_has_no_marks_is_told_why() {
    let words = [(WANG_FANG, "成绩暂缓公布"), (ZHANG_WEI, "缺考"), (LIU_YANG, "成绩复核中")];
    journey(async |browser| {
        for (candidate, title) in words {
            browser.open_taken_over(Page::Scores).await;
            ask(browser, &candidate).await;
            browser.heading(title).await;
            assert!(!browser.text().await.contains("总分"));
        }
    });
}

/// A mistyped ID: the sentence stands in the summary and beside the field, and leads there; nothing typed is lost.
async fn mends_a_mistyped_id(browser: &Browser) {
    let mistyped = Candidate { id: "990101200703150012", ..LI_MING };
    ask(browser, &mistyped).await;
    browser.heading("请改正 1 处").await;
    let sentence = Fault::CheckCharacter.message().zh;
    assert_eq!(browser.text().await.matches(sentence).count(), 2);
    assert_eq!(digits(browser, NUMBER).await, mistyped.number);
    assert_eq!(digits(browser, ID).await, mistyped.id);
    browser.link(sentence).await.click().await.unwrap();
    let id = browser.focused().await;
    assert_eq!(id.prop("name").await.unwrap().unwrap(), "citizen_id");
    id.send_keys(&format!("{}{}{}", char::from(Key::End), char::from(Key::Backspace), '1')).await.unwrap();
    browser.button(QUERY).await.click().await.unwrap();
    sees_her_result(browser).await;
}

#[test]
fn a_mistyped_id_is_one_character_to_mend() {
    journey(async |browser| {
        browser.open_taken_over(Page::Scores).await;
        mends_a_mistyped_id(browser).await;
        browser.back().await;
        browser.button(QUERY).await.click().await.unwrap();
        browser.heading("请改正 1 处").await;
        axe::finds_nothing(browser, "a form with a fault").await;
    });
}

#[test]
fn a_mistyped_id_is_one_character_to_mend_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.expects_refusals();
        browser.open(Page::Scores).await;
        mends_a_mistyped_id(browser).await;
    });
}

async fn is_told_that_nothing_matches(browser: &Browser) {
    let strangers = Candidate { id: OUYANG.id, ..LI_MING };
    ask(browser, &strangers).await;
    browser.says(ErrorCode::NoMatch.message().zh).await;
    assert_eq!(digits(browser, NUMBER).await, strangers.number);
    assert_eq!(digits(browser, ID).await, strangers.id);
}

#[test]
fn a_pair_that_matches_nobody_is_answered_kindly() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Scores).await;
        is_told_that_nothing_matches(browser).await;
    });
}

#[test]
fn a_pair_that_matches_nobody_is_answered_kindly_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.expects_refusals();
        browser.open(Page::Scores).await;
        is_told_that_nothing_matches(browser).await;
    });
}

#[test]
fn before_the_release_the_page_says_when_to_come() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.site.server.clock().set(sample::released_at().plus_seconds(-1));
        browser.open_taken_over(Page::Scores).await;
        browser.says("成绩将于 2025-06-25 00:00 公布").await;
        browser.site.server.clock().set(sample::released_at());
        ask(browser, &LI_MING).await;
        browser.says("608").await;
    });
}

#[test]
fn back_leads_to_the_form_and_forward_to_the_result() {
    journey(async |browser| {
        browser.open_taken_over(Page::Scores).await;
        ask(browser, &LI_MING).await;
        sees_her_result(browser).await;
        browser.back().await;
        browser.button(QUERY).await;
        browser.arrives_at(Page::Scores.path()).await;
        assert_eq!(digits(browser, NUMBER).await, LI_MING.number);
        assert_eq!(digits(browser, ID).await, "", "the ID outlives its result");
        browser.forward().await;
        sees_her_result(browser).await;
    });
}

/// Everything that a browser keeps, beside what is on the screen.
const KEPT: &str = "return JSON.stringify([location.href, document.referrer, history.state, {...localStorage},
    {...sessionStorage}, document.cookie, document.title, performance.getEntries().map(entry => entry.name)])";

async fn keeps_nothing(browser: &Browser) {
    let kept: String = browser.run(KEPT).await;
    for secret in [LI_MING.id, LI_MING.number, &LI_MING.id[6..14]] {
        assert!(!kept.contains(secret), "the browser keeps {secret}: {kept}");
    }
}

#[test]
fn nothing_of_the_identity_is_kept_by_the_browser() {
    journey(async |browser| {
        browser.open_taken_over(Page::Scores).await;
        ask(browser, &LI_MING).await;
        sees_her_result(browser).await;
        let page: String = browser.run("return document.documentElement.outerHTML").await;
        for secret in [LI_MING.id, LI_MING.number] {
            assert!(!page.replace(' ', "").contains(secret), "the page holds {secret}");
        }
        keeps_nothing(browser).await;
        browser.link("返回首页").await.click().await.unwrap();
        browser.heading("河南省教育厅").await;
        keeps_nothing(browser).await;
        assert_eq!(browser.cookies().await, Vec::<String>::new());
    });
}

#[test]
fn nothing_is_lost_while_the_app_comes_ten_seconds_late() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::Late(Duration::from_secs(10)));
        browser.open(Page::Scores).await;
        browser.field(ID).await.send_keys(LI_MING.id).await.unwrap();
        let number = browser.field(NUMBER).await;
        number.send_keys(LI_MING.number).await.unwrap();
        // She finds that a digit in the middle is wrong and is still at it when the app comes.
        number.send_keys(&String::from(char::from(Key::Left)).repeat(4)).await.unwrap();
        let mut strokes = 0;
        while !browser.is_taken_over().await {
            number.send_keys(&format!("{}9", char::from(Key::Backspace))).await.unwrap();
            strokes += 1;
        }
        assert!(strokes > 20, "the app came before anybody could type");
        assert_eq!(browser.focused().await.element_id(), number.element_id(), "the focus is lost");
        number.send_keys(&format!("{}1", char::from(Key::Backspace))).await.unwrap();
        assert_eq!(digits(browser, NUMBER).await, LI_MING.number, "the caret has moved");
        assert_eq!(digits(browser, ID).await, LI_MING.id);
        browser.button(QUERY).await.click().await.unwrap();
        sees_her_result(browser).await;
    });
}

#[test]
fn where_too_many_ask_the_page_says_so_and_asks_again_by_itself() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Scores).await;
        browser.site.deliver_api(Delivery::Overloaded);
        ask(browser, &LI_MING).await;
        browser.says(ErrorCode::Overloaded.message().zh).await;
        browser.site.deliver_api(Delivery::Prompt);
        sees_her_result(browser).await;
    });
}

#[test]
fn without_a_network_nothing_typed_is_lost() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Scores).await;
        browser.site.deliver_api(Delivery::Cut);
        ask(browser, &LI_MING).await;
        browser.says(ErrorCode::Offline.message().zh).await;
        assert_eq!(digits(browser, ID).await, LI_MING.id);
        browser.site.deliver_api(Delivery::Prompt);
        browser.button(QUERY).await.click().await.unwrap();
        sees_her_result(browser).await;
    });
}

#[test]
fn a_result_fits_a_phone_in_large_type_and_in_english() {
    journey(async |browser| {
        browser.open(Page::Home).await;
        browser.remember(Mode::COOKIE, Mode::Elder.word()).await;
        for (language, number, id, query) in
            [(Language::Zh, NUMBER, ID, QUERY), (Language::En, "Candidate number", "ID number", "Show my score")]
        {
            browser.remember(Language::COOKIE, language.word()).await;
            browser.open_taken_over(Page::Scores).await;
            browser.field(number).await.send_keys(LI_MING.number).await.unwrap();
            browser.field(id).await.send_keys(LI_MING.id).await.unwrap();
            browser.button(query).await.click().await.unwrap();
            browser.says("608").await;
            assert_eq!(layout::misfits(browser).await, Vec::<String>::new(), "a result in {}", language.word());
            axe::finds_nothing(browser, &format!("a result in {}", language.word())).await;
        }
    });
}

#[test]
fn the_slip_prints_on_one_page() {
    journey(async |browser| {
        browser.open_taken_over(Page::Scores).await;
        ask(browser, &LI_MING).await;
        sees_her_result(browser).await;
        assert_eq!(browser.printed_pages().await, 1);
    });
}
