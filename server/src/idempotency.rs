//! Doing a thing once, however often it is sent.
//!
//! The answer is kept under the key of the request, in the transaction of what was done: either both are there or
//! neither is.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::HeaderMap;
use serde::Serialize;
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
    key_in(&asked.headers)
}

/// The key among the headers of a request.
pub fn key_in(headers: &HeaderMap) -> Result<IdempotencyKey, ErrorCode> {
    let header = headers.get(IdempotencyKey::HEADER).and_then(|value| value.to_str().ok());
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
    let words = serde_json::to_vec(request).map_err(|error| Refusal::Broken(error.to_string()))?;
    Doing::begin::<E>(context, key, &words)?.write(context, act).await
}

/// What was answered under a key, whatever the words were: a key is random, and whoever has it is who sent them. `None` where
/// nothing was done under it; while something is, the caller is told to wait (409).
pub async fn answered<E: Endpoint>(context: &Context, key: &IdempotencyKey) -> Result<Option<E::Reply>, Refusal> {
    let _doing = Doing::begin::<E>(context, key, &[])?;
    let row = context.store().row(ANSWERED, &[key.as_str().into()]).await?;
    // What another endpoint has answered reads as nothing of ours.
    Ok(row.and_then(|row| row.json(1).ok()))
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

/// A thing that is being done under a key, step by step: for what takes long before it can be written. Others with the
/// same key are told to wait until this is dropped.
pub struct Doing<'a> {
    _place: Place<'a>,
    key: &'a IdempotencyKey,
    fingerprint: [u8; 32],
}

impl<'a> Doing<'a> {
    /// Begins, unless it has begun already.
    pub fn begin<E: Endpoint>(context: &'a Context, key: &'a IdempotencyKey, words: &[u8]) -> Result<Self, Refusal> {
        let Some(place) = context.running().enter(key.as_str()) else {
            return Err(ApiError { retry_after: Some(1), ..ErrorCode::KeyRunning.into() }.into());
        };
        // Keyed, because the words may hold a phone number, which a plain hash would not hide.
        Ok(Self { _place: place, key, fingerprint: context.key().fingerprint(E::PATH, words) })
    }

    /// What was answered when it was done, if it was.
    pub async fn answered_before<T: DeserializeOwned>(&self, context: &Context) -> Result<Option<T>, Refusal> {
        let row = context.store().row(ANSWERED, &[self.key.as_str().into()]).await?;
        row.map(|row| answered_before(&row, &self.fingerprint)).transpose()
    }

    /// Does it in a transaction together with its answer, or answers what was answered when it was done.
    pub async fn write<T: Serialize + DeserializeOwned>(
        self,
        context: &Context,
        act: impl AsyncFnOnce(&mut Transaction) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut transaction = context.store().begin().await?;
        let mine = transaction
            .execute(
                "INSERT INTO idempotency (key, fingerprint, answer, answered_at) VALUES ($1, $2, '', $3) \
                 ON CONFLICT (key) DO NOTHING",
                &[self.key.as_str().into(), self.fingerprint.as_slice().into(), Value::Int(context.now().unix())],
            )
            .await?;
        if mine == 0 {
            let rows = transaction.rows(ANSWERED, &[self.key.as_str().into()]).await?;
            let before = rows.first().ok_or(ErrorCode::KeyRunning)?;
            return answered_before(before, &self.fingerprint);
        }
        let reply = act(&mut transaction).await?;
        let answer = serde_json::to_string(&reply).map_err(|error| Refusal::Broken(error.to_string()))?;
        transaction
            .execute("UPDATE idempotency SET answer = $1 WHERE key = $2", &[answer.into(), self.key.as_str().into()])
            .await?;
        transaction.commit().await?;
        Ok(reply)
    }
}

const ANSWERED: &str = "SELECT fingerprint, answer FROM idempotency WHERE key = $1";

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
