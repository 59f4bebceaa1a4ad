//! Language and mode: switched, with and without scripting, and remembered.

use zhangban::page::Page;

use crate::browser::{Browser, journey, journey_without_scripting};

async fn root(browser: &Browser) -> (String, String) {
    browser.run("const root = document.documentElement; return [root.lang, root.dataset.mode]").await
}

async fn switches(browser: &Browser) {
    let now = |language: &str, mode: &str| (language.to_owned(), mode.to_owned());
    browser.button("English").await.click().await.unwrap();
    browser.until("the page is in English", async || root(browser).await == now("en", "standard")).await;
    browser.says("Verified account").await;
    browser.button("Larger").await.click().await.unwrap();
    browser.until("the page is large", async || root(browser).await == now("en", "elder")).await;
    assert_eq!(browser.title().await, "Henan Education Department");
    browser.open(Page::Hotlines).await;
    browser.heading("Hotlines").await;
    assert_eq!(root(browser).await, now("en", "elder"), "the choice is forgotten on the next page");
    browser.button("中文").await.click().await.unwrap();
    browser.button("标准版").await.click().await.unwrap();
    browser.until("all is as it was", async || root(browser).await == now("zh-CN", "standard")).await;
    browser.arrives_at(Page::Hotlines.path()).await;
    let mut cookies = browser.cookies().await;
    cookies.sort();
    assert_eq!(cookies, ["language=zh", "mode=standard"]);
}

#[test]
fn language_and_mode_are_switched_at_once_and_remembered() {
    journey(async |browser| {
        browser.open_taken_over(Page::Home).await;
        switches(browser).await;
    });
}

#[test]
fn language_and_mode_are_switched_without_scripting_and_remembered() {
    journey_without_scripting(async |browser| {
        browser.open(Page::Home).await;
        switches(browser).await;
    });
}

#[test]
fn elder_mode_has_larger_type_and_larger_targets() {
    journey(async |browser| {
        browser.open_taken_over(Page::Home).await;
        let type_size = "return parseFloat(getComputedStyle(document.querySelector('main')).fontSize)";
        let smallest_target = "return Math.min(...[...document.querySelectorAll('main a')]
            .map(link => link.getBoundingClientRect().height))";
        assert!((16.0..=18.0).contains(&browser.run::<f64>(type_size).await));
        assert!(browser.run::<f64>(smallest_target).await >= 48.0);
        browser.button("关怀版").await.click().await.unwrap();
        browser.until("the type is large", async || browser.run::<f64>(type_size).await >= 23.0).await;
        assert!(browser.run::<f64>(smallest_target).await >= 60.0);
    });
}
