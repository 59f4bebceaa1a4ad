//! A clock that stands still until a test sets it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use zhangban_api::Moment;
use zhangban_server::clock::Clock;

/// A clock that stands still until a test sets it; clones are the same clock.
#[derive(Clone, Debug)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// A clock that stands at a moment.
    pub fn at(moment: Moment) -> Self {
        Self(Arc::new(AtomicI64::new(moment.unix())))
    }

    /// Sets it.
    pub fn set(&self, moment: Moment) {
        self.0.store(moment.unix(), Ordering::SeqCst);
    }

    /// What time it is.
    pub fn now(&self) -> Moment {
        Moment::from_unix(self.0.load(Ordering::SeqCst))
    }

    /// The same clock as a server takes it.
    pub fn for_server(&self) -> Clock {
        let clock = self.clone();
        Clock::new(move || clock.now())
    }
}
