//! The plainest server: the same bytes for every request.

use std::path::Path;

use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::serve::ListenerExt;

/// Serves the bytes of a file on a free port, which is printed.
pub(crate) async fn serve(body: &Path, kind: &str) -> Result<()> {
    let (body, kind) = (Bytes::from(std::fs::read(body)?), kind.to_owned());
    let answer = move |_request: Bytes| {
        let (body, kind) = (body.clone(), kind.clone());
        async move { ([(header::CONTENT_TYPE, kind)], body) }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    Ok(axum::serve(listener, Router::new().fallback(answer)).await?)
}
