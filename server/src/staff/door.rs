//! Signing in: a name, a password and a code are looked at together, and whatever is wrong, the answer is the same.
//!
//! Nobody is ever locked out. Tries at one name are slowed instead: after some that were wrong, each waits a little before
//! it is looked at, and only a few may wait for the same name at once, so that whoever hammers at one account keeps
//! nobody else out. It is counted in memory, by each server for itself: what really keeps a stranger out is that she needs
//! the password and the code of this half minute in the same try.

use tokio::sync::Semaphore;
use zhangban_api::staff::{Credentials, StaffName, WRONG, field};
use zhangban_api::{ApiError, ErrorCode, FieldError, Message, Moment};

use super::password::Password;
use super::session::{self, Token};
use super::totp::Secret;
use super::{SignedIn, action, password};
use crate::audit;
use crate::context::Context;
use crate::refusal::Refusal;
use crate::store::{Row, Value};
use crate::tries::{Tries, Try};

const WRONG_PASSWORD: Message =
    Message::new("现在的密码不正确，请重新填写", "This is not the password you have. Enter it again");

/// How many passwords are hashed at once: each takes 19 MiB and a processor. Citizens need the other processors.
const HASHING: usize = 2;

/// How many may be signing in at once: what these two can hash before anybody loses patience.
const PLACES: usize = 64;

/// How many may be trying the same name at once.
const PLACES_FOR_A_NAME: u32 = 4;

/// After how many seconds whoever found no place should come again.
const RETRY_AFTER: u32 = 3;

/// Where people sign in, one for each server.
pub struct Door {
    hashing: Semaphore,
    places: Semaphore,
    tries: Tries,
}

impl Default for Door {
    fn default() -> Self {
        Self { hashing: Semaphore::new(HASHING), places: Semaphore::new(PLACES), tries: Tries::default() }
    }
}

impl Door {
    /// A try at a name, unless too many are waiting for the same.
    fn enter(&self, name: &str, now: Moment) -> Result<Try<'_>, ApiError> {
        let this = self.tries.begin(name, now);
        if this.at_once() > PLACES_FOR_A_NAME { Err(ApiError::overloaded(RETRY_AFTER)) } else { Ok(this) }
    }
}

/// An account as far as signing in needs it; somebody who is nobody has one too, which nothing fits.
struct Asked {
    id: Option<i64>,
    name: String,
    password: String,
    secret: Secret,
    last_step: i64,
}

impl Asked {
    fn nobody() -> Self {
        Self {
            id: None,
            name: String::new(),
            password: password::NOBODY.to_owned(),
            secret: Secret::nobody(),
            last_step: 0,
        }
    }

    fn read(context: &Context, row: &Row) -> Result<Self, Refusal> {
        let name = row.text(1)?.to_owned();
        let secret = Secret::open(row.bytes(3)?, context.key(), &name);
        Ok(Self {
            id: Some(row.int(0)?),
            password: row.text(2)?.to_owned(),
            secret: secret.map_err(|error| Refusal::Broken(error.to_string()))?,
            last_step: row.int(4)?,
            name,
        })
    }
}

/// Signs somebody in, and answers what her browser is to hold. `former` is what it held before.
pub(crate) async fn sign_in(context: &Context, typed: Credentials, former: Option<&Token>) -> Result<Token, Refusal> {
    let (door, now) = (context.door(), context.now());
    // Whatever cannot be a name is looked up all the same, as one that nobody has.
    let name = StaffName::parse(&typed.name).map_or(String::new(), |name| name.as_str().to_owned());
    let key = if name.is_empty() { &typed.name } else { &name };
    let _place = door.places.try_acquire().map_err(|_| ApiError::overloaded(RETRY_AFTER))?;
    let this_try = door.enter(key, now)?;
    this_try.wait().await;
    let asked = look_up(context, &name).await?;
    let step = asked.secret.step_of(typed.code, now, asked.last_step);
    let password_fits = {
        let _turn = door.hashing.acquire().await.map_err(|error| Refusal::Broken(error.to_string()))?;
        let hash = asked.password.clone();
        tokio::task::spawn_blocking(move || password::fits(&typed.password, &hash))
            .await
            .map_err(|error| Refusal::Broken(error.to_string()))?
    };
    let token = match (asked.id, step) {
        (Some(id), Some(step)) if password_fits => open(context, id, &asked, step, former).await?,
        _ => None,
    };
    if let Some(token) = token {
        this_try.was_right();
        return Ok(token);
    }
    this_try.was_wrong(now);
    Err(ApiError { message: WRONG.into(), ..ErrorCode::NotSignedIn.into() }.into())
}

async fn look_up(context: &Context, name: &str) -> Result<Asked, Refusal> {
    let sql = "SELECT id, name, password, totp, totp_step FROM staff WHERE name = $1 AND disabled = 0";
    let row = context.store().row(sql, &[name.into()]).await?;
    row.map_or_else(|| Ok(Asked::nobody()), |row| Asked::read(context, &row))
}

/// Takes the code and begins the session, in one transaction; nothing if the code was taken or the account changed while it
/// was looked at.
async fn open(
    context: &Context,
    id: i64,
    asked: &Asked,
    step: i64,
    former: Option<&Token>,
) -> Result<Option<Token>, Refusal> {
    let mut transaction = context.store().begin().await?;
    let take = "UPDATE staff SET totp_step = $1 WHERE id = $2 AND totp_step < $1 AND password = $3 AND disabled = 0";
    let values = [Value::Int(step), Value::Int(id), asked.password.as_str().into()];
    if transaction.execute(take, &values).await? == 0 {
        return Ok(None);
    }
    let token = session::begin(context, &mut transaction, id, former).await?;
    audit::record(&mut transaction, context.now(), &asked.name, action::SIGN_IN, &asked.name, &()).await?;
    transaction.commit().await?;
    Ok(Some(token))
}

/// Gives somebody who is signed in another password, if she knows the one she has. Whoever else is signed in with her
/// account is signed out: she may be changing it because somebody is.
///
/// Rule: tries are slowed as at the door, so that nobody guesses at a desk that was left open.
pub(crate) async fn change_password(
    context: &Context,
    who: &SignedIn,
    mine: &Token,
    typed: String,
    new: Password,
) -> Result<(), Refusal> {
    let (door, now) = (context.door(), context.now());
    let this_try = door.enter(&who.name, now)?;
    this_try.wait().await;
    let kept = "SELECT password FROM staff WHERE id = $1 AND disabled = 0";
    let kept = context.store().row(kept, &[Value::Int(who.id)]).await?.ok_or(ErrorCode::NotSignedIn)?;
    let kept = kept.text(0)?.to_owned();
    let broken = |error: String| Refusal::Broken(error);
    let hash = {
        let _turn = door.hashing.acquire().await.map_err(|error| broken(error.to_string()))?;
        let kept = kept.clone();
        let work = move || password::fits(&typed, &kept).then(|| new.hash());
        tokio::task::spawn_blocking(work).await.map_err(|error| broken(error.to_string()))?
    };
    let Some(hash) = hash else {
        this_try.was_wrong(now);
        return Err(ApiError::invalid(vec![FieldError::new(field::PASSWORD, WRONG_PASSWORD)]).into());
    };
    let hash = hash.map_err(|error| broken(error.to_string()))?;
    this_try.was_right();
    let mut transaction = context.store().begin().await?;
    let sql = "UPDATE staff SET password = $1 WHERE id = $2 AND password = $3 AND disabled = 0";
    let values = [hash.into(), Value::Int(who.id), kept.into()];
    if transaction.execute(sql, &values).await? == 0 {
        return Err(ErrorCode::NotSignedIn.into());
    }
    session::end_others(context, &mut transaction, who.id, mine).await?;
    audit::record(&mut transaction, now, &who.name, action::PASSWORD, &who.name, &()).await?;
    Ok(transaction.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_hammers_at_one_name_leaves_the_others_their_places() {
        let (door, now) = (Door::default(), Moment::from_unix(1_750_000_000));
        let inside: Vec<_> = (0..PLACES_FOR_A_NAME).map(|_| door.enter("zhang", now).unwrap()).collect();
        assert!(door.enter("zhang", now).is_err());
        assert!(door.enter("wang", now).is_ok());
        drop(inside);
        assert!(door.enter("zhang", now).is_ok());
    }
}
