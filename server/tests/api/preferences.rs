//! Language and mode: chosen without scripting, remembered, and guessed where nobody chose.

use axum::http::{HeaderMap, StatusCode};
use zhangban::page::{PREFERENCES, Page};
use zhangban_testing::{TestServer, on_both_engines};

fn cookies(headers: &HeaderMap) -> Vec<&str> {
    headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect()
}

/// The opening tag of the document.
fn root(page: &str) -> &str {
    let tag = &page[page.find("<html").unwrap()..];
    &tag[..=tag.find('>').unwrap()]
}

on_both_engines!(a_choice_is_remembered_and_leads_back, async |server: TestServer| {
    for (chosen, cookie) in [(("language", "en"), "language=en;"), (("mode", "elder"), "mode=elder;")] {
        let answer = server.post_form(PREFERENCES, &[chosen, ("return", "/ranks?score=600")]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/ranks?score=600"));
        assert!(matches!(cookies(&answer.headers)[..], [set] if set.starts_with(cookie)), "{:?}", answer.headers);
    }
});

on_both_engines!(a_choice_leads_to_a_page_of_ours_and_nowhere_else, async |server: TestServer| {
    for elsewhere in
        ["//evil.example", "https://evil.example/scores", "/\\evil.example", "/nowhere", "javascript:1", ""]
    {
        let answer = server.post_form(PREFERENCES, &[("mode", "elder"), ("return", elsewhere)]).await;
        assert_eq!(answer.header("location"), "/", "{elsewhere:?}");
    }
});

on_both_engines!(what_we_do_not_have_is_not_remembered, async |server: TestServer| {
    let answer = server.post_form(PREFERENCES, &[("language", "fr; Domain=evil.example"), ("mode", "")]).await;
    assert_eq!((answer.status, cookies(&answer.headers)), (StatusCode::SEE_OTHER, Vec::new()));
});

on_both_engines!(every_page_is_in_the_language_and_mode_of_its_reader, async |server: TestServer| {
    for &page in Page::ALL {
        for (headers, language, mode) in [
            (vec![], "zh-CN", "standard"),
            (vec![("accept-language", "en-GB,en;q=0.9")], "en", "standard"),
            (vec![("accept-language", "en"), ("cookie", "language=zh; mode=elder")], "zh-CN", "elder"),
            (vec![("cookie", "mode=standard; language=en")], "en", "standard"),
        ] {
            let answer = server.get_with(page.path(), &headers).await;
            let root = root(answer.text());
            assert!(root.contains(&format!(r#"lang="{language}""#)), "{page:?}: {root}");
            assert!(root.contains(&format!(r#"data-mode="{mode}""#)), "{page:?}: {root}");
            for header in ["accept-language", "cookie"] {
                assert!(answer.header("vary").contains(header), "{page:?}: a cache would mix readers up");
            }
        }
    }
});

on_both_engines!(a_page_has_its_title_in_both_languages, async |server: TestServer| {
    for &page in Page::ALL {
        for (language, name) in [("zh", "河南省教育厅"), ("en", "Henan Education Department")] {
            let answer = server.get_with(page.path(), &[("cookie", &format!("language={language}"))]).await;
            let words = if language == "zh" { page.title().zh } else { page.title().en };
            let title = if page == Page::Home { name.to_owned() } else { format!("{words} - {name}") };
            assert!(answer.text().contains(&format!("<title>{title}</title>")), "{page:?} in {language}");
        }
    }
});
