//! The rank table, as somebody looks herself up in it.

use zhangban::page::Page;

use crate::browser::{Browser, journey, journey_without_scripting};
use crate::network::Delivery;

const OF_608: &str = "608 分：物理类第 1,578 至 1,643 名";

async fn type_into(browser: &Browser, field: &str, text: &str) {
    browser.field(field).await.send_keys(text).await.unwrap();
}

async fn value(browser: &Browser, field: &str) -> String {
    browser.field(field).await.prop("value").await.unwrap().unwrap_or_default()
}

/// How many rows of the table are shown.
async fn rows(browser: &Browser) -> usize {
    browser.all("tbody tr").await.len()
}

#[test]
fn a_score_is_answered_at_home_and_the_address_follows() {
    journey(async |browser| {
        browser.open(Page::Home).await;
        browser.taken_over().await;
        browser.link("一分一段").await.click().await.unwrap();
        browser.says("前 50 行").await;
        // From here on there is no network.
        browser.site.deliver_api(Delivery::Cut);
        type_into(browser, "分数", "608").await;
        browser.says(OF_608).await;
        browser.says("608 分前后").await;
        browser.arrives_at("/ranks?score=608").await;
        type_into(browser, "位次", "31,200").await;
        browser.says("第 31,200 名：物理类").await;
        browser.site.deliver_api(Delivery::Prompt);
        browser.back().await;
        browser.arrives_at(Page::Home.path()).await;
    });
}

#[test]
fn another_track_answers_the_same_question() {
    journey(async |browser| {
        browser.open_address("/ranks?score=563").await;
        browser.taken_over().await;
        browser.field("历史类").await.click().await.unwrap();
        browser.says("563 分：历史类第 1,258 至 1,303 名").await;
        browser.arrives_at("/ranks?track=history&score=563").await;
        browser.reload().await;
        browser.says("563 分：历史类第 1,258 至 1,303 名").await;
    });
}

#[test]
fn what_is_no_number_is_told_when_the_button_is_pressed_and_not_before() {
    journey(async |browser| {
        browser.open_taken_over(Page::Ranks).await;
        type_into(browser, "分数", "六百").await;
        assert!(browser.all(".error-summary").await.is_empty(), "somebody who types is interrupted");
        browser.button("查询").await.click().await.unwrap();
        browser.says("请改正 1 处").await;
        let focused = "return document.activeElement?.id === 'error-summary'";
        browser.until("the summary has the focus", async || browser.run(focused).await).await;
        assert_eq!(value(browser, "分数").await, "六百", "what was typed is lost");
        browser.link("请填写 0 至 750 的整数分数").await.click().await.unwrap();
        browser
            .until("the field has the focus", async || {
                browser.run("return document.activeElement?.id === 'score'").await
            })
            .await;
    });
}

#[test]
fn the_whole_table_is_there_at_once_and_the_page_stays_where_it_is() {
    journey(async |browser| {
        browser.open_taken_over(Page::Ranks).await;
        assert_eq!(rows(browser).await, 50);
        browser.site.deliver_api(Delivery::Cut);
        let link = browser.link("显示全表").await;
        browser.run::<()>("window.scrollTo(0, document.body.scrollHeight)").await;
        link.click().await.unwrap();
        browser.says("全部 261 行").await;
        assert_eq!(rows(browser).await, 261);
        assert!(browser.run::<f64>("return window.scrollY").await > 0.0, "the page jumped to its top");
        browser.arrives_at("/ranks?all=1").await;
        browser.link("只显示一部分").await.click().await.unwrap();
        browser.says("前 50 行").await;
    });
}

#[test]
fn a_score_and_the_whole_table_are_had_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.open(Page::Ranks).await;
        type_into(browser, "分数", "608").await;
        browser.button("查询").await.click().await.unwrap();
        browser.says(OF_608).await;
        assert_eq!(value(browser, "分数").await, "608");
        browser.link("显示全表").await.click().await.unwrap();
        browser.says("全部 261 行").await;
        browser.says(OF_608).await;
    });
}

#[test]
fn what_was_chosen_and_typed_before_the_take_over_is_answered_after_it() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::Held);
        browser.open_address("/ranks?track=history").await;
        browser.field("物理类").await.click().await.unwrap();
        type_into(browser, "分数", "608").await;
        assert!(!browser.is_taken_over().await);
        browser.site.deliver_wasm(Delivery::Prompt);
        browser.taken_over().await;
        browser.says(OF_608).await;
        assert_eq!(value(browser, "分数").await, "608");
        browser.arrives_at("/ranks?track=physics&score=608").await;
    });
}
