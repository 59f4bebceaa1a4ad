//! The enrolment plans, as somebody looks for what she can choose.

use zhangban::page::Page;

use crate::browser::{Browser, journey, journey_without_scripting};
use crate::network::Delivery;

const EVERYTHING: &str = "共 13 个专业组、17 个专业，计划招生 1,163 人";

async fn type_into(browser: &Browser, field: &str, text: &str) {
    browser.field(field).await.send_keys(text).await.unwrap();
}

async fn choose(browser: &Browser, field: &str, label: &str) {
    browser.field(field).await.select_by_label(label).await.unwrap();
}

async fn value(browser: &Browser, field: &str) -> String {
    browser.field(field).await.prop("value").await.unwrap().unwrap_or_default()
}

#[test]
fn a_filter_changes_the_list_and_the_address_without_loading_the_page() {
    journey(async |browser| {
        browser.open(Page::Home).await;
        browser.taken_over().await;
        browser.link("招生计划").await.click().await.unwrap();
        browser.says(EVERYTHING).await;
        browser.run::<()>("window.same = true").await;
        choose(browser, "科类", "物理类").await;
        browser.says("共 8 个专业组、11 个专业，计划招生 862 人").await;
        browser.arrives_at("/plans?track=physics").await;
        type_into(browser, "专业", "rjgc").await;
        browser.says("共 1 个专业组、1 个专业，计划招生 80 人").await;
        browser.arrives_at("/plans?track=physics&major=rjgc").await;
        assert_eq!(value(browser, "专业").await, "rjgc", "what was typed is lost");
        assert!(browser.run::<bool>("return window.same === true").await, "the page was loaded anew");
    });
}

#[test]
fn a_chip_takes_its_filter_away_and_back_brings_it_again() {
    journey(async |browser| {
        browser.open_address("/plans?track=history&college=zzdx").await;
        browser.taken_over().await;
        browser.says("共 1 个专业组、2 个专业，计划招生 100 人").await;
        browser.link("取消筛选： 历史类").await.click().await.unwrap();
        browser.arrives_at("/plans?college=zzdx").await;
        browser.says("共 4 个专业组、7 个专业，计划招生 585 人").await;
        browser.until("the list says so", async || value(browser, "科类").await.is_empty()).await;
        browser.back().await;
        browser.arrives_at("/plans?track=history&college=zzdx").await;
        browser.says("共 1 个专业组、2 个专业，计划招生 100 人").await;
        browser.until("the list says so again", async || value(browser, "科类").await == "history").await;
        browser.forward().await;
        browser.says("共 4 个专业组、7 个专业，计划招生 585 人").await;
    });
}

#[test]
fn pages_are_turned_forward_and_back() {
    journey(async |browser| {
        browser.open_taken_over(Page::Plans).await;
        browser.link("下一页").await.click().await.unwrap();
        browser.arrives_at("/plans?page=2").await;
        browser.says("第 2 页，共 2 页").await;
        browser.says("洛阳职业技术学院").await;
        browser.back().await;
        browser.says("第 1 页，共 2 页").await;
        browser.forward().await;
        browser.reload().await;
        browser.says("第 2 页，共 2 页").await;
    });
}

#[test]
fn what_was_shared_is_opened_as_it_was_seen() {
    journey(async |browser| {
        browser.open_address("/plans?major=%E5%8F%A3%E8%85%94%E5%8C%BB%E5%AD%A6&sort=quota&nonsense=1&page=x").await;
        browser.taken_over().await;
        browser.says("口腔医学").await;
        browser.says("全组 2 个专业，计划 145 人；下面是符合条件的 1 个").await;
        browser.says("因办学条件调整").await;
        assert_eq!(value(browser, "排序").await, "quota");
        assert_eq!(browser.all("del").await.len(), 1);
        browser.link("查看全组专业").await.click().await.unwrap();
        browser.says("临床医学").await;
    });
}

#[test]
fn everything_can_be_done_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.open(Page::Plans).await;
        choose(browser, "科类", "物理类").await;
        type_into(browser, "院校", "zzdx").await;
        browser.button("查询").await.click().await.unwrap();
        browser.says("共 3 个专业组、5 个专业，计划招生 485 人").await;
        browser.button("更多筛选与排序").await.click().await.unwrap();
        choose(browser, "排序", "学费从低到高").await;
        browser.button("查询").await.click().await.unwrap();
        assert_eq!(value(browser, "排序").await, "tuition");
        assert_eq!(value(browser, "院校").await, "zzdx");
        // Long remarks open natively.
        let summary = browser.all(".plan__remarks > summary").await.into_iter().next().unwrap();
        summary.click().await.unwrap();
        browser.says("其中校企合作方向另收实训费").await;
        browser.link("取消筛选： 物理类").await.click().await.unwrap();
        browser.says("共 4 个专业组、7 个专业，计划招生 585 人").await;
    });
}

#[test]
fn without_network_what_was_found_stays_and_is_asked_again_afterwards() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Plans).await;
        browser.site.deliver_api(Delivery::Cut);
        choose(browser, "科类", "历史类").await;
        browser.says("网络不通").await;
        assert!(browser.text().await.contains("郑州大学"), "what was there is gone");
        browser.site.deliver_api(Delivery::Prompt);
        browser.link("重试").await.click().await.unwrap();
        browser.says("共 5 个专业组、6 个专业，计划招生 301 人").await;
    });
}

#[test]
fn on_a_wide_screen_majors_stand_in_a_table() {
    journey(async |browser| {
        browser.screen((1080, 1920)).await;
        browser.open_taken_over(Page::Plans).await;
        let columns = "return getComputedStyle(document.querySelector('.plan__majors')).display";
        assert_eq!(browser.run::<String>(columns).await, "table");
        browser.screen((360, 780)).await;
        assert_eq!(browser.run::<String>(columns).await, "block");
        assert!(!browser.all("[role=rowheader]").await.is_empty());
    });
}

#[test]
fn what_was_typed_and_chosen_before_the_take_over_is_looked_for_after_it() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::Held);
        browser.open(Page::Plans).await;
        type_into(browser, "院校", "zjdx").await;
        choose(browser, "科类", "物理类").await;
        assert!(!browser.is_taken_over().await);
        browser.site.deliver_wasm(Delivery::Prompt);
        browser.taken_over().await;
        browser.says("共 1 个专业组、1 个专业，计划招生 20 人").await;
        browser.arrives_at("/plans?track=physics&college=zjdx").await;
        assert_eq!(value(browser, "院校").await, "zjdx");
    });
}
