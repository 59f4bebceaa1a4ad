//! The open queue hears that something has changed, and asks for it when whoever reads it is ready.

use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::Event;
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, stream};
use tokio::sync::broadcast::error::RecvError;

use super::CASEWORKERS;
use crate::context::Context;
use crate::events::tell;
use crate::staff::signed_in;
use crate::store::StoreError;

/// A queue is told no more often: when a hundred cases come in a minute, nobody needs to hear of each.
const AT_MOST_EVERY: Duration = Duration::from_secs(2);

/// How often it is looked whether another server has changed something.
const LOOK_EVERY: Duration = Duration::from_secs(15);

pub(super) async fn events(State(context): State<Context>, headers: HeaderMap) -> Response {
    match signed_in(&context, &headers, CASEWORKERS).await {
        Ok(_) => tell(&context, told(&context)),
        Err(refusal) => refusal.into_response(),
    }
}

/// A word that stands for what is open: the same as long as nothing has changed.
fn told(context: &Context) -> impl Stream<Item = Event> + use<> {
    let begin = (context.clone(), context.changed_cases(), None::<String>);
    stream::unfold(begin, move |(context, mut changed, known)| async move {
        loop {
            if known.is_some() {
                match tokio::time::timeout(LOOK_EVERY, changed.recv()).await {
                    Ok(Err(RecvError::Closed)) => return None,
                    Ok(Ok(_)) => tokio::time::sleep(AT_MOST_EVERY).await,
                    Ok(Err(RecvError::Lagged(_))) | Err(_) => {}
                }
                // Whatever else came meanwhile is told with it.
                changed = changed.resubscribe();
            }
            match open(&context).await {
                Ok(now) if known.as_ref() != Some(&now) => {
                    return Some((Event::default().data(&now), (context, changed, Some(now))));
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "it could not be seen whether the queue has changed");
                    return None;
                }
            }
        }
    })
}

async fn open(context: &Context) -> Result<String, StoreError> {
    let sql = "SELECT count(*), CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM cases WHERE open = 1";
    let row = context.store().row(sql, &[]).await?;
    row.map_or_else(|| Ok(String::new()), |row| Ok(format!("{}.{}", row.int(0)?, row.int(1)?)))
}
