//! Words of what the desk writes.

use zhangban_api::content::{ContentKind, Edit, EditState, field};
use zhangban_api::{Message, Text};

use crate::parts::tag::TagKind;

pub(super) const KINDS: Message = Message::new("内容种类", "Kinds");
pub(super) const ACCOUNT: Message = Message::new("账号", "Account");
pub(super) const SEARCH: Message = Message::new("查找内容", "Find something");
pub(super) const SEARCH_HINT: Message = Message::new("名称、号码、标题或编号", "Name, number, title or id");
pub(super) const NOTHING: Message = Message::new("没有符合条件的内容。", "Nothing here.");
pub(super) const UNTITLED: Message = Message::new("（还没有标题）", "(no title yet)");
pub(super) const CHOOSE: Message = Message::new("请选择", "Choose");
pub(super) const NO_SERVICE: Message = Message::new("不打开服务", "None");
pub(super) const YES: Message = Message::new("是", "Yes");
pub(super) const NO: Message = Message::new("否", "No");
pub(super) const IN_ENGLISH: Message = Message::new("英文内容（选填）", "In English (optional)");
pub(super) const PREVIEW: Message = Message::new("预览", "Preview");
#[cfg(not(target_arch = "wasm32"))]
pub(super) const PREVIEW_TITLE: Message = Message::new(
    "预览：发布后群众看到的样子（现在还没有发布）",
    "Preview: what citizens will see. It is not published yet",
);
#[cfg(not(target_arch = "wasm32"))]
pub(super) const SAYS_NOTHING: Message = Message::new(
    "发布后不会显示任何内容：所指的文章都还不能阅读。",
    "Nothing would be shown: none of the articles it leads to can be read now.",
);
pub(super) const PUBLISH: Message = Message::new("发布", "Publish");
pub(super) const KEEP: Message = Message::new("保存草稿", "Keep as a draft");
pub(super) const WITHDRAW: Message = Message::new("撤下", "Take it down");
pub(super) const DISCARD: Message = Message::new("放弃这份草稿", "Throw the draft away");

/// What begins a new one.
pub(super) const fn new(kind: ContentKind) -> Message {
    match kind {
        ContentKind::Hotlines => Message::new("新增电话", "New number"),
        ContentKind::Replies => Message::new("新增答复", "New reply"),
        ContentKind::Articles => Message::new("新增文章", "New article"),
    }
}

/// The way back to the list.
pub(super) const fn back(kind: ContentKind) -> Message {
    match kind {
        ContentKind::Hotlines => Message::new("回到便民电话", "Back to the hotlines"),
        ContentKind::Replies => Message::new("回到助手答复", "Back to the replies"),
        ContentKind::Articles => Message::new("回到文章", "Back to the articles"),
    }
}

/// What became of an edit, in a label.
pub(super) const fn state(state: EditState) -> (TagKind, Message) {
    match state {
        EditState::Draft => (TagKind::Info, Message::new("草稿", "Draft")),
        EditState::Scheduled => (TagKind::Waiting, Message::new("定时发布", "Waiting for its time")),
        EditState::Failed => (TagKind::Error, Message::new("未能生效", "Not taken over")),
        EditState::Published => (TagKind::Done, Message::new("已发布", "Published")),
        EditState::Expired => (TagKind::Plain, Message::new("已到期", "Expired")),
        EditState::Over => (TagKind::Plain, Message::new("已放弃", "Thrown away")),
        EditState::Replaced => (TagKind::Plain, Message::new("已被导入的文件替换", "Replaced by an imported file")),
    }
}

/// Who wrote an edit and when, and when it begins and ends.
pub(super) fn told(edit: &Edit) -> Text {
    let Edit { who, at, publish_at, expire_at, why, withdraws, state, .. } = edit;
    let mut told = Text::new(format!("{who} {at}"), format!("{who}, {at}"));
    let mut add = |zh: String, en: String| {
        told.zh.push_str(&zh);
        told.en.push_str(&en);
    };
    match (publish_at.filter(|_| *state == EditState::Scheduled), withdraws) {
        (Some(at), true) => add(format!("，定于 {at} 撤下"), format!("; taken down at {at}")),
        (Some(at), false) => add(format!("，定于 {at} 发布"), format!("; published at {at}")),
        (None, _) => {}
    }
    if let Some(at) = expire_at {
        add(format!("，{at} 到期"), format!("; ends at {at}"));
    }
    if !why.is_empty() {
        add(format!("。{}", why.zh), format!(". {}", why.en));
    }
    told
}

/// A field: its name, and what to think of.
pub(super) fn field(kind: ContentKind, name: &str) -> (Message, Option<Message>) {
    let plain = |message| (message, None);
    let hinted = |message, hint| (message, Some(hint));
    match (kind, name) {
        (_, field::PUBLISH_AT) => hinted(
            Message::new("发布时间（选填）", "Publish at (optional)"),
            Message::new(
                "北京时间，例如 2026-06-25 18:00；留空表示立即。撤下也按这个时间",
                "Beijing time, such as 2026-06-25 18:00; empty is now. Taking down follows it, too",
            ),
        ),
        (_, field::EXPIRE_AT) => hinted(
            Message::new("到期时间（选填）", "Ends at (optional)"),
            Message::new(
                "例如 2026-06-30 18:00，到时自动失效；紧急通知必须填写",
                "Such as 2026-06-30 18:00: then it ends by itself. An emergency needs one",
            ),
        ),
        (_, "sample") => plain(Message::new("是演示用的样例吗？", "Is it a sample?")),
        (ContentKind::Hotlines, name) => hotline(name),
        (ContentKind::Replies, name) => reply(name),
        (ContentKind::Articles, name) => article(name),
    }
}

fn hotline(name: &str) -> (Message, Option<Message>) {
    match name {
        "name" => (Message::new("名称", "Name in Chinese"), None),
        "name_en" => (Message::new("英文名称", "Name"), None),
        "phone" => (
            Message::new("电话", "Number"),
            Some(Message::new("例如 12345、0371-6569 1234、0371-65691234 转 801", "Such as 12345 or 0371-6569 1234")),
        ),
        "category" => (Message::new("类别", "Category in Chinese"), None),
        "category_en" => (Message::new("英文类别", "Category"), None),
        "note" => (Message::new("说明（选填）", "What it is for, in Chinese (optional)"), None),
        "note_en" => (Message::new("英文说明", "What it is for"), None),
        "hours" => (
            Message::new("工作时间（选填）", "Hours (optional)"),
            Some(Message::new(
                "例如 工作日 8:30-12:00 14:30-18:00，或每天 24 小时；不清楚就留空",
                "Such as workdays 8:30-12:00 14:30-18:00, or daily 24 hours; empty if nobody knows",
            )),
        ),
        _ => (
            Message::new("核实日期（选填）", "Verified on (optional)"),
            Some(Message::new(
                "最近一次打通核实的日期，例如 2026-06-25",
                "When somebody last called, such as 2026-06-25",
            )),
        ),
    }
}

const A_LINE_EACH: Message = Message::new("每行一个", "One on each line");

fn reply(name: &str) -> (Message, Option<Message>) {
    match name {
        "id" => (
            Message::new("编号", "Id"),
            Some(Message::new("小写英文字母、数字、连字符，例如 holidays", "Small letters, digits, hyphens: holidays")),
        ),
        "title" => (Message::new("标题", "Title in Chinese"), None),
        "title_en" => (Message::new("英文标题", "Title"), None),
        "number" => (
            Message::new("发送的数字（选填）", "Number to send (optional)"),
            Some(Message::new("1 至 99，群众发送这个数字就得到这条答复", "1 to 99: whoever sends it gets this reply")),
        ),
        "exact" => (Message::new("完全相同的话（选填）", "Exactly these words (optional)"), Some(A_LINE_EACH)),
        "all" => (Message::new("必须都出现的词（选填）", "All of these words (optional)"), Some(A_LINE_EACH)),
        "any" => (Message::new("出现一个即可的词（选填）", "Any of these words (optional)"), Some(A_LINE_EACH)),
        "pattern" => (Message::new("正则表达式（选填）", "Pattern (optional)"), None),
        "priority" => (
            Message::new("优先级（选填）", "Priority (optional)"),
            Some(Message::new("整数，大的先答；留空是 0", "A whole number; the highest answers first. Empty is 0")),
        ),
        "from" => (
            Message::new("从何时起答复（选填）", "Answers from (optional)"),
            Some(Message::new("例如 2026-06-25 18:00；留空表示一直", "Such as 2026-06-25 18:00; empty is always")),
        ),
        "text" => (Message::new("答复内容", "The reply in Chinese"), None),
        "text_en" => (Message::new("英文答复", "The reply"), None),
        "service" => (Message::new("打开的服务（选填）", "Service to open (optional)"), None),
        "articles" => (
            Message::new("打开的文章（选填）", "Articles to open (optional)"),
            Some(Message::new("文章编号，每行一个", "Ids of articles, one on each line")),
        ),
        _ => (
            Message::new("电话（选填）", "Numbers (optional)"),
            Some(Message::new(
                "每行一个：名称 | 英文名称 | 号码，英文可以不写",
                "One on each line: name | English name | number; the English may be left out",
            )),
        ),
    }
}

fn article(name: &str) -> (Message, Option<Message>) {
    match name {
        "id" => (
            Message::new("编号", "Id"),
            Some(Message::new(
                "小写英文字母、数字、连字符，例如 2026-holidays；发布后不能再改",
                "Small letters, digits, hyphens: 2026-holidays. It cannot be changed once it is published",
            )),
        ),
        "channel" => (Message::new("栏目", "Channel"), None),
        "level" => (
            Message::new("级别", "Level"),
            Some(Message::new("紧急通知会显示在每一页的顶部", "An emergency stands on top of every page")),
        ),
        "title" => (Message::new("标题", "Title in Chinese"), None),
        "title_en" => (Message::new("英文标题", "Title"), None),
        "office" => (Message::new("发布单位", "Office in Chinese"), None),
        "office_en" => (Message::new("英文发布单位", "Office"), None),
        "number" => (Message::new("文号（选填）", "Number of the document (optional)"), None),
        "summary" => (Message::new("摘要（选填）", "Summary in Chinese (optional)"), None),
        "summary_en" => (Message::new("英文摘要", "Summary"), None),
        "who" => (Message::new("涉及谁（选填）", "Whom it concerns, in Chinese (optional)"), None),
        "who_en" => (Message::new("英文：涉及谁", "Whom it concerns"), None),
        "what_to_do" => (Message::new("要做什么（选填）", "What to do, in Chinese (optional)"), None),
        "what_to_do_en" => (Message::new("英文：要做什么", "What to do"), None),
        "by_when" => (Message::new("截止时间（选填）", "By when, in Chinese (optional)"), None),
        "by_when_en" => (Message::new("英文：截止时间", "By when"), None),
        "body" => (
            Message::new("正文", "The text in Chinese"),
            Some(Message::new("用 Markdown 书写，段落之间空一行", "Markdown; a blank line between paragraphs")),
        ),
        "body_en" => (Message::new("英文正文", "The text"), None),
        "updates" => (
            Message::new("更新哪篇文章（选填）", "Updates which article (optional)"),
            Some(Message::new("那篇文章的编号", "Its id")),
        ),
        "cancels" => (
            Message::new("解除哪篇文章（选填）", "Calls off which article (optional)"),
            Some(Message::new("那篇文章的编号", "Its id")),
        ),
        "attachments" => (
            Message::new("附件（选填）", "Attachments (optional)"),
            Some(Message::new(
                "每行一个：文件名 | 名称 | 英文名称；新的文件请放进部门文件夹导入",
                "One on each line: file | name | English name; new files come with the department folder",
            )),
        ),
        "source" => (
            Message::new("转载来源（选填）", "Source (optional)"),
            Some(Message::new("网址，以 https:// 开头", "An address with https://")),
        ),
        _ => (
            Message::new("撤下原因（撤下时填写）", "Why it is taken down"),
            Some(Message::new("群众打开这篇文章时会看到", "Whoever opens the article reads it")),
        ),
    }
}
