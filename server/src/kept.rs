//! Answers that are the same for everybody: made once for each version of the data and kept compressed.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, PoisonError, RwLock};

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::context::Context;

/// How hard brotli works on an answer that is made while somebody waits: a page in about a millisecond.
const BROTLI_QUALITY: u32 = 5;

/// More than the pages times languages and modes there are; a stranger who makes up addresses gets no more.
const MOST: usize = 256;

/// What makes kept answers old: when it changes, all are made anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// The version of the department's data.
    pub version: i64,
    /// How many exams and batches are released.
    pub released: usize,
    /// How often an article has appeared or ended.
    pub turned: usize,
    /// The minute, for answers that show the time.
    pub minute: i64,
    /// How often the log of the promise clock was taken, for answers that are made of it.
    pub taking: u64,
}

impl Edition {
    /// Of answers that depend on the data and on what is released.
    pub fn of_data(context: &Context) -> Self {
        let (published, now) = (context.published(), context.now());
        Self {
            version: published.version,
            released: published.released(now),
            turned: published.articles.turned(now),
            minute: 0,
            taking: 0,
        }
    }

    /// Of answers that show the time as well.
    pub fn of_minute(context: &Context) -> Self {
        Self { minute: context.now().unix().div_euclid(60), ..Self::of_data(context) }
    }
}

/// Answers by name.
#[derive(Default)]
pub struct Kept(RwLock<HashMap<String, (Edition, Arc<Answer>)>>);

impl Kept {
    /// The answer of that name and edition, made now if it is not there.
    pub fn get<E>(
        &self,
        name: &str,
        edition: Edition,
        make: impl FnOnce() -> Result<Answer, E>,
    ) -> Result<Arc<Answer>, E> {
        let found = self.0.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        if let Some((of, answer)) = found
            && of == edition
        {
            return Ok(answer);
        }
        let answer = Arc::new(make()?);
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.retain(|_, (of, _)| *of == edition);
        }
        if kept.len() < MOST {
            kept.insert(name.to_owned(), (edition, answer.clone()));
        }
        Ok(answer)
    }
}

/// A body in every encoding that a browser may ask for.
pub struct Answer {
    kind: HeaderValue,
    tag: HeaderValue,
    plain: Bytes,
    gzip: Bytes,
    brotli: Bytes,
}

impl Answer {
    /// Compresses a body.
    pub fn new(kind: &'static str, body: impl Into<Bytes>) -> Self {
        let plain = body.into();
        let digest = hex::encode(&Sha256::digest(&plain)[..12]);
        Self {
            kind: HeaderValue::from_static(kind),
            tag: HeaderValue::from_str(&format!("\"{digest}\"")).unwrap_or(HeaderValue::from_static("\"\"")),
            gzip: gzip(&plain).into(),
            brotli: brotli(&plain).into(),
            plain,
        }
    }

    /// The answer as a file to be saved under a name of plain letters.
    pub fn download(&self, request: &HeaderMap, name: &str) -> Response {
        let mut response = self.respond(request);
        let headers = response.headers_mut();
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
            headers.insert(header::CONTENT_DISPOSITION, disposition);
        }
        response
    }

    /// The answer to a request with these headers: smallest encoding it takes, 304 if it has it already.
    pub fn respond(&self, request: &HeaderMap) -> Response {
        let mut response = if request.get(header::IF_NONE_MATCH).is_some_and(|tag| weak(tag) == weak(&self.tag)) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let (encoding, body) = match accepted(request) {
                Encoding::Brotli => (Some("br"), &self.brotli),
                Encoding::Gzip => (Some("gzip"), &self.gzip),
                Encoding::Plain => (None, &self.plain),
            };
            let mut response = body.clone().into_response();
            if let Some(encoding) = encoding {
                response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
            response
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, self.kind.clone());
        headers.insert(header::ETAG, self.tag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        response
    }
}

/// A gateway that compresses makes a tag weak; it still names the same answer.
fn weak(tag: &HeaderValue) -> &[u8] {
    tag.as_bytes().strip_prefix(b"W/").unwrap_or(tag.as_bytes())
}

/// How a body may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// `br`.
    Brotli,
    /// `gzip`.
    Gzip,
    /// As it is.
    Plain,
}

/// The best encoding that `Accept-Encoding` allows. A quality of 0 forbids; finer preferences are not worth a byte.
pub fn accepted(request: &HeaderMap) -> Encoding {
    let list = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes = |name: &str| {
        list.split(',').any(|entry| {
            let (coding, parameters) = entry.split_once(';').unwrap_or((entry, ""));
            let quality = parameters.trim().strip_prefix("q=").map(str::trim);
            coding.trim().eq_ignore_ascii_case(name) && !matches!(quality, Some("0" | "0.0" | "0.00" | "0.000"))
        })
    };
    match (takes("br"), takes("gzip")) {
        (true, _) => Encoding::Brotli,
        (false, true) => Encoding::Gzip,
        (false, false) => Encoding::Plain,
    }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    // Writing into a vector does not fail.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

fn brotli(body: &[u8]) -> Vec<u8> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 1 << 16, BROTLI_QUALITY, 20);
    let _ = encoder.write_all(body);
    encoder.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_encoding_that_is_taken_is_sent() {
        for (header, encoding) in [
            ("gzip, deflate, br", Encoding::Brotli),
            ("gzip;q=1.0, br;q=0", Encoding::Gzip),
            ("BR", Encoding::Brotli),
            ("identity", Encoding::Plain),
            ("", Encoding::Plain),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(header))]);
            assert_eq!(accepted(&headers), encoding, "{header}");
        }
    }

    #[test]
    fn an_answer_is_made_once_for_each_edition() {
        let kept = Kept::default();
        let mut made = 0;
        for edition in [1, 1, 2, 2] {
            let edition = Edition { version: edition, ..Edition::default() };
            kept.get::<()>("home", edition, || {
                made += 1;
                Ok(Answer::new("text/plain", "x"))
            })
            .unwrap();
        }
        assert_eq!(made, 2);
    }
}
