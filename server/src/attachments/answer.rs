//! An attachment as an answer: a photo to be seen, everything else to be saved.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use zhangban_api::attachments::AttachmentKind;

use super::Attachment;
use super::kind::KEPT;

/// Whatever a file holds, a browser that opens it runs nothing of it, sends nothing and takes nothing.
const SANDBOX: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'");

/// The answer that carries an attachment. Rules: a photo, which we have written ourselves, is shown; a recording or a
/// document is only ever saved, under a name of ours; nobody on the way keeps it.
pub fn response(attachment: &Attachment, bytes: Bytes) -> Response {
    let kept = KEPT.into_iter().find(|kept| kept.media_type == attachment.media_type);
    let (media_type, disposition) = match (attachment.uploaded.kind, kept) {
        (AttachmentKind::Photo, _) => (super::JPEG, "inline".to_owned()),
        (kind, Some(kept)) => (kept.media_type, format!("attachment; filename=\"{}.{}\"", kind.word(), kept.ending)),
        // A row of a newer program: its bytes can be saved all the same.
        (kind, None) => ("application/octet-stream", format!("attachment; filename=\"{}\"", kind.word())),
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
