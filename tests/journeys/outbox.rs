//! A case that is filed without a network: kept on the phone, sent by itself, and never twice. And a case that is open
//! while something happens to it.

use fantoccini::elements::Element;
use zhangban::page::Page;
use zhangban_api::cases::Actor;
use zhangban_api::staff::Role;
use zhangban_server::cases::{Act, CaseRecord, moves};

use crate::axe;
use crate::browser::{Browser, journey};
use crate::cases::{Then, WORDS, cases, follow, loses_the_answer, press, receipt, write};
use crate::network::Delivery;
use crate::staff::sign_in;

const CONTACT: &str = "13800000000";

/// A picture of our own, as good as any.
const PHOTO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/score.png");

/// Everything this phone keeps of the site, as text.
async fn kept(browser: &Browser) -> String {
    let script = "const done = arguments[arguments.length - 1];
        const request = indexedDB.open('zhangban');
        request.onsuccess = () => {
            const database = request.result;
            if (!database.objectStoreNames.length) return done('');
            const all = database.transaction('records').objectStore('records').getAll();
            all.onsuccess = () => {
                database.close();
                done(JSON.stringify(all.result.map(record => [record.json, record.files.length])) + JSON.stringify({...localStorage}));
            };
        };";
    browser.run_later(script, Vec::new()).await
}

/// Files a case in a tunnel.
async fn file_offline(browser: &Browser) {
    browser.expects_refusals();
    browser.open_taken_over(Page::FileCase).await;
    write(browser).await;
    browser.offline(true).await;
    press(browser.button("确认提交").await).await;
    browser.says("尚未提交：网络不通").await;
    assert_eq!(cases(browser).await, 0);
}

/// Opens another page, later. The first one is gone with its memory and has sent nothing: the server is out of its reach.
async fn come_back(browser: &Browser) {
    browser.site.deliver_api(Delivery::Cut);
    browser.offline(false).await;
    browser.open_taken_over(Page::Hotlines).await;
    browser.site.deliver_api(Delivery::Prompt);
    press(browser.link("有事项尚未提交，请您处理").await).await;
    browser.says("尚未提交：您留过联系方式").await;
}

async fn value(field: Element) -> String {
    field.prop("value").await.unwrap().unwrap_or_default()
}

#[test]
fn a_case_filed_in_a_tunnel_goes_by_itself_when_the_network_is_back() {
    journey(async |browser| {
        file_offline(browser).await;
        axe::finds_nothing(browser, "a case that waits").await;
        browser.offline(false).await;
        receipt(browser).await;
        assert_eq!(cases(browser).await, 1);
        let row = browser.site.server.store().row("SELECT contact FROM cases", &[]).await.unwrap().unwrap();
        assert_eq!(row.text(0).unwrap(), CONTACT, "the page was never left, so the contact was still in its memory");
        browser.until("nothing is kept", async || kept(browser).await == "[]{}").await;
    });
}

#[test]
fn a_page_that_was_closed_asks_for_the_contact_once_more_and_sends_the_case() {
    journey(async |browser| {
        file_offline(browser).await;
        let kept_now = kept(browser).await;
        assert!(kept_now.contains(WORDS) && !kept_now.contains(CONTACT), "{kept_now}");
        come_back(browser).await;
        axe::finds_nothing(browser, "a case that asks for the contact").await;
        let contact = browser.field("联系方式（选填）").await;
        contact.send_keys("找我").await.unwrap();
        press(browser.button("现在提交").await).await;
        browser.says("请填写手机号、带区号的固定电话或电子邮箱").await;
        contact.clear().await.unwrap();
        contact.send_keys(CONTACT).await.unwrap();
        press(browser.button("现在提交").await).await;
        receipt(browser).await;
        axe::finds_nothing(browser, "the receipt of a case that waited").await;
        press(browser.button("回执已保存，收起").await).await;
        browser.says("没有等待提交的事项。").await;
        browser.until("nothing is kept to be filed again", async || kept(browser).await == "[]{}").await;
        assert_eq!(cases(browser).await, 1);
    });
}

#[test]
fn a_case_that_waits_is_deleted_only_when_she_says_so_twice() {
    journey(async |browser| {
        file_offline(browser).await;
        come_back(browser).await;
        press(browser.all("summary.act__title").await.remove(0)).await;
        browser.says("删除后，您写的内容和照片都找不回来。").await;
        axe::finds_nothing(browser, "a case that is to be deleted").await;
        press(browser.button("确认删除").await).await;
        browser.says("没有等待提交的事项。").await;
        browser.until("nothing is kept", async || kept(browser).await == "[]{}").await;
        assert_eq!(cases(browser).await, 0);
    });
}

#[test]
fn a_receipt_that_was_never_seen_is_there_when_she_comes_back() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.open_taken_over(Page::FileCase).await;
        write(browser).await;
        loses_the_answer(browser, Then::Gone).await;
        press(browser.button("确认提交").await).await;
        browser.says("尚未提交：网络不通").await;
        assert_eq!(cases(browser).await, 1);
        browser.open_taken_over(Page::Home).await;
        press(browser.link("您的事项已受理，请保存回执").await).await;
        let (number, code) = receipt(browser).await;
        follow(browser, &number, &code).await;
        browser.says(WORDS).await;
        assert_eq!(cases(browser).await, 1);
    });
}

#[test]
fn what_was_begun_can_be_gone_on_with_and_brings_its_photos_but_no_contact() {
    journey(async |browser| {
        browser.open_taken_over(Page::FileCase).await;
        press(browser.link("校园欺凌 投诉 殴打、辱骂等 24 小时内答复").await).await;
        browser.field("情况和诉求").await.send_keys(WORDS).await.unwrap();
        press(browser.button("下一步").await).await;
        browser.field("现在还在发生吗？").await.send_keys("是").await.unwrap();
        browser.field("照片、录音或文件（选填）").await.send_keys(PHOTO).await.unwrap();
        browser.says("已上传").await;
        press(browser.button("下一步").await).await;
        browser.field("联系方式（选填）").await.send_keys(CONTACT).await.unwrap();
        let is_whole = |kept: &str| kept.contains("\",1]") && kept.contains(r#"had_contact\":true"#);
        browser.until("the draft has all of it", async || is_whole(&kept(browser).await)).await;
        let kept_now = kept(browser).await;
        assert!(kept_now.contains(WORDS) && !kept_now.contains(CONTACT), "{kept_now}");

        browser.open_taken_over(Page::FileCase).await;
        press(browser.link("接着写").await).await;
        press(browser.button("接着写").await).await;
        browser.says("第 4 步，共 5 步").await;
        browser.says("联系方式、录音和文件不保存在手机上").await;
        assert_eq!(value(browser.field("联系方式（选填）").await).await, "");
        axe::finds_nothing(browser, "a draft that is gone on with").await;
        press(browser.button("下一步").await).await;
        browser.says(WORDS).await;
        browser.says("1 个").await;
        press(browser.button("确认提交").await).await;
        receipt(browser).await;
        browser.open_taken_over(Page::FileCase).await;
        assert!(!browser.text().await.contains("接着写"), "a draft that was filed is still offered");
    });
}

#[test]
fn a_kiosk_keeps_nothing() {
    journey(async |browser| {
        browser.open(Page::Home).await;
        browser.remember("mode", "kiosk").await;
        browser.open_taken_over(Page::FileCase).await;
        write(browser).await;
        press(browser.button("确认提交").await).await;
        receipt(browser).await;
        assert_eq!(kept(browser).await, "");
    });
}

#[test]
fn an_answer_reaches_the_open_page_and_what_she_writes_stays() {
    journey(async |browser| {
        browser.open_taken_over(Page::FileCase).await;
        write(browser).await;
        press(browser.button("确认提交").await).await;
        let (number, code) = receipt(browser).await;
        follow(browser, &number, &code).await;
        press(browser.button("补充情况").await).await;
        browser.field("补充内容").await.send_keys("今天又").await.unwrap();

        let server = &browser.site.server;
        let mut transaction = server.store().begin().await.unwrap();
        let number = zhangban_api::cases::CaseNumber::parse(&number).unwrap();
        let mut case = CaseRecord::hold(&mut transaction, number).await.unwrap().unwrap();
        let act = Act::AskBack("是哪一个校门？".into());
        let entry = moves::make(&mut case, act, Actor::Lead, "li", server.clock().now()).unwrap();
        case.update(&mut transaction, &entry).await.unwrap();
        transaction.commit().await.unwrap();
        server.context().cases_changed(number);

        browser.says("是哪一个校门？").await;
        browser.says("办理有了新进展").await;
        browser.focused().await.send_keys("发生了").await.unwrap();
        assert_eq!(value(browser.field("补充内容").await).await, "今天又发生了");
        press(browser.button("提交补充").await).await;
        browser.says("今天又发生了").await;
    });
}

#[test]
fn a_new_case_shows_at_the_desk_at_once() {
    journey(async |browser| {
        let server = &browser.site.server;
        let account = server.hire("li.na", Role::Answerer, Some("safety")).await;
        sign_in(browser, &account).await;
        browser.says("都已答复，暂时没有待办。").await;
        browser.taken_over().await;
        let form = r#"{"category":"bullying","text":"校门口有人打架，请来看看。","answers":{"still":"yes"}}"#;
        let file = async |key: &str| {
            let mut request = zhangban_testing::server::post("/api/cases", "application/json", form);
            request.headers_mut().insert("idempotency-key", key.parse().unwrap());
            assert_eq!(server.send(request).await.status, 201);
        };
        file("00000000000000000000000000000001").await;
        browser.says("共 1 件").await;
        file("00000000000000000000000000000002").await;
        press(browser.button("列表有变化，点此更新").await).await;
        browser.says("共 2 件").await;
    });
}
