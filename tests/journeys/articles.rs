//! Articles, as somebody reads them; and an emergency that comes while a page is open.

use std::fs;

use serde_json::Value;
use zhangban::page::{ARTICLES_ATOM, ARTICLES_JSON, Page, article};
use zhangban_testing::sample;

use crate::browser::{Browser, journey, journey_without_scripting};
use crate::network::Delivery;

/// From the home page to a channel, to an article, and back.
async fn reads(browser: &Browser) {
    browser.open(Page::Home).await;
    browser.link("最新消息").await.click().await.unwrap();
    browser.arrives_at("/articles?channel=news").await;
    browser.heading("最新消息").await;
    browser.link("成绩公布须知").await.click().await.unwrap();
    browser.arrives_at(&article("score-day")).await;
    browser.says("备好准考证和身份证").await;
    browser.link("返回栏目").await.click().await.unwrap();
    browser.arrives_at("/articles?channel=news").await;
}

#[test]
fn an_article_is_found_in_its_channel_and_leads_back_to_it() {
    journey(async |browser| {
        browser.open_taken_over(Page::Home).await;
        reads(browser).await;
        browser.until("the title is the channel's", async || browser.title().await == "最新消息 - 河南省教育厅").await;
    });
}

#[test]
fn articles_are_read_and_searched_without_scripting() {
    journey_without_scripting(async |browser| {
        reads(browser).await;
        browser.link("全部").await.click().await.unwrap();
        browser.field("搜索文章").await.send_keys("国庆\u{e007}").await.unwrap();
        browser.says("“国庆”找到 2 篇").await;
        let marks = browser.all("mark").await;
        assert!(!marks.is_empty(), "nothing is marked");
        browser.link("暑期办公时间规定").await.click().await.unwrap();
        browser.says("本文已失效").await;
    });
}

#[test]
fn a_word_is_looked_for_while_it_is_typed_and_the_address_follows() {
    journey(async |browser| {
        browser.open_taken_over(Page::Articles).await;
        browser.field("搜索文章").await.send_keys("放假").await.unwrap();
        browser.says("“放假”找到 1 篇").await;
        browser.arrives_at("/articles?q=%E6%94%BE%E5%81%87").await;
        browser.link("文件通知").await.click().await.unwrap();
        browser.arrives_at("/articles?channel=documents&q=%E6%94%BE%E5%81%87").await;
        browser.reload().await;
        browser.says("“放假”找到 1 篇").await;
    });
}

#[test]
fn one_article_leads_to_another_and_the_heading_has_the_focus() {
    journey(async |browser| {
        browser.open_address(&article("score-day")).await;
        browser.taken_over().await;
        assert_eq!(browser.title().await, "成绩公布须知 - 河南省教育厅");
        browser.run::<()>("window.same = true").await;
        browser.link("旧规定").await.click().await.unwrap();
        browser.heading("暑期办公时间规定").await;
        let focused = "return document.activeElement?.id === 'heading'";
        browser.until("the heading has the focus", async || browser.run(focused).await).await;
        browser.until("the title follows", async || browser.title().await == "暑期办公时间规定 - 河南省教育厅").await;
        browser.back().await;
        browser.heading("成绩公布须知").await;
        assert!(browser.run::<bool>("return window.same === true").await, "the page was loaded anew");
    });
}

#[test]
fn what_is_not_there_says_where_to_go() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_address(&article("taken-down")).await;
        browser.taken_over().await;
        browser.says("本文已撤下：表格数据有误").await;
        browser.link("查看全部文章").await.click().await.unwrap();
        browser.arrives_at(Page::Articles.path()).await;
    });
}

#[test]
fn pictures_and_sound_are_there_and_sound_has_its_text() {
    journey(async |browser| {
        browser.open_address(&article("score-day")).await;
        browser.taken_over().await;
        let picture = "const image = document.querySelector('.prose img'); image.scrollIntoView();
            return image.complete && image.naturalWidth === 320";
        browser.until("the picture is there", async || browser.run(picture).await).await;
        let sound = "return document.querySelector('audio').readyState >= 1";
        browser.until("the sound can be played", async || browser.run(sound).await).await;
        browser.button("文字稿").await.click().await.unwrap();
        browser.says("带上准考证和身份证").await;
    });
}

/// Publishes an emergency of an hour.
async fn publish(browser: &Browser) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles/news");
    fs::create_dir_all(&path).unwrap();
    let text = format!(
        "+++\ntitle = \"停水通知\"\nlevel = \"emergency\"\noffice = \"值班室\"\nwhat_to_do = \"请自备饮用水\"\n\
         published_at = {}\nvalid_until = {}\n+++\n\n停水一小时。\n",
        sample::now().rfc3339(),
        sample::now().plus_seconds(3_600).rfc3339()
    );
    fs::write(path.join("no-water.md"), text).unwrap();
    browser.site.server.import(folder.path()).await;
}

#[test]
fn an_emergency_appears_on_an_open_page_and_goes_when_it_is_over() {
    journey(async |browser| {
        browser.open_taken_over(Page::Hotlines).await;
        browser.run::<()>("window.same = true").await;
        publish(browser).await;
        browser.says("请自备饮用水").await;
        browser.site.server.clock().set(sample::now().plus_seconds(3_600));
        browser.site.server.context().refresh().await.unwrap();
        browser.until("the banner is gone", async || !browser.text().await.contains("请自备饮用水")).await;
        assert!(browser.run::<bool>("return window.same === true").await, "the page was loaded anew");
    });
}

#[test]
fn an_emergency_is_there_without_scripting() {
    journey_without_scripting(async |browser| {
        publish(browser).await;
        browser.open(Page::Home).await;
        browser.says("紧急：停水通知").await;
        browser.open(Page::Status).await;
        browser.says("请自备饮用水").await;
    });
}

#[test]
fn an_article_is_printed_without_what_acts() {
    journey(async |browser| {
        browser.open_address(&article("score-day")).await;
        browser.taken_over().await;
        assert!((1..=2).contains(&browser.printed_pages().await));
    });
}

#[test]
fn feeds_can_be_read() {
    journey(async |browser| {
        browser.open_taken_over(Page::Articles).await;
        let parsed = "const [path, done] = arguments;
            fetch(path).then(answer => answer.text()).then(text => {
                const feed = new DOMParser().parseFromString(text, 'application/xml');
                done([feed.querySelectorAll('parsererror').length, feed.querySelectorAll('feed > entry').length]);
            });";
        let atom: (usize, usize) = browser.run_later(parsed, vec![ARTICLES_ATOM.into()]).await;
        assert_eq!(atom.0, 0, "the feed is no XML");
        let parsed = "const [path, done] = arguments; fetch(path).then(answer => answer.json()).then(done);";
        let feed: Value = browser.run_later(parsed, vec![ARTICLES_JSON.into()]).await;
        assert_eq!(feed["items"].as_array().unwrap().len(), atom.1);
    });
}

#[test]
fn a_search_that_fails_says_so_and_tries_again() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Articles).await;
        browser.site.deliver_api(Delivery::Cut);
        browser.link("公示公告").await.click().await.unwrap();
        browser.says("网络不通").await;
        browser.site.deliver_api(Delivery::Prompt);
        browser.link("重试").await.click().await.unwrap();
        browser.says("暴雨停课通知").await;
    });
}
