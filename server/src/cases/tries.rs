//! Wrong tries to open a case make the next one slower, and never impossible: nobody can lock out another.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use zhangban_api::Moment;

/// So many wrong tries cost nothing: people mistype.
const FREE: u32 = 3;
/// The longest wait: within what a request may take, with time left for the answer.
const LONGEST: Duration = Duration::from_secs(4);
/// After so many seconds without a wrong try all is forgotten.
const FORGOTTEN_AFTER: i64 = 15 * 60;
/// As many numbers are remembered; made-up ones push out the oldest.
const MOST: usize = 10_000;

/// Wrong tries of late, by what was tried.
#[derive(Default)]
pub struct Tries(Mutex<HashMap<String, Tried>>);

struct Tried {
    wrong: u32,
    last: i64,
}

impl Tries {
    /// How long the next try of this must wait.
    pub fn wait(&self, of: &str, now: Moment) -> Duration {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let late = |tried: &&Tried| (now.unix() - tried.last).abs() < FORGOTTEN_AFTER;
        let wrong = all.get(of).filter(late).map_or(0, |tried| tried.wrong);
        match wrong.checked_sub(FREE) {
            None => Duration::ZERO,
            Some(over) => (Duration::from_millis(500) * 2_u32.saturating_pow(over.min(8))).min(LONGEST),
        }
    }

    /// It was wrong.
    pub fn wrong(&self, of: &str, now: Moment) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST && !all.contains_key(of) {
            let oldest = all.iter().min_by_key(|(_, tried)| tried.last).map(|(of, _)| of.clone());
            oldest.and_then(|oldest| all.remove(&oldest));
        }
        let tried = all.entry(of.to_owned()).or_insert(Tried { wrong: 0, last: now.unix() });
        if (now.unix() - tried.last).abs() >= FORGOTTEN_AFTER {
            tried.wrong = 0;
        }
        tried.wrong = tried.wrong.saturating_add(1);
        tried.last = now.unix();
    }

    /// It was right: her own mistakes are forgotten.
    pub fn right(&self, of: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(of);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_become_slower_and_are_never_refused() {
        let (tries, now) = (Tries::default(), Moment::from_unix(1_000_000));
        for _ in 0..FREE {
            assert_eq!(tries.wait("n", now), Duration::ZERO);
            tries.wrong("n", now);
        }
        assert_eq!(tries.wait("n", now), Duration::from_millis(500));
        for _ in 0..1_000 {
            tries.wrong("n", now);
        }
        assert_eq!(tries.wait("n", now), LONGEST);
        assert_eq!(tries.wait("other", now), Duration::ZERO);
        assert_eq!(tries.wait("n", now.plus_seconds(FORGOTTEN_AFTER)), Duration::ZERO);
        tries.right("n");
        assert_eq!(tries.wait("n", now), Duration::ZERO);
    }

    #[test]
    fn made_up_numbers_do_not_fill_the_memory() {
        let (tries, now) = (Tries::default(), Moment::from_unix(1_000_000));
        for number in 0..MOST + 50 {
            tries.wrong(&number.to_string(), now);
        }
        assert_eq!(tries.0.lock().unwrap().len(), MOST);
    }
}
