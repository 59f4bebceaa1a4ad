//! Scores of previous years, as somebody finds a college and compares ranks.

use zhangban::page::Page;
use zhangban::services::past_scores::{Lookup, OfCollege, SameRank};
use zhangban_api::Endpoint;
use zhangban_api::colleges::ListColleges;
use zhangban_testing::sample;

use crate::axe;
use crate::browser::{Browser, journey, journey_without_scripting};
use crate::layout;
use crate::network::Delivery;

const SEARCH: &str = "搜索院校";
const PROVINCE: &str = "院校所在省份";
const SCORE: &str = "我的分数";

/// Names of the colleges that are shown.
async fn shown(browser: &Browser) -> Vec<String> {
    browser.run("return [...document.querySelectorAll('main li > a > span:first-child')].map(n => n.innerText)").await
}

async fn shows(browser: &Browser, names: &[&str]) {
    browser.until(&format!("{names:?} are shown"), async || shown(browser).await == names).await;
}

async fn finds(browser: &Browser, typed: &str, names: &[&str]) {
    let search = browser.field(SEARCH).await;
    search.clear().await.unwrap();
    search.send_keys(typed).await.unwrap();
    shows(browser, names).await;
}

async fn type_into(browser: &Browser, field: &str, text: &str) {
    browser.field(field).await.send_keys(text).await.unwrap();
}

async fn value(browser: &Browser, field: &str) -> String {
    browser.field(field).await.prop("value").await.unwrap().unwrap_or_default()
}

/// Chooses what is called so in a list.
async fn choose(browser: &Browser, list: &str, option: &str) {
    browser.field(list).await.select_by_label(option).await.unwrap();
}

async fn with_former_years(browser: &Browser) {
    browser.site.server.import(&sample::former_years()).await;
}

fn of_zhengzhou(track: &str) -> Lookup {
    Lookup::College(OfCollege { college: "郑州大学".into(), track: track.into(), ..OfCollege::default() })
}

/// Opens the register and waits until the whole of it is on the phone.
async fn open_at_home(browser: &Browser) {
    browser.open_taken_over(Page::PastScores).await;
    let arrived = format!(
        "return performance.getEntriesByType('resource').some(e => e.name.endsWith('{}') && e.responseEnd > 0)",
        ListColleges::PATH
    );
    browser.until("the register is here", async || browser.run(&arrived).await).await;
}

#[test]
fn a_college_is_found_while_typing_and_without_a_network() {
    journey(async |browser| {
        browser.expects_refusals();
        open_at_home(browser).await;
        browser.site.deliver_api(Delivery::Cut);
        finds(browser, "zzdx", &["郑州大学", "郑州轻工业大学"]).await;
        finds(browser, "changyuan", &["长垣烹饪职业技术学院"]).await;
        finds(browser, "10422", &["山东大学", "山东大学（威海）"]).await;
        finds(browser, "没有这样的", &[]).await;
        browser.says("没有找到相符的院校").await;
        axe::finds_nothing(browser, "no college found").await;
        browser.link("查看全部院校").await.click().await.unwrap();
        browser.says("共 7 所院校").await;
        assert_eq!(value(browser, SEARCH).await, "");
    });
}

#[test]
fn the_address_keeps_what_is_typed_and_chosen() {
    journey(async |browser| {
        open_at_home(browser).await;
        choose(browser, PROVINCE, "河南").await;
        browser.says("找到 4 所").await;
        type_into(browser, SEARCH, "zz").await;
        shows(browser, &["郑州大学", "郑州轻工业大学"]).await;
        browser.arrives_at("/past-scores?q=zz&province=%E6%B2%B3%E5%8D%97").await;
        browser.reload().await;
        browser.taken_over().await;
        shows(browser, &["郑州大学", "郑州轻工业大学"]).await;
        assert_eq!((value(browser, SEARCH).await, value(browser, PROVINCE).await), ("zz".into(), "河南".into()));
    });
}

#[test]
fn what_is_typed_before_the_take_over_is_looked_for_after_it() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::Held);
        browser.open(Page::PastScores).await;
        type_into(browser, SEARCH, "威海").await;
        choose(browser, PROVINCE, "山东").await;
        browser.site.deliver_wasm(Delivery::Prompt);
        browser.taken_over().await;
        shows(browser, &["山东大学（威海）"]).await;
        browser.arrives_at("/past-scores?q=%E5%A8%81%E6%B5%B7&province=%E5%B1%B1%E4%B8%9C").await;
    });
}

#[test]
fn a_college_is_opened_and_left_again() {
    journey(async |browser| {
        with_former_years(browser).await;
        browser.open_taken_over(Page::Home).await;
        browser.link("历年分数").await.click().await.unwrap();
        browser.says("共 7 所院校").await;
        type_into(browser, SEARCH, "zzdx").await;
        shows(browser, &["郑州大学", "郑州轻工业大学"]).await;
        browser.arrives_at("/past-scores?q=zzdx").await;
        browser.all("main li > a").await[0].click().await.unwrap();
        browser.heading("郑州大学").await;
        browser.says("2025 历史类").await;
        let focused = "return document.activeElement?.id === 'college'";
        browser.until("the heading of the college has the focus", async || browser.run(focused).await).await;
        browser.link("物理类、理科").await.click().await.unwrap();
        browser.says("2023 年最低分 589 分，2025 年 605 分").await;
        browser.arrives_at(&of_zhengzhou("science").address()).await;
        axe::finds_nothing(browser, "the scores of a college").await;
        browser.back().await;
        browser.back().await;
        shows(browser, &["郑州大学", "郑州轻工业大学"]).await;
        assert_eq!(value(browser, SEARCH).await, "zzdx");
    });
}

#[test]
fn majors_are_shown_of_one_year_or_of_all() {
    journey(async |browser| {
        with_former_years(browser).await;
        browser.open_address(&of_zhengzhou("science").address()).await;
        browser.taken_over().await;
        browser.says("2025 法学（101 组）").await;
        browser.says("2024 软件工程").await;
        browser.link("2024").await.click().await.unwrap();
        let others = async || !browser.text().await.contains("2025 法学");
        browser.until("only majors of 2024 are shown", others).await;
        browser.says("2024 软件工程").await;
    });
}

#[test]
fn a_score_is_compared_on_the_device_while_it_is_typed() {
    journey(async |browser| {
        with_former_years(browser).await;
        browser.open_taken_over(Page::PastScores).await;
        browser.link("同位次分数").await.click().await.unwrap();
        browser.says("不是填报建议").await;
        type_into(browser, SCORE, "608").await;
        browser.says("608 分：第 1,578 至 1,643 名").await;
        browser.says("第 1,578 至 1,643 名：600 分").await;
        browser.site.deliver_api(Delivery::Cut);
        let score = browser.field(SCORE).await;
        score.clear().await.unwrap();
        score.send_keys("605").await.unwrap();
        browser.says("605 分：第").await;
        let same = Lookup::SameRank(SameRank { of: String::new(), score: "605".into() });
        browser.arrives_at(&same.address()).await;
        browser.site.deliver_api(Delivery::Prompt);
        choose(browser, "考试和科类", "2024 年普通高考 理科").await;
        browser.says("605 分：第").await;
        axe::finds_nothing(browser, "the same rank").await;
        score.clear().await.unwrap();
        score.send_keys("六百").await.unwrap();
        browser.button("查询").await.click().await.unwrap();
        browser.says("请改正 1 处").await;
    });
}

#[test]
fn everything_is_had_without_scripting() {
    journey_without_scripting(async |browser| {
        with_former_years(browser).await;
        browser.open(Page::PastScores).await;
        choose(browser, PROVINCE, "山东").await;
        type_into(browser, SEARCH, "大学").await;
        browser.button("搜索").await.click().await.unwrap();
        assert_eq!(shown(browser).await, ["山东大学", "山东大学（威海）"]);
        browser.all("main li > a").await[1].click().await.unwrap();
        browser.says("只有 2025 年的最低分：633 分").await;
        browser.link("同位次分数").await.click().await.unwrap();
        type_into(browser, SCORE, "608").await;
        browser.button("查询").await.click().await.unwrap();
        browser.says("第 1,578 至 1,643 名：600 分").await;
    });
}

#[test]
fn every_view_fits_every_screen_and_is_taken_over_as_it_stands() {
    journey(async |browser| {
        with_former_years(browser).await;
        browser.open(Page::Home).await;
        let same = Lookup::SameRank(SameRank { of: String::new(), score: "608".into() });
        for (mode, language) in [("standard", "zh"), ("elder", "en"), ("elder", "zh")] {
            browser.remember("mode", mode).await;
            browser.remember("language", language).await;
            for lookup in [of_zhengzhou("science"), same.clone()] {
                let what = format!("{} in {mode} and {language}", lookup.address());
                browser.open_address(&lookup.address()).await;
                let served = browser.text().await;
                browser.taken_over().await;
                // In elder mode the app offers to read aloud, which only a browser can.
                if mode == "standard" {
                    assert_eq!(browser.text().await, served, "{what}");
                }
                assert!(layout::misfits(browser).await.is_empty(), "{what}: {:?}", layout::misfits(browser).await);
                axe::finds_nothing(browser, &what).await;
            }
        }
    });
}

#[test]
fn a_college_that_is_gone_and_a_lost_network_are_told() {
    journey(async |browser| {
        browser.expects_refusals();
        let gone = Lookup::College(OfCollege { college: "月球大学".into(), ..OfCollege::default() });
        browser.open_address(&gone.address()).await;
        browser.taken_over().await;
        browser.says("名录中没有这所院校").await;
        browser.link("查看其他院校").await.click().await.unwrap();
        browser.says("共 7 所院校").await;
        browser.site.deliver_api(Delivery::Cut);
        browser.all("main li > a").await[0].click().await.unwrap();
        browser.says("网络不通").await;
    });
}
