//! What the desk writes: from the form over the preview to what a citizen reads.

use fantoccini::elements::Element;
use zhangban::language::Language;
use zhangban::mode::Mode;
use zhangban::page::Page;
use zhangban_api::staff::Role;

use crate::axe;
use crate::browser::{Browser, PHONE, journey, journey_without_scripting};
use crate::layout;
use crate::staff::sign_in;

async fn press(element: Element) {
    element.click().await.unwrap();
}

async fn write(browser: &Browser, label: &str, text: &str) {
    let field = browser.field(label).await;
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

/// An editor at the list of the hotlines.
async fn at_the_list(browser: &Browser) {
    let account = browser.site.server.hire("zhao.min", Role::Editor, None).await;
    sign_in(browser, &account).await;
    browser.heading("内容管理").await;
    browser.says("省教育厅办公室").await;
}

/// Corrects a number, looks at it, publishes it, and calls it.
async fn corrects_a_number(browser: &Browser) {
    let office = browser.all("a.rows__item").await;
    for row in office {
        if row.text().await.unwrap().contains("省教育厅办公室") {
            press(row).await;
            break;
        }
    }
    browser.heading("编辑内容").await;
    write(browser, "工作时间（选填）", "有时").await;
    press(browser.button("发布").await).await;
    browser.says("请改正 1 处").await;
    write(browser, "工作时间（选填）", "每天 24 小时").await;
    write(browser, "说明（选填）", "总值班").await;
    press(browser.button("预览").await).await;
    browser.says("现在还没有发布").await;
    browser.says("接听中").await;
    press(browser.button("发布").await).await;
    browser.heading("内容管理").await;
    browser.says("已发布").await;
    browser.open(Page::Hotlines).await;
    browser.says("总值班").await;
}

#[test]
fn an_editor_corrects_a_number() {
    journey(async |browser| {
        browser.expects_refusals();
        at_the_list(browser).await;
        browser.taken_over().await;
        axe::finds_nothing(browser, "the list of the hotlines").await;
        corrects_a_number(browser).await;
    });
}

#[test]
fn an_editor_corrects_a_number_without_scripting() {
    journey_without_scripting(async |browser| {
        browser.expects_refusals();
        at_the_list(browser).await;
        corrects_a_number(browser).await;
    });
}

#[test]
fn an_emergency_is_written_looked_at_and_read_by_everybody() {
    journey(async |browser| {
        at_the_list(browser).await;
        press(browser.link("文章").await).await;
        press(browser.link("新增文章").await).await;
        browser.heading("编辑内容").await;
        browser.taken_over().await;
        axe::finds_nothing(browser, "a new article").await;
        for (label, text) in [
            ("编号", "no-water"),
            ("标题", "停水通知"),
            ("发布单位", "值班室"),
            ("要做什么（选填）", "请自备饮用水"),
            ("正文", "停水一小时。"),
            ("到期时间（选填）", "2099-06-30 18:00"),
        ] {
            write(browser, label, text).await;
        }
        browser.field("栏目").await.send_keys("最新消息").await.unwrap();
        browser.field("级别").await.send_keys("紧急").await.unwrap();
        press(browser.button("预览").await).await;
        browser.says("现在还没有发布").await;
        axe::finds_nothing(browser, "a preview").await;
        press(browser.button("发布").await).await;
        browser.heading("内容管理").await;
        browser.open(Page::Home).await;
        browser.says("请自备饮用水").await;
    });
}

#[test]
fn every_page_of_the_desk_fits_every_screen_and_everybody_can_use_it() {
    journey(async |browser| {
        let account = browser.site.server.hire("zhao.min", Role::Lead, None).await;
        sign_in(browser, &account).await;
        browser.says("都已答复").await;
        let mut misfits = Vec::new();
        let pages = [Page::Desk, Page::DeskFile, Page::DeskPassword, Page::DeskContent, Page::DeskEdit];
        let addresses = pages.map(|page| page.path().to_owned()).into_iter().chain([
            format!("{}?kind=replies", Page::DeskEdit.path()),
            format!("{}?kind=articles&item=score-day", Page::DeskEdit.path()),
            format!("{}?kind=articles", Page::DeskContent.path()),
        ]);
        for address in addresses {
            for language in [Language::Zh, Language::En] {
                for mode in [Mode::Standard, Mode::Elder] {
                    browser.remember(Language::COOKIE, language.word()).await;
                    browser.remember(Mode::COOKIE, mode.word()).await;
                    let what = format!("{address} in {} and {}", language.word(), mode.word());
                    browser.open_address(&address).await;
                    browser.taken_over().await;
                    axe::finds_nothing(browser, &what).await;
                    for screen in [(320, 568), PHONE] {
                        browser.screen(screen).await;
                        let found = layout::misfits(browser).await;
                        misfits.extend(found.into_iter().map(|misfit| format!("{what} at {} px: {misfit}", screen.0)));
                    }
                    browser.no_complaints().await;
                }
            }
        }
        assert!(misfits.is_empty(), "{misfits:#?}");
    });
}
