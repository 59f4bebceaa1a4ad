//! The exams and what may be shown of them.

use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exam, Exams, ListExams};
use zhangban_api::{ApiError, FieldError};

use crate::context::Context;
use crate::kept::Edition;
use crate::published::Published;
use crate::refusal::Refusal;
use crate::routes::Routes;

/// All exams.
pub fn routes(routes: Routes) -> Routes {
    routes.kept_endpoint::<ListExams, _>(Edition::of_data, list)
}

/// All exams, of unreleased ones only their release time.
pub fn list(context: &Context, _: &Nothing) -> Result<Exams, Refusal> {
    Ok(context.published().exams(context.now()))
}

/// An exam whose results may be shown now: before its release time nothing can be had by any path.
pub fn released<'a>(published: &'a Published, id: &str, now: zhangban_api::Moment) -> Result<&'a Exam, ApiError> {
    let exam = published.exam(id).ok_or_else(|| {
        ApiError::invalid(vec![FieldError::new(
            zhangban_api::scores::field::EXAM,
            zhangban_api::scores::CHOOSE_AN_EXAM,
        )])
    })?;
    if exam.released_at > now { Err(ApiError::not_released(exam.released_at)) } else { Ok(exam) }
}
