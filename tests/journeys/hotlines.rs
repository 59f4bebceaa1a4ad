//! The hotline directory, as somebody looks for a number.

use std::fmt::Write as _;

use zhangban::page::Page;
use zhangban_api::Endpoint;
use zhangban_api::hotlines::{ListHotlines, WINDOW};

use crate::axe;
use crate::browser::{Browser, journey, journey_without_scripting};
use crate::network::Delivery;

const SEARCH: &str = "搜索电话";

/// Names of the numbers that are shown.
async fn shown(browser: &Browser) -> Vec<String> {
    browser.run("return [...document.querySelectorAll('main li h2 > :first-child')].map(name => name.innerText)").await
}

async fn finds(browser: &Browser, typed: &str, found: &[&str]) {
    let search = browser.field(SEARCH).await;
    search.clear().await.unwrap();
    search.send_keys(typed).await.unwrap();
    browser.until(&format!("{typed:?} finds {found:?}"), async || shown(browser).await == found).await;
}

async fn shows(browser: &Browser, names: &[&str]) {
    browser.until(&format!("{names:?} are shown"), async || shown(browser).await == names).await;
}

async fn type_words(browser: &Browser, words: &str) {
    browser.field(SEARCH).await.send_keys(words).await.unwrap();
}

async fn typed(browser: &Browser) -> Option<String> {
    browser.field(SEARCH).await.prop("value").await.unwrap()
}

/// Opens the directory and waits until the whole of it is on the phone.
async fn open_at_home(browser: &Browser) {
    browser.open_taken_over(Page::Hotlines).await;
    let arrived = format!(
        "return performance.getEntriesByType('resource').some(e => e.name.endsWith('{}') && e.responseEnd > 0)",
        ListHotlines::PATH
    );
    browser.until("the directory is here", async || browser.run(&arrived).await).await;
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
        browser.expects_refusals();
        open_at_home(browser).await;
        browser.site.deliver_api(Delivery::Cut);
        finds(browser, "长葛", &["长葛市教育体育局"]).await;
        browser.run::<()>("window.dispatchEvent(new Event('offline'))").await;
        browser.says("网络已断开，仍可继续查找").await;
        // Elsewhere and back: the directory has stayed on the phone.
        browser.link("返回首页").await.click().await.unwrap();
        browser.link("便民电话").await.click().await.unwrap();
        browser.says("共 8 条").await;
        finds(browser, "12388", &["信访举报"]).await;
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
fn whoever_is_about_to_call_stays_there_when_the_break_is_over() {
    journey(async |browser| {
        browser.site.server.clock().set(zhangban_api::Moment::parse("2025-06-26T13:00:00+08:00").unwrap());
        open_at_home(browser).await;
        let row = "return document.activeElement.closest('li').innerText";
        let focus = "document.querySelector('a[href=\"tel:12388\"]').focus()";
        browser.run::<()>(focus).await;
        assert!(browser.run::<String>(row).await.contains("午休"));
        browser.run::<()>("const now = Date.now; Date.now = () => now() + 2 * 3600 * 1000").await;
        browser.until("the page says so", async || browser.text().await.matches("接听中").count() > 4).await;
        assert!(browser.run::<String>(row).await.contains("接听中"));
        let href = "return document.activeElement.getAttribute('href')";
        assert_eq!(browser.run::<String>(href).await, "tel:12388");
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

#[test]
fn the_address_keeps_what_is_typed() {
    journey(async |browser| {
        browser.open_taken_over(Page::Home).await;
        browser.link("便民电话").await.click().await.unwrap();
        browser.says("共 8 条").await;
        type_words(browser, "zzjyj").await;
        browser.says("“zzjyj”找到 1 条").await;
        browser.arrives_at("/hotlines?q=zzjyj").await;
        browser.reload().await;
        browser.taken_over().await;
        shows(browser, &["郑州市教育局"]).await;
        assert_eq!(typed(browser).await.as_deref(), Some("zzjyj"));
        browser.back().await;
        browser.arrives_at(Page::Home.path()).await;
    });
}

#[test]
fn chips_narrow_what_was_typed_and_back_widens_it_again() {
    journey(async |browser| {
        open_at_home(browser).await;
        type_words(browser, "12388").await;
        browser.arrives_at("/hotlines?q=12388").await;
        browser.link("厅机关").await.click().await.unwrap();
        browser.says("没有找到相符的电话").await;
        browser.link("查看全部电话").await.click().await.unwrap();
        browser.says("共 8 条").await;
        assert_eq!(typed(browser).await.as_deref(), Some(""));
        browser.back().await;
        browser.back().await;
        shows(browser, &["信访举报"]).await;
        assert_eq!(typed(browser).await.as_deref(), Some("12388"));
    });
}

#[test]
fn what_is_typed_before_the_take_over_is_looked_for_after_it() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::Held);
        browser.open(Page::Hotlines).await;
        type_words(browser, "渑池").await;
        browser.site.deliver_wasm(Delivery::Prompt);
        browser.taken_over().await;
        shows(browser, &["渑池县教育体育局"]).await;
        assert_eq!(browser.focused().await.prop("value").await.unwrap().as_deref(), Some("渑池"));
    });
}

#[test]
fn the_list_stays_while_the_directory_is_under_way_and_says_when_it_does_not_come() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.site.deliver_api(Delivery::Held);
        browser.open_taken_over(Page::Hotlines).await;
        type_words(browser, "zzjyj").await;
        browser.arrives_at("/hotlines?q=zzjyj").await;
        assert_eq!(shown(browser).await.len(), 8);
        browser.site.deliver_api(Delivery::Cut);
        browser.says("网络不通").await;
        assert_eq!(shown(browser).await.len(), 8);
        browser.site.deliver_api(Delivery::Prompt);
        browser.link("重试").await.click().await.unwrap();
        shows(browser, &["郑州市教育局"]).await;
    });
}

#[test]
fn clearing_the_search_shows_everything_and_stays_in_the_field() {
    journey(async |browser| {
        open_at_home(browser).await;
        finds(browser, "12388", &["信访举报"]).await;
        browser.link("清空").await.click().await.unwrap();
        browser.says("共 8 条").await;
        browser.focused().await.send_keys("cqs").await.unwrap();
        shows(browser, &["重庆市驻郑招生联络处"]).await;
    });
}

#[test]
fn a_contact_to_save_leaves_the_page_as_it_is() {
    journey(async |browser| {
        browser.open_taken_over(Page::Hotlines).await;
        let save = browser.link("存入通讯录 信访举报").await;
        let card = browser.site.server.get(&save.attr("href").await.unwrap().unwrap()).await;
        assert!(card.text().contains("FN:信访举报"), "{}", card.text());
        save.click().await.unwrap();
        finds(browser, "12388", &["信访举报"]).await;
    });
}

#[test]
fn filters_stay_when_the_form_is_sent_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.open(Page::Hotlines).await;
        browser.link("市县教育局").await.click().await.unwrap();
        browser.says("找到 3 条").await;
        type_words(browser, "cgsjy").await;
        browser.button("搜索").await.click().await.unwrap();
        browser.says("“cgsjy”找到 1 条").await;
        shows(browser, &["长葛市教育体育局"]).await;
        browser.link("清空").await.click().await.unwrap();
        browser.says("找到 3 条").await;
    });
}

/// A directory of three thousand numbers.
async fn import_three_thousand(browser: &Browser) {
    let server = &browser.site.server;
    let mut csv = String::from("名称,电话,类别,样例\n");
    for at in 0..3_000 {
        writeln!(csv, "第 {at} 中学,0371-{:07},学校,是", 10_000 + at).unwrap();
    }
    let file = server.folder().join("hotlines.csv");
    std::fs::write(&file, csv).unwrap();
    server.import(&file).await;
}

/// Types letter by letter; answers what the page says of each, and with how many rows, before anything else can happen.
const KEY_BY_KEY: &str = "
    const [words, done] = arguments, field = document.querySelector('input[type=search]'), seen = [];
    const next = at => {
        if (at > words.length) return done(seen);
        field.value = words.slice(0, at);
        field.dispatchEvent(new Event('input', {bubbles: true}));
        setTimeout(() => {
            seen.push([document.querySelector('main [role=status]').innerText, document.querySelectorAll('main li').length]);
            next(at + 1);
        });
    };
    next(1);";

#[test]
fn three_thousand_numbers_are_shown_twenty_at_a_time() {
    journey(async |browser| {
        import_three_thousand(browser).await;
        open_at_home(browser).await;
        browser.says("共 3,000 条").await;
        assert_eq!(shown(browser).await.len(), WINDOW);
        browser.link("显示更多（还有 2,980 条）").await.click().await.unwrap();
        browser.until("forty are shown", async || shown(browser).await.len() == 2 * WINDOW).await;
        let focused = "return document.activeElement.innerText.includes('第 20 中学')";
        browser.until("the first new one has the focus", async || browser.run(focused).await).await;
        browser.arrives_at(Page::Hotlines.path()).await;
    });
}

#[test]
fn of_three_thousand_numbers_each_key_brings_the_first_and_a_pause_the_others() {
    journey(async |browser| {
        import_three_thousand(browser).await;
        open_at_home(browser).await;
        let seen: Vec<(String, usize)> = browser.run_later(KEY_BY_KEY, vec!["dzx 299".into()]).await;
        // What a letter leaves as it is stays, and with a digit all others go until there is a pause.
        let rows = [("d", "3,000", 20), ("dz", "3,000", 20), ("dzx", "3,000", 20), ("dzx", "3,000", 20)].into_iter();
        let rows = rows.chain([("dzx 2", "1,542", 4), ("dzx 29", "159", 4), ("dzx 299", "13", 4)]);
        let expected: Vec<_> = rows.map(|(typed, total, rows)| (format!("“{typed}”找到 {total} 条"), rows)).collect();
        assert_eq!(seen, expected);
        browser.until("the others are there", async || shown(browser).await.len() == 13).await;
        finds(browser, "dzx 2999", &["第 2999 中学"]).await;
    });
}

#[test]
fn three_thousand_numbers_are_read_page_by_page_without_scripting() {
    journey_without_scripting(async |browser| {
        import_three_thousand(browser).await;
        browser.open(Page::Hotlines).await;
        browser.link("显示更多（还有 2,980 条）").await.click().await.unwrap();
        browser.arrives_at("/hotlines?page=2").await;
        browser.says("共 3,000 条，从第 21 条起").await;
        browser.link("上一页").await.click().await.unwrap();
        browser.arrives_at(Page::Hotlines.path()).await;
    });
}
