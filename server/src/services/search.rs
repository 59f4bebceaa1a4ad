//! Searching everything, and its page.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use zhangban::page::{self, Page, articles_at};
use zhangban::services::search::lookup;
use zhangban_api::articles::{ArticleEntry, ArticleSearch, Articles};
use zhangban_api::search::{BEST, Found, Group, Hit, Kind, SearchEverything, SearchQuery};

use super::articles::finding;
use crate::context::Context;
use crate::first_paint;
use crate::kept::Edition;
use crate::refusal::{self, Refusal};
use crate::routes::{Asked, Routes};
use crate::search_index::Index;

/// The search, and its page.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<SearchEverything, _, _>(|context, asked: Asked<SearchEverything>| async move {
            find_all(&context, &asked.request).await
        })
        .route(Page::Search.path(), get(page))
}

/// Everything that is found, also in the articles, whose texts are in the store.
async fn find_all(context: &Context, query: &SearchQuery) -> Result<Found, Refusal> {
    let mut found = find(context, query);
    if !found.q.is_empty() {
        let search = ArticleSearch { q: found.q.clone(), ..ArticleSearch::default() };
        let Articles { entries, total, .. } = finding::page_of(context, &search).await?;
        let hits: Vec<Hit> = entries.into_iter().take(BEST).map(article).collect();
        let all = if total > hits.len() { articles_at(Page::Articles.path(), &search) } else { String::new() };
        found.groups.extend((total > 0).then_some(Group { kind: Kind::Article, total, hits, all }));
    }
    Ok(found)
}

fn article(entry: ArticleEntry) -> Hit {
    let ArticleEntry { id, title, summary, sample, .. } = entry;
    Hit { title, address: page::article(&id), snippet: summary, phone: None, sample }
}

/// What is found in memory, the best of each kind.
pub fn find(context: &Context, query: &SearchQuery) -> Found {
    let published = context.published();
    Found { q: query.q.trim().to_owned(), groups: Index::of(&published).find(&query.q) }
}

async fn page(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let query = lookup::of_query(uri.query().unwrap_or_default());
    if query.q.is_empty() {
        return first_paint::kept(&context, &headers, Page::Search, Edition::of_data(&context), |paint| paint);
    }
    let found = find_all(&context, &query).await.map_err(Refusal::told);
    let status = found.as_ref().map_or_else(|error| refusal::status(error.code), |_| StatusCode::OK);
    let paint = first_paint::begin(&context, &lookup::address(&query)).with::<SearchEverything>(&query, &found);
    first_paint::public(&context, &headers, status, paint)
}
