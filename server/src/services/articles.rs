//! Articles: found, read, told of in feeds and as events, with their files, and their pages.

mod events;
mod feeds;
mod files;
pub mod finding;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use zhangban::page::{ARTICLE_FILES, ARTICLES_ATOM, ARTICLES_JSON, Page};
use zhangban::services::articles::lookup;
use zhangban_api::articles::{
    Article, ArticleId, ChainLink, EMERGENCY_EVENTS, FindArticles, GetArticle, GetEmergencies, GetNewest, Validity,
};
use zhangban_api::{ApiError, ErrorCode, Moment, Text};

use crate::context::Context;
use crate::first_paint;
use crate::kept::Edition;
use crate::refusal::{self, Refusal};
use crate::routes::{Asked, Routes};
use crate::store::{Row, StoreError};

/// The search, an article, the newest, emergencies, feeds, files, and the pages.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<FindArticles, _, _>(|context, asked: Asked<FindArticles>| async move {
            finding::page_of(&context, &asked.request).await
        })
        .endpoint::<GetArticle, _, _>(|context, asked: Asked<GetArticle>| async move {
            article(&context, &asked.request).await
        })
        .kept_endpoint::<GetNewest, _>(Edition::of_data, |context, _| {
            Ok(context.published().articles.newest(context.now()))
        })
        .kept_endpoint::<GetEmergencies, _>(Edition::of_data, |context, _| {
            Ok(context.published().articles.emergencies(context.now()))
        })
        .route(EMERGENCY_EVENTS, get(events::events))
        .route(ARTICLES_ATOM, get(feeds::atom))
        .route(ARTICLES_JSON, get(feeds::json))
        .route(&format!("{ARTICLE_FILES}/{{name}}"), get(files::file))
        .route(Page::Articles.path(), get(list_page))
        .route(Page::Article.path(), get(article_page))
}

/// Links of a chain that are followed each way; a matter with more has gone astray.
const LONGEST_CHAIN: usize = 50;

/// Rule: what is not published yet is not there; what was taken down says so and shows nothing of its text.
pub async fn article(context: &Context, asked: &ArticleId) -> Result<Article, Refusal> {
    let now = context.now();
    let sql = "SELECT body, withdrawn, follows FROM articles WHERE id = $1 AND published_at <= $2";
    let row = context.store().row(sql, &[asked.id.as_str().into(), now.unix().into()]).await?;
    let row = row.ok_or(ErrorCode::NotFound)?;
    let withdrawn = row.text(1)?;
    if !withdrawn.is_empty() {
        return Err(taken_down(withdrawn).into());
    }
    let mut article: Article = row.json(0)?;
    let before = earlier(context, row.text(2)?, now).await?;
    let after = later(context, &article.id, now).await?;
    article.validity = match (after.first(), article.valid_until) {
        (Some(next), _) if next.cancels => Validity::Cancelled,
        (Some(_), _) => Validity::Updated,
        (None, Some(until)) if until <= now => Validity::Expired,
        (None, _) => Validity::Valid,
    };
    if !(before.is_empty() && after.is_empty()) {
        let Article { id, title, published_at, cancels, .. } = article.clone();
        let this = ChainLink { id, title, published_at, cancels };
        article.chain = before.into_iter().rev().chain([this]).chain(after).collect();
    }
    Ok(article)
}

fn taken_down(why: &str) -> ApiError {
    ApiError {
        message: Text::new(format!("本文已撤下：{why}"), format!("This article has been taken down: {why}")),
        ..ErrorCode::Gone.into()
    }
}

/// What an article follows, the newest first.
async fn earlier(context: &Context, follows: &str, now: Moment) -> Result<Vec<ChainLink>, StoreError> {
    let sql = "SELECT body, follows FROM articles WHERE id = $1 AND published_at <= $2 AND withdrawn = ''";
    let (mut links, mut next) = (Vec::new(), follows.to_owned());
    while !next.is_empty() && links.len() < LONGEST_CHAIN {
        let Some(row) = context.store().row(sql, &[next.as_str().into(), now.unix().into()]).await? else { break };
        let link = link(&row)?;
        if links.contains(&link) {
            break;
        }
        links.push(link);
        row.text(1)?.clone_into(&mut next);
    }
    Ok(links)
}

/// What follows an article, the oldest first.
async fn later(context: &Context, id: &str, now: Moment) -> Result<Vec<ChainLink>, StoreError> {
    let sql = "SELECT body FROM articles WHERE follows = $1 AND published_at <= $2 AND withdrawn = '' \
               ORDER BY published_at, number";
    let (mut links, mut at): (Vec<ChainLink>, _) = (Vec::new(), 0);
    let mut of = id.to_owned();
    while links.len() < LONGEST_CHAIN {
        for row in context.store().rows(sql, &[of.as_str().into(), now.unix().into()]).await? {
            let link = link(&row)?;
            if link.id != id && !links.contains(&link) {
                links.push(link);
            }
        }
        let Some(next) = links.get(at) else { break };
        of.clone_from(&next.id);
        at += 1;
    }
    links.sort_by_key(|link| link.published_at);
    Ok(links)
}

fn link(row: &Row) -> Result<ChainLink, StoreError> {
    let Article { id, title, published_at, cancels, .. } = row.json(0)?;
    Ok(ChainLink { id, title, published_at, cancels })
}

/// The page of the channels.
async fn list_page(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let search = lookup::of_query(uri.query().unwrap_or_default());
    let found = finding::page_of(&context, &search).await.map_err(Refusal::told);
    let status = found.as_ref().map_or_else(|error| refusal::status(error.code), |_| StatusCode::OK);
    let address = uri.path_and_query().map_or(Page::Articles.path(), |address| address.as_str());
    let paint = first_paint::begin(&context, address).with::<FindArticles>(&search, &found);
    first_paint::public(&context, &headers, status, paint)
}

/// The page of an article; without one it leads to the channels.
async fn article_page(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let address = uri.path_and_query().map_or(Page::Article.path(), |address| address.as_str());
    let paint = first_paint::begin(&context, address);
    let Some(id) = lookup::id_of_query(uri.query().unwrap_or_default()) else {
        return first_paint::public(&context, &headers, StatusCode::OK, paint);
    };
    let asked = ArticleId { id };
    let found = article(&context, &asked).await.map_err(Refusal::told);
    let status = found.as_ref().map_or_else(|error| refusal::status(error.code), |_| StatusCode::OK);
    first_paint::public(&context, &headers, status, paint.with::<GetArticle>(&asked, &found))
}
