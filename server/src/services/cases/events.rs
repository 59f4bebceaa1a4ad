//! What happens to a case, told to its citizen's open page: that something did, and never what.

use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::sse::Event;
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use futures_util::{Stream, stream};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;
use zhangban_api::cases::CaseNumber;
use zhangban_api::{ErrorCode, Moment};

use crate::context::Context;
use crate::events::tell;
use crate::refusal::Refusal;
use crate::seal::Seal;
use crate::store::{StoreError, Value};

/// For how many seconds a page may come back to hear more.
const HEARS_FOR: i64 = 24 * 3_600;

/// How often it is looked whether another server has changed the case.
const LOOK_EVERY: Duration = Duration::from_secs(15);

/// What the seal is for.
const PURPOSE: &str = "listening to a case";

/// What lets a page listen to a case: its number and until when, readable for this department's servers alone.
pub(super) fn token(context: &Context, number: CaseNumber) -> String {
    let until = context.now().plus_seconds(HEARS_FOR).unix();
    let bytes = [number.stored().to_be_bytes(), until.to_be_bytes()].concat();
    // A page that cannot listen asks every minute.
    Seal::of(context.key(), PURPOSE).close(&bytes, "").map_or_else(|_| String::new(), |it| BASE64URL_NOPAD.encode(&it))
}

fn opened(context: &Context, token: &str) -> Option<CaseNumber> {
    let sealed = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
    let bytes = Seal::of(context.key(), PURPOSE).open(&sealed, "").ok()?;
    let (number, until) = bytes.split_first_chunk::<8>()?;
    let until = Moment::from_unix(i64::from_be_bytes(until.try_into().ok()?));
    CaseNumber::from_stored(i64::from_be_bytes(*number)).filter(|_| context.now() <= until)
}

/// Of which case.
#[derive(serde::Deserialize)]
pub(super) struct Of {
    #[serde(default)]
    of: String,
}

pub(super) async fn events(State(context): State<Context>, Query(asked): Query<Of>) -> Response {
    match opened(&context, &asked.of) {
        Some(number) => tell(&context, told(&context, number)),
        None => Refusal::from(ErrorCode::NotFound).into_response(),
    }
}

/// How often something has happened, at once and whenever it is more.
fn told(context: &Context, number: CaseNumber) -> impl Stream<Item = Event> + use<> {
    // Heard before it is read: nothing happens in between.
    let begin = (context.clone(), context.changed_cases(), None::<i64>);
    stream::unfold(begin, move |(context, mut changed, mut known)| async move {
        loop {
            if known.is_some() && !may_have_changed(&mut changed, number).await {
                return None;
            }
            match version(&context, number).await {
                Ok(now) if now != known => {
                    known = now;
                    let now = now.unwrap_or_default();
                    return Some((Event::default().data(now.to_string()), (context, changed, known)));
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "it could not be seen whether a case has changed");
                    return None;
                }
            }
        }
    })
}

/// Waits until the case may be another; `false` when nobody will tell any more.
async fn may_have_changed(changed: &mut Receiver<CaseNumber>, number: CaseNumber) -> bool {
    let at_latest = Instant::now() + LOOK_EVERY;
    loop {
        match tokio::time::timeout_at(at_latest, changed.recv()).await {
            Ok(Ok(other)) if other != number => {}
            Ok(Err(RecvError::Closed)) => return false,
            Ok(Ok(_) | Err(RecvError::Lagged(_))) | Err(_) => return true,
        }
    }
}

async fn version(context: &Context, number: CaseNumber) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT version FROM cases WHERE number = $1";
    let row = context.store().row(sql, &[Value::Int(number.stored())]).await?;
    row.map(|row| row.int(0)).transpose()
}
