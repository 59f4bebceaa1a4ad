//! Wrong tries at a secret make the next one slower, and never impossible: nobody can lock out another.
//!
//! They are counted in memory, by each server for itself.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use zhangban_api::Moment;

/// How many wrong tries cost no time: people mistype.
const FREE: u32 = 4;

/// The longest that a try waits. A request as a whole has eight seconds.
const LONGEST: Duration = Duration::from_secs(4);

/// After how many seconds without a wrong try they are forgotten.
const FORGET: i64 = 15 * 60;

/// Of how many names tries are remembered at most; made-up ones push out the oldest.
const NAMES: usize = 10_000;

/// Wrong tries of late, by what was tried.
#[derive(Default)]
pub struct Tries {
    all: Mutex<HashMap<u64, Tried>>,
    /// A name is remembered by its hash: what is typed as a name may be a password.
    names: RandomState,
}

#[derive(Clone, Copy)]
struct Tried {
    wrong: u32,
    last: Moment,
    inside: u32,
}

impl Tried {
    fn is_over(self, now: Moment) -> bool {
        self.inside == 0 && (self.wrong == 0 || (now.unix() - self.last.unix()).abs() >= FORGET)
    }
}

/// A try that has begun; it ends when dropped.
pub struct Try<'a> {
    tries: &'a Tries,
    name: u64,
    wait: Duration,
    at_once: u32,
}

impl Tries {
    /// Begins a try at a name.
    pub fn begin(&self, name: &str, now: Moment) -> Try<'_> {
        let name = self.names.hash_one(name);
        let mut all = self.all();
        if all.len() >= NAMES && !all.contains_key(&name) {
            all.retain(|_, tried| !tried.is_over(now));
            let oldest = all.iter().filter(|(_, tried)| tried.inside == 0).min_by_key(|(_, tried)| tried.last);
            if let Some(oldest) = oldest.map(|(name, _)| *name).filter(|_| all.len() >= NAMES) {
                all.remove(&oldest);
            }
        }
        let tried = all.entry(name).or_insert(Tried { wrong: 0, last: now, inside: 0 });
        if tried.is_over(now) {
            tried.wrong = 0;
        }
        tried.inside = tried.inside.saturating_add(1);
        Try { tries: self, name, wait: wait(tried.wrong), at_once: tried.inside }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<u64, Tried>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Try<'_> {
    /// How many tries at this name there are just now, with this one.
    pub const fn at_once(&self) -> u32 {
        self.at_once
    }

    /// Waits as long as the wrong ones before it demand.
    pub async fn wait(&self) {
        tokio::time::sleep(self.wait).await;
    }

    /// It was wrong.
    pub fn was_wrong(&self, now: Moment) {
        if let Some(tried) = self.tries.all().get_mut(&self.name) {
            tried.wrong = tried.wrong.saturating_add(1);
            tried.last = now;
        }
    }

    /// It was right: her own mistakes are forgotten.
    pub fn was_right(&self) {
        if let Some(tried) = self.tries.all().get_mut(&self.name) {
            tried.wrong = 0;
        }
    }
}

impl Drop for Try<'_> {
    fn drop(&mut self) {
        let mut all = self.tries.all();
        if let Some(tried) = all.get_mut(&self.name) {
            tried.inside = tried.inside.saturating_sub(1);
            if tried.inside == 0 && tried.wrong == 0 {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Moment {
        Moment::from_unix(1_750_000_000)
    }

    /// Begins a try, is wrong, and says how long it had to wait.
    fn wrong(tries: &Tries, name: &str, at: Moment) -> Duration {
        let this = tries.begin(name, at);
        this.was_wrong(at);
        this.wait
    }

    #[test]
    fn wrong_tries_at_a_name_are_slowed_and_never_stopped() {
        let tries = Tries::default();
        let waits: Vec<_> = (0..10).map(|_| wrong(&tries, "zhang", now()).as_millis()).collect();
        assert_eq!(waits, [0, 0, 0, 0, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
        assert_eq!(wrong(&tries, "wang", now()), Duration::ZERO, "another name is another matter");
        for _ in 0..1_000 {
            wrong(&tries, "zhang", now());
        }
        assert_eq!(wrong(&tries, "zhang", now()), LONGEST);
    }

    #[test]
    fn a_right_try_and_a_quarter_of_an_hour_forget_the_wrong_ones() {
        let tries = Tries::default();
        for _ in 0..6 {
            wrong(&tries, "zhang", now());
        }
        let right = tries.begin("zhang", now());
        assert!(right.wait > Duration::ZERO);
        right.was_right();
        drop(right);
        assert_eq!(wrong(&tries, "zhang", now()), Duration::ZERO);
        for _ in 0..6 {
            wrong(&tries, "zhang", now());
        }
        assert_eq!(wrong(&tries, "zhang", now().plus_seconds(FORGET)), Duration::ZERO);
    }

    #[test]
    fn tries_at_once_are_counted_by_name() {
        let tries = Tries::default();
        let inside: Vec<_> = (0..4).map(|_| tries.begin("zhang", now())).collect();
        assert_eq!(tries.begin("zhang", now()).at_once(), 5);
        assert_eq!(tries.begin("wang", now()).at_once(), 1);
        drop(inside);
        assert_eq!(tries.begin("zhang", now()).at_once(), 1);
    }

    #[test]
    fn made_up_names_fill_no_memory() {
        let tries = Tries::default();
        for name in 0..NAMES + 100 {
            wrong(&tries, &name.to_string(), now());
        }
        assert!(tries.all().len() <= NAMES);
        tries.begin("zhang", now()).was_right();
        assert!(!tries.all().contains_key(&tries.names.hash_one("zhang")), "who is right leaves nothing behind");
    }
}
