//! The official accounts, as somebody checks what she was sent.

use zhangban::language::Language;
use zhangban::mode::Mode;
use zhangban::page::Page;
use zhangban_api::error::ErrorCode;

use crate::axe;
use crate::browser::{Browser, journey, journey_without_scripting};
use crate::layout;
use crate::network::Delivery;

const FIELD: &str = "粘贴链接、账号名称或电话号码";
const CHECK: &str = "核对";

async fn ask(browser: &Browser, pasted: &str) {
    let field = browser.field(FIELD).await;
    field.clear().await.unwrap();
    field.send_keys(pasted).await.unwrap();
    browser.button(CHECK).await.click().await.unwrap();
}

async fn is_warned_of_a_disguise(browser: &Browser) {
    ask(browser, "https://haedu.gov.cn@evil.example/login").await;
    browser.says("可能是冒充的").await;
    let page = browser.text().await;
    for words in ["evil.example", "“@”前面的文字是伪装", "不要付款", "12345", "0371-000 00 01"] {
        assert!(page.contains(words), "{words}:\n{page}");
    }
}

#[test]
fn a_disguised_link_is_told_and_what_to_do() {
    journey(async |browser| {
        browser.open_taken_over(Page::Home).await;
        browser.link("官方账号").await.click().await.unwrap();
        browser.heading("这是我们的吗？").await;
        is_warned_of_a_disguise(browser).await;
        axe::finds_nothing(browser, "a warning").await;
        let kept: String = browser
            .run(
                "return JSON.stringify([location.href, history.state, {...localStorage}, {...sessionStorage},
                 document.cookie, performance.getEntries().map(entry => entry.name)])",
            )
            .await;
        assert!(!kept.contains("evil"), "the browser keeps what was pasted: {kept}");
    });
}

#[test]
fn a_disguised_link_is_told_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.open(Page::Accounts).await;
        is_warned_of_a_disguise(browser).await;
        let kept = browser.field(FIELD).await.prop("value").await.unwrap().unwrap();
        assert_eq!(kept.trim(), "https://haedu.gov.cn@evil.example/login");
    });
}

#[test]
fn what_is_ours_is_said_with_who_runs_it_and_since_when() {
    journey(async |browser| {
        browser.open_taken_over(Page::Accounts).await;
        ask(browser, "豫教发布").await;
        browser.says("在我们的登记册中。").await;
        let focused = "return document.activeElement?.id === 'answer'";
        browser.until("the answer has the focus", async || browser.run(focused).await).await;
        let answer: String = browser.run("return document.querySelector('.answer').innerText").await;
        for words in ["微信公众号“豫教发布”", "办公室", "2024-03-01", "同样的名称，别人可以在其他平台注册"]
        {
            assert!(answer.contains(words), "{words}:\n{answer}");
        }
        assert!(!answer.contains("不要付款"), "{answer}");
    });
}

#[test]
fn an_empty_field_is_told_beside_it() {
    journey(async |browser| {
        browser.open_taken_over(Page::Accounts).await;
        browser.button(CHECK).await.click().await.unwrap();
        browser.heading("请改正 1 处").await;
    });
}

#[test]
fn an_empty_field_is_told_beside_it_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.expects_refusals();
        browser.open(Page::Accounts).await;
        browser.button(CHECK).await.click().await.unwrap();
        browser.heading("请改正 1 处").await;
    });
}

#[test]
fn without_a_network_nothing_pasted_is_lost() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::Accounts).await;
        browser.site.deliver_api(Delivery::Cut);
        ask(browser, "12345").await;
        browser.says(ErrorCode::Offline.message().zh).await;
        browser.site.deliver_api(Delivery::Prompt);
        browser.button(CHECK).await.click().await.unwrap();
        browser.says("在我们的登记册中。").await;
    });
}

#[test]
fn the_code_of_an_account_is_a_picture_with_its_address_beside_it() {
    journey(async |browser| {
        browser.open_taken_over(Page::Accounts).await;
        browser.button("二维码").await.click().await.unwrap();
        browser.says("https://accounts.example/wechat").await;
        let drawn =
            "const code = document.querySelector('details[open] img'); return code.complete && code.naturalWidth > 0";
        browser.until("the code is drawn", async || browser.run(drawn).await).await;
        axe::finds_nothing(browser, "a code").await;
    });
}

#[test]
fn an_answer_fits_a_phone_in_large_type_and_in_english() {
    journey(async |browser| {
        browser.open(Page::Home).await;
        browser.remember(Mode::COOKIE, Mode::Elder.word()).await;
        browser.remember(Language::COOKIE, Language::En.word()).await;
        browser.open_taken_over(Page::Accounts).await;
        let field = browser.field("Paste a link, the name of an account or a phone number").await;
        field.send_keys("https://haedu.gov.cn.a-very-long-name-of-a-host.example.com/login").await.unwrap();
        browser.button("Check").await.click().await.unwrap();
        browser.says("It may be an imitation").await;
        assert_eq!(layout::misfits(browser).await, Vec::<String>::new());
        axe::finds_nothing(browser, "a warning in English").await;
    });
}
