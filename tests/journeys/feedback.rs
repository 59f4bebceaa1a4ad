//! Feedback, as somebody leaves it on a bad network.

use fantoccini::elements::Element;
use zhangban::page::Page;

use crate::browser::{Browser, journey, journey_without_scripting};
use crate::network::Delivery;

const SUBMIT: &str = "提交反馈";
const THANKS: &str = "已收到您的反馈，谢谢！";
const WORDS: &str = "字可以再大一些";

/// Chooses, types and leaves the button alone.
async fn fill(browser: &Browser) {
    browser.field("较好").await.click().await.unwrap();
    browser.field("成绩查询").await.click().await.unwrap();
    browser.field("您的意见（选填）").await.send_keys(WORDS).await.unwrap();
}

async fn submit(browser: &Browser) -> Element {
    let button = browser.button(SUBMIT).await;
    button.click().await.unwrap();
    button
}

/// The messages that are kept.
async fn kept(browser: &Browser) -> Vec<String> {
    let rows = browser.site.server.store().rows("SELECT message FROM feedback", &[]).await.unwrap();
    rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect()
}

async fn written(browser: &Browser) -> String {
    browser.field("您的意见（选填）").await.prop("value").await.unwrap().unwrap_or_default()
}

/// The next request arrives, but its answer does not.
async fn lose_the_next_answer(browser: &Browser) {
    let lose = "const fetch = window.fetch;
        window.fetch = async (...what) => {
            window.fetch = fetch;
            await fetch.apply(window, what);
            throw new TypeError('the network is gone');
        };";
    browser.run::<()>(lose).await;
}

#[test]
fn a_button_pressed_twice_sends_once() {
    journey(async |browser| {
        browser.open_taken_over(Page::Feedback).await;
        fill(browser).await;
        browser.site.deliver_api(Delivery::Held);
        let button = submit(browser).await;
        browser
            .until("the button says that it is under way", async || {
                button.attr("aria-disabled").await.unwrap().as_deref() == Some("true")
            })
            .await;
        button.click().await.unwrap();
        browser.site.deliver_api(Delivery::Prompt);
        browser.says(THANKS).await;
        browser.says("您没有留联系方式").await;
        let focused = "return document.activeElement?.id === 'thanks'";
        browser.until("the thanks have the focus", async || browser.run(focused).await).await;
        assert_eq!(kept(browser).await, [WORDS]);
    });
}

#[test]
fn an_answer_that_is_lost_on_the_way_is_asked_for_again_and_kept_once() {
    journey(async |browser| {
        browser.open_taken_over(Page::Feedback).await;
        fill(browser).await;
        lose_the_next_answer(browser).await;
        submit(browser).await;
        browser.says("您写的内容都还在").await;
        let focused = "return document.activeElement?.id === 'refusal'";
        browser.until("the reason has the focus", async || browser.run(focused).await).await;
        assert_eq!(kept(browser).await, [WORDS], "it has arrived, only nobody knows");
        assert_eq!(written(browser).await, WORDS);
        submit(browser).await;
        browser.says(THANKS).await;
        assert_eq!(kept(browser).await, [WORDS]);
    });
}

#[test]
fn words_changed_after_a_lost_answer_are_another_feedback() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Feedback).await;
        fill(browser).await;
        lose_the_next_answer(browser).await;
        submit(browser).await;
        browser.says("您写的内容都还在").await;
        browser.field("您的意见（选填）").await.send_keys("，颜色再深一些").await.unwrap();
        submit(browser).await;
        browser.says("您此前提交的反馈已经收到").await;
        assert_eq!(kept(browser).await, [WORDS]);
        submit(browser).await;
        browser.says(THANKS).await;
        let mut kept = kept(browser).await;
        kept.sort();
        assert_eq!(kept, [WORDS.to_owned(), format!("{WORDS}，颜色再深一些")]);
    });
}

#[test]
fn what_could_not_be_sent_stays_and_the_next_feedback_begins_empty() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Feedback).await;
        fill(browser).await;
        browser.site.deliver_api(Delivery::Cut);
        submit(browser).await;
        browser.says("网络不通").await;
        assert_eq!((written(browser).await.as_str(), kept(browser).await.len()), (WORDS, 0));
        browser.site.deliver_api(Delivery::Prompt);
        submit(browser).await;
        browser.says(THANKS).await;
        browser.link("再写一条").await.click().await.unwrap();
        browser.button(SUBMIT).await;
        assert_eq!(written(browser).await, "");
        fill(browser).await;
        submit(browser).await;
        browser.says(THANKS).await;
        assert_eq!(kept(browser).await.len(), 2);
    });
}

#[test]
fn where_too_many_people_are_it_is_sent_again_by_itself() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Feedback).await;
        fill(browser).await;
        browser.site.deliver_api(Delivery::Overloaded);
        submit(browser).await;
        browser.says("稍后会自动重新提交").await;
        browser.site.deliver_api(Delivery::Prompt);
        browser.says(THANKS).await;
        assert_eq!(kept(browser).await, [WORDS]);
    });
}

#[test]
fn what_is_missing_is_told_without_a_network() {
    journey(async |browser| {
        browser.open_taken_over(Page::Feedback).await;
        browser.site.deliver_api(Delivery::Cut);
        submit(browser).await;
        browser.says("请改正 2 处").await;
        browser.link("请选择评价，从“很差”到“很好”").await;
        let focused = "return document.activeElement?.id === 'error-summary'";
        browser.until("the summary has the focus", async || browser.run(focused).await).await;
    });
}

#[test]
fn feedback_is_left_without_scripting_and_loaded_again_it_is_kept_once() {
    journey_without_scripting(async |browser| {
        browser.expects_refusals();
        browser.open(Page::Feedback).await;
        browser.field("您的意见（选填）").await.send_keys(WORDS).await.unwrap();
        submit(browser).await;
        browser.says("请改正 2 处").await;
        assert_eq!(written(browser).await, WORDS, "what was typed is lost");
        browser.field("很好").await.click().await.unwrap();
        browser.field("其他").await.click().await.unwrap();
        submit(browser).await;
        browser.says(THANKS).await;
        browser.reload().await;
        browser.says(THANKS).await;
        assert_eq!(kept(browser).await, [WORDS]);
    });
}

#[test]
fn what_was_chosen_and_typed_before_the_take_over_is_sent_after_it() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::Held);
        browser.open(Page::Feedback).await;
        fill(browser).await;
        assert!(!browser.is_taken_over().await);
        browser.site.deliver_wasm(Delivery::Prompt);
        browser.taken_over().await;
        assert_eq!(written(browser).await, WORDS);
        submit(browser).await;
        browser.says(THANKS).await;
        assert_eq!(kept(browser).await, [WORDS]);
        let personal = "return [location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join()";
        assert!(!browser.run::<String>(personal).await.contains(WORDS));
    });
}
