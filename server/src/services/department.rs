//! Who the department is, and its home page.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum::routing::get;
use zhangban::page::Page;
use zhangban_api::articles::GetNewest;
use zhangban_api::department::{Department, GetDepartment};
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::ListExams;

use super::exams;
use crate::context::Context;
use crate::first_paint;
use crate::kept::Edition;
use crate::refusal::Refusal;
use crate::routes::Routes;

/// Identity, menu and home page.
pub fn routes(routes: Routes) -> Routes {
    routes.kept_endpoint::<GetDepartment, _>(Edition::of_data, get_department).route(Page::Home.path(), get(home))
}

fn get_department(context: &Context, _: &Nothing) -> Result<Department, Refusal> {
    Ok(context.published().department.clone())
}

async fn home(State(context): State<Context>, headers: HeaderMap, _: Uri) -> Response {
    first_paint::kept(&context, &headers, Page::Home, Edition::of_data(&context), |paint| {
        paint
            .with::<ListExams>(&Nothing {}, &exams::list(&context, &Nothing {}).map_err(Refusal::told))
            .with::<GetNewest>(&Nothing {}, &Ok(context.published().articles.newest(context.now())))
    })
}
