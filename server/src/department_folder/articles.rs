//! `articles/CHANNEL/ID.md`: an article, with its English beside it (`ID.en.md`) and its files in the same folder.

mod english;
mod files;
pub(super) mod form;
mod markdown;

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;
use zhangban_api::articles::{Article, Channel, Level, Validity};
use zhangban_api::{Date, Message, Moment, Text};

use self::english::{EnglishFront, Written, add_english};
use self::files::Beside;
pub use self::files::{ArticleFile, KeptFile, UsedFile};
use self::markdown::Surroundings as _;
use super::encoding;
use super::fault::{Report, with};
use super::toml_file::{TomlFile, is_short_name, time_as_text};

/// A text that is longer is a book: it belongs into an attachment.
const LONGEST: u64 = 1 << 20;

/// The folder that holds the channels.
pub(super) const FOLDER: &str = "articles";

/// What an English text's name ends in.
pub(super) const ENGLISH: &str = ".en.md";

const MARK: &str = "+++";

const NO_FRONT: Message = Message::new(
    "第一行应为 +++，接着是标题、发布单位等各项，再用一行 +++ 结束。",
    "The first line is +++, then come title, office and so on, and another line +++ ends them.",
);
const NOT_ENDED: Message =
    Message::new("各项之后缺少一行 +++。", "A line +++ is missing after the title, the office and so on.");
const WRONG_FOLDER: Message = Message::new(
    "文章要放在 articles/栏目/ 文件夹中；栏目有：{}。",
    "An article is in a folder articles/CHANNEL/; there are: {}.",
);
const WRONG_NAME: Message = Message::new(
    "文件名请用小写英文字母、数字、连字符或下划线，最多 40 个，例如 2026-holidays.md。",
    "Name the file with small letters, digits, hyphens and underscores, 40 at most: 2026-holidays.md.",
);
const NO_WORDS: Message = Message::new("不能为空，请填写。", "This cannot be empty. Fill it in.");
const LEVEL: Message = Message::new(
    "级别应为 convenience（便民）、news（资讯）或 emergency（紧急）。",
    "The level is convenience, news or emergency.",
);
const WHEN: Message = Message::new(
    "请填写时间，例如 2026-06-20T09:00:00+08:00。",
    "Enter a point in time such as 2026-06-20T09:00:00+08:00.",
);
const UNTIL: Message = Message::new(
    "请填写日期（当天仍有效）或时间，例如 2026-06-30。",
    "Enter a day (on which it still holds) or a point in time: 2026-06-30.",
);
const BEFORE_IT_BEGINS: Message = Message::new("失效时间应在发布时间之后。", "It ends before it is published.");
const EMERGENCY_ENDS: Message = Message::new(
    "紧急通知必须填写 valid_until：到时自动从各页面撤下。",
    "An emergency needs valid_until: then it leaves all pages by itself.",
);
const EMERGENCY_ACTS: Message = Message::new(
    "紧急通知必须填写 what_to_do：它显示在每一页的顶部。",
    "An emergency needs what_to_do: it stands on top of every page.",
);
const BOTH: Message = Message::new(
    "updates（更新）和 cancels（解除）只能填一个。",
    "It either updates or cancels another article, not both.",
);
const NO_ARTICLE: Message = Message::new(
    "没有编号为此的文章：articles 文件夹里找不到这个文件。",
    "There is no article of this id in the folder articles.",
);
const SOURCE: Message =
    Message::new("来源请填网址，以 https:// 或 http:// 开头。", "The source is an address with https:// or http://.");

/// An article as it is taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticlePage {
    /// What is shown; its validity and its chain are known only to the store.
    pub article: Article,
    /// What it says in a sentence or two.
    pub summary: Text,
    /// The text without marks, to be searched.
    pub plain: Text,
    /// The article that it updates or cancels; empty where it follows none.
    pub follows: String,
    /// Why it was taken down; empty while it stands.
    pub withdrawn: String,
    /// The files it brings along.
    pub files: Vec<ArticleFile>,
    /// What it is made from.
    pub source: ArticleSource,
}

/// What an article is made from, to be written on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleSource {
    /// What stands in its file.
    pub zh: String,
    /// What stands in the file of its English; empty where there is none.
    pub en: String,
    /// The files it uses, by their names in its folder.
    pub files: Vec<UsedFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    title: Spanned<String>,
    level: Option<Spanned<String>>,
    office: Spanned<String>,
    #[serde(default)]
    number: String,
    #[serde(deserialize_with = "time_as_text")]
    published_at: Spanned<String>,
    #[serde(default, deserialize_with = "maybe_time_as_text")]
    valid_until: Option<Spanned<String>>,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    what_to_do: String,
    #[serde(default)]
    by_when: String,
    #[serde(default)]
    attachments: Vec<AttachmentFront>,
    updates: Option<Spanned<String>>,
    cancels: Option<Spanned<String>>,
    #[serde(default)]
    withdrawn: String,
    source: Option<Spanned<String>>,
    #[serde(default)]
    sample: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttachmentFront {
    file: Spanned<String>,
    name: Spanned<String>,
    #[serde(default)]
    name_en: String,
}

fn maybe_time_as_text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Spanned<String>>, D::Error> {
    time_as_text(deserializer).map(Some)
}

/// Reads an article with all that belongs to it.
pub(super) fn read(path: &Path, report: &mut Report) -> Option<ArticlePage> {
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    if !is_short_name(&id) {
        report.file(WRONG_NAME);
    }
    let channel = channel(path, report);
    let whole = whole(path, report)?;
    let english = path.with_extension(ENGLISH.trim_start_matches('.'));
    let english = english.is_file().then(|| Written::File(&english));
    assemble(&id, channel, whole, english, Beside::of(path), report)
}

/// Reads an article that stands in no file: its channel, its text, its English if it has any.
pub(super) fn read_text(typed: TypedArticle, report: &mut Report) -> Option<ArticlePage> {
    let TypedArticle { id, channel, zh, en, files, others } = typed;
    if !is_short_name(&id) {
        report.file(WRONG_NAME);
    }
    let english = (!en.is_empty()).then_some(Written::Text(en));
    assemble(&id, Some(channel), zh, english, Beside::kept(files, others), report)
}

/// An article as somebody types it at the desk.
pub struct TypedArticle {
    /// Its short name.
    pub id: String,
    /// Its channel.
    pub channel: Channel,
    /// What would stand in its file.
    pub zh: String,
    /// What would stand in the file of its English; empty where there is none.
    pub en: String,
    /// The files it has.
    pub files: Vec<KeptFile>,
    /// The short names of all articles.
    pub others: HashSet<String>,
}

fn assemble(
    id: &str,
    channel: Option<Channel>,
    whole: String,
    english: Option<Written<'_>>,
    mut beside: Beside,
    report: &mut Report,
) -> Option<ArticlePage> {
    let (front, body_at) = parts(&whole, report)?;
    let (front, mut file) = TomlFile::of::<Front>(front, report)?;
    let mut page = page(&front, &mut file, &mut beside)?;
    id.clone_into(&mut page.article.id);
    page.article.channel = channel?;
    let body = whole.get(body_at..).unwrap_or_default();
    let rendered = text(&whole, body_at, body, &markdown::CHINESE, &mut beside, report)?;
    page.article.html.zh = rendered.html;
    page.summary.zh = or(front.summary.trim(), || markdown::beginning(&rendered.plain));
    page.plain.zh = rendered.plain;
    if let Some(written) = english {
        page.source.en = add_english(written, &mut page, &mut beside, report);
    }
    page.source.zh = whole;
    (page.files, page.source.files) = beside.into_files();
    Some(page)
}

fn or(said: &str, otherwise: impl FnOnce() -> String) -> String {
    if said.is_empty() { otherwise() } else { said.to_owned() }
}

/// `news` of `articles/news/2026-holidays.md`.
fn channel(path: &Path, report: &mut Report) -> Option<Channel> {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let channel = Channel::parse(&folder);
    if channel.is_none() {
        let known = Channel::ALL.map(Channel::word).join("、");
        report.add(None, None, folder, with(WRONG_FOLDER, &known));
    }
    channel
}

fn whole(path: &Path, report: &mut Report) -> Option<String> {
    match encoding::read_to_string(path, LONGEST) {
        Ok(whole) => Some(whole.replace("\r\n", "\n")),
        Err(broken) => {
            report.add(broken.row, None, String::new(), broken.message);
            None
        }
    }
}

/// What stands between the marks, on the lines where it stands in the file, and where the text begins.
fn parts(whole: &str, report: &mut Report) -> Option<(String, usize)> {
    let Some(rest) = whole.strip_prefix(MARK).and_then(|rest| rest.trim_start_matches([' ', '\t']).strip_prefix('\n'))
    else {
        report.row(1, NO_FRONT);
        return None;
    };
    let begins = whole.len() - rest.len();
    let mut at = begins;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == MARK {
            return Some((format!("\n{}", &whole[begins..at]), at + line.len()));
        }
        at += line.len();
    }
    report.row(1, NOT_ENDED);
    None
}

/// Renders a text; what is wrong with it is told by the lines of its file.
fn text(
    whole: &str,
    body_at: usize,
    body: &str,
    words: &markdown::Words,
    beside: &mut Beside,
    report: &mut Report,
) -> Option<markdown::Rendered> {
    match markdown::render(body, words, beside) {
        Ok(rendered) => Some(rendered),
        Err(wrong) => {
            for (range, expected) in wrong {
                let row = whole[..body_at + range.start].matches('\n').count() + 1;
                let found = body.get(range).unwrap_or_default().trim().to_owned();
                report.add(Some(row), None, found, expected);
            }
            None
        }
    }
}

/// Everything but the text.
fn page(front: &Front, file: &mut TomlFile<'_>, beside: &mut Beside) -> Option<ArticlePage> {
    let title = required(&front.title, file);
    let office = required(&front.office, file);
    let level = front
        .level
        .as_ref()
        .map_or(Some(Level::default()), |level| file.parsed(level, |word| Level::parse(word).ok_or(LEVEL)));
    let published_at = file.parsed(&front.published_at, |text| Moment::parse(text).ok_or(WHEN));
    let valid_until =
        front.valid_until.as_ref().map(|until| (until, file.parsed(until, |text| end(text).ok_or(UNTIL))));
    if let (Some((until, Some(ends))), Some(begins)) = (&valid_until, published_at)
        && *ends <= begins
    {
        file.fault(&until.span(), BEFORE_IT_BEGINS);
    }
    if level == Some(Level::Emergency) {
        if valid_until.is_none() {
            file.fault(&front.title.span(), EMERGENCY_ENDS);
        }
        if front.what_to_do.trim().is_empty() {
            file.fault(&front.title.span(), EMERGENCY_ACTS);
        }
    }
    if let (Some(_), Some(cancels)) = (&front.updates, &front.cancels) {
        file.fault(&cancels.span(), BOTH);
    }
    let follows = front.cancels.as_ref().or(front.updates.as_ref());
    let follows = follows.map(|id| {
        if !beside.has_article(id.get_ref()) {
            file.fault(&id.span(), NO_ARTICLE);
        }
        id.get_ref().clone()
    });
    let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    let source = front.source.as_ref().and_then(|source| {
        file.parsed(source, |text| if is_address(text) { Ok(text.to_owned()) } else { Err(SOURCE) })
    });
    let mut attachments = Vec::new();
    for attachment in &front.attachments {
        let name = Text::new(required(&attachment.name, file), attachment.name_en.trim());
        match beside.attachment(attachment.file.get_ref(), name) {
            Ok(attachment) => attachments.push(attachment),
            Err(expected) => file.fault(&attachment.file.span(), expected),
        }
    }
    let zh = |text: &str| Text::new(text.trim(), "");
    let article = Article {
        id: String::new(),
        channel: Channel::News,
        level: level?,
        title: Text::new(title, ""),
        office: Text::new(office, ""),
        number: front.number.trim().to_owned(),
        published_at: published_at?,
        valid_until: valid_until.and_then(|(_, until)| until),
        validity: Validity::Valid,
        cancels: front.cancels.is_some(),
        who: zh(&front.who),
        what_to_do: zh(&front.what_to_do),
        by_when: zh(&front.by_when),
        html: Text::default(),
        attachments,
        chain: Vec::new(),
        source: source.unwrap_or_default(),
        sample: front.sample,
    };
    Some(ArticlePage {
        article,
        summary: Text::default(),
        plain: Text::default(),
        follows: follows.unwrap_or_default(),
        withdrawn: front.withdrawn.trim().to_owned(),
        files: Vec::new(),
        source: ArticleSource::default(),
    })
}

fn required(words: &Spanned<String>, file: &mut TomlFile<'_>) -> String {
    if words.get_ref().trim().is_empty() {
        file.fault(&words.span(), NO_WORDS);
    }
    words.get_ref().trim().to_owned()
}

/// The moment at which it holds no longer: of a day, the midnight after it.
fn end(text: &str) -> Option<Moment> {
    Moment::parse(text).or_else(|| Moment::parse(&format!("{} 00:00", Date::parse(text)?.next())))
}
