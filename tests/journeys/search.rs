//! The search from the home page, as somebody looks for a thing by whatever name she has for it.

use zhangban::page::Page;

use crate::axe;
use crate::browser::{Browser, journey, journey_without_scripting};
use crate::network::Delivery;

const FIELD: &str = "搜索服务、电话、文章和院校";

async fn type_words(browser: &Browser, words: &str) {
    let field = browser.field(FIELD).await;
    field.clear().await.unwrap();
    field.send_keys(words).await.unwrap();
}

async fn look_from_home(browser: &Browser, words: &str) {
    let field = browser.field("搜索服务、电话").await;
    field.send_keys(words).await.unwrap();
    browser.button("搜索").await.click().await.unwrap();
}

#[test]
fn a_service_is_found_from_the_home_page_by_another_name() {
    journey(async |browser| {
        browser.open_taken_over(Page::Home).await;
        look_from_home(browser, "查分").await;
        browser.arrives_at("/search?q=%E6%9F%A5%E5%88%86").await;
        browser.taken_over().await;
        browser.says("“查分”找到").await;
        axe::finds_nothing(browser, "something found").await;
        browser.link("成绩查询").await.click().await.unwrap();
        browser.arrives_at(Page::Scores.path()).await;
        browser.back().await;
        browser.says("“查分”找到").await;
    });
}

#[test]
fn hits_follow_what_is_typed_and_the_address_follows_them() {
    journey(async |browser| {
        browser.open_taken_over(Page::Search).await;
        browser.says("请输入要找的服务、单位、电话、文章或院校").await;
        type_words(browser, "zsbgs").await;
        browser.says("“zsbgs”找到").await;
        browser.says("0371-000 00 02").await;
        browser.arrives_at("/search?q=zsbgs").await;
        type_words(browser, "没有这样的").await;
        browser.says("没有找到与“没有这样的”相符的内容").await;
        axe::finds_nothing(browser, "nothing found").await;
        type_words(browser, "12345").await;
        let call = browser.link("拨打 12345").await;
        assert_eq!(call.attr("href").await.unwrap().unwrap(), "tel:12345");
        browser.arrives_at("/search?q=12345").await;
        browser.reload().await;
        browser.says("“12345”找到").await;
    });
}

#[test]
fn what_was_found_stays_while_more_is_on_its_way() {
    journey(async |browser| {
        browser.open_address("/search?q=12345").await;
        browser.taken_over().await;
        browser.site.deliver_api(Delivery::Held);
        type_words(browser, "12388").await;
        browser.arrives_at("/search?q=12388").await;
        browser.says("“12345”找到").await;
        browser.site.deliver_api(Delivery::Prompt);
        browser.says("“12388”找到").await;
    });
}

#[test]
fn without_a_network_the_services_are_found_all_the_same() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Search).await;
        browser.site.deliver_api(Delivery::Cut);
        type_words(browser, "成绩").await;
        browser.says("网络不通").await;
        browser.link("成绩查询").await;
        browser.site.deliver_api(Delivery::Prompt);
        browser.link("重试").await.click().await.unwrap();
        browser.says("“成绩”找到").await;
    });
}

#[test]
fn everything_is_found_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.open(Page::Home).await;
        look_from_home(browser, "招生").await;
        browser.says("“招生”找到").await;
        browser.says("0371-000 00 02").await;
        assert_eq!(browser.field(FIELD).await.prop("value").await.unwrap().as_deref(), Some("招生"));
        type_words(browser, "cjcx").await;
        browser.button("搜索").await.click().await.unwrap();
        browser.link("成绩查询").await.click().await.unwrap();
        browser.arrives_at(Page::Scores.path()).await;
    });
}

#[test]
fn what_is_typed_before_the_take_over_is_looked_for_after_it() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::Held);
        browser.open(Page::Search).await;
        type_words(browser, "查分").await;
        browser.site.deliver_wasm(Delivery::Prompt);
        browser.taken_over().await;
        browser.says("“查分”找到").await;
    });
}
