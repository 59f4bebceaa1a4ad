//! How the service is doing, for people.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use zhangban::page::Page;
use zhangban_api::endpoint::Nothing;
use zhangban_api::exams::Exam;
use zhangban_api::status::{GetStatus, Part, Status};
use zhangban_api::{Message, Text};

use crate::context::Context;
use crate::first_paint;
use crate::published;
use crate::routes::Routes;
use crate::store::StoreError;

/// How long the database may take before it counts as not answering: a look-up takes well under a millisecond.
const PATIENCE: Duration = Duration::from_secs(2);

const APP: Message = Message::new("页面与查询程序", "Pages and queries");
const DATABASE: Message = Message::new("数据库", "Database");
const DATA: Message = Message::new("部门资料", "The department's data");

/// The status and its page.
pub fn routes(routes: Routes) -> Routes {
    routes
        .endpoint::<GetStatus, _, _>(|context, _| async move { Ok(status(&context).await) })
        .route(Page::Status.path(), get(page))
}

/// Rule: this is always answered, above all when something does not work.
async fn status(context: &Context) -> Status {
    let published = context.published();
    let mut parts = vec![
        // If this is read, the program runs.
        part(APP.into(), true, Text::default()),
        part(DATABASE.into(), database_answers(context).await, Text::default()),
        part(DATA.into(), !published.department.name.zh.is_empty(), Text::default()),
    ];
    if let Some(newest) = published.exams(context.now()).exams.first() {
        parts.push(score_query(context, newest).await);
    }
    Status {
        parts,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: context.started_at(),
        data_changed_at: published.changed_at,
        now: context.now(),
    }
}

fn part(name: Text, works: bool, note: Text) -> Part {
    Part { name, works, note }
}

async fn database_answers(context: &Context) -> bool {
    in_time(published::version(context.store())).await.is_some()
}

/// Since when, or from when, the results of an exam can be had. That they are not out yet is no fault; that they are out
/// and there are none is one.
async fn score_query(context: &Context, exam: &Exam) -> Part {
    let at = exam.released_at;
    let english = if exam.name.en.is_empty() { &exam.name.zh } else { &exam.name.en };
    let name = Text::new(format!("{}成绩查询", exam.name.zh), format!("{english}: score query"));
    if !exam.released {
        return part(name, true, Text::new(format!("将于 {at} 开放"), format!("Opens on {at}")));
    }
    let sql = "SELECT candidate_number FROM results WHERE exam = $1 LIMIT 1";
    let values = [exam.id.as_str().into()];
    let found = in_time(context.store().row(sql, &values)).await.flatten();
    part(name, found.is_some(), Text::new(format!("{at} 起可查"), format!("Open since {at}")))
}

/// What the store answers; nothing where it fails or takes too long, and then the log says why.
async fn in_time<T>(asked: impl Future<Output = Result<T, StoreError>>) -> Option<T> {
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(answer)) => Some(answer),
        Ok(Err(error)) => {
            tracing::error!(%error, "the store does not answer");
            None
        }
        Err(_) => {
            tracing::error!("the store does not answer in time");
            None
        }
    }
}

/// The page is made anew each time: it is about this moment.
async fn page(State(context): State<Context>, headers: HeaderMap) -> Response {
    let paint = first_paint::begin(&context, Page::Status.path());
    let paint = paint.with::<GetStatus>(&Nothing {}, &Ok(status(&context).await));
    first_paint::public(&context, &headers, StatusCode::OK, paint)
}
