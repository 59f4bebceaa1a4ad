//! The score query: one candidate's result, and the page that asks for it.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use zhangban::first_paint::FirstPaint;
use zhangban::page::Page;
use zhangban_api::ErrorCode;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::ListExams;
use zhangban_api::identity::{IdentityQuery, Whose};
use zhangban_api::ranks::{GetRankTable, RankQuery};
use zhangban_api::scores::{Marks, QueryScore, ResultState, ScoreReport, SubjectMark};

use super::{exams, ranks};
use crate::context::Context;
use crate::first_paint;
use crate::identity::{self, Identity};
use crate::kept::Edition;
use crate::refusal::{self, Refusal};
use crate::routes::{Asked, Routes};
use crate::store::{Row, StoreError};

/// The query and its page.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<QueryScore, _, _>(|context, asked: Asked<QueryScore>| async move {
            query(&context, &asked.request).await
        })
        .route(Page::Scores.path(), get(form).post(posted))
}

async fn query(context: &Context, query: &IdentityQuery) -> Result<ScoreReport, Refusal> {
    let (now, published) = (context.now(), context.published());
    let exam = exams::released(&published, &query.exam, now)?;
    if exam.closed {
        return Err(exams::choose_another().into());
    }
    let identity = Identity::of(context, exam, query)?;
    let sql = "SELECT name, track, state, marks, total, rank FROM results WHERE identity = $1";
    let found = context.store().row(sql, &[identity.hash().into()]).await?;
    let row = found.ok_or(ErrorCode::NoMatch)?;
    Ok(report(identity.whose(exam, &row)?, &row)?)
}

fn report(whose: Whose, row: &Row) -> Result<ScoreReport, StoreError> {
    let state = row.parsed(2, ResultState::parse)?;
    let marks = match state {
        ResultState::Published => {
            Some(Marks { subjects: row.parsed(3, parse_marks)?, total: row.number(4)?, rank: row.number(5)? })
        }
        ResultState::Withheld | ResultState::Absent | ResultState::UnderReview => None,
    };
    Ok(ScoreReport { whose, state, marks })
}

/// `chinese:118 maths:126`, as the import writes it.
fn parse_marks(text: &str) -> Option<Vec<SubjectMark>> {
    let one = |part: &str| {
        let (subject, mark) = part.split_once(':')?;
        Some(SubjectMark { subject: subject.to_owned(), mark: mark.parse().ok()? })
    };
    text.split(' ').map(one).collect()
}

async fn form(State(context): State<Context>, headers: HeaderMap) -> Response {
    first_paint::kept(&context, &headers, Page::Scores, Edition::of_data(&context), |paint| with_exams(&context, paint))
}

fn with_exams(context: &Context, paint: FirstPaint) -> FirstPaint {
    paint.with::<ListExams>(&Nothing {}, &exams::list(context, &Nothing {}).map_err(Refusal::told))
}

async fn posted(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let asked = match identity::posted(request).await {
        Ok(asked) => asked,
        Err(code) => return first_paint::refused(&context, &headers, code.into()),
    };
    let answer = query(&context, &asked).await.map_err(Refusal::told);
    let paint =
        with_exams(&context, first_paint::begin(&context, Page::Scores.path())).with_posted::<QueryScore>(&answer);
    let (status, paint) = match &answer {
        Ok(ScoreReport { whose, .. }) => {
            let table = RankQuery { exam: whose.exam.clone(), track: whose.track.clone() };
            let ranks = ranks::table(&context, &table).map_err(Refusal::told);
            (StatusCode::OK, paint.with::<GetRankTable>(&table, &ranks))
        }
        Err(error) => (refusal::status(error.code), identity::with_typed(paint, &asked)),
    };
    first_paint::personal(&context, &headers, status, paint)
}
