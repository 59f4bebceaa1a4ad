//! Searching everything, and its page.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use zhangban::page::Page;
use zhangban::services::search::lookup;
use zhangban_api::search::{Found, SearchEverything, SearchQuery};

use crate::context::Context;
use crate::first_paint;
use crate::kept::Edition;
use crate::routes::{Asked, Routes};
use crate::search_index::Index;

/// The search, and its page.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<SearchEverything, _, _>(|context, asked: Asked<SearchEverything>| {
            std::future::ready(Ok(find(&context, &asked.request)))
        })
        .route(Page::Search.path(), get(page))
}

/// Everything that is found, the best of each kind.
pub fn find(context: &Context, query: &SearchQuery) -> Found {
    let published = context.published();
    Found { q: query.q.trim().to_owned(), groups: Index::of(&published).find(&query.q) }
}

async fn page(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let query = lookup::of_query(uri.query().unwrap_or_default());
    if query.q.is_empty() {
        return first_paint::kept(&context, &headers, Page::Search, Edition::of_data(&context), |paint| paint);
    }
    let paint = first_paint::begin(&context, &lookup::address(&query))
        .with::<SearchEverything>(&query, &Ok(find(&context, &query)));
    first_paint::public(&context, &headers, StatusCode::OK, paint)
}
