//! The app's files, inside the program: the template of a page, scripts, styles, WebAssembly, icons.
//!
//! `cargo xtask build` makes them; without them (as in a quick test) pages are still complete, only plainer.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::kept::{Encoding, accepted};

/// In a release these are bytes of the program; in development they are read from the folder.
#[derive(RustEmbed)]
#[folder = "../target/bundle/"]
#[allow_missing = true]
struct Files;

/// The template where nothing was built.
const PLAIN_TEMPLATE: &str = include_str!("../../index.html");

/// Names with a hash in them never change what they name.
const HASHED: &str = "assets/";

/// The app's files.
#[derive(Clone)]
pub struct Bundle {
    template: Arc<str>,
}

impl Bundle {
    /// The files that were built in.
    pub fn embedded() -> Self {
        let built = Files::get("index.html").map(|file| String::from_utf8_lossy(&file.data).into_owned());
        Self { template: built.map_or_else(|| PLAIN_TEMPLATE.into(), Arc::from) }
    }

    /// The page that the first paint is written into.
    pub fn template(&self) -> &str {
        &self.template
    }
}

/// Whether there is a file of this name.
pub fn has(path: &str) -> bool {
    path != "index.html" && Files::get(path).is_some()
}

/// A file, in the smallest encoding that was made and is taken.
pub fn file(request: &Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let candidates = match accepted(request.headers()) {
        Encoding::Brotli => [Some(("br", ".br")), Some(("gzip", ".gz"))],
        Encoding::Gzip => [Some(("gzip", ".gz")), None],
        Encoding::Plain => [None, None],
    };
    let compressed = candidates
        .into_iter()
        .flatten()
        .find_map(|(encoding, ending)| Some((Some(encoding), Files::get(&format!("{path}{ending}"))?)));
    let Some((encoding, found)) = compressed.or_else(|| Some((None, Files::get(path)?))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let hash = found.metadata.sha256_hash();
    let body = match found.data {
        Cow::Borrowed(bytes) => bytes::Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(path)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if path.starts_with(HASHED) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    } else {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        let tag = format!("\"{}\"", hex::encode(&Sha256::digest(hash)[..12]));
        if request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known == tag.as_str()) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.body_mut() = axum::body::Body::empty();
        }
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            response.headers_mut().insert(header::ETAG, tag);
        }
    }
    response
}

/// The media type by the ending of a name. Only endings that the bundle has.
fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}
