//! The admission look-up: where one candidate's file stands, and the page that asks for it.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use zhangban::first_paint::FirstPaint;
use zhangban::page::Page;
use zhangban_api::admissions::{
    Admission, AdmissionReport, AdmissionState, College, Letter, QueryAdmission, StepTimes,
};
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Batch, Exam, ListExams, NextStep};
use zhangban_api::identity::{CHOOSE_AN_EXAM, IdentityQuery, field};
use zhangban_api::{ApiError, ErrorCode, FieldError, Moment};

use super::exams;
use crate::context::Context;
use crate::first_paint;
use crate::identity::{self, Identity};
use crate::kept::Edition;
use crate::refusal::{self, Refusal};
use crate::routes::{Asked, Routes};
use crate::store::{Row, StoreError};

/// The look-up and its page.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<QueryAdmission, _, _>(|context, asked: Asked<QueryAdmission>| async move {
            query(&context, &asked.request).await
        })
        .route(Page::Admissions.path(), get(form).post(posted))
}

/// Rule: a batch is out at its time and not before. The store is asked for released batches only, one by one, so nothing
/// of another can come out, not even that somebody is in it: who is in none of the released ones is answered as if she
/// were unknown, and everybody alike is told when the next batch is out.
async fn query(context: &Context, query: &IdentityQuery) -> Result<AdmissionReport, Refusal> {
    let (now, published) = (context.now(), context.published());
    let exam = exams::known(&published, &query.exam)?;
    let (released, waiting): (Vec<&Batch>, Vec<&Batch>) =
        exam.batches.iter().partition(|batch| batch.released_at <= now);
    let next = waiting.iter().map(|batch| batch.released_at).min();
    if released.is_empty() {
        // An exam without batches leads to no admission: it is not one to be chosen here.
        let not_one = || ApiError::invalid(vec![FieldError::new(field::EXAM, CHOOSE_AN_EXAM)]);
        return Err(next.map_or_else(not_one, ApiError::not_released).into());
    }
    let identity = Identity::of(context, exam, query)?;
    let (mut whose, mut admissions) = (None, Vec::new());
    for batch in released.into_iter().rev() {
        let sql = "SELECT name, track, state, sent_at, provisional_at, decided_at, college_code, college, major_group, \
                   major, reason, letter_number, carrier FROM admissions WHERE identity = $1 AND batch = $2";
        let found = context.store().row(sql, &[identity.hash().into(), batch.id.as_str().into()]).await?;
        if let Some(row) = found {
            whose.get_or_insert(identity.whose(exam, &row)?);
            admissions.push(admission(exam, batch, &row)?);
        }
    }
    let miss = ApiError { released_at: next, ..ErrorCode::NoMatch.into() };
    Ok(AdmissionReport { whose: whose.ok_or(miss)?, admissions })
}

fn admission(exam: &Exam, batch: &Batch, row: &Row) -> Result<Admission, StoreError> {
    let state = row.parsed(2, AdmissionState::parse)?;
    let text = |column| row.text(column).map(str::to_owned);
    let college = College { code: text(6)?, name: text(7)?, group: text(8)?, major: text(9)? };
    let (reason, number, carrier) = (text(10)?, text(11)?, text(12)?);
    // A carrier that the exam no longer names cannot be told; its letter is not shown half.
    let carrier = exam.carriers.iter().find(|known| known.id == carrier);
    let steps = batch.next_steps.iter().filter(|step| step.states.contains(&state));
    Ok(Admission {
        batch: batch.id.clone(),
        state,
        times: StepTimes { sent_at: moment(row, 3)?, provisional_at: moment(row, 4)?, decided_at: moment(row, 5)? },
        college: Some(college).filter(|college| !college.name.is_empty()),
        reason: Some(reason).filter(|reason| !reason.is_empty()),
        letter: carrier.filter(|_| !number.is_empty()).map(|carrier| Letter {
            number,
            carrier: carrier.name.clone(),
            page: carrier.page.clone(),
        }),
        next_steps: steps.map(|step| NextStep { by: step.by, what: step.what.clone() }).collect(),
    })
}

/// Seconds since 1970; 0 stands for a step that has not come.
fn moment(row: &Row, column: usize) -> Result<Option<Moment>, StoreError> {
    Ok(Some(row.int(column)?).filter(|seconds| *seconds != 0).map(Moment::from_unix))
}

async fn form(State(context): State<Context>, headers: HeaderMap) -> Response {
    first_paint::kept(&context, &headers, Page::Admissions, Edition::of_data(&context), |paint| {
        with_exams(&context, paint)
    })
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
    let paint = first_paint::begin(&context, Page::Admissions.path());
    let paint = with_exams(&context, paint).with_posted::<QueryAdmission>(&answer);
    let (status, paint) = match &answer {
        Ok(_) => (StatusCode::OK, paint),
        Err(error) => (refusal::status(error.code), identity::with_typed(paint, &asked)),
    };
    first_paint::personal(&context, &headers, status, paint)
}
