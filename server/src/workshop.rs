//! Work that takes a processor for long, on threads of its own that give way: whoever looks up a score meanwhile does not
//! wait for a photo.
//!
//! A thread that has nothing to give way to works as fast as any other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use tokio::sync::oneshot;

/// How much these threads give way, from 0 to 19. At 5 Linux gives a thread a third of what it gives one of the others: where
/// look-ups take all of two processors, one thread of photos takes a seventh of them and look-ups keep the rest. At 0 it would
/// be a third, and at 10 photos would take minutes.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 5;

type Job = Box<dyn FnOnce() + Send>;

/// Threads that work on what is given to them, in the order in which it comes; clones share them. They end with the last
/// of the clones.
#[derive(Clone)]
pub struct Workshop(Arc<Mutex<mpsc::Sender<Job>>>);

impl Workshop {
    /// So many threads of a name.
    pub fn new(name: &str, threads: usize) -> std::io::Result<Self> {
        let (give, take) = mpsc::channel::<Job>();
        let take = Arc::new(Mutex::new(take));
        for _ in 0..threads {
            let take = take.clone();
            thread::Builder::new().name(name.to_owned()).spawn(move || {
                give_way();
                loop {
                    let job = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(job) = job else { return };
                    job();
                }
            })?;
        }
        Ok(Self(Arc::new(Mutex::new(give))))
    }

    /// Has it done when its turn comes; `None` where it panicked. What nobody waits for any more is not begun.
    pub async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let (done, wait) = oneshot::channel();
        let job = move || {
            if done.is_closed() {
                return;
            }
            // A panic was told by the hook already; the thread goes on.
            if let Ok(result) = catch_unwind(AssertUnwindSafe(work)) {
                let _ = done.send(result);
            }
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).send(Box::new(job)).ok()?;
        wait.await.ok()
    }
}

/// Lets the thread that calls it give way to all others. On Linux a priority belongs to a thread; elsewhere it would be that of
/// the whole program.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::warn!(%error, "photos are worked on without giving way to what is more urgent");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_panics_is_told_and_the_next_is_done() {
        let workshop = Workshop::new("test", 1).unwrap();
        assert_eq!(workshop.work(|| -> u8 { panic!("a broken file") }).await, None);
        assert_eq!(workshop.work(|| 7).await, Some(7));
    }

    #[tokio::test]
    #[cfg(target_os = "linux")]
    async fn its_threads_give_way_and_no_others() {
        let niceness = || rustix::process::getpriority_process(None).unwrap();
        let before = niceness();
        let workshop = Workshop::new("test", 1).unwrap();
        assert_eq!(workshop.work(niceness).await, Some((before + NICENESS).min(19)));
        assert_eq!(niceness(), before);
    }

    #[tokio::test]
    async fn what_nobody_waits_for_is_not_begun() {
        let workshop = Workshop::new("test", 1).unwrap();
        let (go, wait) = mpsc::channel::<()>();
        let first = tokio::spawn({
            let workshop = workshop.clone();
            async move { workshop.work(move || wait.recv().is_ok()).await }
        });
        tokio::task::yield_now().await;
        let (tell, told) = mpsc::channel();
        let mut second = Box::pin(workshop.work(move || tell.send(())));
        // Polled once, it stands in the queue.
        assert!(futures_util::poll!(second.as_mut()).is_pending());
        drop(second);
        go.send(()).unwrap();
        assert_eq!(first.await.unwrap(), Some(true));
        assert_eq!(workshop.work(|| 1).await, Some(1));
        assert!(told.try_recv().is_err());
    }
}
