//! Signing in: a name, a password and a code are looked at together, and whatever is wrong, the answer is the same.
//!
//! Nobody is ever locked out. Tries at one name are slowed instead: after some that were wrong, each waits a little before
//! it is looked at, and only a few may wait for the same name at once, so that whoever hammers at one account keeps
//! nobody else out. It is counted in memory, by each server for itself: what really keeps a stranger out is that she needs
//! the password and the code of this half minute in the same try.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

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

/// How many wrong tries cost no time: people mistype.
const FREE: u32 = 4;

/// The longest that a try waits. A request as a whole has eight seconds.
const LONGEST: Duration = Duration::from_secs(4);

/// After how many seconds without a wrong try they are forgotten.
const FORGET: i64 = 15 * 60;

/// Of how many names tries are remembered at most.
const NAMES: usize = 10_000;

/// Where people sign in, one for each server.
pub struct Door {
    hashing: Semaphore,
    places: Semaphore,
    tries: Mutex<HashMap<u64, Tries>>,
    /// A name is remembered by its hash: what is typed as a name may be a password.
    names: RandomState,
}

#[derive(Clone, Copy)]
struct Tries {
    wrong: u32,
    last: Moment,
    inside: u32,
}

impl Tries {
    fn are_over(self, now: Moment) -> bool {
        self.inside == 0 && (self.wrong == 0 || self.last.unix() + FORGET <= now.unix())
    }
}

impl Default for Door {
    fn default() -> Self {
        Self {
            hashing: Semaphore::new(HASHING),
            places: Semaphore::new(PLACES),
            tries: Mutex::default(),
            names: RandomState::new(),
        }
    }
}

/// A place among those who try a name, given back when dropped.
struct Place<'a> {
    door: &'a Door,
    name: u64,
}

impl Door {
    /// A place for a try, and how long it waits before it is looked at.
    fn enter(&self, name: &str, now: Moment) -> Option<(Place<'_>, Duration)> {
        let name = self.names.hash_one(name);
        let mut all = self.tries();
        if all.len() >= NAMES && !all.contains_key(&name) {
            all.retain(|_, tries| !tries.are_over(now));
            let oldest = all.iter().filter(|(_, tries)| tries.inside == 0).min_by_key(|(_, tries)| tries.last);
            if let Some(oldest) = oldest.map(|(name, _)| *name).filter(|_| all.len() >= NAMES) {
                all.remove(&oldest);
            }
        }
        let tries = all.entry(name).or_insert(Tries { wrong: 0, last: now, inside: 0 });
        if tries.are_over(now) {
            tries.wrong = 0;
        }
        (tries.inside < PLACES_FOR_A_NAME).then(|| {
            tries.inside += 1;
            (Place { door: self, name }, wait(tries.wrong))
        })
    }

    fn tries(&self) -> MutexGuard<'_, HashMap<u64, Tries>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place<'_> {
    fn was_wrong(&self, now: Moment) {
        if let Some(tries) = self.door.tries().get_mut(&self.name) {
            tries.wrong = tries.wrong.saturating_add(1);
            tries.last = now;
        }
    }

    fn was_right(&self) {
        if let Some(tries) = self.door.tries().get_mut(&self.name) {
            tries.wrong = 0;
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut all = self.door.tries();
        if let Some(tries) = all.get_mut(&self.name) {
            tries.inside = tries.inside.saturating_sub(1);
            if tries.inside == 0 && tries.wrong == 0 {
                all.remove(&self.name);
            }
        }
    }
}

/// Half a second after the fourth wrong try, and twice as long after each further one.
fn wait(wrong: u32) -> Duration {
    match wrong.checked_sub(FREE) {
        None => Duration::ZERO,
        Some(doublings) => Duration::from_millis(500).saturating_mul(1 << doublings.min(8)).min(LONGEST),
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
    let busy = || ApiError::overloaded(RETRY_AFTER);
    // Whatever cannot be a name is looked up all the same, as one that nobody has.
    let name = StaffName::parse(&typed.name).map_or(String::new(), |name| name.as_str().to_owned());
    let key = if name.is_empty() { &typed.name } else { &name };
    let _place = door.places.try_acquire().map_err(|_| busy())?;
    let (place, wait) = door.enter(key, now).ok_or_else(busy)?;
    tokio::time::sleep(wait).await;
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
        place.was_right();
        return Ok(token);
    }
    place.was_wrong(now);
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
    let (place, wait) = door.enter(&who.name, now).ok_or_else(|| ApiError::overloaded(RETRY_AFTER))?;
    tokio::time::sleep(wait).await;
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
        place.was_wrong(now);
        return Err(ApiError::invalid(vec![FieldError::new(field::PASSWORD, WRONG_PASSWORD)]).into());
    };
    let hash = hash.map_err(|error| broken(error.to_string()))?;
    place.was_right();
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

    const NOW: i64 = 1_750_000_000;

    fn now() -> Moment {
        Moment::from_unix(NOW)
    }

    /// Enters, is wrong, and says how long it had to wait.
    fn wrong(door: &Door, name: &str, at: Moment) -> Duration {
        let (place, wait) = door.enter(name, at).unwrap();
        place.was_wrong(at);
        wait
    }

    #[test]
    fn wrong_tries_at_a_name_are_slowed_and_never_stopped() {
        let door = Door::default();
        let waits: Vec<_> = (0..10).map(|_| wrong(&door, "zhang", now()).as_millis()).collect();
        assert_eq!(waits, [0, 0, 0, 0, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
        assert_eq!(wrong(&door, "wang", now()), Duration::ZERO, "another name is another matter");
    }

    #[test]
    fn a_right_try_and_a_quarter_of_an_hour_forget_the_wrong_ones() {
        let door = Door::default();
        for _ in 0..6 {
            wrong(&door, "zhang", now());
        }
        let (place, wait) = door.enter("zhang", now()).unwrap();
        assert!(wait > Duration::ZERO);
        place.was_right();
        drop(place);
        assert_eq!(wrong(&door, "zhang", now()), Duration::ZERO);
        for _ in 0..6 {
            wrong(&door, "zhang", now());
        }
        assert_eq!(wrong(&door, "zhang", now().plus_seconds(FORGET)), Duration::ZERO);
    }

    #[test]
    fn whoever_hammers_at_one_name_leaves_the_others_their_places() {
        let door = Door::default();
        let inside: Vec<_> = (0..4).map(|_| door.enter("zhang", now()).unwrap()).collect();
        assert!(door.enter("zhang", now()).is_none());
        assert!(door.enter("wang", now()).is_some());
        drop(inside);
        assert!(door.enter("zhang", now()).is_some());
    }

    #[test]
    fn made_up_names_fill_no_memory() {
        let door = Door::default();
        for name in 0..NAMES + 100 {
            wrong(&door, &name.to_string(), now());
        }
        assert!(door.tries().len() <= NAMES);
        door.enter("zhang", now()).unwrap().0.was_right();
        assert!(!door.tries().contains_key(&door.names.hash_one("zhang")), "who is right leaves nothing behind");
    }
}
