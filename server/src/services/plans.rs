//! Enrolment plans: found page by page in the store, as a file, and as a page.

mod finding;
mod sheet;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use zhangban::page::{PLANS_CSV, Page};
use zhangban::services::plans::lookup;
use zhangban_api::ErrorCode;
use zhangban_api::endpoint::Nothing;
use zhangban_api::plans::{ListPlanFilters, ListPlans, PlanFilters};

use crate::context::Context;
use crate::first_paint;
use crate::kept::{Answer, Edition};
use crate::refusal::Refusal;
use crate::routes::{Asked, Routes};

/// The plans, what they can be filtered by, their file, and their page.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<ListPlans, _, _>(async |context: Context, asked: Asked<ListPlans>| {
            finding::find(&context, &asked.request).await
        })
        .kept_endpoint::<ListPlanFilters, _>(Edition::of_data, filters)
        .route(PLANS_CSV, get(file))
        .route(Page::Plans.path(), get(page))
}

/// What the plans can be filtered by.
fn filters(context: &Context, _: &Nothing) -> Result<PlanFilters, Refusal> {
    Ok(context.published().plan_filters.clone())
}

/// Everything that matches as CSV, with a byte order mark so that Excel reads the Chinese headings. Rule: what is more
/// than a spreadsheet on a phone can bear is refused and not cut off.
async fn file(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let query = lookup::of_query(uri.query().unwrap_or_default());
    let csv = match sheet::csv(&context, &query).await {
        Ok(Some(csv)) => csv,
        Ok(None) => return first_paint::refused(&context, &headers, ErrorCode::TooLarge.into()),
        Err(refusal) => return refusal.into_response(),
    };
    let mut response = Answer::new("text/csv; charset=utf-8", csv).respond(&headers);
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"plans.csv\""));
    response
}

/// The page: of everything in the newest year, unless the address says otherwise.
async fn page(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let query = lookup::of_query(uri.query().unwrap_or_default());
    let address = uri.path_and_query().map_or(Page::Plans.path(), |address| address.as_str());
    let paint = first_paint::begin(&context, address)
        .with::<ListPlanFilters>(&Nothing {}, &filters(&context, &Nothing {}).map_err(Refusal::told))
        .with::<ListPlans>(&query, &finding::find(&context, &query).await.map_err(Refusal::told));
    if uri.query().is_none() {
        return first_paint::kept(&context, &headers, Page::Plans, Edition::of_data(&context), |_| paint);
    }
    first_paint::public(&context, &headers, StatusCode::OK, paint)
}
