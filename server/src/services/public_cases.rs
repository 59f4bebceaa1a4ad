//! What everybody may see of cases: questions and answers, and how fast the department answers, as page and as file.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use zhangban::page::{PROMISE_CSV, PROMISE_LOG, Page};
use zhangban::services::public_cases::search_of_query;
use zhangban_api::cases::promise::GetPromise;
use zhangban_api::cases::public::{AnsweredSearch, FindAnswered, FindSimilar, MOST_SIMILAR, Similar, SimilarTo};
use zhangban_api::endpoint::Nothing;
use zhangban_api::{ApiError, ErrorCode};

use crate::cases::{promise, public};
use crate::context::Context;
use crate::first_paint;
use crate::kept::Answer;
use crate::refusal::{self, Refusal};
use crate::routes::{Asked, Routes};

const CSV: &str = "text/csv; charset=utf-8";

/// The answered cases, the promise clock, their pages and files.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<FindAnswered, _, _>(|context, asked: Asked<FindAnswered>| async move {
            public::page_of(&context, &asked.request).await
        })
        .endpoint::<FindSimilar, _, _>(|context, asked: Asked<FindSimilar>| async move {
            similar(&context, &asked.request).await
        })
        .endpoint::<GetPromise, _, _>(|context, _: Asked<GetPromise>| async move {
            Ok(promise::taken(&context).await?.promise.clone())
        })
        .route(Page::AnsweredCases.path(), get(answered_page))
        .route(Page::Promise.path(), get(promise_page))
        .route(PROMISE_CSV, get(sheet))
        .route(PROMISE_LOG, get(log))
}

/// What may already answer a case in a category: with these words in it, else the newest.
pub(super) async fn similar(context: &Context, asked: &SimilarTo) -> Result<Similar, Refusal> {
    let published = context.published();
    if published.cases.category(&asked.category).is_none() {
        return Err(ErrorCode::NotFound.into());
    }
    let search = AnsweredSearch { q: asked.q.clone(), ..AnsweredSearch::default() };
    let words = search.words().map_err(|fault| ApiError::invalid(vec![fault]))?;
    let most = (i64::try_from(MOST_SIMILAR).unwrap_or_default(), 0);
    let (rows, _) = public::found(context.store(), &published.cases, (&asked.category, words), most).await?;
    Ok(Similar { rows })
}

/// The page of the answered cases.
async fn answered_page(State(context): State<Context>, headers: HeaderMap, uri: Uri) -> Response {
    let search = search_of_query(uri.query().unwrap_or_default());
    let answer = public::page_of(&context, &search).await.map_err(Refusal::told);
    let status = answer.as_ref().err().map_or(StatusCode::OK, |error| refusal::status(error.code));
    let address = uri.path_and_query().map_or(Page::AnsweredCases.path(), |address| address.as_str());
    let paint = first_paint::begin(&context, address).with::<FindAnswered>(&search, &answer);
    first_paint::public(&context, &headers, status, paint)
}

/// The page of the promise clock.
async fn promise_page(State(context): State<Context>, headers: HeaderMap) -> Response {
    match promise::taken(&context).await {
        Ok(taken) => first_paint::kept(&context, &headers, Page::Promise, taken.edition, |paint| {
            paint.with::<GetPromise>(&Nothing {}, &Ok(taken.promise.clone()))
        }),
        Err(error) => {
            let error = Refusal::from(error).told();
            let status = refusal::status(error.code);
            let paint = first_paint::begin(&context, Page::Promise.path());
            first_paint::public(&context, &headers, status, paint.with::<GetPromise>(&Nothing {}, &Err(error)))
        }
    }
}

/// The figures for a spreadsheet.
async fn sheet(State(context): State<Context>, headers: HeaderMap) -> Result<Response, Refusal> {
    file(&context, &headers, "promise.csv", |taken| promise::sheet(&taken.promise)).await
}

/// The log from which anybody can work the figures out again.
async fn log(State(context): State<Context>, headers: HeaderMap) -> Result<Response, Refusal> {
    file(&context, &headers, "promise-log.csv", |taken| promise::write(&taken.log, taken.promise.as_of)).await
}

/// A file of what was taken last, made once and kept compressed.
async fn file(
    context: &Context,
    headers: &HeaderMap,
    name: &str,
    write: impl FnOnce(&promise::Taken) -> String,
) -> Result<Response, Refusal> {
    let taken = promise::taken(context).await?;
    let made = context.kept().get::<Refusal>(name, taken.edition, || Ok(Answer::new(CSV, write(&taken))))?;
    Ok(made.download(headers, name))
}
