//! Files of articles: at an address that changes with the content, whole or a range of bytes.

use std::fmt::Write as _;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;

use crate::context::Context;
use crate::first_paint;
use crate::import::articles::PART;
use crate::media::{Family, Kind};
use crate::refusal::Refusal;
use crate::store::{Store, StoreError};

/// The content never changes, since its hash is in the address.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Rule: a file is there as long as an article that can be read brings it along.
pub(super) async fn file(State(context): State<Context>, headers: HeaderMap, Path(name): Path<String>) -> Response {
    match found(&context, &name).await {
        Ok(Some(found)) => found.answer(context.store().clone(), &headers),
        Ok(None) => first_paint::not_found(&context, &headers),
        Err(error) => Refusal::from(error).into_response(),
    }
}

/// A file that may be had.
struct Found {
    hash: String,
    kind: &'static Kind,
    name: String,
    bytes: u64,
}

async fn found(context: &Context, name: &str) -> Result<Option<Found>, StoreError> {
    let Some((hash, ending)) = name.split_once('.') else { return Ok(None) };
    let Some(kind) = Kind::of_ending(ending).filter(|kind| kind.ending == ending) else { return Ok(None) };
    let sql = "SELECT f.name, f.bytes FROM article_files f JOIN articles a ON a.number = f.article \
               WHERE f.hash = $1 AND f.ending = $2 AND a.withdrawn = '' AND a.published_at <= $3 LIMIT 1";
    let values = [hash.to_owned().into(), ending.to_owned().into(), context.now().unix().into()];
    let Some(row) = context.store().row(sql, &values).await? else { return Ok(None) };
    Ok(Some(Found { hash: hash.to_owned(), kind, name: row.text(0)?.to_owned(), bytes: row.number(1)? }))
}

impl Found {
    fn answer(self, store: Store, request: &HeaderMap) -> Response {
        let tag = format!("\"{}\"", self.hash);
        let asked = |name| request.get(name).and_then(|value| value.to_str().ok());
        let mut response = if asked(header::IF_NONE_MATCH).is_some_and(|known| known.contains(&tag)) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            // A range of what was there before is a range of nothing.
            let range = asked(header::RANGE).filter(|_| asked(header::IF_RANGE).is_none_or(|of| of == tag));
            match range.map_or(Range::Whole, |range| Range::parse(range, self.bytes)) {
                Range::Whole => self.send(store, 0, self.bytes, StatusCode::OK),
                Range::Part(from, to) => {
                    let mut response = self.send(store, from, to, StatusCode::PARTIAL_CONTENT);
                    set(&mut response, header::CONTENT_RANGE, &format!("bytes {from}-{}/{}", to - 1, self.bytes));
                    response
                }
                Range::Outside => {
                    let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
                    set(&mut response, header::CONTENT_RANGE, &format!("bytes */{}", self.bytes));
                    response
                }
            }
        };
        set(&mut response, header::CONTENT_TYPE, self.kind.mime);
        set(&mut response, header::ACCEPT_RANGES, "bytes");
        set(&mut response, header::CACHE_CONTROL, FOR_EVER);
        set(&mut response, header::ETAG, &tag);
        if self.kind.family == Family::Document {
            let disposition = format!("attachment; filename*=UTF-8''{}", percent_encoded(&self.name));
            set(&mut response, header::CONTENT_DISPOSITION, &disposition);
        }
        response
    }

    /// The bytes from one to before another, a part at a time: a video is never in memory as a whole.
    fn send(&self, store: Store, from: u64, to: u64, status: StatusCode) -> Response {
        let hash = self.hash.clone();
        let body = stream::try_unfold(from, move |at| {
            let (store, hash) = (store.clone(), hash.clone());
            async move {
                if at >= to {
                    return Ok::<_, StoreError>(None);
                }
                let sql = "SELECT bytes FROM article_parts WHERE hash = $1 AND part = $2";
                let part = i64::try_from(at / PART as u64).unwrap_or(i64::MAX);
                let row = store.row(sql, &[hash.into(), part.into()]).await?;
                let row = row.ok_or_else(|| StoreError::Unreadable("a part of a file is missing".into()))?;
                let skipped = usize::try_from(at % PART as u64).unwrap_or(0);
                let most = usize::try_from(to - at).unwrap_or(usize::MAX);
                let rest = row.bytes(0)?.get(skipped..).unwrap_or_default();
                let sent = Bytes::copy_from_slice(&rest[..rest.len().min(most)]);
                if sent.is_empty() {
                    return Err(StoreError::Unreadable("a part of a file is too short".into()));
                }
                let next = at + sent.len() as u64;
                Ok(Some((sent, next)))
            }
        });
        let mut response = (status, Body::from_stream(body)).into_response();
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(to - from));
        response
    }
}

fn set(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// As RFC 8187 writes a name that is not ASCII.
fn percent_encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if plain(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Which bytes are asked for.
#[derive(Debug, PartialEq, Eq)]
enum Range {
    /// All of them: no range, several, or one that cannot be read.
    Whole,
    /// From one to before another.
    Part(u64, u64),
    /// None that are there.
    Outside,
}

impl Range {
    fn parse(header: &str, length: u64) -> Self {
        let Some((from, to)) = header.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
            return Self::Whole;
        };
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
        match (from.is_empty(), digits(from), to.is_empty(), digits(to)) {
            (true, _, false, Some(0)) => Self::Outside,
            (true, _, false, Some(last)) => Self::Part(length.saturating_sub(last), length),
            (false, Some(from), _, _) if from >= length => Self::Outside,
            (false, Some(from), true, _) => Self::Part(from, length),
            (false, Some(from), false, Some(to)) if to >= from => Self::Part(from, to.saturating_add(1).min(length)),
            _ => Self::Whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_browsers_write_it() {
        for (header, range) in [
            ("bytes=0-1", Range::Part(0, 2)),
            ("bytes=0-", Range::Part(0, 100)),
            ("bytes=90-200", Range::Part(90, 100)),
            ("bytes=-10", Range::Part(90, 100)),
            ("bytes=-500", Range::Part(0, 100)),
            ("bytes=100-", Range::Outside),
            ("bytes=-0", Range::Outside),
            ("bytes=5-2", Range::Whole),
            ("bytes=0-1,5-6", Range::Whole),
            ("bytes=-", Range::Whole),
            ("items=0-1", Range::Whole),
        ] {
            assert_eq!(Range::parse(header, 100), range, "{header}");
        }
    }
}
