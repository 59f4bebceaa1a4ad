//! What holds on every page, in every language and mode.

use std::cell::RefCell;
use std::fmt::Write as _;

use serde_json::json;
use zhangban::language::Language;
use zhangban::mode::Mode;
use zhangban::page::{NOT_FOUND, Page};
use zhangban_api::Message;

use crate::axe;
use crate::browser::{Browser, PHONE, journey, journey_without_scripting};
use crate::layout;
use crate::network::Delivery;

/// The narrowest phone, the phone of the drawings, and a kiosk.
const SCREENS: [(u32, u32); 3] = [(320, 568), PHONE, (1080, 1920)];

/// An address where there is no page.
const NOWHERE: &str = "/nowhere";

/// What the bare paths of pages do not show: examples of what stands behind a query.
const EXAMPLES: [(&str, Message); 7] = [
    ("/cases/write?category=bullying&step=words", Message::new("填写事项", "Write your case")),
    ("/cases/new?q=%E6%AC%BA%E5%87%8C", Message::new("投诉咨询", "Complaints and inquiries")),
    ("/article?id=score-day", Message::new("成绩公布须知", "What to know on score day")),
    ("/article?id=storm", Message::new("暴雨停课通知", "暴雨停课通知")),
    ("/articles?channel=news", Message::new("最新消息", "Latest news")),
    ("/plans?college=1466&major=%E6%95%B0%E5%AD%A6", Message::new("招生计划", "Enrolment plans")),
    ("/articles?q=%E5%9B%BD%E5%BA%86", Message::new("新闻资讯", "News and notices")),
];

/// Every address with its title.
fn addresses() -> impl Iterator<Item = (&'static str, Message)> {
    let pages = Page::ALL.iter().map(|page| (page.path(), page.title()));
    pages.chain(EXAMPLES).chain([(NOWHERE, NOT_FOUND)])
}

/// Walks through every address in every language and mode.
async fn everywhere(browser: &Browser, look: impl AsyncFn(&str, Message, Language, &str)) {
    browser.expects_refusals();
    browser.open(Page::Home).await;
    for language in [Language::Zh, Language::En] {
        for mode in [Mode::Standard, Mode::Elder] {
            browser.remember(Language::COOKIE, language.word()).await;
            browser.remember(Mode::COOKIE, mode.word()).await;
            for (address, title) in addresses() {
                let what = format!("{address} in {} and {}", language.word(), mode.word());
                browser.open_address(address).await;
                look(address, title, language, &what).await;
                browser.no_complaints().await;
            }
        }
    }
}

#[test]
fn everybody_can_use_every_page() {
    journey(async |browser| {
        everywhere(browser, async |_, _, _, what| {
            browser.taken_over().await;
            axe::finds_nothing(browser, what).await;
        })
        .await;
    });
}

#[test]
fn everybody_can_use_every_page_in_the_dark() {
    journey(async |browser| {
        browser.prefers_dark().await;
        everywhere(browser, async |_, _, _, what| {
            browser.taken_over().await;
            axe::finds_nothing(browser, what).await;
        })
        .await;
    });
}

#[test]
fn every_page_fits_every_screen() {
    journey(async |browser| {
        // All at once: what is drawn is mended in one go.
        let told = RefCell::new(String::new());
        everywhere(browser, async |_, _, _, what| {
            browser.taken_over().await;
            for screen in SCREENS {
                browser.screen(screen).await;
                for misfit in layout::misfits(browser).await {
                    let _ = writeln!(told.borrow_mut(), "{what} on a screen of {} px: {misfit}", screen.0);
                }
            }
        })
        .await;
        assert!(told.borrow().is_empty(), "{}", told.borrow());
    });
}

#[test]
fn every_page_has_one_heading_and_a_title_in_its_language() {
    journey(async |browser| {
        everywhere(browser, async |address, title, language, what| {
            browser.taken_over().await;
            let heading =
                browser.run::<Vec<String>>("return [...document.querySelectorAll('h1')].map(h => h.innerText)");
            let department = language.either("河南省教育厅", "Henan Education Department");
            let (expected, named) = match address {
                "/" => (department, department.to_owned()),
                _ => (language.of(title), format!("{} - {department}", language.of(title))),
            };
            assert_eq!(heading.await, [expected], "{what}");
            assert_eq!(browser.title().await, named, "{what}");
            let tag: String = browser.run("return document.documentElement.lang").await;
            assert_eq!(tag, language.tag(), "{what}");
        })
        .await;
    });
}

/// Marks every node that was served, so that a node made anew can be told from them.
const MARK: &str = "for (const node of document.querySelectorAll('#app *')) node.served = true;";

/// What the citizen sees and has entered, node by node.
const SEEN: &str = "return [...document.querySelectorAll('#app *')].filter(node => node.served)
    .map(node => node.matches('input, select, textarea, button') ? node.value : [...node.childNodes].filter(child => child.nodeType === Node.TEXT_NODE)
        .map(text => text.data).join(''))";

/// What was made anew. Whether the browser has a voice nobody knows before: its button alone comes after the take-over.
const ANEW: &str = "return [...document.querySelectorAll('#app *')]
    .filter(node => !node.served && !node.closest('button[type=button]')).map(node => node.outerHTML)";

#[test]
fn the_app_takes_every_page_over_as_it_stands() {
    journey(async |browser| {
        everywhere(browser, async |address, _, _, what| {
            browser.site.deliver_wasm(Delivery::Held);
            browser.open_address(address).await;
            browser.run::<()>(MARK).await;
            let served: Vec<String> = browser.run(SEEN).await;
            browser.site.deliver_wasm(Delivery::Prompt);
            browser.taken_over().await;
            assert_eq!(browser.run::<Vec<String>>(SEEN).await, served, "{what}");
            assert_eq!(browser.run::<Vec<String>>(ANEW).await, Vec::<String>::new(), "{what}: made anew");
        })
        .await;
    });
}

#[test]
fn every_page_is_whole_without_scripting() {
    journey_without_scripting(async |browser| {
        everywhere(browser, async |address, title, language, what| {
            let text = browser.text().await;
            let heading = match address {
                "/" => language.either("河南省教育厅", "Henan Education Department"),
                _ => language.of(title),
            };
            assert!(text.contains(heading), "{what}: {text}");
            assert!(!browser.is_taken_over().await, "{what}");
        })
        .await;
    });
}

#[test]
fn a_page_whose_webassembly_never_comes_is_whole_and_its_links_lead_on() {
    journey(async |browser| {
        browser.expects_refusals();
        browser.site.deliver_wasm(Delivery::Missing);
        browser.open(Page::Home).await;
        let gave_up = "return document.documentElement.dataset.wasm === 'none'";
        browser.until("the loader gives up", async || browser.run(gave_up).await).await;
        browser.link("便民电话").await.click().await.unwrap();
        browser.arrives_at(Page::Hotlines.path()).await;
        browser.heading("便民电话").await;
    });
}

#[test]
fn webassembly_with_another_media_type_takes_over_all_the_same() {
    journey(async |browser| {
        browser.site.deliver_wasm(Delivery::AnotherType);
        browser.open_taken_over(Page::Home).await;
    });
}

#[test]
fn back_and_forward_walk_through_the_pages_without_loading_them_again() {
    journey(async |browser| {
        browser.open_taken_over(Page::Home).await;
        browser.run::<()>("window.same = true").await;
        browser.link("便民电话").await.click().await.unwrap();
        browser.heading("便民电话").await;
        browser.arrives_at(Page::Hotlines.path()).await;
        let focused = "return document.activeElement?.id === 'heading'";
        browser.until("the heading of the new page has the focus", async || browser.run(focused).await).await;
        browser.back().await;
        browser.heading("河南省教育厅").await;
        browser.arrives_at(Page::Home.path()).await;
        browser.forward().await;
        browser.heading("便民电话").await;
        assert!(browser.run::<bool>("return window.same === true").await, "a page was loaded anew");
    });
}

#[test]
fn only_plain_clicks_within_the_site_stay_in_the_app() {
    journey(async |browser| {
        browser.open_taken_over(Page::Home).await;
        let entries = "return history.length";
        let before: u32 = browser.run(entries).await;
        // Behind the app, so that nothing really leads away: whether the app took the click.
        let script = "
            const link = document.body.appendChild(document.createElement('a'));
            const [attributes, keys] = arguments;
            for (const name in attributes) link.setAttribute(name, attributes[name]);
            let taken;
            const last = event => { taken = event.defaultPrevented; event.preventDefault(); };
            addEventListener('click', last);
            link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...keys }));
            removeEventListener('click', last);
            link.remove();
            arguments[2](taken);";
        let here = Page::Home.path();
        for (attributes, keys, taken) in [
            (json!({ "href": here }), json!({}), true),
            (json!({ "href": "?a=1" }), json!({}), true),
            (json!({ "href": "#heading" }), json!({}), true),
            (json!({ "href": here }), json!({ "ctrlKey": true }), false),
            (json!({ "href": here }), json!({ "metaKey": true }), false),
            (json!({ "href": here }), json!({ "shiftKey": true }), false),
            (json!({ "href": here }), json!({ "altKey": true }), false),
            (json!({ "href": here }), json!({ "button": 1 }), false),
            (json!({ "href": here, "target": "_blank" }), json!({}), false),
            (json!({ "href": here, "rel": "noopener external" }), json!({}), false),
            (json!({ "href": here, "download": "" }), json!({}), false),
            (json!({ "href": "https://www.gov.cn/" }), json!({}), false),
            (json!({ "href": "tel:12345" }), json!({}), false),
            (json!({}), json!({}), false),
        ] {
            let what = format!("{attributes} {keys}");
            assert_eq!(browser.run_later::<bool>(script, vec![attributes, keys]).await, taken, "{what}");
        }
        assert!(browser.run::<String>("return location.href").await.ends_with("/?a=1#heading"));
        assert_eq!(browser.run::<u32>(entries).await - before, 2, "an address stands in the history once");
    });
}

#[test]
fn a_new_page_begins_at_its_top() {
    journey(async |browser| {
        browser.open_taken_over(Page::Ranks).await;
        browser.run::<()>("window.scrollTo(0, 300)").await;
        browser.link("服务状态").await.click().await.unwrap();
        browser.heading("服务状态").await;
        browser.arrives_at(Page::Status.path()).await;
        let at_top = async || browser.run::<f64>("return window.scrollY").await < 1.0;
        browser.until("the new page is at its top", at_top).await;
    });
}
