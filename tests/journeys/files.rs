//! The app's files as they are delivered: small, checked, kept for ever under their hashed names.

use axum::http::StatusCode;
use zhangban::page::Page;
use zhangban_testing::{Engine, TestServer};

use crate::browser::journey;
use crate::network::Delivery;

/// Every file that a page names: scripts, styles, icons.
fn named(page: &str) -> Vec<String> {
    let head = page.split("</head>").next().unwrap();
    let attributes = head.split([' ', '\n']).filter_map(|word| word.split_once("=\""));
    let paths = attributes.filter(|(name, _)| matches!(*name, "src" | "href"));
    paths.map(|(_, value)| value.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn every_file_that_a_page_names_is_there() {
    zhangban_testing::run(async {
        let server = TestServer::start(Engine::Sqlite).await;
        let home = server.get(Page::Home.path()).await;
        let files = named(home.text());
        for kind in ["js", "css", "svg", "webmanifest"] {
            assert!(files.iter().any(|file| file.rsplit('.').next() == Some(kind)), "no {kind} among {files:?}");
        }
        for file in files {
            let answer = server.get(&file).await;
            assert_eq!(answer.status, StatusCode::OK, "{file}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{file}");
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{file}");
            if file.starts_with("/assets/") {
                assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{file}");
                let small = server.get_with(&file, &[("accept-encoding", "br, gzip")]).await;
                assert_eq!(small.header("content-encoding"), "br", "{file}");
                assert!(small.body.len() < answer.body.len(), "{file}");
            }
        }
    });
}

#[test]
fn the_webassembly_is_asked_for_once_and_at_once() {
    journey(async |browser| {
        // Nothing arrives, so the app cannot ask: the code of the page is asked for with that of all pages.
        browser.site.deliver_wasm(Delivery::Held);
        browser.open(Page::Home).await;
        let both = async || browser.site.wasm_asked_for().len() == 2;
        browser.until("the app and the page are asked for", both).await;
        browser.site.deliver_wasm(Delivery::Prompt);
        browser.taken_over().await;
        let asked = browser.site.wasm_asked_for();
        assert_eq!(asked.len(), 2, "{asked:?}");
        assert!(asked.iter().any(|path| path.starts_with("/assets/app_bg-")), "{asked:?}");
        assert!(asked.iter().any(|path| path.starts_with("/assets/home_page-")), "{asked:?}");
        let strangers = "return performance.getEntriesByType('resource')
            .filter(entry => !entry.name.startsWith(location.origin)).map(entry => entry.name)";
        assert_eq!(browser.run::<Vec<String>>(strangers).await, Vec::<String>::new());
    });
}
