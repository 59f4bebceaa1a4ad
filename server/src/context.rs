//! What every handler can reach.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::{broadcast, watch};
use zhangban_api::Moment;
use zhangban_api::cases::CaseNumber;

use crate::attachments::{self, Darkroom, Files};
use crate::bundle::Bundle;
use crate::cases::{self, promise};
use crate::clock::Clock;
use crate::content;
use crate::idempotency::Running;
use crate::identity_key::IdentityKey;
use crate::kept::Kept;
use crate::limits::Limits;
use crate::published::{self, Published};
use crate::retention;
use crate::staff::Door;
use crate::store::{Store, StoreError};
use crate::tries::Tries;

/// How often the server looks whether the data have a new version, which another process may have imported.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How often it looks what time has done to cases.
const LOOK_AT_CASES_EVERY: Duration = Duration::from_secs(20);

/// How often it looks for what is kept no longer, which it counts in days.
const ERASE_EVERY: Duration = Duration::from_hours(1);

/// How many changes a page that listens slowly may miss before it is told to look anew.
const CHANGES_KEPT: usize = 64;

/// What every handler can reach; clones share it.
#[derive(Clone)]
pub struct Context(Arc<Inside>);

struct Inside {
    store: Store,
    key: IdentityKey,
    clock: Clock,
    limits: Limits,
    bundle: Bundle,
    frame_ancestors: Vec<String>,
    published: RwLock<Arc<Published>>,
    kept: Kept,
    started_at: Moment,
    ending: watch::Sender<bool>,
    emergencies: watch::Sender<Arc<str>>,
    running: Running,
    tries: Tries,
    changed_cases: broadcast::Sender<CaseNumber>,
    promise: promise::Keeper,
    door: Door,
    files: Files,
    darkroom: Darkroom,
    keep_contacts_days: u32,
    keep_feedback_contacts_days: u32,
}

/// What a server is made of.
pub struct Parts {
    /// Where everything is kept.
    pub store: Store,
    /// Where the files of cases are kept.
    pub files: Files,
    /// The key of identities.
    pub key: IdentityKey,
    /// The time.
    pub clock: Clock,
    /// How much is taken on at once.
    pub limits: Limits,
    /// Origins that may show the app in a frame, such as the shell of a kiosk.
    pub frame_ancestors: Vec<String>,
    /// After how many days the contact of a case that is over is erased.
    pub keep_contacts_days: u32,
    /// After how many days the contact that came with feedback is erased.
    pub keep_feedback_contacts_days: u32,
}

impl Context {
    /// Reads the department's data and is then ready to answer.
    pub async fn new(parts: Parts) -> Result<Self, StoreError> {
        let published = Published::load(&parts.store).await?;
        let started_at = parts.clock.now();
        let emergencies = watch::Sender::new(told(&published, started_at));
        Ok(Self(Arc::new(Inside {
            store: parts.store,
            key: parts.key,
            clock: parts.clock,
            limits: parts.limits,
            bundle: Bundle::embedded(),
            frame_ancestors: parts.frame_ancestors,
            published: RwLock::new(Arc::new(published)),
            kept: Kept::default(),
            started_at,
            ending: watch::Sender::new(false),
            emergencies,
            running: Running::default(),
            tries: Tries::default(),
            changed_cases: broadcast::Sender::new(CHANGES_KEPT),
            promise: promise::Keeper::default(),
            door: Door::default(),
            files: parts.files,
            darkroom: Darkroom::new()?,
            keep_contacts_days: parts.keep_contacts_days,
            keep_feedback_contacts_days: parts.keep_feedback_contacts_days,
        })))
    }

    /// Where everything is kept.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// Where the files of cases are kept.
    pub fn files(&self) -> &Files {
        &self.0.files
    }

    /// Where photos are worked on.
    pub fn darkroom(&self) -> &Darkroom {
        &self.0.darkroom
    }

    /// The key of identities.
    pub fn key(&self) -> &IdentityKey {
        &self.0.key
    }

    /// What time it is.
    pub fn now(&self) -> Moment {
        self.0.clock.now()
    }

    /// How much is taken on at once.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// The app's files.
    pub fn bundle(&self) -> &Bundle {
        &self.0.bundle
    }

    /// Origins that may show the app in a frame.
    pub fn frame_ancestors(&self) -> &[String] {
        &self.0.frame_ancestors
    }

    /// Answers that are the same for everybody, kept ready to send.
    pub fn kept(&self) -> &Kept {
        &self.0.kept
    }

    /// Requests that are being worked on and must not be done twice.
    pub fn running(&self) -> &Running {
        &self.0.running
    }

    /// Wrong tries to open cases of late.
    pub fn tries(&self) -> &Tries {
        &self.0.tries
    }

    /// Tells open pages and the promise clock that something happened to a case.
    pub fn cases_changed(&self, number: CaseNumber) {
        self.0.promise.changed();
        // Nobody may be listening.
        let _ = self.0.changed_cases.send(number);
    }

    /// Hears of cases to which something happens, on this server.
    pub fn changed_cases(&self) -> broadcast::Receiver<CaseNumber> {
        self.0.changed_cases.subscribe()
    }

    /// The promise clock as it was read last.
    pub fn promise(&self) -> &promise::Keeper {
        &self.0.promise
    }

    /// Where staff sign in.
    pub fn door(&self) -> &Door {
        &self.0.door
    }

    /// After how many days the contact of a case that is over is erased.
    pub fn keep_contacts_days(&self) -> u32 {
        self.0.keep_contacts_days
    }

    /// After how many days the contact that came with feedback is erased.
    pub fn keep_feedback_contacts_days(&self) -> u32 {
        self.0.keep_feedback_contacts_days
    }

    /// When this server was started.
    pub fn started_at(&self) -> Moment {
        self.0.started_at
    }

    /// Says that the server is about to end: load balancers should send nobody any more.
    pub fn drain(&self) {
        self.0.ending.send_replace(true);
    }

    /// Whether the server is about to end.
    pub fn is_draining(&self) -> bool {
        *self.0.ending.borrow()
    }

    /// Tells when the server is about to end.
    pub fn ending(&self) -> watch::Receiver<bool> {
        self.0.ending.subscribe()
    }

    /// Tells the emergencies, as JSON, when they change.
    pub fn emergencies(&self) -> watch::Receiver<Arc<str>> {
        self.0.emergencies.subscribe()
    }

    /// The department's data as they are now.
    pub fn published(&self) -> Arc<Published> {
        self.0.published.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the department's data again if they have changed, and tells of emergencies that began or ended.
    pub async fn refresh(&self) -> Result<(), StoreError> {
        if published::version(self.store()).await?.0 != self.published().version {
            let newer = Arc::new(Published::load(self.store()).await?);
            *self.0.published.write().unwrap_or_else(PoisonError::into_inner) = newer;
        }
        let now = told(&self.published(), self.now());
        self.0.emergencies.send_if_modified(|before| {
            let is_new = *before != now;
            *before = now;
            is_new
        });
        Ok(())
    }

    /// Warns of cases and closes them as their time comes, and erases what is kept no longer, for as long as the server
    /// runs.
    pub async fn keep_promises(self) {
        let mut erased_at: Option<Instant> = None;
        loop {
            if let Err(refusal) = cases::time::pass(&self).await {
                tracing::error!(cause = %refusal, "cases could not be looked through");
            }
            if erased_at.is_none_or(|at| at.elapsed() >= ERASE_EVERY) {
                erased_at = Some(Instant::now());
                if let Err(refusal) = retention::pass(&self).await {
                    tracing::error!(cause = %refusal, "what is kept no longer could not be erased");
                }
            }
            tokio::time::sleep(LOOK_AT_CASES_EVERY).await;
        }
    }

    /// Keeps the data fresh, and free of what nobody wants, for as long as the server runs.
    pub async fn keep_fresh(self) {
        tokio::join!(self.keep_read(), attachments::keep_swept(&self));
    }

    async fn keep_read(&self) {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            if let Err(refusal) = content::pass(self).await {
                tracing::error!(cause = %refusal, "what the desk has written could not be taken over");
            }
            if let Err(error) = self.refresh().await {
                tracing::error!(%error, "the department's data could not be read again");
            }
        }
    }
}

/// The emergencies of a moment as they travel.
fn told(published: &Published, now: Moment) -> Arc<str> {
    serde_json::to_string(&published.articles.emergencies(now)).unwrap_or_default().into()
}
