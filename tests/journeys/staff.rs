//! Signing in at the desk, in a browser that decides itself whether it takes the cookie and what it says of a form.

use fantoccini::elements::Element;
use zhangban::page::Page;
use zhangban_api::staff::Role;
use zhangban_testing::desk::{Account, PASSWORD};

use crate::axe;
use crate::browser::{Browser, journey, journey_without_scripting};

const NAME: &str = "zhang.wei";

/// Signs somebody in through the page, and arrives wherever it leads.
pub(crate) async fn sign_in(browser: &Browser, account: &Account) {
    let code = account.code(browser.site.server.clock().now());
    browser.open(Page::SignIn).await;
    send(browser, &account.name, PASSWORD, &code).await;
}

async fn send(browser: &Browser, name: &str, password: &str, code: &str) {
    for (label, text) in [("用户名", name), ("密码", password), ("动态验证码", code)] {
        let field = browser.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }
    browser.button("登录").await.click().await.unwrap();
}

async fn value(field: Element) -> String {
    field.prop("value").await.unwrap().unwrap_or_default()
}

async fn signs_in_and_out(browser: &Browser) {
    let account = browser.site.server.hire(NAME, Role::Lead, None).await;
    sign_in(browser, &account).await;
    browser.says("都已答复，暂时没有待办。").await;
    browser.link("账号").await.click().await.unwrap();
    browser.says("您已登录").await;
    browser.says("张伟 (zhang.wei)").await;
    assert!(browser.run::<bool>("return !document.cookie.includes('desk')").await, "scripts can read the cookie");
    axe::finds_nothing(browser, "whoever is signed in").await;
    browser.button("退出登录").await.click().await.unwrap();
    browser.field("动态验证码").await;
    browser.reload().await;
    browser.field("动态验证码").await;
}

#[test]
fn somebody_signs_in_and_out_again() {
    journey(async |browser| {
        browser.open_taken_over(Page::SignIn).await;
        signs_in_and_out(browser).await;
    });
}

#[test]
fn somebody_signs_in_and_out_without_scripting() {
    journey_without_scripting(async |browser| {
        let account = browser.site.server.hire(NAME, Role::Lead, None).await;
        sign_in(browser, &account).await;
        browser.says("都已答复，暂时没有待办。").await;
        browser.link("账号").await.click().await.unwrap();
        browser.says("您已登录").await;
        browser.button("退出登录").await.click().await.unwrap();
        browser.field("动态验证码").await;
    });
}

#[test]
fn a_wrong_password_is_told_and_not_given_back() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.site.server.hire(NAME, Role::Lead, None).await;
        browser.open_taken_over(Page::SignIn).await;
        send(browser, NAME, "a wrong password", "000000").await;
        browser.says("用户名、密码或动态验证码不正确").await;
        browser.taken_over().await;
        assert_eq!(value(browser.field("用户名").await).await, NAME);
        assert_eq!(value(browser.field("密码").await).await, "");
        assert_eq!(value(browser.field("动态验证码").await).await, "");
        axe::finds_nothing(browser, "a refused form").await;
    });
}

#[test]
fn somebody_changes_her_password_and_stays() {
    journey(async |browser| {
        let account = browser.site.server.hire(NAME, Role::Lead, None).await;
        sign_in(browser, &account).await;
        browser.open_taken_over(Page::DeskPassword).await;
        let another = "一匹好马配一个好电池 2025";
        for (label, text) in [("现在的密码", PASSWORD), ("新密码", another), ("再填一次新密码", another)]
        {
            browser.field(label).await.send_keys(text).await.unwrap();
        }
        axe::finds_nothing(browser, "changing a password").await;
        browser.button("修改密码").await.click().await.unwrap();
        browser.says("密码已修改").await;
        browser.link("回到账号").await.click().await.unwrap();
        browser.says("您已登录").await;
    });
}
