//! The newest articles as an Atom feed and as a JSON Feed.

use std::io;

use axum::extract::State;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde_json::json;
use zhangban::page::{self, ARTICLES_ATOM, ARTICLES_JSON, Page, articles_at};
use zhangban::services::articles::lookup;
use zhangban_api::articles::{ArticleEntry, ArticleSearch, Channel};

use super::finding;
use crate::context::Context;
use crate::kept::Answer;
use crate::refusal::Refusal;

/// As many as a reader of feeds takes who looks once a week.
const LONGEST: usize = 30;

/// A feed as it is gathered.
struct Feed {
    title: String,
    /// Scheme and host.
    origin: String,
    channel: ArticleSearch,
    entries: Vec<ArticleEntry>,
}

impl Feed {
    async fn of(context: &Context, headers: &HeaderMap, uri: &Uri) -> Result<Self, Refusal> {
        let ArticleSearch { channel, .. } = lookup::of_query(uri.query().unwrap_or_default());
        let entries = finding::find(context, "", channel, LONGEST).await?;
        let department = &context.published().department.name.zh;
        Ok(Self {
            title: format!("{} - {department}", channel.map_or(Page::Articles.title(), Channel::name).zh),
            origin: origin(headers),
            channel: ArticleSearch { channel, ..ArticleSearch::default() },
            entries,
        })
    }

    fn address(&self, path: &str) -> String {
        format!("{}{}", self.origin, articles_at(path, &self.channel))
    }

    fn article(&self, id: &str) -> String {
        format!("{}{}", self.origin, page::article(id))
    }

    /// When the newest was published; a feed of nothing has never changed.
    fn updated(&self) -> String {
        self.entries
            .iter()
            .map(|entry| entry.published_at)
            .max()
            .map_or_else(|| "1970-01-01T00:00:00+00:00".to_owned(), zhangban_api::Moment::rfc3339)
    }

    fn to_atom(&self) -> io::Result<Vec<u8>> {
        let mut xml = Writer::new(Vec::new());
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let feed = xml
            .create_element("feed")
            .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "zh-CN")]);
        feed.write_inner_content(|xml| {
            let text = |xml: &mut Writer<Vec<u8>>, name: &str, text: &str| {
                xml.create_element(name).write_text_content(BytesText::new(text)).map(drop)
            };
            let link = |xml: &mut Writer<Vec<u8>>, rel: &str, kind: &str, href: &str| {
                xml.create_element("link")
                    .with_attributes([("rel", rel), ("type", kind), ("href", href)])
                    .write_empty()
                    .map(drop)
            };
            text(xml, "id", &self.address(ARTICLES_ATOM))?;
            text(xml, "title", &self.title)?;
            text(xml, "updated", &self.updated())?;
            link(xml, "self", "application/atom+xml", &self.address(ARTICLES_ATOM))?;
            link(xml, "alternate", "text/html", &self.address(Page::Articles.path()))?;
            for entry in &self.entries {
                xml.create_element("entry").write_inner_content(|xml| {
                    let address = self.article(&entry.id);
                    text(xml, "id", &address)?;
                    text(xml, "title", &entry.title.zh)?;
                    text(xml, "updated", &entry.published_at.rfc3339())?;
                    text(xml, "published", &entry.published_at.rfc3339())?;
                    link(xml, "alternate", "text/html", &address)?;
                    xml.create_element("author").write_inner_content(|xml| text(xml, "name", &entry.office.zh))?;
                    xml.create_element("category")
                        .with_attributes([("term", entry.channel.word()), ("label", entry.channel.name().zh)])
                        .write_empty()?;
                    text(xml, "summary", &entry.summary.zh)
                })?;
            }
            Ok(())
        })?;
        Ok(xml.into_inner())
    }

    fn to_json(&self) -> String {
        let item = |entry: &ArticleEntry| {
            json!({
                "id": self.article(&entry.id),
                "url": self.article(&entry.id),
                "title": entry.title.zh,
                "content_text": entry.summary.zh,
                "date_published": entry.published_at.rfc3339(),
                "authors": [{"name": entry.office.zh}],
                "tags": [entry.channel.name().zh, entry.level.name().zh],
            })
        };
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "language": "zh-CN",
            "home_page_url": self.address(Page::Articles.path()),
            "feed_url": self.address(ARTICLES_JSON),
            "items": self.entries.iter().map(item).collect::<Vec<_>>(),
        })
        .to_string()
    }
}

/// Scheme and host as the reader of the feed knows them: feeds need whole addresses. A gateway says by which scheme it was
/// asked; without one it is plain HTTP on this machine.
fn origin(headers: &HeaderMap) -> String {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let host = Some(said("host")).filter(|host| !host.is_empty() && host.chars().all(allowed)).unwrap_or("localhost");
    let scheme = if said("x-forwarded-proto") == "https" { "https" } else { "http" };
    format!("{scheme}://{host}")
}

pub(super) async fn atom(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let made = Feed::of(&context, &headers, &uri).await.and_then(|feed| {
        let xml = feed.to_atom().map_err(|error| Refusal::Broken(error.to_string()))?;
        Ok(Answer::new("application/atom+xml; charset=utf-8", xml))
    });
    answer(made, &headers)
}

pub(super) async fn json(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let made = Feed::of(&context, &headers, &uri).await;
    answer(made.map(|feed| Answer::new("application/feed+json; charset=utf-8", feed.to_json())), &headers)
}

fn answer(made: Result<Answer, Refusal>, headers: &HeaderMap) -> Response {
    match made {
        Ok(answer) => {
            let mut response = answer.respond(headers);
            let differs = header::HeaderValue::from_static("accept-encoding, host, x-forwarded-proto");
            response.headers_mut().insert(header::VARY, differs);
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}
