//! The hotline directory, as somebody looks for a number.

use zhangban::page::Page;

use crate::axe;
use crate::browser::{Browser, journey, journey_without_scripting};
use crate::network::Delivery;

const SEARCH: &str = "搜索电话";

/// Names of the numbers that are shown.
async fn shown(browser: &Browser) -> Vec<String> {
    browser.run("return [...document.querySelectorAll('main li h2')].map(name => name.innerText.split('\\n')[0])").await
}

async fn finds(browser: &Browser, typed: &str, found: &[&str]) {
    let search = browser.field(SEARCH).await;
    search.clear().await.unwrap();
    search.send_keys(typed).await.unwrap();
    browser.until(&format!("{typed:?} finds {found:?}"), async || shown(browser).await == found).await;
}

#[test]
fn a_number_is_found_by_name_number_pinyin_and_initials() {
    journey(async |browser| {
        browser.open_taken_over(Page::Hotlines).await;
        finds(browser, "郑州", &["郑州市教育局"]).await;
        finds(browser, "zzjyj", &["郑州市教育局"]).await;
        finds(browser, "12388", &["信访举报"]).await;
        // Characters with two readings: 长 is chang here, 渑 is mian, 重 is chong.
        finds(browser, "changge", &["长葛市教育体育局"]).await;
        finds(browser, "mianchi", &["渑池县教育体育局"]).await;
        finds(browser, "chongqing", &["重庆市驻郑招生联络处"]).await;
        finds(browser, "没有这样的单位", &[]).await;
        axe::finds_nothing(browser, "nothing found").await;
    });
}

#[test]
fn a_number_is_found_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.open(Page::Hotlines).await;
        browser.field(SEARCH).await.send_keys("zzjyj").await.unwrap();
        browser.button("搜索").await.click().await.unwrap();
        browser.arrives_at("/hotlines?q=zzjyj").await;
        assert_eq!(shown(browser).await, ["郑州市教育局"]);
    });
}

#[test]
fn the_search_goes_on_without_a_network() {
    journey(async |browser| {
        browser.open_taken_over(Page::Hotlines).await;
        browser.site.deliver_api(Delivery::Cut);
        finds(browser, "长葛", &["长葛市教育体育局"]).await;
    });
}

#[test]
fn who_answers_now_is_told_in_beijing_time() {
    journey(async |browser| {
        // A Thursday at one o'clock: the offices are at lunch, the liaison has no break, nobody knows of 渑池.
        let lunch = zhangban_api::Moment::parse("2025-06-26T13:00:00+08:00").unwrap();
        browser.site.server.clock().set(lunch);
        browser.open_taken_over(Page::Hotlines).await;
        browser.link("正在接听").await.click().await.unwrap();
        let open = ["政务服务便民热线", "省招生办公室", "郑州市教育局", "重庆市驻郑招生联络处"];
        browser.until("only who answers is shown", async || shown(browser).await == open).await;
    });
}

#[test]
fn a_tap_calls_a_number_that_can_be_called_and_no_sample() {
    journey(async |browser| {
        browser.open_taken_over(Page::Hotlines).await;
        let call = browser.link("拨打 12345").await;
        assert_eq!(call.attr("href").await.unwrap().unwrap(), "tel:12345");
        let calls = "return [...document.querySelectorAll('a[href^=\"tel:\"]')].map(link => link.getAttribute('href'))";
        assert_eq!(browser.run::<Vec<String>>(calls).await, ["tel:12345", "tel:12388"]);
        browser.says("0371-000 00 03").await;
    });
}
