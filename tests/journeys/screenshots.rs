//! Pictures of every page, for whoever draws: `ZHANGBAN_SCREENSHOTS=folder cargo test --features whole --test journeys
//! screenshots`. Without the variable nothing is drawn.

use std::path::{Path, PathBuf};

use zhangban::language::Language;
use zhangban::mode::Mode;
use zhangban::page::Page;
use zhangban::services::past_scores::{Lookup, OfCollege, SameRank};
use zhangban_server::clock::Clock;
use zhangban_testing::sample::{self, Candidate, LI_MING, OUYANG, WANG_FANG};

use crate::browser::{Browser, journey};

const SCREENS: [(u32, u32); 3] = [(360, 780), (768, 1024), (1080, 1920)];

#[test]
fn screenshots() {
    let Some(folder) = std::env::var_os("ZHANGBAN_SCREENSHOTS").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    journey(async |browser| {
        browser.expects_refusals();
        if let Some(department) = std::env::var_os("ZHANGBAN_SCREENSHOTS_OF") {
            browser.site.server.import(Path::new(&department)).await;
            // What it publishes is of today.
            browser.site.server.clock().set(Clock::system().now());
        }
        browser.open(Page::Home).await;
        for language in [Language::Zh, Language::En] {
            for mode in [Mode::Standard, Mode::Elder] {
                browser.remember(Language::COOKIE, language.word()).await;
                browser.remember(Mode::COOKIE, mode.word()).await;
                for screen in SCREENS {
                    browser.screen(screen).await;
                    let name = |what: &str| {
                        let (width, height) = screen;
                        folder.join(format!("{what}-{width}x{height}-{}-{}.png", language.word(), mode.word()))
                    };
                    draw_all(browser, name).await;
                }
            }
        }
    });
}

async fn draw_all(browser: &Browser, name: impl Fn(&str) -> PathBuf) {
    for &page in Page::ALL {
        browser.open_taken_over(page).await;
        draw(browser, name(&format!("{page:?}").to_lowercase())).await;
    }
    for (what, lookup) in former_years() {
        browser.open_address(&lookup.address()).await;
        draw(browser, name(what)).await;
    }
    for (what, address) in [
        ("article-long", "/article?id=how-to-query-scores"),
        ("article-table", "/article?id=2026-admission-calendar"),
        ("article-picture", "/article?id=gaokao-2026"),
        ("article-chain", "/article?id=rainstorm-red-warning"),
        ("articles-found", "/articles?q=%E6%94%BE%E5%81%87"),
    ] {
        browser.open_address(address).await;
        draw(browser, name(what)).await;
    }
    browser.open_address("/nowhere").await;
    draw(browser, name("not-found")).await;
    for (what, candidate) in [("result", LI_MING), ("withheld", WANG_FANG)] {
        send(browser, Page::Scores, &candidate).await;
        draw(browser, name(&format!("scores-{what}"))).await;
    }
    for (what, candidate) in [("result", WANG_FANG), ("returned", OUYANG)] {
        send(browser, Page::Admissions, &candidate).await;
        draw(browser, name(&format!("admissions-{what}"))).await;
    }
    check(browser, "https://haedu.gov.cn@evil.example/").await;
    draw(browser, name("accounts-warning")).await;
    check(browser, "豫教发布").await;
    draw(browser, name("accounts-ours")).await;
    send(browser, Page::Scores, &Candidate { number: "2541", ..LI_MING }).await;
    draw(browser, name("scores-error")).await;
    send(browser, Page::Scores, &Candidate { number: sample::UNKNOWN_NUMBER, ..LI_MING }).await;
    draw(browser, name("scores-miss")).await;
}

/// A college, one with every figure there is, and a score in other years.
fn former_years() -> [(&'static str, Lookup); 3] {
    let college = |name: &str| {
        Lookup::College(OfCollege { college: name.into(), track: "science".into(), ..OfCollege::default() })
    };
    let same = Lookup::SameRank(SameRank { of: String::new(), score: "608".into() });
    [
        ("pastscores-college", college("郑州大学")),
        ("pastscores-majors", college("掌办样例大学")),
        ("pastscores-rank", same),
    ]
}

/// Posts the form of a page, filled in for a candidate.
async fn send(browser: &Browser, page: Page, candidate: &Candidate) {
    post(browser, page, &serde_json::to_string(&candidate.query()).unwrap()).await;
}

/// Asks whether something is ours.
async fn check(browser: &Browser, pasted: &str) {
    post(browser, Page::Accounts, &serde_json::json!({"pasted": pasted}).to_string()).await;
}

/// Posts a form as a browser without scripting does, whatever the page looks like.
async fn post(browser: &Browser, page: Page, fields: &str) {
    browser.open(page).await;
    let path = page.path();
    browser
        .run::<()>(&format!(
            "const form = document.createElement('form');
             form.method = 'post'; form.action = '{path}';
             for (const [name, value] of Object.entries({fields})) {{
                 const field = document.createElement('input');
                 Object.assign(field, {{type: 'hidden', name, value}});
                 form.append(field);
             }}
             document.documentElement.removeAttribute('data-wasm');
             document.body.append(form);
             form.submit();"
        ))
        .await;
    browser.taken_over().await;
}

/// The whole page, however long: the screen is made as high as the page.
async fn draw(browser: &Browser, path: PathBuf) {
    std::fs::write(path, browser.picture().await).unwrap();
}
