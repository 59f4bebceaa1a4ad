//! Serving: from the first connection to the last answer.

mod patience;

use std::io;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};

use self::patience::Patience;
use crate::context::Context;
use crate::metrics;

/// How long a client may take to send the head of a request; one that sends a byte a minute is not waited for.
const HEAD: Duration = Duration::from_secs(10);

/// How long the server goes on to take connections after it was told to end, so that none is cut off that was already
/// on its way.
const LAST_CALL: Duration = Duration::from_millis(500);

/// How long answers in work may take after that: more than a request may take, less than the ten seconds in which a
/// service manager loses patience.
const DRAIN: Duration = Duration::from_secs(9);

/// How long to wait when no connection can be taken, as when all files are open.
const BREATH: Duration = Duration::from_millis(50);

/// Serves until SIGTERM or SIGINT, then ends with no request cut off. Metrics, if there are any, have a port of their own.
pub async fn serve(listener: TcpListener, metrics: Option<TcpListener>, context: Context) -> io::Result<()> {
    let fresh = tokio::spawn(context.clone().keep_fresh());
    let promises = tokio::spawn(context.clone().keep_promises());
    let app = crate::app(context.clone());
    let watching = metrics.map(|listener| tokio::spawn(metrics::watch(listener, app.clone())));
    let app = TowerToHyperService::new(app);
    let connections = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.header_read_timeout(HEAD);
    let mut ending = Box::pin(last_call(context)?);
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted.and_then(|(stream, _)| at_once(stream)),
            () = &mut ending => break,
        };
        match stream {
            Ok(stream) => {
                http.timer(Patience::default());
                let connection = connections.watch(http.serve_connection(TokioIo::new(stream), app.clone()));
                // A connection that breaks is the other side's affair; its request is logged where it is handled.
                tokio::spawn(async move { connection.await.unwrap_or_default() });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    tokio::select! {
        () = connections.shutdown() => {}
        () = tokio::time::sleep(DRAIN) => tracing::warn!("some connections did not end in time"),
    }
    fresh.abort();
    promises.abort();
    if let Some(watching) = watching {
        watching.abort();
    }
    Ok(())
}

/// Answers are small and whole: sending each at once costs nothing and saves a citizen 40 ms.
fn at_once(stream: TcpStream) -> io::Result<TcpStream> {
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Done when no more connections are to be taken.
fn last_call(context: Context) -> io::Result<impl Future<Output = ()>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("ending: no new work, answers in work are finished");
        context.drain();
        tokio::time::sleep(LAST_CALL).await;
    })
}
