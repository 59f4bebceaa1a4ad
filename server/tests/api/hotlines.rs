//! The hotline directory: found by whatever is typed, read without scripting, saved as a contact.

use std::fmt::Write as _;

use axum::http::StatusCode;
use zhangban::page::HOTLINE_CARD;
use zhangban::services::hotlines::lookup;
use zhangban_api::endpoint::Nothing;
use zhangban_api::hotlines::{HotlineSearch, Hotlines, ListHotlines, SearchHotlines, WINDOW};
use zhangban_api::{ErrorCode, Moment};
use zhangban_testing::{TestServer, on_both_engines, sample};

fn typed(q: &str) -> HotlineSearch {
    HotlineSearch { q: q.into(), ..HotlineSearch::default() }
}

async fn found(server: &TestServer, search: &HotlineSearch) -> Vec<String> {
    let found: Hotlines = server.call::<SearchHotlines>(search).await.json();
    assert_eq!((found.search, found.total), (search.clone(), found.entries.len()));
    found.entries.into_iter().map(|entry| entry.name.zh).collect()
}

/// The page as it is seen, without the data behind it.
async fn seen(server: &TestServer, search: &HotlineSearch) -> String {
    let answer = server.get(&lookup::address(search)).await;
    assert_eq!(answer.status, StatusCode::OK);
    let (_, app) = answer.text().split_once(r#"id="app""#).unwrap();
    app.split("<script").next().unwrap().to_owned()
}

on_both_engines!(the_directory_comes_with_what_its_hours_are_judged_by, async |server: TestServer| {
    server.clock().set(Moment::parse("2025-06-26 10:00:59").unwrap());
    let whole: Hotlines = server.call::<ListHotlines>(&Nothing {}).await.json();
    let named: Vec<_> = whole.categories.iter().map(|one| (one.zh.as_str(), one.en.as_str())).collect();
    assert_eq!(named, [("全国热线", "National"), ("厅机关", ""), ("市县教育局", "")]);
    assert_eq!((whole.entries.len(), whole.now), (8, sample::now()));
    assert_eq!(whole.entries[4].pinyin, "zheng zhou shi jiao yu ju");
    assert!(whole.calendar.is_announced(2025));
});

on_both_engines!(a_hotline_is_found_by_name_number_pinyin_and_initials, async |server: TestServer| {
    for (q, name) in [
        ("郑州市", "郑州市教育局"),
        ("zzjyj", "郑州市教育局"),
        ("zhengzhou", "郑州市教育局"),
        ("cqs", "重庆市驻郑招生联络处"),
        ("chongqing", "重庆市驻郑招生联络处"),
        ("cgsjy", "长葛市教育体育局"),
        ("mianchi", "渑池县教育体育局"),
        ("12388", "信访举报"),
        ("０３７４", "长葛市教育体育局"),
        ("Liaison", "重庆市驻郑招生联络处"),
    ] {
        assert_eq!(found(&server, &typed(q)).await, [name], "{q}");
    }
    assert!(found(&server, &typed("zhongqing")).await.is_empty(), "重庆 is not read zhong");
});

on_both_engines!(only_those_that_answer_now_are_open, async |server: TestServer| {
    let open = HotlineSearch { open: true, ..HotlineSearch::default() };
    for (moment, names) in [
        (
            "2025-06-26 10:00",
            &[
                "政务服务便民热线",
                "信访举报",
                "省教育厅办公室",
                "省招生办公室",
                "郑州市教育局",
                "长葛市教育体育局",
                "重庆市驻郑招生联络处",
            ][..],
        ),
        // The offices rest at noon.
        ("2025-06-26 12:30", &["政务服务便民热线", "省招生办公室", "郑州市教育局", "重庆市驻郑招生联络处"]),
        ("2025-06-28 10:00", &["政务服务便民热线", "省招生办公室"]),
        ("2025-06-26 23:00", &["政务服务便民热线"]),
    ] {
        server.clock().set(Moment::parse(moment).unwrap());
        assert_eq!(found(&server, &open).await, names, "{moment}");
    }
    let national = HotlineSearch { category: "全国热线".into(), ..open };
    assert_eq!(found(&server, &national).await, ["政务服务便民热线"]);
});

on_both_engines!(the_page_says_who_answers_and_what_is_a_sample, async |server: TestServer| {
    let page = seen(&server, &HotlineSearch::default()).await;
    for words in ["共 8 条", "接听中", "样例", "号码核实于 2025-05-20", "号码尚未核实", "接听时间未公布"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains(r#"href="tel:12345""#) && !page.contains("tel:+86371000"), "a sample cannot be called");
    server.clock().set(Moment::parse("2025-06-26 12:30").unwrap());
    assert!(seen(&server, &HotlineSearch::default()).await.contains("午休"));
    server.clock().set(Moment::parse("2031-06-26 10:00").unwrap());
    assert!(seen(&server, &HotlineSearch::default()).await.contains("可能有人接听（节假日安排尚未公布）"));
});

on_both_engines!(the_search_works_without_scripting, async |server: TestServer| {
    let search = HotlineSearch { open: true, category: "市县教育局".into(), ..typed("jyj") };
    let page = seen(&server, &search).await;
    assert!(page.contains(r#"method="get" action="/hotlines"#) && page.contains(r#"value="jyj""#), "{page}");
    assert!(page.contains("郑州市教育局") && !page.contains("省招生办公室"));
    for kept in [r#"name="category" value="市县教育局""#, r#"name="open" value="1""#] {
        assert!(page.contains(kept), "{kept} is lost when the form is sent");
    }
    let all = lookup::address(&typed("jyj"));
    assert!(page.contains(&format!(r#"href="{all}""#)), "no chip leads to {all}");
    assert!(page.contains("“jyj”找到"), "{page}");
});

on_both_engines!(nothing_found_is_explained, async |server: TestServer| {
    for (search, words) in [
        (typed("没有这样的"), "没有找到相符的电话"),
        (HotlineSearch { category: "旧分类".into(), ..typed("") }, "已经更名或撤下"),
        (HotlineSearch { page: 9, ..typed("") }, "这一页已经没有内容"),
    ] {
        let page = seen(&server, &search).await;
        assert!(page.contains(words) && page.contains(r#"href="/hotlines""#), "{words}");
    }
});

on_both_engines!(what_was_typed_stays_text, async |server: TestServer| {
    let page = seen(&server, &typed("\"><img src=x>&amp;")).await;
    assert!(!page.contains("<img") && page.contains("&lt;img"), "{page}");
});

on_both_engines!(a_hotline_can_be_saved_as_a_contact, async |server: TestServer| {
    let card = server.get(&format!("{HOTLINE_CARD}?phone=12388&name=信访举报")).await;
    assert_eq!((card.status, card.header("content-type")), (StatusCode::OK, "text/vcard; charset=utf-8"));
    assert_eq!(card.header("content-disposition"), "attachment; filename=\"12388.vcf\"");
    assert!(card.text().starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n") && card.text().ends_with("END:VCARD\r\n"));
    assert!(card.text().contains("FN:信访举报\r\n") && card.text().contains("TEL;TYPE=WORK,VOICE:12388\r\n"));
    let sample = server.get(&format!("{HOTLINE_CARD}?phone=0371-000+00+03")).await;
    assert!(sample.text().contains("FN:郑州市教育局（样例）"), "{}", sample.text());
});

on_both_engines!(a_contact_that_is_not_in_the_directory_is_a_page_that_is_not_there, async |server: TestServer| {
    for query in ["", "?phone=12399", "?phone=x", "?phone=12388&name=x", "?name=信访举报"] {
        let answer = server.get(&format!("{HOTLINE_CARD}{query}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{query}");
        assert!(answer.text().contains("没有这个页面"), "{query}");
    }
});

on_both_engines!(a_search_that_is_not_one_is_malformed, async |server: TestServer| {
    for query in ["page=x", "page=-1", "page=70000", "from=wechat"] {
        assert_eq!(server.get(&format!("/api/hotlines/search?{query}")).await.error().code, ErrorCode::Malformed);
    }
});

on_both_engines!(of_three_thousand_hotlines_a_page_carries_twenty, async |server: TestServer| {
    let folder = tempfile::tempdir().unwrap();
    let mut csv = String::from("名称,电话,类别,样例\n");
    for at in 0..3_000 {
        writeln!(csv, "第 {at} 中学,0371-{:07},学校,是", 10_000 + at).unwrap();
    }
    let file = folder.path().join("hotlines.csv");
    std::fs::write(&file, csv).unwrap();
    server.import(&file).await;
    let whole: Hotlines = server.call::<ListHotlines>(&Nothing {}).await.json();
    assert_eq!(whole.entries.len(), 3_000);
    for page in [1, 2, 150] {
        let search = HotlineSearch { page, ..HotlineSearch::default() };
        let answer = server.get(&lookup::address(&search)).await;
        assert_eq!(answer.text().matches(r#"class="hotline""#).count(), WINDOW, "page {page}");
        assert!(answer.body.len() < 150_000, "page {page} has {} bytes", answer.body.len());
        let (before, after) = (answer.text().contains("上一页"), answer.text().contains("显示更多"));
        assert_eq!((before, after), (page > 1, page < 150), "page {page}");
    }
    let last = HotlineSearch { page: 150, ..HotlineSearch::default() };
    assert!(seen(&server, &last).await.contains("共 3,000 条，从第 2,981 条起"));
    assert!(seen(&server, &typed("d2999zx")).await.contains("没有找到"), "digits among initials are no number");
    assert!(seen(&server, &typed("2999")).await.contains("第 2999 中学"));
});
