//! Articles: Markdown with what stands before it, and the files beside it.

use zhangban_api::articles::{Channel, Level};
use zhangban_server::department_folder::{ArticlePage, Content};

use crate::{Folder, place};

const FRONT: &str = r#"+++
title = "放假通知"
office = "办公室"
published_at = 2026-06-20T09:00:00+08:00
+++
"#;

/// The least that a PNG has: its size.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\0\0\0\0";
const MP3: &[u8] = b"ID3\x04\0\0\0\0\0\0";

fn folder(text: &str) -> Folder {
    Folder::new().file("articles/news/notice.md", format!("{FRONT}{text}"))
}

fn page_of(folder: &Folder) -> ArticlePage {
    let Content::Article(page) = folder.only() else { panic!("not an article") };
    *page
}

fn html(text: &str) -> String {
    page_of(&folder(text)).article.html.zh
}

#[test]
fn an_article_is_read_with_all_it_says() {
    let text = r#"+++
title = "放假通知"
level = "emergency"
office = "办公室"
number = "教办〔2026〕1 号"
published_at = 2026-06-20T09:00:00+08:00
valid_until = 2026-06-30
who = "大家"
what_to_do = "回家"
by_when = "今天"
sample = true
+++

放假七天。
"#;
    let folder = Folder::new()
        .file("articles/public_notices/a.md", text)
        .file("articles/public_notices/a.en.md", "+++\ntitle = \"Days off\"\n+++\nSeven days.\n");
    let page = page_of(&folder);
    let article = &page.article;
    assert_eq!((article.id.as_str(), article.channel, article.level), ("a", Channel::PublicNotices, Level::Emergency));
    assert_eq!((article.title.zh.as_str(), article.title.en.as_str()), ("放假通知", "Days off"));
    assert_eq!(article.valid_until.unwrap().to_string(), "2026-07-01 00:00");
    assert_eq!(article.html.zh, "<p>放假七天。</p>\n");
    assert_eq!(article.html.en, "<p>Seven days.</p>\n");
    assert_eq!((page.summary.zh.as_str(), page.plain.en.as_str()), ("放假七天。", "Seven days."));
}

#[test]
fn headings_begin_below_the_title_of_the_page_and_leave_no_level_out() {
    assert_eq!(html("## 一\n#### 二\n### 三\n"), "<h2>一</h2>\n<h3>二</h3>\n<h3>三</h3>\n");
    assert_eq!(html("# 一\n"), "<h2>一</h2>\n");
}

#[test]
fn chinese_that_goes_on_in_the_next_line_has_no_blank_there() {
    assert_eq!(html("请在网上\n查询。see\nthere\n"), "<p>请在网上查询。see\nthere</p>\n");
}

#[test]
fn a_table_scrolls_by_itself() {
    let html = html("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n");
    assert!(html.starts_with(r#"<div class="table-scroll" role="region" tabindex="0" aria-label="表格 1"><table>"#));
    assert!(html.ends_with("</table>\n</div>"), "{html}");
}

#[test]
fn links_lead_where_they_may() {
    for (text, expected) in [
        (
            "[甲](https://a.cn/?x=1&y=2)",
            r#"<a href="https://a.cn/?x=1&amp;y=2" rel="external noopener noreferrer">甲</a>"#,
        ),
        ("[甲](tel:12345)", r#"<a href="tel:12345" rel="external noopener noreferrer">甲</a>"#),
        ("[甲](/ranks?score=600)", r#"<a href="/ranks?score=600">甲</a>"#),
        ("[**甲**](notice.md)", r#"<a href="/article?id=notice"><strong>甲</strong></a>"#),
        ("<a@b.cn>", r#"<a href="mailto:a@b.cn" rel="external noopener noreferrer">a@b.cn</a>"#),
    ] {
        assert_eq!(html(text), format!("<p>{expected}</p>\n"));
    }
}

#[test]
fn what_could_act_is_refused_with_its_line() {
    for hostile in [
        "<script>alert(1)</script>",
        "文字 <img src=x onerror=alert(1)> 文字",
        "<svg onload=alert(1)>",
        "<!-- 注释 -->",
        "> - <b onclick=x>",
        "[甲](javascript:alert(1))",
        "[甲](JaVaScRiPt:alert(1))",
        "[甲](&#106;avascript:alert(1))",
        "[甲](<java\tscript:alert(1)>)",
        "[甲](data:text/html;base64,PHNjcmlwdD4=)",
        "[甲](vbscript:x)",
        "[甲](//evil.example/)",
        "[甲](/\\evil.example)",
        "[甲](/no-such-page)",
        "[甲](../secret)",
        "[甲](none.md)",
        "[](https://a.cn/)",
        "[![](javascript:alert(1))](https://a.cn/)",
        "![甲](https://a.cn/x.png)",
        "![甲](data:image/png;base64,AAAA)",
        "![甲](../../menu.toml)",
        "![甲](x.svg)",
        "[甲]: javascript:alert(1)\n[甲]",
    ] {
        let faults = folder(&format!("好的。\n\n{hostile}\n")).file("articles/news/x.svg", "<svg/>").faults();
        assert!(faults[0].row.is_some_and(|row| row >= 8), "{hostile}: {faults:?}");
    }
}

#[test]
fn what_only_looks_dangerous_is_shown_as_text() {
    let shown = html("`<script>` 与 \\<b> 与 &lt;i&gt; \"引号\"");
    assert_eq!(shown, "<p><code>&lt;script&gt;</code> 与 &lt;b&gt; 与 &lt;i&gt; \"引号\"</p>\n");
    for text in ["    <script>alert(1)</script>\n", "<svg/onload=alert(1)>"] {
        let shown = html(text);
        assert!(!shown.contains("<script") && !shown.contains("<svg"), "{shown}");
    }
}

#[test]
fn a_picture_has_words_and_its_size() {
    let page = page_of(&folder("![\"图\" <1>](a.png)\n").file("articles/news/a.png", PNG));
    let html = &page.article.html.zh;
    assert!(html.contains(r#"alt="&quot;图&quot; &lt;1&gt;" width="2" height="3" loading="lazy""#), "{html}");
    assert!(html.starts_with("<figure><img src=\"/articles/files/"), "{html}");
    assert_eq!(page.files.len(), 1);
    let fault = folder("好。\n\n![](a.png)\n").file("articles/news/a.png", PNG).fault();
    assert_eq!(place(&fault), (Some(8), None, "![](a.png)"));
    let fault = folder("![甲](a.png)\n").file("articles/news/a.png", "<svg onload=alert(1)>").fault();
    assert!(fault.expected.zh.contains("不符"), "{fault}");
}

#[test]
fn a_recording_has_its_text_in_a_paragraph_of_its_own() {
    let with_text = folder("![广播](a.mp3)\n")
        .file("articles/news/a.mp3", MP3)
        .file("articles/news/a.mp3.txt", "第一句。\n<b>第二句。\n");
    let page = page_of(&with_text);
    let html = &page.article.html.zh;
    assert!(html.contains("<audio controls preload=\"metadata\""), "{html}");
    assert!(html.contains("<summary>文字稿</summary><p>第一句。</p><p>&lt;b&gt;第二句。</p>"), "{html}");
    assert!(page.plain.zh.contains("第二句"), "what is said cannot be found");
    let without = folder("![广播](a.mp3)\n").file("articles/news/a.mp3", MP3).fault();
    assert!(without.expected.zh.contains("a.mp3.txt"), "{without}");
    let inline =
        folder("听：![广播](a.mp3)\n").file("articles/news/a.mp3", MP3).file("articles/news/a.mp3.txt", "一。").fault();
    assert!(inline.expected.zh.contains("单独成段"), "{inline}");
}

#[test]
fn each_slip_is_named_with_its_line() {
    for (right, wrong, line) in [
        ("title = \"放假通知\"", "title = \" \"", 2),
        ("office =", "ofice =", 3),
        ("2026-06-20T09:00:00+08:00", "\"明天\"", 4),
        ("office = \"办公室\"", "office = \"办公室\"\nlevel = \"urgent\"", 4),
        ("office = \"办公室\"", "office = \"办公室\"\nvalid_until = 2026-06-01", 4),
        ("office = \"办公室\"", "office = \"办公室\"\nupdates = \"none\"", 4),
        ("office = \"办公室\"", "office = \"办公室\"\nsource = \"javascript:alert(1)\"", 4),
        ("office = \"办公室\"", "office = \"办公室\"\nattachments = [{ file = \"x.exe\", name = \"表\" }]", 4),
        ("office = \"办公室\"", "office = \"办公室\"\nattachments = [{ file = \"../x.csv\", name = \"表\" }]", 4),
        ("title = \"放假通知\"", "title = \"放假通知\"\nlevel = \"emergency\"\nwhat_to_do = \"走\"", 2),
        ("+++\ntitle", "title", 1),
    ] {
        let text = FRONT.replacen(right, wrong, 1);
        let fault = Folder::new().file("articles/news/notice.md", text).fault();
        assert_eq!(fault.row, Some(line), "{fault}");
    }
}

#[test]
fn an_emergency_says_what_to_do_and_when_it_ends() {
    let text = FRONT.replace("office", "level = \"emergency\"\noffice");
    assert_eq!(Folder::new().file("articles/news/a.md", text).faults().len(), 2);
}

#[test]
fn a_folder_that_is_no_channel_is_refused_with_those_there_are() {
    let fault = Folder::new().file("articles/gossip/a.md", format!("{FRONT}好。")).fault();
    assert!(fault.found == "gossip" && fault.expected.zh.contains("news、documents"), "{fault}");
}

#[test]
fn one_name_names_one_article_in_all_channels() {
    let folder = Folder::new()
        .file("department.toml", "name = { zh = \"厅\" }\nmark = \"豫教\"\n")
        .file("articles/news/a.md", format!("{FRONT}好。"))
        .file("articles/topics/a.md", format!("{FRONT}好。"));
    assert!(folder.fault().expected.zh.contains("已有同样的内容"));
}

#[test]
fn a_fault_in_the_english_text_is_told_with_its_own_name() {
    let fault = folder("好。").file("articles/news/notice.en.md", "+++\n+++\n\n<b>\n").fault();
    assert!(fault.file.ends_with("notice.en.md") && fault.row == Some(4), "{fault}");
}

#[test]
fn tables_beside_an_article_are_its_files_and_no_tables_of_ours() {
    let folder = folder("好。").file("articles/news/list.csv", "甲,乙\n1,2\n");
    assert!(page_of(&folder).files.is_empty());
}
