//! Articles: read, found, told of in feeds, with their files; and what is not published is had by no path.

use std::fs;

use axum::http::StatusCode;
use serde_json::Value;
use zhangban::page::{ARTICLES_ATOM, ARTICLES_JSON, Page, article};
use zhangban_api::articles::{
    Article, ArticleId, ArticleSearch, Articles, Channel, FindArticles, GetArticle, GetNewest, Newest, Validity,
};
use zhangban_api::endpoint::Nothing;
use zhangban_api::{ErrorCode, Moment};
use zhangban_testing::{Answer, TestServer, on_both_engines};

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

async fn read(server: &TestServer, id: &str) -> Answer {
    server.call::<GetArticle>(&ArticleId { id: id.into() }).await
}

async fn find(server: &TestServer, q: &str, channel: Option<Channel>) -> Articles {
    server.call::<FindArticles>(&ArticleSearch { q: q.into(), channel, page: 1 }).await.json()
}

fn ids(found: &Articles) -> Vec<&str> {
    found.entries.iter().map(|entry| entry.id.as_str()).collect()
}

/// The address of the first file of an article.
async fn file_of(server: &TestServer, id: &str) -> String {
    let article: Article = read(server, id).await.json();
    article.attachments[0].address.clone()
}

on_both_engines!(an_article_is_read_with_what_belongs_to_it, async |server: TestServer| {
    let article: Article = read(&server, "score-day").await.json();
    assert_eq!((article.title.en.as_str(), article.number.as_str()), ("What to know on score day", "教考〔2025〕8 号"));
    assert_eq!((article.attachments[0].kind.as_str(), article.attachments[0].bytes), ("CSV", 31));
    assert!(article.html.zh.contains("<h2>复核</h2>") && article.chain.is_empty());
    let page = server.get(&zhangban::page::article("score-day")).await;
    let seen = page.seen();
    for words in [
        "<title>成绩公布须知 - 河南省教育厅</title>",
        "备好准考证和身份证",
        "查分清单",
        "样例：本文为演示编写",
        "来源：",
    ] {
        assert!(seen.contains(words), "{words}: {seen}");
    }
    assert!(seen.contains(r#"href="/articles?channel=news" class="topbar__back""#), "{seen}");
});

on_both_engines!(an_article_that_is_not_there_is_a_404, async |server: TestServer| {
    for id in ["none", "../x", ""] {
        assert_eq!(read(&server, id).await.error().code, ErrorCode::NotFound);
    }
    let page = server.get(&article("none")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.seen().contains("查看全部文章"));
    assert_eq!(server.get(Page::Article.path()).await.status, StatusCode::OK);
});

on_both_engines!(what_was_taken_down_says_why_and_shows_nothing, async |server: TestServer| {
    let error = read(&server, "taken-down").await.error();
    assert_eq!(error.code, ErrorCode::Gone);
    assert!(error.message.zh.contains("请以更正后的通知为准"));
    let page = server.get(&article("taken-down")).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.seen().contains("表格数据有误") && !page.text().contains("蓝鲸"));
    assert!(find(&server, "蓝鲸", None).await.entries.is_empty());
});

on_both_engines!(before_its_time_an_article_is_had_by_no_path_and_then_at_once, async |server: TestServer| {
    let published_at = at("2025-06-27T08:00:00+08:00");
    server.clock().set(published_at);
    let file = file_of(&server, "tomorrow").await;
    assert_eq!(server.get(&file).await.status, StatusCode::OK);
    server.clock().set(published_at.plus_seconds(-1));
    let addresses = [
        "/".to_owned(),
        Page::Articles.path().to_owned(),
        "/articles?channel=news".to_owned(),
        "/articles?q=%E9%9B%B7%E8%BE%BE%E7%AB%99".to_owned(),
        article("tomorrow"),
        ARTICLES_ATOM.to_owned(),
        format!("{ARTICLES_JSON}?channel=news"),
        "/api/articles/search?q=%E9%9B%B7%E8%BE%BE".to_owned(),
        "/api/articles/newest".to_owned(),
        "/api/article?id=tomorrow".to_owned(),
        file.clone(),
    ];
    for address in &addresses {
        let answer = server.get(address).await;
        assert!(
            !answer.text().contains("雷达站搬迁") && !answer.text().contains("明日"),
            "{address} tells it too early"
        );
    }
    assert_eq!(server.get(&file).await.status, StatusCode::NOT_FOUND);
    server.clock().set(published_at);
    let newest: Newest = server.call::<GetNewest>(&Nothing {}).await.json();
    assert_eq!(newest.headlines[0].id, "tomorrow");
    for address in &addresses {
        let answer = server.get(address).await;
        assert!(answer.text().contains("雷达") || answer.text().contains("明日"), "{address} does not tell it yet");
    }
});

on_both_engines!(what_is_past_its_time_says_so, async |server: TestServer| {
    let article: Article = read(&server, "old-rule").await.json();
    assert_eq!(article.validity, Validity::Expired);
    let seen = server.get(&zhangban::page::article("old-rule")).await.seen();
    assert!(seen.contains("已失效") && seen.contains("2024-09-01 00:00"), "{seen}");
    let list = server.get("/articles?channel=documents").await.seen();
    assert!(list.contains("已失效") && list.contains("共 1 篇"), "{list}");
    let newest: Newest = server.call::<GetNewest>(&Nothing {}).await.json();
    assert!(newest.headlines.iter().all(|headline| headline.id != "old-rule"));
});

on_both_engines!(what_follows_each_other_is_a_chain_that_every_link_shows, async |server: TestServer| {
    for (id, validity) in
        [("storm", Validity::Updated), ("storm-update", Validity::Cancelled), ("storm-over", Validity::Expired)]
    {
        let article: Article = read(&server, id).await.json();
        let chain: Vec<_> = article.chain.iter().map(|link| (link.id.as_str(), link.cancels)).collect();
        assert_eq!(chain, [("storm", false), ("storm-update", false), ("storm-over", true)], "{id}");
        assert_eq!(article.validity, validity, "{id}");
    }
});

on_both_engines!(a_word_of_two_characters_is_found, async |server: TestServer| {
    for (q, expected) in [
        // In both; in the title of one.
        ("国庆", vec!["seating", "old-rule"]),
        ("放假", vec!["old-rule"]),
        ("号", vec!["score-day", "old-rule"]),
        ("教考 ２０２５", vec!["score-day"]),
        ("score QUERY", vec!["score-day"]),
        // What is said in a recording, what an attachment is called.
        ("带上准考证", vec!["score-day"]),
        ("查分清单", vec!["score-day"]),
        ("国庆 天气", vec![]),
        ("假节", vec![]),
        ("。%_'\"", vec![]),
    ] {
        let found = find(&server, q, None).await;
        assert_eq!(ids(&found), expected, "{q}");
        assert_eq!(found.total, expected.len(), "{q}");
    }
});

on_both_engines!(a_longer_word_is_found_only_as_it_stands, async |server: TestServer| {
    assert_eq!(ids(&find(&server, "查询成绩", None).await), ["seating"]);
    assert_eq!(ids(&find(&server, "询成绩查", None).await), Vec::<&str>::new());
});

on_both_engines!(a_channel_narrows_a_search_and_its_places_are_marked, async |server: TestServer| {
    let found = find(&server, "国庆", Some(Channel::Documents)).await;
    assert_eq!(ids(&found), ["old-rule"]);
    assert!(found.entries[0].snippet.iter().any(|piece| piece.hit && piece.text == "国庆"));
    let page = server.get("/articles?channel=documents&q=%E5%9B%BD%E5%BA%86").await.seen();
    assert!(page.contains("<mark>国庆</mark>") && page.contains("“国庆”找到 1 篇"), "{page}");
    assert!(page.contains(r#"name="channel" value="documents""#), "the form forgets the channel: {page}");
});

on_both_engines!(nothing_typed_into_a_search_is_ever_markup_or_sql, async |server: TestServer| {
    for q in
        ["%3Cscript%3Ealert(1)%3C%2Fscript%3E", "'%3B%20DROP%20TABLE%20articles%3B--", "%25", "%F0%9F%8E%93", "a%00b"]
    {
        let page = server.get(&format!("/articles?q={q}")).await;
        assert_eq!(page.status, StatusCode::OK, "{q}");
        assert!(!page.seen().contains("<script>alert"), "{q}");
    }
    let endless = "%E5%9B%BD%E5%BA%86".repeat(500);
    assert_eq!(server.get(&format!("/articles?q={endless}")).await.status, StatusCode::OK);
    assert_eq!(server.get("/api/articles/search?channel=gossip").await.error().code, ErrorCode::Malformed);
    assert_eq!(server.get("/api/articles/search?page=-1").await.error().code, ErrorCode::Malformed);
    assert_eq!(server.get("/api/articles/search?page=65535").await.status, StatusCode::OK);
});

on_both_engines!(a_file_is_sent_as_what_it_is, async |server: TestServer| {
    let address = file_of(&server, "score-day").await;
    let file = server.get(&address).await;
    assert_eq!(file.text(), "事项,备注\n准考证,原件\n");
    assert_eq!(file.header("content-type"), "text/csv");
    assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    let name = "attachment; filename*=UTF-8''%E6%9F%A5%E5%88%86%E6%B8%85%E5%8D%95.csv";
    assert_eq!(file.header("content-disposition"), name);
    let again = server.get_with(&address, &[("if-none-match", file.header("etag"))]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    for address in ["/articles/files/x", "/articles/files/0000.csv", "/articles/files/..%2Fx.csv"] {
        assert_eq!(server.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    assert_eq!(server.get(&address.replace(".csv", ".html")).await.status, StatusCode::NOT_FOUND);
});

on_both_engines!(a_recording_is_sent_a_range_at_a_time, async |server: TestServer| {
    let article: Article = read(&server, "score-day").await.json();
    let (_, rest) = article.html.zh.split_once("<audio controls preload=\"metadata\" src=\"").unwrap();
    let address = rest.split('"').next().unwrap();
    let whole = server.get(address).await;
    assert_eq!((whole.header("content-type"), whole.header("accept-ranges")), ("audio/mpeg", "bytes"));
    assert_eq!(whole.header("content-disposition"), "");
    let length = whole.body.len();
    for (range, status, from, to) in [
        ("bytes=0-1", 206, 0, 2),
        ("bytes=5-", 206, 5, length),
        ("bytes=-3", 206, length - 3, length),
        ("bytes=x", 200, 0, length),
    ] {
        let part = server.get_with(address, &[("range", range)]).await;
        assert_eq!(part.status.as_u16(), status, "{range}");
        assert_eq!(part.body, whole.body.slice(from..to), "{range}");
        assert_eq!(part.header("content-length"), (to - from).to_string(), "{range}");
        if status == 206 {
            assert_eq!(part.header("content-range"), format!("bytes {from}-{}/{length}", to - 1));
        }
    }
    let outside = server.get_with(address, &[("range", &format!("bytes={length}-"))]).await;
    assert_eq!((outside.status.as_u16(), outside.header("content-range")), (416, format!("bytes */{length}").as_str()));
});

on_both_engines!(a_large_file_comes_in_parts_and_whole, async |server: TestServer| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles/news");
    fs::create_dir_all(&path).unwrap();
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..700_000_u32).map(|at| u8::try_from(at % 251).unwrap()));
    fs::write(path.join("large.pdf"), &bytes).unwrap();
    let text = "+++\ntitle = \"大\"\noffice = \"办\"\npublished_at = 2025-01-01T00:00:00Z\n\
                attachments = [{ file = \"large.pdf\", name = \"大文件\" }]\n+++\n\n大。\n";
    fs::write(path.join("large.md"), text).unwrap();
    server.import(folder.path()).await;
    let address = file_of(&server, "large").await;
    assert_eq!(server.get(&address).await.body, bytes);
    let across = server.get_with(&address, &[("range", "bytes=262140-524300")]).await;
    assert_eq!(across.body, bytes[262_140..=524_300]);
});

on_both_engines!(feeds_say_what_is_new_in_a_channel, async |server: TestServer| {
    let host = ("host", "edu.example");
    let atom = server.get_with(&format!("{ARTICLES_ATOM}?channel=news"), &[host, ("x-forwarded-proto", "https")]).await;
    assert_eq!(atom.header("content-type"), "application/atom+xml; charset=utf-8");
    assert!(atom.text().contains(r#"href="https://edu.example/article?id=score-day""#), "{}", atom.text());
    assert!(atom.text().contains("<title>最新消息 - 河南省教育厅</title>"));
    let feed = server.get_with(ARTICLES_JSON, &[("host", "x\"><evil>")]).await;
    assert_eq!(feed.header("content-type"), "application/feed+json; charset=utf-8");
    let feed: Value = feed.json();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["items"][0]["url"], "http://localhost/article?id=score-day");
    let page = server.get("/articles?channel=news").await;
    assert!(
        page.text()
            .contains(r#"<link rel="alternate" type="application/atom+xml" href="/articles/feed.atom?channel=news">"#)
    );
    assert!(!server.get(Page::Home.path()).await.text().contains("rel=\"alternate\""));
});

on_both_engines!(a_changed_article_is_the_one_that_is_read_and_found, async |server: TestServer| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles/news");
    fs::create_dir_all(&path).unwrap();
    let text = |title: &str, body: &str| {
        format!("+++\ntitle = \"{title}\"\noffice = \"办\"\npublished_at = 2025-01-01T00:00:00Z\n+++\n\n{body}\n")
    };
    fs::write(path.join("a.md"), text("甲种说明", "紫金山")).unwrap();
    server.import(folder.path()).await;
    assert_eq!(ids(&find(&server, "紫金", None).await), ["a"]);
    let version = server.context().published().version;
    server.import(folder.path()).await;
    assert_eq!(server.context().published().version, version, "the same again is a change");
    fs::write(path.join("a.md"), text("乙种说明", "白云山")).unwrap();
    server.import(folder.path()).await;
    assert_eq!(find(&server, "紫金", None).await.total, 0);
    assert_eq!(find(&server, "白云", None).await.entries[0].title.zh, "乙种说明");
});

on_both_engines!(articles_come_twenty_at_a_time, async |server: TestServer| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles/charity");
    fs::create_dir_all(&path).unwrap();
    for at in 0..45 {
        let text = format!(
            "+++\ntitle = \"第 {at} 篇\"\noffice = \"办\"\npublished_at = 2025-01-01T00:{at:02}:00Z\n+++\n\n{}\n",
            "爱心助学，一路同行。".repeat(40)
        );
        fs::write(path.join(format!("n{at}.md")), text).unwrap();
    }
    server.import(folder.path()).await;
    let page = |page| ArticleSearch { q: "助学".into(), channel: Some(Channel::Charity), page };
    let found: Articles = server.call::<FindArticles>(&page(3)).await.json();
    assert_eq!((found.total, ids(&found)), (45, vec!["n4", "n3", "n2", "n1", "n0"]));
    let seen = server.get("/articles?channel=charity&page=2").await.seen();
    assert!(seen.contains(r#"href="/articles?channel=charity""#), "{seen}");
    assert!(seen.contains(r#"href="/articles?channel=charity&amp;page=3""#), "{seen}");
});
