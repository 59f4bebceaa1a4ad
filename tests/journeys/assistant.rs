//! The number assistant, as somebody talks to it.

use zhangban::mode::Mode;
use zhangban::page::Page;

use crate::axe;
use crate::browser::{Browser, journey, journey_without_scripting};
use crate::network::Delivery;

const FIELD: &str = "输入数字或想问的事";
const ANSWER: &str = "按通知放假。";

async fn send(browser: &Browser, text: &str) {
    browser.field(FIELD).await.send_keys(text).await.unwrap();
    browser.button("发送").await.click().await.unwrap();
}

/// What was sent so far.
async fn questions(browser: &Browser) -> Vec<String> {
    browser.run("return [...document.querySelectorAll('.bubble[data-by=citizen]')].map(b => b.textContent.replace('您：', ''))").await
}

#[test]
fn a_number_is_answered_and_the_conversation_grows() {
    journey(async |browser| {
        browser.open_taken_over(Page::Assistant).await;
        browser.says("您好，请发送数字。").await;
        send(browser, "４").await;
        browser.says(ANSWER).await;
        let call = browser.link("拨打 12391").await;
        assert_eq!(call.attr("href").await.unwrap().unwrap(), "tel:12391");
        browser.focused().await.send_keys("常用电话\u{e007}").await.unwrap();
        browser.until("both are there", async || questions(browser).await == ["４", "常用电话"]).await;
        browser
            .until("it is answered", async || browser.all(".exchange .bubble[data-by=assistant]").await.len() == 2)
            .await;
        assert_eq!(browser.focused().await.attr("id").await.unwrap().as_deref(), Some("text"), "the focus has left");
        assert_eq!(browser.field(FIELD).await.prop("value").await.unwrap().as_deref(), Some(""));
        axe::finds_nothing(browser, "a conversation").await;
        assert_eq!(browser.address().await, Page::Assistant.path(), "what was sent is in the address");
    });
}

#[test]
fn a_button_sends_its_number() {
    journey(async |browser| {
        browser.open_taken_over(Page::Assistant).await;
        browser.button("4 放假规定与投诉电话").await.click().await.unwrap();
        browser.says(ANSWER).await;
        assert_eq!(questions(browser).await, ["4"]);
        browser.button("5 常用电话").await.click().await.unwrap();
        browser.link("便民电话").await.click().await.unwrap();
        browser.arrives_at(Page::Hotlines.path()).await;
    });
}

#[test]
fn what_it_cannot_answer_leads_to_what_is_found_and_to_a_person() {
    journey(async |browser| {
        browser.open_taken_over(Page::Assistant).await;
        send(browser, "我想查分").await;
        browser.says("这个问题我暂时答不上来").await;
        browser.says("0371-000 00 01").await;
        axe::finds_nothing(browser, "no answer").await;
        browser.link("成绩查询").await.click().await.unwrap();
        browser.arrives_at(Page::Scores.path()).await;
    });
}

#[test]
fn a_question_without_a_network_waits_for_it() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Assistant).await;
        browser.site.deliver_api(Delivery::Cut);
        send(browser, "4").await;
        browser.says("网络不通").await;
        browser.site.deliver_api(Delivery::Prompt);
        browser.run::<()>("window.dispatchEvent(new Event('online'))").await;
        browser.says(ANSWER).await;
        assert_eq!(questions(browser).await, ["4"]);
    });
}

#[test]
fn the_page_follows_the_conversation_only_from_its_end() {
    journey(async |browser| {
        browser.open_taken_over(Page::Assistant).await;
        let in_sight = "const place = document.getElementById('say').getBoundingClientRect();
            return place.top < innerHeight && place.bottom > 0";
        for at in 1..=6 {
            send(browser, "4").await;
            browser
                .until("it is answered", async || browser.all(".exchange .bubble[data-by=assistant]").await.len() == at)
                .await;
            browser.until("the field is in sight", async || browser.run(in_sight).await).await;
        }
        // Somebody reads the beginning again while an answer is on its way.
        browser.site.deliver_api(Delivery::Held);
        send(browser, "5").await;
        browser.run::<()>("window.scrollTo({top: 0, behavior: 'instant'})").await;
        browser.until("it is at the beginning", async || browser.run("return scrollY === 0").await).await;
        browser.site.deliver_api(Delivery::Prompt);
        browser
            .until("it is answered", async || browser.all(".exchange .bubble[data-by=assistant]").await.len() == 7)
            .await;
        let frames =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY)));";
        assert!(browser.run_later::<f64>(frames, Vec::new()).await < 1.0, "the page has jumped away");
    });
}

#[test]
fn it_answers_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.open(Page::Assistant).await;
        browser.button("4 放假规定与投诉电话").await.click().await.unwrap();
        browser.says(ANSWER).await;
        assert_eq!(questions(browser).await, ["4"]);
        send(browser, "月亮上有什么").await;
        browser.says("这个问题我暂时答不上来").await;
        assert_eq!(questions(browser).await, ["月亮上有什么"]);
        assert_eq!(browser.address().await, Page::Assistant.path());
    });
}

#[test]
fn what_was_sent_without_scripting_is_where_the_conversation_goes_on() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::Held);
        browser.open(Page::Assistant).await;
        send(browser, "4").await;
        browser.says(ANSWER).await;
        browser.field(FIELD).await.send_keys("5").await.unwrap();
        browser.site.deliver_wasm(Delivery::Prompt);
        browser.taken_over().await;
        browser.button("发送").await.click().await.unwrap();
        browser.until("both are there", async || questions(browser).await == ["4", "5"]).await;
        browser.says("常用电话").await;
    });
}

#[test]
fn in_elder_mode_the_numbers_come_first_and_are_large() {
    journey(async |browser| {
        browser.open(Page::Assistant).await;
        browser.remember(Mode::COOKIE, Mode::Elder.word()).await;
        browser.open_taken_over(Page::Assistant).await;
        let heights =
            "return [...document.querySelectorAll('.numbers .button')].map(b => b.getBoundingClientRect().height)";
        assert!(browser.run::<Vec<f64>>(heights).await.iter().all(|height| *height >= 60.0));
        let first = "const at = s => document.querySelector(s).getBoundingClientRect();
            return at('.numbers').top < at('.say').top && at('.numbers .button').bottom < innerHeight";
        assert!(browser.run::<bool>(first).await);
    });
}
