//! The rank table: as JSON, as CSV, and the page that looks a score or a rank up in it.

use std::fmt::Write as _;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use zhangban::page::{Page, RANKS_CSV};
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::ListExams;
use zhangban_api::ranks::{GetRankTable, RankQuery, RankTable};
use zhangban_api::{ErrorCode, exams::Exams};

use super::exams;
use crate::context::Context;
use crate::first_paint;
use crate::kept::{Answer, Edition};
use crate::refusal::Refusal;
use crate::routes::Routes;

/// The table, its file, and its page.
pub fn routes(routes: Routes) -> Routes {
    routes
        .kept_endpoint::<GetRankTable, _>(Edition::of_data, table)
        .route(RANKS_CSV, get(file))
        .route(Page::Ranks.path(), get(page))
}

/// Rule: a rank table is made of results, so it is out when they are out and not before.
pub fn table(context: &Context, query: &RankQuery) -> Result<RankTable, Refusal> {
    let published = context.published();
    exams::released(&published, &query.exam, context.now())?;
    let table = published.rank_table(&query.exam, &query.track).ok_or(ErrorCode::NotFound)?;
    Ok(RankTable::clone(table))
}

/// The table as CSV, with a byte order mark so that Excel reads the Chinese headings.
async fn file(
    State(context): State<Context>,
    headers: HeaderMap,
    query: Result<Query<RankQuery>, QueryRejection>,
) -> Response {
    let Ok(Query(query)) = query else { return Refusal::from(ErrorCode::Malformed).into_response() };
    let name = format!("{RANKS_CSV} {} {}", query.exam, query.track);
    let made = context.kept().get(&name, Edition::of_data(&context), || {
        let table = table(&context, &query)?;
        let mut csv = String::from("\u{feff}分数,人数,累计人数\r\n");
        for row in &table.rows {
            // Writing into a string does not fail.
            let _ = write!(csv, "{},{},{}\r\n", row.score, row.count, row.cumulative);
        }
        Ok::<_, Refusal>(Answer::new("text/csv; charset=utf-8", csv))
    });
    match made {
        Ok(answer) => {
            let mut response = answer.respond(&headers);
            let disposition = format!("attachment; filename=\"{}-{}.csv\"", query.exam, query.track);
            if let Ok(disposition) = HeaderValue::from_str(&disposition) {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
            }
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// The page: of the newest released exam and its first track, unless the address says otherwise.
async fn page(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let list = exams::list(&context, &Nothing {}).map_err(Refusal::told);
    let asked = zhangban::services::ranks::Lookup::of_query(uri.query().unwrap_or_default());
    let chosen = list.as_ref().ok().and_then(|exams: &Exams| asked.table(exams));
    let address = uri.path_and_query().map_or(Page::Ranks.path(), |address| address.as_str());
    let mut paint = first_paint::begin(&context, address).with::<ListExams>(&Nothing {}, &list);
    if let Some(chosen) = chosen {
        paint = paint.with::<GetRankTable>(&chosen, &table(&context, &chosen).map_err(Refusal::told));
    }
    if uri.query().is_none() {
        return first_paint::kept(&context, &headers, Page::Ranks, Edition::of_data(&context), |_| paint);
    }
    first_paint::public(&context, &headers, StatusCode::OK, paint)
}
