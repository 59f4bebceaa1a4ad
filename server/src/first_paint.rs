//! The first paint: every page complete, rendered by the same components as in the browser.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use zhangban::app::{App, code};
use zhangban::first_paint::FirstPaint;
use zhangban::language::Language;
use zhangban::mode::Mode;
use zhangban::page::{ARTICLES_ATOM, ARTICLES_JSON, Page, articles_at};
use zhangban::services::articles::lookup;
use zhangban::shell::Heading;
use zhangban_api::articles::{ArticleSearch, GetEmergencies};
use zhangban_api::department::GetDepartment;
use zhangban_api::endpoint::Nothing;
use zhangban_api::{ApiError, ErrorCode, Text};

use crate::context::Context;
use crate::kept::{Answer, Edition};
use crate::refusal::{self, Refusal};

const HTML: &str = "text/html; charset=utf-8";

/// How a citizen reads: from her cookies, else from what her browser says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Her language.
    pub language: Language,
    /// Her mode.
    pub mode: Mode,
}

impl Reader {
    /// Who sent these headers.
    pub fn of(headers: &HeaderMap) -> Self {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self {
            language: cookie(headers, Language::COOKIE)
                .and_then(Language::parse)
                .unwrap_or_else(|| Language::accepted(accepted)),
            mode: cookie(headers, Mode::COOKIE).and_then(Mode::parse).unwrap_or_default(),
        }
    }
}

/// A cookie of a request.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Begins the paint of a page: what every page needs to know.
pub fn begin(context: &Context, address: &str) -> FirstPaint {
    let published = context.published();
    FirstPaint::new(address)
        .with::<GetDepartment>(&Nothing {}, &Ok(published.department.clone()))
        .with::<GetEmergencies>(&Nothing {}, &Ok(published.articles.emergencies(context.now())))
}

/// A page that is the same for everybody who reads alike: rendered once for each edition and kept.
pub fn kept(
    context: &Context,
    headers: &HeaderMap,
    page: Page,
    edition: Edition,
    paint: impl FnOnce(FirstPaint) -> FirstPaint,
) -> Response {
    let reader = Reader::of(headers);
    let name = format!("{} {} {}", page.path(), reader.language.word(), reader.mode.word());
    let made = context.kept().get::<Refusal>(&name, edition, || {
        Ok(Answer::new(HTML, render(context, reader, paint(begin(context, page.path())))))
    });
    match made {
        Ok(answer) => varied(answer.respond(headers)),
        Err(refusal) => refusal.into_response(),
    }
}

/// A page for one question that anybody may ask, such as a search: rendered for it, not kept.
pub fn public(context: &Context, headers: &HeaderMap, status: StatusCode, paint: FirstPaint) -> Response {
    let mut response = varied(Answer::new(HTML, render(context, Reader::of(headers), paint)).respond(headers));
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

/// A page for one person: stored by nobody on the way.
pub fn personal(context: &Context, headers: &HeaderMap, status: StatusCode, paint: FirstPaint) -> Response {
    personal_to(context, Reader::of(headers), status, paint)
}

fn personal_to(context: &Context, reader: Reader, status: StatusCode, paint: FirstPaint) -> Response {
    let body = Body::from(render(context, reader, paint));
    let mut response = (status, body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(HTML));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    varied(response)
}

/// The page that says why there is no page.
pub fn refused(context: &Context, headers: &HeaderMap, error: ApiError) -> Response {
    refused_to(context, Reader::of(headers), error)
}

/// The same, where the request is gone already.
pub fn refused_to(context: &Context, reader: Reader, error: ApiError) -> Response {
    let status = refusal::status(error.code);
    // An address that cannot exist: whatever was asked for, nothing of it is repeated.
    let paint = begin(context, "/-").with_posted::<zhangban::services::not_found::Refused>(&Err(error.clone()));
    let mut response = personal_to(context, reader, status, paint);
    if let Some(seconds) = error.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// There is no such page.
pub fn not_found(context: &Context, headers: &HeaderMap) -> Response {
    refused(context, headers, ErrorCode::NotFound.into())
}

/// Pages differ by cookie and by the browser's languages; a cache on the way must know.
fn varied(mut response: Response) -> Response {
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"));
    response
}

/// The whole page as HTML.
fn render(context: &Context, reader: Reader, paint: FirstPaint) -> String {
    let Reader { language, mode } = reader;
    let (address, data) = (paint.address.clone(), paint.to_script());
    let head = alternates(&address);
    let path = address.split('?').next().unwrap_or_default();
    let owner = Owner::new_root(None);
    let (page, heading) = owner.with(|| {
        let heading = Heading::provide();
        let page = view! { <App paint language mode/> }.to_html();
        (page, heading.get_untracked())
    });
    owner.cleanup();
    let title = title(context, language, heading);
    fill(
        context.bundle().template(),
        &[
            ("language", language.tag()),
            ("mode", mode.word()),
            ("code", code(Page::parse(path)).name),
            ("title", &title),
            ("services", services(&address)),
            ("head", &head),
            ("page", &page),
            ("data", &data),
        ],
    )
}

/// How the page is linked to the style sheet of the services: the home page shows nothing of it, so that a browser may
/// fetch it when it has nothing better to do, and the app makes it a style sheet.
fn services(address: &str) -> &'static str {
    if address.split('?').next() == Some(Page::Home.path()) { "prefetch" } else { "stylesheet" }
}

fn title(context: &Context, language: Language, heading: Option<Text>) -> String {
    let department = language.of_text(&context.published().department.name);
    let title = match heading {
        None => department,
        Some(heading) => format!("{} - {department}", language.of_text(&heading)),
    };
    title.replace('&', "&amp;").replace('<', "&lt;")
}

/// Other forms in which a page can be had.
fn alternates(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if Page::parse(path) != Some(Page::Articles) {
        return String::new();
    }
    let channel = ArticleSearch { q: String::new(), page: 1, ..lookup::of_query(query) };
    let feeds = [("application/atom+xml", ARTICLES_ATOM), ("application/feed+json", ARTICLES_JSON)];
    let link = |(kind, path)| {
        format!(r#"<link rel="alternate" type="{kind}" href="{}">"#, articles_at(path, &channel).replace('&', "&amp;"))
    };
    feeds.map(link).concat()
}

/// Puts values where the template says `%name%`. Values are not looked through again, so none can ask for another.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut page = String::with_capacity(template.len() + values.iter().map(|(_, value)| value.len()).sum::<usize>());
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        let (before, after) = rest.split_at(at);
        page.push_str(before);
        let value = values.iter().find_map(|(name, value)| {
            let rest = after[1..].strip_prefix(name)?.strip_prefix('%')?;
            Some((value, rest))
        });
        let (value, behind) = value.unwrap_or((&"%", &after[1..]));
        page.push_str(value);
        rest = behind;
    }
    page.push_str(rest);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_never_taken_for_a_place() {
        assert_eq!(fill("100% <%page%> %data%", &[("page", "%data%"), ("data", "1%")]), "100% <%data%> 1%");
    }

    #[test]
    fn a_cookie_is_read_whatever_stands_around_it() {
        let headers = HeaderMap::from_iter([
            (header::COOKIE, HeaderValue::from_static("a=1; mode=elder;language=en")),
            (header::ACCEPT_LANGUAGE, HeaderValue::from_static("zh-CN")),
        ]);
        assert_eq!(Reader::of(&headers), Reader { language: Language::En, mode: Mode::Elder });
        let odd = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static("language=fr; xmode=elder; ="))]);
        assert_eq!(Reader::of(&odd), Reader { language: Language::Zh, mode: Mode::Standard });
    }
}
