//! Why a handler does not answer; turned into the one error shape, and logged, in one place.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use zhangban_api::error::ErrorEnvelope;
use zhangban_api::{ApiError, ErrorCode};

use crate::attachments::FilesError;
use crate::store::StoreError;

/// Why a request is not answered.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Something a citizen or a program can mend.
    #[error("refused: {:?}", .0.code)]
    Asked(ApiError),
    /// The store failed; the cause is for the log only.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files failed; the cause is for the log only.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The program failed; the cause is for the log only.
    #[error("{0}")]
    Broken(String),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Asked(error)
    }
}

impl From<ErrorCode> for Refusal {
    fn from(code: ErrorCode) -> Self {
        Self::Asked(code.into())
    }
}

impl Refusal {
    /// What is told; the cause of a failure of ours is logged here and goes no further.
    pub fn told(self) -> ApiError {
        match self {
            Self::Asked(error) => error,
            Self::Store(_) | Self::Files(_) | Self::Broken(_) => {
                tracing::error!(cause = %self, "a request failed");
                ErrorCode::Internal.into()
            }
        }
    }
}

/// An error in the shape of the API, with its status and, where it helps, `Retry-After`.
pub fn answer(error: ApiError) -> Response {
    let status = status(error.code);
    let retry_after = error.retry_after.map(HeaderValue::from);
    let mut response = (status, Json(ErrorEnvelope { error })).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

/// The status that goes with a code.
pub fn status(code: ErrorCode) -> StatusCode {
    StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        answer(self.told())
    }
}
