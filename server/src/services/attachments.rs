//! Uploading what is to come with a case.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use zhangban_api::attachments::{AttachmentFault, UploadAttachment, Uploaded};

use crate::attachments;
use crate::context::Context;
use crate::idempotency::key_in;
use crate::limits;
use crate::refusal::Refusal;
use crate::routes::{Routes, reply_now};

/// Uploading. What was uploaded is read by way of its case.
pub fn routes(routes: Routes) -> Routes {
    routes.upload::<UploadAttachment>(post(upload))
}

async fn upload(State(context): State<Context>, request: Request) -> Response {
    match kept(&context, request).await {
        Ok(uploaded) => reply_now::<UploadAttachment>(&uploaded),
        Err(refusal) => refusal.into_response(),
    }
}

async fn kept(context: &Context, request: Request) -> Result<Uploaded, Refusal> {
    let (head, body) = request.into_parts();
    let key = key_in(&head.headers)?;
    // The only reason for a body not to be read that anybody can mend is its size; a connection that broke hears nothing.
    let bytes = axum::body::to_bytes(body, limits::UPLOAD)
        .await
        .map_err(|_| Refusal::Asked(AttachmentFault::TooLarge.into()))?;
    attachments::keep_once(context, &key, bytes).await
}
