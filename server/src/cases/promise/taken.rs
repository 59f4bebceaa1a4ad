//! The log as it was taken last, for everybody who asks: a flood of questions costs one look at the cases.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use zhangban_api::cases::promise::{self, LogRow, Promise, PromiseRow};

use crate::context::Context;
use crate::kept::Edition;
use crate::store::StoreError;

/// The log, and what was worked out from it.
pub struct Taken {
    /// The log, from the oldest case on.
    pub log: Vec<LogRow>,
    /// The figures, and when both were taken.
    pub promise: Promise,
    /// What answers that are made of it are kept by.
    pub edition: Edition,
}

/// What was taken last.
#[derive(Default)]
pub struct Keeper {
    newest: RwLock<Option<(Mark, Arc<Taken>)>>,
    /// Held by whoever takes it anew, so that nobody else does.
    taking: tokio::sync::Mutex<()>,
    changes: AtomicU64,
    takings: AtomicU64,
}

/// When something was taken, and of what.
#[derive(Clone, Copy)]
struct Mark {
    second: i64,
    /// How many changes of cases this server had heard of.
    changes: u64,
    /// The version of the department's data, which has the names of the offices.
    version: i64,
}

impl Mark {
    fn of(context: &Context) -> Self {
        Self {
            second: context.now().unix(),
            changes: context.promise().changes.load(Ordering::Acquire),
            version: context.published().version,
        }
    }

    /// Rules: what is late depends on the time, and other servers change cases as well, so nothing is older than the minute.
    /// A change on this server is seen in the next second; how often the cases are looked through then depends neither on
    /// how many people ask nor on how many file.
    fn still_holds(&self, now: &Self) -> bool {
        let same_minute = self.second.div_euclid(60) == now.second.div_euclid(60);
        let seen = self.changes == now.changes || self.second == now.second;
        same_minute && seen && self.version == now.version
    }
}

impl Keeper {
    /// Something happened to a case.
    pub fn changed(&self) {
        self.changes.fetch_add(1, Ordering::Release);
    }

    fn newest(&self, now: &Mark) -> Option<Arc<Taken>> {
        let newest = self.newest.read().unwrap_or_else(PoisonError::into_inner);
        newest.as_ref().filter(|(mark, _)| mark.still_holds(now)).map(|(_, taken)| taken.clone())
    }
}

/// The log and its figures as they are now.
pub async fn taken(context: &Context) -> Result<Arc<Taken>, StoreError> {
    let keeper = context.promise();
    if let Some(taken) = keeper.newest(&Mark::of(context)) {
        return Ok(taken);
    }
    let _alone = keeper.taking.lock().await;
    // Read before the cases are: a change that comes meanwhile is one that was not seen.
    let mark = Mark::of(context);
    if let Some(taken) = keeper.newest(&mark) {
        return Ok(taken);
    }
    let as_of = context.now();
    let log = super::log(context, as_of).await?;
    let published = context.published();
    let row = |figures: promise::Figures| PromiseRow { name: super::name(&published.cases, &figures.office), figures };
    let promise = Promise { as_of, rows: promise::figures(&log, as_of).into_iter().map(row).collect() };
    let edition = Edition { taking: 1 + keeper.takings.fetch_add(1, Ordering::Relaxed), ..Edition::of_data(context) };
    let taken = Arc::new(Taken { log, promise, edition });
    *keeper.newest.write().unwrap_or_else(PoisonError::into_inner) = Some((mark, taken.clone()));
    Ok(taken)
}
