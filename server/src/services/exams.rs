//! The exams and what may be shown of them.

use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::{Exam, Exams, ListExams};
use zhangban_api::identity::{CHOOSE_AN_EXAM, field};
use zhangban_api::{ApiError, FieldError, Moment};

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
pub fn released<'a>(published: &'a Published, id: &str, now: Moment) -> Result<&'a Exam, ApiError> {
    let exam = known(published, id)?;
    if exam.released_at > now { Err(ApiError::not_released(exam.released_at)) } else { Ok(exam) }
}

/// An exam of this name, whether anything of it may be shown or not.
pub fn known<'a>(published: &'a Published, id: &str) -> Result<&'a Exam, ApiError> {
    published.exam(id).ok_or_else(choose_another)
}

/// There is no such exam, or its scores are not looked up any more.
pub fn choose_another() -> ApiError {
    ApiError::invalid(vec![FieldError::new(field::EXAM, CHOOSE_AN_EXAM)])
}
