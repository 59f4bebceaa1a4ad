//! Sessions: 256 random bits in a cookie, of which the database knows a keyed hash.

use axum::http::{HeaderMap, HeaderValue};
use zhangban_api::staff::Role;

use super::{SignedIn, action};
use crate::audit;
use crate::context::Context;
use crate::first_paint;
use crate::identity_key::IdentityKey;
use crate::random::random;
use crate::refusal::Refusal;
use crate::store::{StoreError, Transaction, Value};

/// The cookie of the desk. `__Host-`: a browser takes it only with `Secure`, for this host alone.
pub const COOKIE: &str = "__Host-zhangban-desk";

/// After how many seconds without a request a session has ended: somebody has left her desk.
const IDLE: i64 = 30 * 60;

/// After how many seconds a session has ended in any case: a long day at the desk.
const WHOLE: i64 = 12 * 60 * 60;

/// How many seconds pass before it is written down again that somebody is there: not every request writes.
const SEEN_EVERY: i64 = 60;

/// What the browser of somebody who is signed in holds.
pub(crate) struct Token([u8; 32]);

impl Token {
    pub(super) fn new() -> Result<Self, getrandom::Error> {
        random().map(Self)
    }

    /// The token that a request came with.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(first_paint::cookie(headers, COOKIE)?, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    fn hash(&self, key: &IdentityKey) -> [u8; 32] {
        key.keyed("session of the desk", &self.0)
    }

    fn form_token(&self, key: &IdentityKey) -> String {
        hex::encode(key.keyed("form of the desk", &self.0))
    }

    /// Gives it to the browser, until that is closed or the session has ended.
    pub(crate) fn cookie(&self) -> Result<HeaderValue, Refusal> {
        let cookie = format!("{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Strict", hex::encode(self.0));
        HeaderValue::from_str(&cookie).map_err(|error| Refusal::Broken(error.to_string()))
    }
}

/// Takes the cookie away from the browser.
pub(crate) fn forget() -> HeaderValue {
    HeaderValue::from_static("__Host-zhangban-desk=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
}

/// Begins a session; one that the browser had before has ended, and so have all that are over.
pub(super) async fn begin(
    context: &Context,
    transaction: &mut Transaction,
    staff: i64,
    former: Option<&Token>,
) -> Result<Token, Refusal> {
    let (token, now) = (Token::new()?, context.now().unix());
    let former = former.map_or([0; 32], |former| former.hash(context.key()));
    let over = "DELETE FROM staff_sessions WHERE expires_at <= $1 OR seen_at <= $2 OR token = $3";
    transaction.execute(over, &[Value::Int(now), Value::Int(now - IDLE), former.as_slice().into()]).await?;
    let hash = token.hash(context.key());
    let values = [hash.as_slice().into(), Value::Int(staff), Value::Int(now), Value::Int(now), Value::Int(now + WHOLE)];
    let sql = "INSERT INTO staff_sessions (token, staff, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    transaction.execute(sql, &values).await?;
    Ok(token)
}

/// Whose session this is, if it has not ended; writes down that she is there.
pub(super) async fn find(context: &Context, token: &Token) -> Result<Option<SignedIn>, StoreError> {
    let (hash, now) = (token.hash(context.key()), context.now().unix());
    let sql = "SELECT staff.id, staff.name, staff.shown_name, staff.role, staff.department, staff_sessions.seen_at \
               FROM staff_sessions JOIN staff ON staff.id = staff_sessions.staff \
               WHERE staff_sessions.token = $1 AND staff.disabled = 0 \
               AND staff_sessions.expires_at > $2 AND staff_sessions.seen_at > $3";
    let values = [hash.as_slice().into(), Value::Int(now), Value::Int(now - IDLE)];
    let Some(row) = context.store().row(sql, &values).await? else { return Ok(None) };
    if row.int(5)? + SEEN_EVERY <= now {
        let mut transaction = context.store().begin().await?;
        let seen = "UPDATE staff_sessions SET seen_at = $1 WHERE token = $2";
        transaction.execute(seen, &[Value::Int(now), hash.as_slice().into()]).await?;
        transaction.commit().await?;
    }
    Ok(Some(SignedIn {
        id: row.int(0)?,
        name: row.text(1)?.to_owned(),
        shown_name: row.text(2)?.to_owned(),
        role: row.parsed(3, Role::parse)?,
        department: Some(row.text(4)?.to_owned()).filter(|department| !department.is_empty()),
        form_token: token.form_token(context.key()),
    }))
}

/// Ends the session of somebody who leaves.
pub(crate) async fn sign_out(context: &Context, who: &SignedIn, token: &Token) -> Result<(), StoreError> {
    let mut transaction = context.store().begin().await?;
    let hash = token.hash(context.key());
    transaction.execute("DELETE FROM staff_sessions WHERE token = $1", &[hash.as_slice().into()]).await?;
    audit::record(&mut transaction, context.now(), &who.name, action::SIGN_OUT, &who.name, &()).await?;
    transaction.commit().await
}

/// Ends all sessions of an account.
pub(super) async fn end_all(transaction: &mut Transaction, staff: i64) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM staff_sessions WHERE staff = $1", &[Value::Int(staff)]).await.map(drop)
}

/// Ends all sessions of an account but this one.
pub(super) async fn end_others(
    context: &Context,
    transaction: &mut Transaction,
    staff: i64,
    mine: &Token,
) -> Result<(), StoreError> {
    let hash = mine.hash(context.key());
    let sql = "DELETE FROM staff_sessions WHERE staff = $1 AND token <> $2";
    transaction.execute(sql, &[Value::Int(staff), hash.as_slice().into()]).await.map(drop)
}
