//! Markdown to HTML that can do nothing.
//!
//! What could act is not made harmless here, it is refused with its line: an official who pastes a page from elsewhere
//! learns it at the import, and not from citizens who see its tags. HTML comes only from this file and from the library's
//! own renderer, which writes every text escaped.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};
use quick_xml::escape::escape;
use zhangban::page::{self, Page};
use zhangban_api::articles::is_han;
use zhangban_api::{Message, Text};

use crate::media::Family;

const RAW_HTML: Message = Message::new(
    "正文里不能写 HTML 标签，请改用 Markdown；要显示尖括号请写成 \\<。",
    "No HTML in the text. Use Markdown; write \\< to show the sign itself.",
);
const NO_ALTERNATIVE: Message = Message::new(
    "图片、音频、视频要有文字说明，写在方括号里：![文字说明](文件名)。",
    "Pictures, sound and video need words that say what they are: ![words](file).",
);
const NO_LINK_TEXT: Message =
    Message::new("链接要有文字，写在方括号里：[文字](网址)。", "A link needs words: [words](address).");
const LINK: Message = Message::new(
    "链接只能是 https:// 或 http:// 网址、tel: 电话、mailto: 邮箱、本站页面（如 /hotlines）或另一篇文章（编号.md）。",
    "A link leads to https:// or http://, tel:, mailto:, a page of ours such as /hotlines, or another article (ID.md).",
);
const NO_ARTICLE: Message = Message::new("没有编号为此的文章。", "There is no article of this id.");
const OWN_LINE: Message =
    Message::new("音频、视频请单独成段，前后各空一行。", "Sound and video stand in a paragraph of their own.");

/// A file that is shown or played in the text.
pub(super) struct Shown {
    /// Where it can be had.
    pub(super) address: String,
    /// What it is for.
    pub(super) family: Family,
    /// Width and height of a picture.
    pub(super) size: Option<(usize, usize)>,
    /// What is said in it, of sound and video.
    pub(super) transcript: String,
}

/// What the text may refer to.
pub(super) trait Surroundings {
    /// A file beside the text.
    fn shown(&mut self, name: &str) -> Result<Shown, Text>;
    /// Whether there is an article of this short name.
    fn has_article(&self, id: &str) -> bool;
}

/// Words that the renderer itself writes.
pub(super) struct Words {
    /// The name of a table.
    pub(super) table: &'static str,
    /// What opens the text of a recording.
    pub(super) transcript: &'static str,
    /// What somebody reads whose browser plays nothing.
    pub(super) download: &'static str,
}

/// In the Chinese text.
pub(super) const CHINESE: Words = Words { table: "表格", transcript: "文字稿", download: "下载收听或观看" };
/// In the English text.
pub(super) const ENGLISH: Words = Words { table: "Table", transcript: "Transcript", download: "Download" };

/// Something that is wrong: where in the text, what stands there, what should.
pub(super) type Wrong = (Range<usize>, Text);

/// The text as HTML, and as plain words to be searched.
#[derive(Default)]
pub(super) struct Rendered {
    pub(super) html: String,
    pub(super) plain: String,
}

/// Renders a text, or says all that is wrong with it.
pub(super) fn render(text: &str, words: &Words, around: &mut impl Surroundings) -> Result<Rendered, Vec<Wrong>> {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let events: Vec<_> = parser.into_offset_iter().collect();
    let mut rendering =
        Rendering { words, around, out: Vec::new(), plain: String::new(), wrong: Vec::new(), tables: 0 };
    rendering.all(&events);
    if !rendering.wrong.is_empty() {
        return Err(rendering.wrong);
    }
    let mut rendered = Rendered { html: String::new(), plain: rendering.plain.trim().to_owned() };
    html::push_html(&mut rendered.html, rendering.out.into_iter());
    Ok(rendered)
}

type At<'a> = (Event<'a>, Range<usize>);

struct Rendering<'a, 'w, S> {
    words: &'w Words,
    around: &'w mut S,
    out: Vec<Event<'a>>,
    plain: String,
    wrong: Vec<Wrong>,
    tables: usize,
}

impl<'a, S: Surroundings> Rendering<'a, '_, S> {
    fn fault(&mut self, at: &Range<usize>, expected: impl Into<Text>) {
        self.wrong.push((at.clone(), expected.into()));
    }

    fn html(&mut self, html: String) {
        self.out.push(Event::Html(CowStr::from(html)));
    }

    fn all(&mut self, events: &[At<'a>]) {
        let highest = events.iter().filter_map(|(event, _)| match event {
            Event::Start(Tag::Heading { level, .. }) => Some(*level as usize),
            _ => None,
        });
        // The page has the only heading of the first level: the text begins at the second, and none is left out.
        let mut levels = Levels { highest: highest.min().unwrap_or(1), before: 1, open: HeadingLevel::H2 };
        let mut at = 0;
        while let Some((event, range)) = events.get(at) {
            at += match event {
                Event::Start(Tag::Paragraph) => self.paragraph(&events[at..]),
                Event::Start(Tag::Image { .. }) => self.media(&events[at..], false),
                Event::Start(Tag::Link { .. }) => self.link(&events[at..]),
                _ => {
                    self.one(event, range, &mut levels, events.get(at + 1));
                    1
                }
            };
        }
    }

    fn one(&mut self, event: &Event<'a>, range: &Range<usize>, levels: &mut Levels, next: Option<&At<'a>>) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => self.fault(range, RAW_HTML),
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(Tag::Heading { level, .. }) => {
                let level = levels.open(*level as usize);
                self.out.push(Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }));
            }
            Event::End(TagEnd::Heading(_)) => {
                self.plain.push('\n');
                self.out.push(Event::End(TagEnd::Heading(levels.open)));
            }
            Event::Start(Tag::Table(_)) => {
                self.tables += 1;
                let name = format!("{} {}", self.words.table, self.tables);
                self.html(format!("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\">"));
                self.out.push(event.clone());
            }
            Event::End(TagEnd::Table) => {
                self.out.push(event.clone());
                self.html("</div>".to_owned());
            }
            Event::SoftBreak => {
                // Chinese that goes on in the next line of the file has no blank there.
                let goes_on = |c: char| !c.is_ascii() && !c.is_ascii_alphanumeric();
                let first = match next {
                    Some((Event::Text(text), _)) => text.chars().next(),
                    _ => None,
                };
                if !(self.plain.ends_with(goes_on) && first.is_some_and(goes_on)) {
                    self.plain.push(' ');
                    self.out.push(Event::SoftBreak);
                }
            }
            Event::Text(text) | Event::Code(text) => {
                self.plain.push_str(text);
                self.out.push(event.clone());
            }
            Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead | TagEnd::CodeBlock) =>
            {
                self.plain.push('\n');
                self.out.push(event.clone());
            }
            Event::End(TagEnd::TableCell) => {
                self.plain.push(' ');
                self.out.push(event.clone());
            }
            _ => self.out.push(event.clone()),
        }
    }

    /// A paragraph that is nothing but a picture or a recording becomes that; answers how many events it took.
    fn paragraph(&mut self, events: &[At<'a>]) -> usize {
        let end = events.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)));
        let inside = &events[1..end.unwrap_or(events.len())];
        let is_image = matches!(inside.first(), Some((Event::Start(Tag::Image { .. }), _)));
        let only_one = inside.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Image)));
        if is_image && only_one == Some(inside.len() - 1) {
            self.media(inside, true);
            self.plain.push('\n');
            return inside.len() + 2;
        }
        self.out.push(events[0].0.clone());
        1
    }

    /// A picture, or a recording with its text.
    fn media(&mut self, events: &[At<'a>], alone: bool) -> usize {
        let (taken, words) = words_within(events, &TagEnd::Image);
        let (Event::Start(Tag::Image { dest_url, .. }), range) = &events[0] else { return 1 };
        if words.trim().is_empty() {
            self.fault(range, NO_ALTERNATIVE);
            return taken;
        }
        match self.around.shown(dest_url) {
            Err(expected) => self.fault(range, expected),
            Ok(Shown { family: Family::Image, address, size, .. }) => {
                let size =
                    size.map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\"")).unwrap_or_default();
                let image = format!(
                    "<img src=\"{}\" alt=\"{}\"{size} loading=\"lazy\">",
                    escape(&address),
                    escape(words.trim())
                );
                self.html(if alone { format!("<figure>{image}</figure>") } else { image });
            }
            Ok(_) if !alone => self.fault(range, OWN_LINE),
            Ok(Shown { family, address, transcript, .. }) => {
                let element = if family == Family::Video { "video" } else { "audio" };
                let (name, address) = (escape(words.trim()), escape(&address));
                let lines = transcript.lines().map(str::trim).filter(|line| !line.is_empty());
                let said: String = lines.flat_map(|line| ["<p>".into(), escape(line), "</p>".into()]).collect();
                let Words { transcript: opens, download, .. } = self.words;
                self.html(format!(
                    "<figure><figcaption>{name}</figcaption>\
                     <{element} controls preload=\"metadata\" src=\"{address}\" aria-label=\"{name}\">\
                     <a href=\"{address}\" rel=\"external\" download>{download}</a></{element}>\
                     <details><summary>{opens}</summary>{said}</details></figure>"
                ));
                self.plain.push_str(&transcript);
            }
        }
        self.plain.push_str(words.trim());
        taken
    }

    /// A link to where links may lead.
    fn link(&mut self, events: &[At<'a>]) -> usize {
        let (taken, words) = words_within(events, &TagEnd::Link);
        let (Event::Start(Tag::Link { dest_url, link_type, .. }), range) = &events[0] else { return 1 };
        if words.trim().is_empty() {
            self.fault(range, NO_LINK_TEXT);
            return taken;
        }
        match self.leads_to(dest_url, *link_type) {
            Ok(Target::Ours(address)) => self.html(format!("<a href=\"{}\">", escape(&address))),
            Ok(Target::Elsewhere(address)) => {
                self.html(format!("<a href=\"{}\" rel=\"external noopener noreferrer\">", escape(&address)));
            }
            Err(expected) => self.fault(range, expected),
        }
        self.all(events.get(1..taken - 1).unwrap_or_default());
        self.html("</a>".to_owned());
        taken
    }

    fn leads_to(&self, address: &str, kind: LinkType) -> Result<Target, Message> {
        if kind == LinkType::Email {
            return Ok(Target::Elsewhere(format!("mailto:{address}")));
        }
        let path = address.split(['?', '#']).next().unwrap_or_default();
        if Page::parse(path).is_some() {
            return Ok(Target::Ours(address.to_owned()));
        }
        if let Some(id) = address.strip_suffix(".md").filter(|id| !id.contains([':', '/', '\\'])) {
            return if self.around.has_article(id) { Ok(Target::Ours(page::article(id))) } else { Err(NO_ARTICLE) };
        }
        let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        let clean = !address.chars().any(|c| c.is_control() || c.is_whitespace());
        match scheme.as_deref() {
            Some("tel" | "mailto") if clean => Ok(Target::Elsewhere(address.to_owned())),
            Some(scheme @ ("http" | "https")) if clean && address[scheme.len()..].starts_with("://") => {
                Ok(Target::Elsewhere(address.to_owned()))
            }
            _ => Err(LINK),
        }
    }
}

enum Target {
    Ours(String),
    Elsewhere(String),
}

/// Levels of headings, without gaps.
struct Levels {
    highest: usize,
    before: usize,
    open: HeadingLevel,
}

impl Levels {
    fn open(&mut self, level: usize) -> HeadingLevel {
        let wanted = level + 2 - self.highest;
        self.before = wanted.min(self.before + 1).min(6);
        self.open = HeadingLevel::try_from(self.before).unwrap_or(HeadingLevel::H6);
        self.open
    }
}

/// How many events there are up to the end of what begins, and the words in it.
fn words_within(events: &[At<'_>], ends: &TagEnd) -> (usize, String) {
    let mut words = String::new();
    let mut taken = 1;
    for (event, _) in &events[1..] {
        taken += 1;
        match event {
            Event::End(end) if end == ends => break,
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    (taken, words)
}

/// The first sentence or two of a text, for a list.
pub(super) fn beginning(plain: &str) -> String {
    const LONGEST: usize = 80;
    let line =
        plain.lines().map(str::trim).find(|line| line.chars().filter(|c| is_han(*c)).count() > 12 || line.len() > 40);
    let line = line.or_else(|| plain.lines().next()).unwrap_or_default();
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LONGEST).collect();
    format!("{}…", cut.trim_end_matches(['，', '、', '；', ' ']))
}
