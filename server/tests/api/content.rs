//! What the desk writes: hotlines, replies and articles, by the rules of the import, at their time.

use axum::http::StatusCode;
use zhangban::page::{Page, article, content_at, edit_at};
use zhangban_api::articles::{Emergencies, GetEmergencies};
use zhangban_api::assistant::{AskAssistant, Question, Reply};
use zhangban_api::content::{
    ContentForm, ContentKind, ContentList, ContentNamed, ContentSearch, Does, EditState, GetContent, ListContent, field,
};
use zhangban_api::endpoint::Nothing;
use zhangban_api::hotlines::{Hotline, Hotlines, ListHotlines};
use zhangban_api::staff::Role;
use zhangban_api::{Endpoint, ErrorCode};
use zhangban_server::content;
use zhangban_server::department_folder::Plan;
use zhangban_server::import::{self, Outcome};
use zhangban_testing::desk::AtDesk;
use zhangban_testing::{Answer, TestServer, on_both_engines, sample};

async fn list(server: &TestServer, who: &AtDesk, kind: ContentKind, q: &str) -> ContentList {
    let search = ContentSearch { kind, q: q.into(), page: 1 };
    server.call_at_desk::<ListContent>(who, &search).await.json()
}

async fn form(server: &TestServer, who: &AtDesk, named: &ContentNamed) -> ContentForm {
    server.call_at_desk::<GetContent>(who, named).await.json()
}

/// The one of this title.
async fn named(server: &TestServer, who: &AtDesk, kind: ContentKind, title: &str) -> ContentNamed {
    let rows = list(server, who, kind, "").await.rows;
    let row = rows.into_iter().find(|row| row.title.zh == title).unwrap_or_else(|| panic!("no {title}"));
    ContentNamed { kind, item: row.item, edit: row.edit.map_or(0, |edit| edit.id) }
}

fn new(kind: ContentKind) -> ContentNamed {
    ContentNamed { kind, ..ContentNamed::default() }
}

/// Posts a form as it is read now, with some fields changed.
async fn post(server: &TestServer, who: &AtDesk, named: &ContentNamed, does: Does, changed: &[(&str, &str)]) -> Answer {
    let read = form(server, who, named).await;
    post_seen(server, who, named, does, &read, changed).await
}

/// Posts a form as it was read.
async fn post_seen(
    server: &TestServer,
    who: &AtDesk,
    named: &ContentNamed,
    does: Does,
    read: &ContentForm,
    changed: &[(&str, &str)],
) -> Answer {
    let edit = named.edit.to_string();
    let mut all = read.fields.clone();
    all.extend(changed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let mut fields: Vec<_> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend([
        (field::KIND, named.kind.word()),
        (field::ITEM, named.item.as_str()),
        (field::EDIT, &edit),
        (field::SEEN, &read.seen),
        (field::DOES, does.word()),
    ]);
    server.post_at_desk(who, Page::DeskEdit.path(), &fields).await
}

fn is_done(answer: &Answer, kind: ContentKind) {
    let to = content_at(&ContentSearch { kind, ..ContentSearch::default() });
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, to.as_str()), "{}", answer.seen());
}

async fn hotlines(server: &TestServer) -> Vec<Hotline> {
    server.call::<ListHotlines>(&Nothing {}).await.json::<Hotlines>().entries
}

async fn phone_of(server: &TestServer, name: &str) -> Option<String> {
    hotlines(server).await.into_iter().find(|one| one.name.zh == name).map(|one| one.phone.to_string())
}

async fn later(server: &TestServer, seconds: i64) -> usize {
    server.clock().set(server.clock().now().plus_seconds(seconds));
    content::pass(server.context()).await.unwrap()
}

async fn audited(server: &TestServer, action: &str) -> Vec<[String; 3]> {
    let sql = "SELECT actor, subject, detail FROM audit WHERE action = $1 ORDER BY seq";
    let rows = server.store().rows(sql, &[action.into()]).await.unwrap();
    rows.iter().map(|row| [0, 1, 2].map(|at| row.text(at).unwrap().to_owned())).collect()
}

const OFFICE: &str = "省教育厅办公室";

const NEW_NUMBER: [(&str, &str); 4] =
    [("name", "暑期值班室"), ("phone", "0371-000 00 09"), ("category", "厅机关"), ("hours", "每天 24 小时")];

on_both_engines!(a_number_is_corrected_at_the_desk_and_citizens_call_the_new_one, async |server: TestServer| {
    let who = server.at_desk("editor", Role::Editor).await;
    let office = named(&server, &who, ContentKind::Hotlines, OFFICE).await;
    let before = hotlines(&server).await;
    let version = server.context().published().version;
    let page = server.get_at_desk(&who, &edit_at(&office)).await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(page.text().contains(r#"value="0371-000 00 01""#), "{}", page.text());
    is_done(&post(&server, &who, &office, Does::Publish, &[("phone", "0371-000 00 08")]).await, ContentKind::Hotlines);
    let after = hotlines(&server).await;
    assert_eq!(phone_of(&server, OFFICE).await.as_deref(), Some("0371-000 00 08"));
    let names = |all: &[Hotline]| all.iter().map(|one| one.name.zh.clone()).collect::<Vec<_>>();
    assert_eq!(names(&after), names(&before), "it stands where it stood");
    assert_eq!(server.context().published().version, version + 1);
    let [[actor, subject, detail]] = audited(&server, "content.publish").await.try_into().unwrap();
    assert_eq!(actor, "editor");
    assert!(
        subject.starts_with("hotlines ") && detail.contains("\"before\":\"") && !detail.contains("0371"),
        "{detail}"
    );
});

on_both_engines!(a_new_number_is_seen_as_citizens_will_see_it_and_kept_by_nobody_before, async |server: TestServer| {
    let who = server.at_desk("editor", Role::Editor).await;
    let kind = new(ContentKind::Hotlines);
    let seen = post(&server, &who, &kind, Does::Preview, &NEW_NUMBER).await;
    assert_eq!(seen.status, StatusCode::OK);
    for shown in ["现在还没有发布", "存入通讯录", "每天 24 小时", "接听中"] {
        assert!(seen.seen().contains(shown), "{shown}: {}", seen.seen());
    }
    assert!(seen.text().contains(r#"value="暑期值班室""#), "what was typed is still there");
    assert_eq!(phone_of(&server, "暑期值班室").await, None);
    let read = form(&server, &who, &kind).await;
    for _ in 0..2 {
        is_done(&post_seen(&server, &who, &kind, Does::Publish, &read, &NEW_NUMBER).await, ContentKind::Hotlines);
    }
    let names: Vec<_> = hotlines(&server).await.into_iter().map(|one| one.name.zh).collect();
    assert_eq!(names.iter().filter(|name| *name == "暑期值班室").count(), 1, "sent twice");
    let at = names.iter().position(|name| name == "暑期值班室").unwrap();
    assert_eq!(names[at - 1], "重庆市驻郑招生联络处", "behind the last of its category");
});

on_both_engines!(faults_are_said_at_their_fields_in_the_words_of_the_import, async |server: TestServer| {
    let who = server.at_desk("editor", Role::Editor).await;
    let kind = new(ContentKind::Hotlines);
    let wrong = [("name", "值班室"), ("phone", "1"), ("category", ""), ("hours", "有时"), ("expire_at", "soon")];
    let refused = post(&server, &who, &kind, Does::Publish, &wrong[..4]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["工作时间请写成", "不能为空，请填写。", "请改正 3 处"] {
        assert!(refused.seen().contains(said), "{said}: {}", refused.seen());
    }
    let refused = post(&server, &who, &kind, Does::Publish, &wrong).await;
    assert!(refused.seen().contains("请填写时间，例如 2026-06-25 18:00"), "{}", refused.seen());
    // A draft may be as it is.
    let kept = post(&server, &who, &kind, Does::Keep, &wrong).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert!(kept.header("location").starts_with(&format!("{}?kind=hotlines&edit=", Page::DeskEdit.path())));
    let again = server.get_at_desk(&who, kept.header("location")).await;
    assert!(again.seen().contains("草稿") && again.text().contains(r#"value="有时""#), "{}", again.seen());
});

on_both_engines!(an_edit_waits_for_its_time_and_goes_at_its_end, async |server: TestServer| {
    let who = server.at_desk("editor", Role::Editor).await;
    let at = |seconds: i64| sample::now().plus_seconds(seconds).to_string();
    let (begins, ends) = (at(3_600), at(7_200));
    let times = [NEW_NUMBER.as_slice(), &[("publish_at", &begins), ("expire_at", &ends)]].concat();
    let kind = new(ContentKind::Hotlines);
    is_done(&post(&server, &who, &kind, Does::Publish, &times).await, ContentKind::Hotlines);
    let waits = &list(&server, &who, ContentKind::Hotlines, "").await.rows[0];
    assert_eq!((waits.title.zh.as_str(), waits.edit.as_ref().unwrap().state), ("暑期值班室", EditState::Scheduled));
    assert_eq!(later(&server, 3_599).await, 0);
    assert_eq!(phone_of(&server, "暑期值班室").await, None);
    // Another server takes it over: nothing of it is held in memory.
    let other = server.another(|_| {}).await;
    server.clock().set(sample::now().plus_seconds(3_600));
    assert_eq!(content::pass(other.context()).await.unwrap(), 1);
    assert_eq!(content::pass(server.context()).await.unwrap(), 0, "it is done once");
    server.context().refresh().await.unwrap();
    assert!(phone_of(&server, "暑期值班室").await.is_some());
    assert_eq!(later(&server, 3_599).await, 0);
    assert_eq!(later(&server, 1).await, 1);
    assert_eq!(phone_of(&server, "暑期值班室").await, None, "it is over");
    assert_eq!(audited(&server, "content.expire").await[0][0], "clock");
});

on_both_engines!(of_two_editors_the_later_one_is_refused_and_keeps_her_words, async |server: TestServer| {
    let (one, other) = (server.at_desk("one", Role::Editor).await, server.at_desk("other", Role::Lead).await);
    let office = named(&server, &one, ContentKind::Hotlines, OFFICE).await;
    let read = form(&server, &other, &office).await;
    is_done(&post(&server, &one, &office, Does::Publish, &[("note", "值班")]).await, ContentKind::Hotlines);
    let refused = post_seen(&server, &other, &office, Does::Publish, &read, &[("note", "总机")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.seen().contains("刚才有人改过这一条") && refused.text().contains(r#"value="总机""#));
    // She has seen it, and publishes hers all the same.
    is_done(&post(&server, &other, &office, Does::Publish, &[("note", "总机")]).await, ContentKind::Hotlines);
    // A draft is seen by both as well.
    let read = form(&server, &one, &office).await;
    assert_eq!(post(&server, &other, &office, Does::Keep, &[("note", "稿")]).await.status, StatusCode::SEE_OTHER);
    let refused = post_seen(&server, &one, &office, Does::Withdraw, &read, &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(form(&server, &one, &office).await.fields["note"], "稿");
    is_done(&post(&server, &one, &office, Does::Discard, &[]).await, ContentKind::Hotlines);
    assert_eq!(form(&server, &one, &office).await.fields["note"], "总机");
});

on_both_engines!(what_is_taken_down_is_gone_until_a_file_brings_it_back, async |server: TestServer| {
    let who = server.at_desk("lead", Role::Lead).await;
    let office = named(&server, &who, ContentKind::Hotlines, OFFICE).await;
    is_done(&post(&server, &who, &office, Does::Withdraw, &[]).await, ContentKind::Hotlines);
    assert_eq!(phone_of(&server, OFFICE).await, None);
    let next = named(&server, &who, ContentKind::Hotlines, "省招生办公室").await;
    is_done(&post(&server, &who, &next, Does::Publish, &[("note", "招生")]).await, ContentKind::Hotlines);
    let path = sample::folder().join("hotlines.csv");
    let outcomes = import::take(server.store(), server.context().key(), &Plan::of(&[&path]), |_, _| {}).await.unwrap();
    let [Outcome::Replaced(changes, edits)] = &outcomes[..] else { panic!("{outcomes:?}") };
    assert_eq!((changes.added, changes.changed, edits.len()), (1, 1, 2));
    assert!(edits.iter().any(|edit| edit.starts_with(OFFICE) && edit.contains("lead")), "{edits:?}");
    server.context().refresh().await.unwrap();
    assert!(phone_of(&server, OFFICE).await.is_some(), "the file wins");
    let rows = list(&server, &who, ContentKind::Hotlines, "招生办").await.rows;
    assert_eq!(rows[0].edit.as_ref().unwrap().state, EditState::Replaced);
    assert_eq!(audited(&server, "content.replaced").await.len(), 2);
});

on_both_engines!(what_was_exported_is_imported_without_a_change, async |server: TestServer| {
    let who = server.at_desk("editor", Role::Editor).await;
    let office = named(&server, &who, ContentKind::Hotlines, OFFICE).await;
    is_done(&post(&server, &who, &office, Does::Publish, &[("note", "a, \"b\"")]).await, ContentKind::Hotlines);
    let folder = tempfile::tempdir().unwrap();
    content::export(server.store(), ContentKind::Hotlines, &folder.path().join("hotlines.csv")).await.unwrap();
    content::export(server.store(), ContentKind::Replies, &folder.path().join("replies.toml")).await.unwrap();
    content::export(server.store(), ContentKind::Articles, &folder.path().join("articles")).await.unwrap();
    let plan = Plan::of(&[folder.path()]);
    assert!(plan.faults.is_empty() && plan.files.len() > 6, "{:?}", plan.faults);
    for outcome in import::take(server.store(), server.context().key(), &plan, |_, _| {}).await.unwrap() {
        let Outcome::Taken(changes) = outcome else { panic!("{outcome:?}") };
        assert_eq!((changes.added, changes.changed, changes.removed), (0, 0, 0));
    }
});

on_both_engines!(a_reply_is_written_and_ends_by_itself, async |server: TestServer| {
    let who = server.at_desk("editor", Role::Editor).await;
    let ends = sample::now().plus_seconds(3_600).to_string();
    let typed = [
        ("id", "uniforms"),
        ("title", "校服"),
        ("number", "6"),
        ("any", "校服\nuniform"),
        ("text", "校服自愿购买。"),
        ("phones", "信访室 | 0371-000 00 03"),
        ("expire_at", ends.as_str()),
    ];
    let number_4 = [&typed[..], &[("number", "4")]].concat();
    let taken = post(&server, &who, &new(ContentKind::Replies), Does::Publish, &number_4).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.seen().contains("与规则 holidays 相同"), "{}", taken.seen());
    let seen = post(&server, &who, &new(ContentKind::Replies), Does::Preview, &typed).await;
    assert!(seen.text().contains(r#"data-by="assistant""#) && seen.seen().contains("信访室"), "{}", seen.seen());
    is_done(&post(&server, &who, &new(ContentKind::Replies), Does::Publish, &typed).await, ContentKind::Replies);
    let ask = async || server.call::<AskAssistant>(&Question { text: "6".into() }).await.json::<Reply>().text.zh;
    assert_eq!(ask().await, "校服自愿购买。");
    // An old one is corrected in its place.
    let holidays = named(&server, &who, ContentKind::Replies, "放假规定与投诉电话").await;
    is_done(&post(&server, &who, &holidays, Does::Publish, &[("text", "按新通知放假。")]).await, ContentKind::Replies);
    let rules: Vec<_> = server.context().published().assistant.rules().map(|rule| rule.id.clone()).collect();
    assert_eq!((rules[1].as_str(), rules.last().unwrap().as_str()), ("holidays", "uniforms"));
    server.clock().set(sample::now().plus_seconds(3_600));
    assert_ne!(ask().await, "校服自愿购买。");
});

on_both_engines!(an_edit_that_does_not_fit_when_its_time_comes_says_why, async |server: TestServer| {
    let who = server.at_desk("editor", Role::Editor).await;
    let at = sample::now().plus_seconds(60).to_string();
    let typed = |id: &'static str| [("id", id), ("title", id), ("number", "7"), ("text", "好")];
    let waits = [&typed("first")[..], &[("publish_at", at.as_str())]].concat();
    is_done(&post(&server, &who, &new(ContentKind::Replies), Does::Publish, &waits).await, ContentKind::Replies);
    is_done(
        &post(&server, &who, &new(ContentKind::Replies), Does::Publish, &typed("second")).await,
        ContentKind::Replies,
    );
    assert_eq!(later(&server, 60).await, 1);
    let row = &list(&server, &who, ContentKind::Replies, "").await.rows[0];
    let edit = row.edit.as_ref().unwrap();
    assert_eq!(edit.state, EditState::Failed);
    assert!(edit.why.zh.contains("与规则 second 相同"), "{:?}", edit.why);
    assert_eq!(later(&server, 60).await, 0, "it is not tried again and again");
});

/// A new article.
const STORM: [(&str, &str); 7] = [
    ("id", "no-water"),
    ("channel", "news"),
    ("level", "emergency"),
    ("title", "停水通知"),
    ("office", "值班室"),
    ("what_to_do", "请自备饮用水"),
    ("body", "停水**一小时**。"),
];

on_both_engines!(an_emergency_of_the_desk_reaches_every_page_and_ends, async |server: TestServer| {
    let who = server.at_desk("editor", Role::Editor).await;
    let kind = new(ContentKind::Articles);
    let endless = post(&server, &who, &kind, Does::Publish, &STORM).await;
    assert_eq!(endless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(endless.text().contains(r##"href="#expire_at""##), "{}", endless.text());
    let ends = sample::now().plus_seconds(3_600).to_string();
    let typed = [&STORM[..], &[("expire_at", ends.as_str())]].concat();
    let seen = post(&server, &who, &kind, Does::Preview, &typed).await;
    assert!(seen.text().contains("停水<strong>一小时</strong>"), "{}", seen.text());
    assert_eq!(server.get(&article("no-water")).await.status, StatusCode::NOT_FOUND);
    is_done(&post(&server, &who, &kind, Does::Publish, &typed).await, ContentKind::Articles);
    let now = async || server.call::<GetEmergencies>(&Nothing {}).await.json::<Emergencies>().notices.len();
    assert_eq!(now().await, 1);
    assert!(server.context().emergencies().borrow().contains("请自备饮用水"), "whoever listens is told");
    assert!(server.get(Page::Home.path()).await.seen().contains("请自备饮用水"));
    server.clock().set(sample::now().plus_seconds(3_600));
    assert_eq!(now().await, 0);
});

on_both_engines!(an_imported_article_is_corrected_with_its_files_and_taken_down, async |server: TestServer| {
    let who = server.at_desk("editor", Role::Editor).await;
    let score_day = ContentNamed { kind: ContentKind::Articles, item: "score-day".into(), edit: 0 };
    let read = form(&server, &who, &score_day).await;
    assert!(read.files.contains(&"hint.mp3".to_owned()), "{:?}", read.files);
    let before = server.get(&article("score-day")).await;
    let body = format!("{}\n\n补充：请带准考证。", read.fields["body"]);
    is_done(&post(&server, &who, &score_day, Does::Publish, &[("body", &body)]).await, ContentKind::Articles);
    let after = server.get(&article("score-day")).await;
    assert!(after.seen().contains("补充：请带准考证。") && !before.seen().contains("补充"));
    assert_eq!(after.text().matches("<audio").count(), before.text().matches("<audio").count());
    let wrong = post(&server, &who, &score_day, Does::Publish, &[("body", "好\n\n<script>")]).await;
    assert!(wrong.seen().contains("第 3 行：正文里不能写 HTML 标签"), "{}", wrong.seen());
    let why = post(&server, &who, &score_day, Does::Withdraw, &[]).await;
    assert!(why.status == StatusCode::UNPROCESSABLE_ENTITY && why.seen().contains("请填写撤下的原因"));
    is_done(
        &post(&server, &who, &score_day, Does::Withdraw, &[("withdrawn", "内容有误")]).await,
        ContentKind::Articles,
    );
    let gone = server.get(&article("score-day")).await;
    assert!(gone.status == StatusCode::GONE && gone.seen().contains("内容有误"), "{}", gone.seen());
});

on_both_engines!(only_editors_and_leads_write_and_an_operator_may_look, async |server: TestServer| {
    let page = server.get(Page::DeskContent.path()).await;
    assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, Page::SignIn.path()));
    assert_eq!(server.get(ListContent::PATH).await.error().code, ErrorCode::NotSignedIn);
    let answerer = server.at_desk("answerer", Role::Answerer).await;
    assert_eq!(server.get_at_desk(&answerer, Page::DeskContent.path()).await.status, StatusCode::FORBIDDEN);
    let operator = server.at_desk("operator", Role::Operator).await;
    let looks = server.get_at_desk(&operator, Page::DeskContent.path()).await;
    assert!(looks.seen().contains(OFFICE) && !looks.seen().contains("新增电话"));
    let office = named(&server, &operator, ContentKind::Hotlines, OFFICE).await;
    let looks = server.get_at_desk(&operator, &edit_at(&office)).await;
    assert!(looks.seen().contains("0371-000 00 01") && !looks.text().contains("<textarea"), "{}", looks.seen());
    let refused = post(&server, &operator, &office, Does::Publish, &[("note", "值班")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let editor = server.at_desk("editor", Role::Editor).await;
    let forged = AtDesk { form_token: "another".into(), ..editor.clone() };
    let read = form(&server, &editor, &office).await;
    let refused = post_seen(&server, &forged, &office, Does::Publish, &read, &[("note", "值班")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let nothing = ContentNamed { kind: ContentKind::Hotlines, item: "nothing".into(), edit: 0 };
    let missing = server.call_at_desk::<GetContent>(&editor, &nothing).await;
    assert_eq!(missing.error().code, ErrorCode::NotFound);
    let leads_on = server.get_at_desk(&editor, Page::Desk.path()).await;
    assert_eq!(leads_on.header("location"), Page::DeskContent.path());
});
