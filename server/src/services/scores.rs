//! The score query: one candidate's result, and the page that asks for it.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use zhangban::first_paint::FirstPaint;
use zhangban::page::Page;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::ListExams;
use zhangban_api::ranks::{GetRankTable, RankQuery};
use zhangban_api::scores::{Marks, QueryScore, ResultState, ScoreQuery, ScoreReport, SubjectMark, field, masked_name};
use zhangban_api::{ApiError, ErrorCode};

use super::{exams, ranks};
use crate::context::Context;
use crate::first_paint;
use crate::kept::Edition;
use crate::refusal::{self, Refusal};
use crate::routes::{Asked, Routes, body};
use crate::store::{Row, StoreError};

/// The query and its page.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<QueryScore, _, _>(|context, asked: Asked<QueryScore>| async move {
            query(&context, &asked.request).await
        })
        .route(Page::Scores.path(), get(form).post(posted))
}

/// Rule: an unknown number and a wrong ID are the same miss. Both are looked up as one keyed hash, which is either
/// there or not, so that neither words nor status nor time can tell them apart.
async fn query(context: &Context, query: &ScoreQuery) -> Result<ScoreReport, Refusal> {
    let (now, published) = (context.now(), context.published());
    let exam = exams::released(&published, &query.exam, now)?;
    let (number, id) = query.identity().map_err(ApiError::invalid)?;
    let identity = context.key().identity(&exam.id, &number, &id);
    let sql = "SELECT name, track, state, marks, total, rank FROM results WHERE identity = $1";
    let found = context.store().row(sql, &[identity.as_slice().into()]).await?;
    let row = found.ok_or(ErrorCode::NoMatch)?;
    Ok(report(exam.id.clone(), number.masked(), &row)?)
}

fn report(exam: String, candidate_number: String, row: &Row) -> Result<ScoreReport, StoreError> {
    let state = row.parsed(2, ResultState::parse)?;
    let marks = match state {
        ResultState::Published => {
            Some(Marks { subjects: row.parsed(3, parse_marks)?, total: row.number(4)?, rank: row.number(5)? })
        }
        ResultState::Withheld | ResultState::Absent | ResultState::UnderReview => None,
    };
    Ok(ScoreReport {
        exam,
        candidate_number,
        name: masked_name(row.text(0)?),
        track: row.text(1)?.to_owned(),
        state,
        marks,
    })
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

/// The form as a browser without scripting sends it. A field that is missing was left empty.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    exam: String,
    candidate_number: String,
    citizen_id: String,
}

async fn posted(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let form = match body(request).await {
        Ok(body) => serde_urlencoded::from_bytes::<Form>(&body).unwrap_or_default(),
        Err(code) => return first_paint::refused(&context, &headers, code.into()),
    };
    let Form { exam, candidate_number, citizen_id } = form;
    let asked = ScoreQuery { exam, candidate_number, citizen_id };
    let answer = query(&context, &asked).await.map_err(Refusal::told);
    let paint =
        with_exams(&context, first_paint::begin(&context, Page::Scores.path())).with_posted::<QueryScore>(&answer);
    let (status, paint) = match &answer {
        Ok(report) => {
            let table = RankQuery { exam: report.exam.clone(), track: report.track.clone() };
            let ranks = ranks::table(&context, &table).map_err(Refusal::told);
            (StatusCode::OK, paint.with::<GetRankTable>(&table, &ranks))
        }
        // What was typed comes back, so that one wrong digit is one digit to mend.
        Err(error) => {
            let paint = paint
                .with_typed(field::EXAM, &asked.exam)
                .with_typed(field::CANDIDATE_NUMBER, &asked.candidate_number)
                .with_typed(field::CITIZEN_ID, &asked.citizen_id);
            (refusal::status(error.code), paint)
        }
    };
    first_paint::personal(&context, &headers, status, paint)
}
