//! Doing a thing once, however often it is sent.
//!
//! The answer is kept under the key of the request, in the transaction of what was done: either both are there or
//! neither is.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::de::DeserializeOwned;
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, Endpoint, ErrorCode};

use crate::context::Context;
use crate::refusal::Refusal;
use crate::routes::Asked;
use crate::store::{Row, Transaction, Value};

/// Keys whose request is being worked on by this server just now.
#[derive(Default)]
pub struct Running(Mutex<HashSet<String>>);

/// A place among the running keys, given back when dropped.
struct Place<'a> {
    running: &'a Running,
    key: &'a str,
}

impl Running {
    fn enter<'a>(&'a self, key: &'a str) -> Option<Place<'a>> {
        // Made only if the key is new: a place that is dropped gives the key back.
        self.keys().insert(key.to_owned()).then(|| Place { running: self, key })
    }

    fn keys(&self) -> std::sync::MutexGuard<'_, HashSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.running.keys().remove(self.key);
    }
}

/// The key that a request of the API carries.
pub fn key_of<E: Endpoint>(asked: &Asked<E>) -> Result<IdempotencyKey, ErrorCode> {
    let header = asked.headers.get(IdempotencyKey::HEADER).and_then(|value| value.to_str().ok());
    header.and_then(IdempotencyKey::parse).ok_or(ErrorCode::KeyMissing)
}

/// Does it, or answers what was answered when it was done.
///
/// Rules: the same key with other words is refused (422); while the first request runs, a second is told to wait
/// (409); afterwards it gets the same answer. A request that is refused keeps nothing, so it can be mended and sent
/// again with its key.
pub async fn once<E: Endpoint>(
    context: &Context,
    key: &IdempotencyKey,
    request: &E::Request,
    act: impl AsyncFnOnce(&mut Transaction) -> Result<E::Reply, Refusal>,
) -> Result<E::Reply, Refusal> {
    let Some(_place) = context.running().enter(key.as_str()) else {
        return Err(ApiError { retry_after: Some(1), ..ErrorCode::KeyRunning.into() }.into());
    };
    let words = serde_json::to_vec(request).map_err(|error| Refusal::Broken(error.to_string()))?;
    // Keyed, because the words may hold a phone number, which a plain hash would not hide.
    let fingerprint = context.key().fingerprint(E::PATH, &words);
    let mut transaction = context.store().begin().await?;
    let mine = transaction
        .execute(
            "INSERT INTO idempotency (key, fingerprint, answer, answered_at) VALUES ($1, $2, '', $3) \
             ON CONFLICT (key) DO NOTHING",
            &[key.as_str().into(), fingerprint.as_slice().into(), Value::Int(context.now().unix())],
        )
        .await?;
    if mine == 0 {
        let rows = transaction
            .rows("SELECT fingerprint, answer FROM idempotency WHERE key = $1", &[key.as_str().into()])
            .await?;
        return rows.first().map_or(Err(ErrorCode::KeyRunning.into()), |row| answered_before(row, &fingerprint));
    }
    let reply = act(&mut transaction).await?;
    let answer = serde_json::to_string(&reply).map_err(|error| Refusal::Broken(error.to_string()))?;
    transaction
        .execute("UPDATE idempotency SET answer = $1 WHERE key = $2", &[answer.into(), key.as_str().into()])
        .await?;
    transaction.commit().await?;
    Ok(reply)
}

/// How often a form looks whether the first press of its button has been worked on: a citizen does not see it.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Where a button was pressed twice, the browser shows only the answer to the second press: it waits for the first. The
/// server's limit on time ends the wait.
pub async fn when_first_is_done<T, F>(act: impl Fn() -> F) -> Result<T, Refusal>
where
    F: Future<Output = Result<T, Refusal>>,
{
    loop {
        match act().await {
            Err(Refusal::Asked(error)) if error.code == ErrorCode::KeyRunning => tokio::time::sleep(LOOK_AGAIN).await,
            answer => return answer,
        }
    }
}

fn answered_before<T: DeserializeOwned>(row: &Row, fingerprint: &[u8]) -> Result<T, Refusal> {
    if row.bytes(0)? == fingerprint { Ok(row.json(1)?) } else { Err(ErrorCode::KeyReused.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_place_at_a_time() {
        let running = Running::default();
        let first = running.enter("k");
        assert!(first.is_some());
        assert!(running.enter("k").is_none());
        assert!(running.enter("k").is_none(), "a refused place gives back nothing");
        drop(first);
        assert!(running.enter("k").is_some());
    }
}
