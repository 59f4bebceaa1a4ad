//! Searching everything: what is found by which words, and the page that works without scripting.

use axum::http::StatusCode;
use zhangban::page::Page;
use zhangban::services::search::lookup;
use zhangban_api::ErrorCode;
use zhangban_api::search::{BEST, Found, Kind, SearchEverything, SearchQuery};
use zhangban_testing::{TestServer, on_both_engines};

fn typed(q: &str) -> SearchQuery {
    SearchQuery { q: q.into() }
}

async fn find(server: &TestServer, q: &str) -> Found {
    server.call::<SearchEverything>(&typed(q)).await.json()
}

/// Titles of a kind.
fn titles(found: &Found, kind: Kind) -> Vec<&str> {
    let group = found.groups.iter().find(|group| group.kind == kind);
    group.map(|group| group.hits.iter().map(|hit| hit.title.zh.as_str()).collect()).unwrap_or_default()
}

async fn seen(server: &TestServer, q: &str) -> String {
    let answer = server.get(&lookup::address(&typed(q))).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.seen()
}

on_both_engines!(a_service_is_found_by_name_synonym_pinyin_and_initials, async |server: TestServer| {
    for q in ["成绩查询", "成绩", "查分", "chengji", "cjcx", "chafen", "Score", "ＳＣＯＲＥ"] {
        let found = find(&server, q).await;
        assert_eq!(titles(&found, Kind::Service), ["成绩查询"], "{q}");
        assert_eq!(found.groups[0].hits[0].address, Page::Scores.path());
    }
    assert_eq!(titles(&find(&server, "联系方式").await, Kind::Service), ["便民电话"]);
    assert_eq!(titles(&find(&server, "最新消息").await, Kind::Service), ["最新消息"]);
    assert_eq!(titles(&find(&server, "投诉咨询").await, Kind::Service), ["投诉咨询"]);
});

on_both_engines!(a_number_is_found_with_what_it_is_for, async |server: TestServer| {
    for q in ["省招生办公室", "zsbgs", "0371-000 00 02", "招生办"] {
        let found = find(&server, q).await;
        let hit = &found.groups.iter().find(|group| group.kind == Kind::Hotline).unwrap().hits[0];
        assert_eq!((hit.title.zh.as_str(), hit.sample), ("省招生办公室", true), "{q}");
        assert_eq!(hit.snippet.zh, "高考报名、成绩和录取");
        assert_eq!(hit.phone.as_ref().unwrap().to_string(), "0371-000 00 02");
        let there = server.get(&hit.address).await;
        assert!(there.seen().contains("“省招生办公室”找到 1 条"), "{}", hit.address);
    }
});

on_both_engines!(what_is_called_so_comes_first_and_only_the_best_five, async |server: TestServer| {
    let found = find(&server, "教育").await;
    let group = found.groups.iter().find(|group| group.kind == Kind::Hotline).unwrap();
    assert!(group.hits.len() <= BEST && group.total >= group.hits.len());
    let found = find(&server, "招生").await;
    // The name of the liaison has the word, too; the other's begins nearer to it by the department's order.
    assert_eq!(titles(&found, Kind::Hotline), ["省招生办公室", "重庆市驻郑招生联络处"]);
    let found = find(&server, "0").await;
    let group = found.groups.iter().find(|group| group.kind == Kind::Hotline).unwrap();
    assert_eq!((group.hits.len(), group.total, group.all.as_str()), (5, 6, "/hotlines?q=0"));
    assert!(server.get(&group.all).await.seen().contains("“0”找到 6 条"));
});

on_both_engines!(what_is_named_in_a_sentence_is_found, async |server: TestServer| {
    let found = find(&server, "请问怎么查分呢").await;
    assert_eq!(titles(&found, Kind::Service), ["成绩查询"]);
    let found = find(&server, "郑州市教育局的电话是多少").await;
    assert_eq!(titles(&found, Kind::Hotline), ["郑州市教育局"]);
});

on_both_engines!(nothing_typed_finds_nothing_and_an_unknown_parameter_is_malformed, async |server: TestServer| {
    for q in ["", "  ", "\u{3000}"] {
        assert_eq!(find(&server, q).await.total(), 0);
    }
    assert!(find(&server, &"长".repeat(2_000)).await.groups.is_empty());
    assert_eq!(server.get("/api/search?x=1").await.error().code, ErrorCode::Malformed);
    assert_eq!(server.get("/api/search").await.status, StatusCode::OK);
});

on_both_engines!(the_page_works_without_scripting, async |server: TestServer| {
    let page = seen(&server, "查分").await;
    assert!(page.contains(r#"method="get" action="/search""#) && page.contains(r#"value="查分""#), "{page}");
    assert!(page.contains("“查分”找到") && page.contains(r#"href="/scores""#), "{page}");
    let page = seen(&server, "招生").await;
    assert!(page.contains("便民电话（2）") && page.contains("0371-000 00 02"), "{page}");
    let page = seen(&server, "0").await;
    assert!(page.contains("查看全部 6 条便民电话") && page.contains(r#"href="/hotlines?q=0""#), "{page}");
});

on_both_engines!(every_state_says_what_to_do, async |server: TestServer| {
    let page = seen(&server, "").await;
    assert!(page.contains("请输入要找的服务、单位、电话、文章或院校"), "{page}");
    let page = seen(&server, "没有这样的").await;
    assert!(page.contains("没有找到与“没有这样的”相符的内容"), "{page}");
    for link in [Page::Hotlines, Page::Assistant, Page::Feedback] {
        assert!(page.contains(&format!("href=\"{}\"", link.path())), "{page}");
    }
});

on_both_engines!(what_was_typed_stays_text, async |server: TestServer| {
    let page = seen(&server, "\"><img src=x>&amp;").await;
    assert!(!page.contains("<img") && page.contains("&lt;img"), "{page}");
});

on_both_engines!(the_home_page_leads_to_the_search, async |server: TestServer| {
    let home = server.get(Page::Home.path()).await.seen();
    assert!(home.contains(r#"role="search" method="get" action="/search""#) && home.contains(r#"name="q""#), "{home}");
});

on_both_engines!(a_word_in_an_article_is_found, async |server: TestServer| {
    let found = find(&server, "国庆").await;
    assert_eq!(titles(&found, Kind::Article), ["国庆节座位表", "暑期办公时间规定"]);
    let hit = &found.groups.iter().find(|group| group.kind == Kind::Article).unwrap().hits[0];
    assert_eq!(hit.address, zhangban::page::article("seating"));
});

on_both_engines!(a_college_is_found_and_leads_to_its_scores, async |server: TestServer| {
    for q in ["郑州大学", "zzdx", "10459", "zhengzhoudaxue"] {
        let found = find(&server, q).await;
        let group = found.groups.iter().find(|group| group.kind == Kind::College).unwrap();
        assert_eq!(group.hits[0].title.zh, "郑州大学", "{q}");
        let there = server.get(&group.hits[0].address).await;
        assert!(there.status == StatusCode::OK && there.seen().contains("郑州大学"), "{}", group.hits[0].address);
    }
    assert!(titles(&find(&server, "").await, Kind::College).is_empty(), "nothing typed finds nothing");
});
