//! How long a connection is waited for: one timer for all of its requests.
//!
//! hyper asks for a timer for the head of every request and drops it when the head is there. Setting and clearing one of
//! tokio's costs more than reading the head; ours is set again only when it goes off too early.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use hyper::rt::{Sleep, Timer};

/// The timer of one connection.
#[derive(Clone, Default)]
pub(super) struct Patience(Arc<Mutex<Option<Pin<Box<tokio::time::Sleep>>>>>);

impl Timer for Patience {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        self.sleep_until(Instant::now() + duration)
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        Box::pin(Wait { patience: self.clone(), deadline })
    }
}

/// Waits until the deadline, which is never before that of the request before.
struct Wait {
    patience: Patience,
    deadline: Instant,
}

impl Sleep for Wait {}

impl Future for Wait {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let deadline = tokio::time::Instant::from(self.deadline);
        // Only the connection's own task takes this lock.
        let mut timer = self.patience.0.lock().unwrap_or_else(PoisonError::into_inner);
        let timer = timer.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
        loop {
            ready!(timer.as_mut().poll(context));
            if timer.deadline() >= deadline {
                return Poll::Ready(());
            }
            timer.as_mut().reset(deadline);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_later_request_is_waited_for_from_its_own_beginning() {
        let (patience, start) = (Patience::default(), Instant::now());
        patience.sleep_until(start + Duration::from_millis(1)).await;
        let second = start + Duration::from_millis(3);
        patience.sleep_until(second).await;
        assert!(Instant::now() >= second);
    }
}
