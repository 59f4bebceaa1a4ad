//! A case, from the citizen's first tap to the answer on her phone.

use fantoccini::elements::Element;
use zhangban::page::Page;
use zhangban_api::staff::Role;

use crate::axe;
use crate::browser::{Browser, journey, journey_without_scripting};
use crate::network::Delivery;
use crate::staff::sign_in;

pub(crate) const WORDS: &str = "放学后有人在校门口打人，已经三次。";
const ANSWER: &str = "您好，学校已经安排人员在放学时值守。";

pub(crate) async fn press(element: Element) {
    element.click().await.unwrap();
}

/// Answers every question, up to the page to check everything.
pub(crate) async fn write(browser: &Browser) {
    press(browser.link("校园欺凌 投诉 殴打、辱骂等 24 小时内答复").await).await;
    browser.says("如果正有人受到伤害，请先拨打").await;
    browser.field("情况和诉求").await.send_keys(WORDS).await.unwrap();
    press(browser.button("下一步").await).await;
    browser.says("第 3 步，共 5 步").await;
    browser.field("学校或地点（选填）").await.send_keys("样例中学").await.unwrap();
    browser.field("现在还在发生吗？").await.send_keys("是").await.unwrap();
    press(browser.button("下一步").await).await;
    browser.says("第 4 步，共 5 步").await;
    browser.field("联系方式（选填）").await.send_keys("13800000000").await.unwrap();
    press(browser.button("下一步").await).await;
    browser.says("第 5 步，共 5 步").await;
    browser.says(WORDS).await;
    browser.says("样例中学").await;
}

/// What becomes of the network once an answer was lost.
#[derive(Clone, Copy)]
pub(crate) enum Then {
    /// It is back at once.
    Back,
    /// It is gone for as long as the page is there.
    Gone,
}

/// What is sent next arrives, and its answer does not.
pub(crate) async fn loses_the_answer(browser: &Browser, then: Then) {
    let next = match then {
        Then::Back => "fetch",
        Then::Gone => "() => Promise.reject(new TypeError('the network is gone'))",
    };
    let script = format!(
        "const fetch = window.fetch;
        window.fetch = async (...what) => {{
            window.fetch = {next};
            await fetch.apply(window, what);
            throw new TypeError('the network is gone');
        }};"
    );
    browser.run::<()>(&script).await;
}

/// Number and query code of the receipt.
pub(crate) async fn receipt(browser: &Browser) -> (String, String) {
    browser.says("已受理").await;
    let [number, code] = browser.all(".receipt__key").await.try_into().unwrap_or_else(|_| panic!("two keys"));
    (number.text().await.unwrap(), code.text().await.unwrap())
}

pub(crate) async fn follow(browser: &Browser, number: &str, code: &str) {
    browser.open(Page::FollowCase).await;
    browser.field("受理编号").await.send_keys(number).await.unwrap();
    browser.field("查询码").await.send_keys(code).await.unwrap();
    press(browser.button("查看").await).await;
    browser.says("办理过程").await;
}

pub(crate) async fn cases(browser: &Browser) -> usize {
    browser.site.server.store().rows("SELECT number FROM cases", &[]).await.unwrap().len()
}

#[test]
fn a_question_that_must_be_answered_does_not_offer_to_stay_silent() {
    journey(async |browser| {
        browser.open_taken_over(Page::FileCase).await;
        press(browser.link("校园欺凌 投诉 殴打、辱骂等 24 小时内答复").await).await;
        browser.field("情况和诉求").await.send_keys(WORDS).await.unwrap();
        press(browser.button("下一步").await).await;
        browser.says("第 3 步，共 5 步").await;
        let first = browser.field("现在还在发生吗？").await;
        assert!(first.text().await.unwrap().starts_with("请选择"));
        press(browser.button("下一步").await).await;
        browser.says("请回答这个问题").await;
        browser.field("现在还在发生吗？").await.send_keys("是").await.unwrap();
        press(browser.button("下一步").await).await;
        browser.says("第 4 步，共 5 步").await;
    });
}

#[test]
fn a_case_is_filed_answered_at_the_desk_and_rated() {
    journey(async |browser| {
        browser.open_taken_over(Page::FileCase).await;
        write(browser).await;
        axe::finds_nothing(browser, "the page to check everything").await;
        press(browser.button("确认提交").await).await;
        let (number, code) = receipt(browser).await;
        axe::finds_nothing(browser, "the receipt").await;
        assert!(!browser.address().await.contains(&code), "the code stands in the address");

        let account = browser.site.server.hire("li.na", Role::Answerer, Some("safety")).await;
        sign_in(browser, &account).await;
        browser.says("共 1 件").await;
        browser.taken_over().await;
        axe::finds_nothing(browser, "the queue").await;
        press(browser.link(&number).await).await;
        browser.says(WORDS).await;
        browser.says("13800000000").await;
        axe::finds_nothing(browser, "a case at the desk").await;
        // What is refused comes back, and the app takes that page over as well.
        browser.expects_refusals();
        press(browser.button("发送答复").await).await;
        let refused = async || !browser.all("[aria-invalid=true]").await.is_empty();
        browser.until("the empty answer is refused", refused).await;
        browser.taken_over().await;
        browser.field("答复内容（群众会看到）").await.send_keys(ANSWER).await.unwrap();
        press(browser.button("发送答复").await).await;
        browser.says("都已答复，暂时没有待办。").await;

        follow(browser, &number, &code).await;
        browser.says(ANSWER).await;
        axe::finds_nothing(browser, "a case that is followed").await;
        press(browser.field("很好").await).await;
        press(browser.button("提交评价").await).await;
        browser.says("您的评价：很好").await;
    });
}

#[test]
fn a_case_is_filed_and_followed_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.open(Page::FileCase).await;
        write(browser).await;
        press(browser.button("确认提交").await).await;
        let (number, code) = receipt(browser).await;
        follow(browser, &number, &code).await;
        browser.says(WORDS).await;
        assert_eq!(cases(browser).await, 1);
    });
}

#[test]
fn back_leads_to_the_question_before_with_every_word() {
    journey(async |browser| {
        browser.open_taken_over(Page::FileCase).await;
        write(browser).await;
        browser.back().await;
        browser.says("第 4 步，共 5 步").await;
        browser.back().await;
        browser.back().await;
        browser.says("第 2 步，共 5 步").await;
        let text = browser.field("情况和诉求").await.prop("value").await.unwrap();
        assert_eq!(text.as_deref(), Some(WORDS));
        browser.forward().await;
        browser.says("第 3 步，共 5 步").await;
    });
}

#[test]
fn a_case_sent_in_a_tunnel_is_one_case() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::FileCase).await;
        write(browser).await;
        loses_the_answer(browser, Then::Back).await;
        press(browser.button("确认提交").await).await;
        browser.says("尚未提交：网络不通").await;
        // Nobody presses anything: it goes by itself.
        receipt(browser).await;
        assert_eq!(cases(browser).await, 1);
    });
}

#[test]
fn a_wrong_code_is_told_and_the_number_stays() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::FollowCase).await;
        browser.field("受理编号").await.send_keys("261125-482137-5").await.unwrap();
        browser.field("查询码").await.send_keys("K7QF2-3MWPX").await.unwrap();
        browser.site.deliver_api(Delivery::Prompt);
        press(browser.button("查看").await).await;
        browser.says("请").await;
        axe::finds_nothing(browser, "a case that was not found").await;
    });
}

/// Fills in the form of the desk for somebody at the counter.
async fn write_down(browser: &Browser) {
    press(browser.link("代群众登记").await).await;
    browser.heading("代群众登记").await;
    browser.field("事项").await.send_keys("校园欺凌").await.unwrap();
    browser.field("群众反映的情况和诉求").await.send_keys(WORDS).await.unwrap();
}

#[test]
fn a_case_is_filed_at_the_counter_and_followed_by_its_citizen() {
    journey(async |browser| {
        let account = browser.site.server.hire("li.na", Role::Answerer, None).await;
        sign_in(browser, &account).await;
        browser.taken_over().await;
        write_down(browser).await;
        // The questions come with the category.
        browser.field("现在还在发生吗？").await.send_keys("是").await.unwrap();
        axe::finds_nothing(browser, "filing at the counter").await;
        press(browser.button("登记").await).await;
        let (number, code) = receipt(browser).await;
        axe::finds_nothing(browser, "a receipt to hand over").await;
        assert_eq!(browser.printed_pages().await, 1);
        follow(browser, &number, &code).await;
        browser.says("窗口：工作人员已代为登记").await;
        assert_eq!(cases(browser).await, 1);
    });
}

#[test]
fn a_case_is_filed_at_the_counter_without_scripting() {
    journey_without_scripting(async |browser| {
        let account = browser.site.server.hire("li.na", Role::Answerer, None).await;
        sign_in(browser, &account).await;
        write_down(browser).await;
        press(browser.button("登记").await).await;
        browser.says("这类事项还要问几个问题").await;
        browser.field("现在还在发生吗？").await.send_keys("是").await.unwrap();
        press(browser.button("登记").await).await;
        receipt(browser).await;
        assert_eq!(cases(browser).await, 1);
    });
}
