//! Searching everything, and its page.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use zhangban::page::{self, Page, articles_at};
use zhangban::services::past_scores::{Lookup, OfCollege};
use zhangban::services::search::lookup;
use zhangban_api::Text;
use zhangban_api::articles::{ArticleEntry, ArticleSearch, Articles};
use zhangban_api::colleges::{College, CollegeSearch};
use zhangban_api::finding::Query;
use zhangban_api::search::{BEST, Found, Group, Hit, Kind, SearchEverything, SearchQuery};

use super::articles::finding;
use crate::context::Context;
use crate::first_paint;
use crate::kept::Edition;
use crate::published::Published;
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
    let (published, q) = (context.published(), query.q.trim());
    let groups = Index::of(&published).find(q).into_iter().chain(colleges(&published, q));
    Found { q: q.to_owned(), groups: groups.collect() }
}

/// The colleges of the register; each leads to its scores of previous years.
fn colleges(published: &Published, q: &str) -> Option<Group> {
    let found = if Query::new(q).is_empty() { Vec::new() } else { published.colleges.matching(q) };
    let total = found.len();
    let hits: Vec<Hit> = found.into_iter().take(BEST).map(college).collect();
    let all = Lookup::Colleges(CollegeSearch { q: q.to_owned(), ..CollegeSearch::default() });
    let all = if total > hits.len() { all.address() } else { String::new() };
    (total > 0).then_some(Group { kind: Kind::College, total, hits, all })
}

fn college(college: &College) -> Hit {
    let of = OfCollege { college: college.name.clone(), ..OfCollege::default() };
    Hit {
        title: Text::new(college.name.as_str(), ""),
        address: Lookup::College(of).address(),
        snippet: Text::new(college.facts(), ""),
        phone: None,
        sample: college.sample,
    }
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
