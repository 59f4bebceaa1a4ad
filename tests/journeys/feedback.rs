//! Feedback, as somebody leaves it.

use zhangban::page::Page;

use crate::axe;
use crate::browser::{Browser, journey, journey_without_scripting};
use crate::network::Delivery;

const WORDS: &str = "您的意见（选填）";
const SEND: &str = "提交反馈";
const THANKS: &str = "已收到您的反馈，谢谢！";

async fn fill_in(browser: &Browser) {
    browser.choose("很好").await;
    browser.choose("便民电话").await;
    browser.field(WORDS).await.send_keys("找电话很方便").await.unwrap();
}

async fn send(browser: &Browser) {
    browser.button(SEND).await.click().await.unwrap();
}

async fn kept(browser: &Browser) -> Vec<(i64, String, String)> {
    let rows = browser.site.server.store().rows("SELECT rating, topic, message FROM feedback", &[]).await.unwrap();
    rows.iter()
        .map(|row| (row.int(0).unwrap(), row.text(1).unwrap().to_owned(), row.text(2).unwrap().to_owned()))
        .collect()
}

fn once() -> Vec<(i64, String, String)> {
    vec![(5, "hotlines".to_owned(), "找电话很方便".to_owned())]
}

#[test]
fn feedback_is_kept_and_thanked_for() {
    journey(async |browser| {
        browser.open_taken_over(Page::Feedback).await;
        fill_in(browser).await;
        send(browser).await;
        browser.heading(THANKS).await;
        axe::finds_nothing(browser, "the thanks").await;
        assert_eq!(kept(browser).await, once());
    });
}

#[test]
fn feedback_whose_answer_was_lost_is_sent_again_and_kept_once() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Feedback).await;
        fill_in(browser).await;
        browser.site.deliver_api(Delivery::AnswerLost);
        send(browser).await;
        browser.says("暂时不知道有没有送到").await;
        assert_eq!(kept(browser).await, once(), "the first sending did not arrive");
        browser.site.deliver_api(Delivery::Prompt);
        send(browser).await;
        browser.heading(THANKS).await;
        assert_eq!(kept(browser).await, once());
    });
}

#[test]
fn a_double_tap_is_kept_once() {
    journey(async |browser| {
        browser.open_taken_over(Page::Feedback).await;
        fill_in(browser).await;
        browser.site.deliver_api(Delivery::Held);
        send(browser).await;
        browser.run::<()>("for (const button of document.querySelectorAll('main form button')) button.click()").await;
        browser.site.deliver_api(Delivery::Prompt);
        browser.heading(THANKS).await;
        assert_eq!(kept(browser).await, once());
    });
}

#[test]
fn feedback_sent_twice_without_scripting_is_kept_once() {
    journey_without_scripting(async |browser| {
        browser.open(Page::Feedback).await;
        fill_in(browser).await;
        send(browser).await;
        browser.heading(THANKS).await;
        // The browser posts the same form again.
        browser.reload().await;
        browser.heading(THANKS).await;
        assert_eq!(kept(browser).await, once());
    });
}

#[test]
fn a_form_without_a_rating_says_what_is_missing_and_keeps_the_words() {
    journey(async |browser| {
        browser.open_taken_over(Page::Feedback).await;
        browser.field(WORDS).await.send_keys("字太小").await.unwrap();
        send(browser).await;
        browser.heading("请改正 2 处").await;
        axe::finds_nothing(browser, "a form with two faults").await;
        assert_eq!(browser.field(WORDS).await.prop("value").await.unwrap().unwrap(), "字太小");
        assert_eq!(kept(browser).await, Vec::new());
    });
}

#[test]
fn no_character_is_lost_of_what_is_typed_while_the_app_comes() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::Held);
        browser.open(Page::Feedback).await;
        browser.choose("很好").await;
        browser.choose("便民电话").await;
        let words = browser.field(WORDS).await;
        let mut typed = String::new();
        let mut type_on = async || {
            let next = format!("{} ", typed.len());
            words.send_keys(&next).await.unwrap();
            typed.push_str(&next);
            typed.clone()
        };
        for _ in 0..10 {
            type_on().await;
        }
        browser.site.deliver_wasm(Delivery::Prompt);
        while !browser.is_taken_over().await {
            type_on().await;
        }
        let typed = type_on().await;
        assert_eq!(words.prop("value").await.unwrap().unwrap(), typed);
        send(browser).await;
        browser.heading(THANKS).await;
        assert_eq!(kept(browser).await, [(5, "hotlines".to_owned(), typed.trim().to_owned())]);
    });
}
