//! Serving: from the first connection to the last answer.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::Listener;
use tokio::signal::unix::{SignalKind, signal};

use crate::context::Context;

/// How long the server goes on to take connections after it was told to end, so that none is cut off that was already
/// on its way.
const LAST_CALL: Duration = Duration::from_millis(500);

/// How long answers in work may take after that: more than a request may take, less than the ten seconds in which a
/// service manager loses patience.
const DRAIN: Duration = Duration::from_millis(9_000);

/// Serves until SIGTERM or SIGINT, then ends with no request cut off.
pub async fn serve<L>(listener: L, context: Context) -> io::Result<()>
where
    L: Listener<Addr = SocketAddr>,
{
    let fresh = tokio::spawn(context.clone().keep_fresh());
    let (told, wait) = tokio::sync::oneshot::channel::<()>();
    let drained = context.clone();
    let app = crate::app(context);
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        told_to_end().await;
        tracing::info!("ending: no new work, answers in work are finished");
        drained.drain();
        tokio::time::sleep(LAST_CALL).await;
        let _ = told.send(());
    });
    let overdue = async {
        // If the server ends by itself, this never comes.
        match wait.await {
            Ok(()) => tokio::time::sleep(DRAIN).await,
            Err(_) => std::future::pending().await,
        }
    };
    let ended = tokio::select! {
        ended = server.into_future() => ended,
        () = overdue => {
            tracing::warn!("some connections did not end in time");
            Ok(())
        }
    };
    fresh.abort();
    ended
}

async fn told_to_end() {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        tracing::error!("signals cannot be heard: end this process with SIGKILL");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
