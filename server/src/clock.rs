//! The server's clock. Tests set it; everything that depends on time asks it once for each request.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use zhangban_api::Moment;

/// Where the time comes from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Moment + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::new(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            Moment::from_unix(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
        })
    }

    /// A clock that says what it is told.
    pub fn new(now: impl Fn() -> Moment + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// What time it is.
    pub fn now(&self) -> Moment {
        (self.0)()
    }
}
