//! The one shape in which the API says no.

use serde::{Deserialize, Serialize};

use crate::{Message, Moment, Text};

/// Why a request was not answered; the word travels in JSON, the status with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The body is not JSON, or not of the shape the endpoint takes.
    Malformed,
    /// The shape is right, but a value is not; `fields` says which.
    InvalidInput,
    /// Number and ID together match nobody. Deliberately says not which of them is wrong.
    NoMatch,
    /// The results that were asked for are not out yet; `released_at` says when.
    NotReleased,
    /// Number and query code together open no case. Deliberately says not which of them is wrong.
    NoCase,
    /// It cannot be done to the case as it stands now.
    NotNow,
    /// Somebody else has changed it meanwhile.
    Changed,
    /// Only staff who are signed in get an answer here, and nobody is.
    NotSignedIn,
    /// Whoever is signed in may not do this, or it did not come from a page of ours.
    NotAllowed,
    /// There is nothing at this address.
    NotFound,
    /// What was at this address was taken away; `message` says why.
    Gone,
    /// The address exists, but is not called this way.
    MethodNotAllowed,
    /// The body is larger than this address takes.
    TooLarge,
    /// The body is not declared as JSON.
    UnsupportedMediaType,
    /// The `Idempotency-Key` header is missing or not one.
    KeyMissing,
    /// The same `Idempotency-Key` came before with other words.
    KeyReused,
    /// The first request with this `Idempotency-Key` is still being worked on.
    KeyRunning,
    /// Too many people at once; try again after `retry_after` seconds.
    Overloaded,
    /// It took too long and was given up.
    TimedOut,
    /// Our fault; it is in the log.
    Internal,
    /// The browser has no network. Only ever made by the app itself.
    Offline,
}

impl ErrorCode {
    /// The HTTP status that goes with it.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::KeyMissing => 400,
            Self::NotSignedIn => 401,
            Self::NotReleased | Self::NotAllowed => 403,
            Self::NoMatch | Self::NoCase | Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::KeyRunning | Self::NotNow | Self::Changed => 409,
            Self::Gone => 410,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::InvalidInput | Self::KeyReused => 422,
            Self::Internal => 500,
            Self::Overloaded | Self::TimedOut | Self::Offline => 503,
        }
    }

    /// What a citizen reads: what happened, and what to do.
    pub const fn message(self) -> Message {
        match self {
            Self::InvalidInput => Message::new("请改正填写有误的内容。", "Correct the entries that are marked."),
            Self::NotFound => Message::new("这里没有内容。", "There is nothing here."),
            Self::Overloaded => {
                Message::new("当前查询人数较多，请稍候。", "Very many people are here right now. Please wait.")
            }
            Self::TimedOut => Message::new("处理超时，请重试。", "This took too long. Try again."),
            Self::Internal => Message::new(
                "服务出现故障，我们已收到告警，请稍后重试。",
                "Something broke on our side. Try again later.",
            ),
            Self::Offline => {
                Message::new("网络不通，请检查网络后重试。", "You are offline. Check the network and try again.")
            }
            other => other.said_by_server(),
        }
    }

    /// What only a server says: a browser reads it in the answer, and needs no copy of its own.
    #[cfg(target_arch = "wasm32")]
    const fn said_by_server(self) -> Message {
        let _ = self;
        Self::Internal.message()
    }

    /// What only a server says.
    #[cfg(not(target_arch = "wasm32"))]
    const fn said_by_server(self) -> Message {
        match self {
            Self::Malformed => {
                Message::new("提交的内容无法识别，请刷新页面后重试。", "We could not read this. Reload and try again.")
            }
            Self::NoMatch => Message::new(
                "没有查到与考生号、身份证号同时相符的记录，请对照准考证和身份证核对后重新填写。",
                "Nothing matches this candidate number together with this ID. Check both against your cards and try again.",
            ),
            Self::NoCase => Message::new(
                "没有查到与受理编号、查询码同时相符的事项，请对照回执核对后重新填写。",
                "No case has this number together with this code. Check both against your receipt and try again.",
            ),
            Self::NotNow => Message::new(
                "按目前的办理状态，不能这样操作。请刷新后查看最新进展。",
                "This cannot be done as the case stands now. Refresh to see what has happened.",
            ),
            Self::Changed => Message::new(
                "刚才有人更新了这件事，请看过最新内容后再操作。您写的内容还在。",
                "Somebody has just changed this case. Look at what is new, then go on; your words are still here.",
            ),
            Self::NotReleased => Message::new("结果尚未公布。", "The results are not out yet."),
            Self::NotSignedIn => Message::new("请先登录工作台。", "Sign in at the desk first."),
            Self::NotAllowed => Message::new(
                "您的岗位没有这项权限，请联系负责人。",
                "Your role does not allow this. Ask whoever leads the desk.",
            ),
            Self::Gone => Message::new("这里的内容已经撤下。", "What was here has been taken down."),
            Self::MethodNotAllowed => Message::new("请求方式不对。", "This address is not called that way."),
            Self::TooLarge => {
                Message::new("提交的内容过大，请缩短后重试。", "This is too large. Make it shorter and try again.")
            }
            Self::UnsupportedMediaType => Message::new("请以 JSON 格式提交。", "Send this as JSON."),
            Self::KeyMissing => Message::new(
                "缺少防重复标识，请刷新页面后重试。",
                "The Idempotency-Key is missing. Reload the page and try again.",
            ),
            Self::KeyReused => Message::new(
                "这份内容此前已提交过，且与本次不同，请刷新页面后重新填写。",
                "This form was already sent with other words. Reload the page and fill it in again.",
            ),
            Self::KeyRunning => {
                Message::new("上一次提交仍在处理，请稍候。", "The first sending is still being worked on. Please wait.")
            }
            other => other.message(),
        }
    }
}

/// Why a request was not answered, in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApiError {
    /// The kind, for programs.
    pub code: ErrorCode,
    /// The sentence, for people.
    pub message: Text,
    /// Which values are wrong, and how to mend each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// When the results will be out (`not_released` only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released_at: Option<Moment>,
    /// After how many seconds to try again (`overloaded` and `key_running` only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self { code, message: code.message().into(), fields: Vec::new(), released_at: None, retry_after: None }
    }
}

impl ApiError {
    /// Values of the right shape that are wrong, each with its sentence.
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        Self { fields, ..ErrorCode::InvalidInput.into() }
    }

    /// Results that are not out before `released_at`.
    pub fn not_released(released_at: Moment) -> Self {
        Self { released_at: Some(released_at), ..ErrorCode::NotReleased.into() }
    }

    /// Come again after so many seconds.
    pub fn overloaded(retry_after: u32) -> Self {
        Self { retry_after: Some(retry_after), ..ErrorCode::Overloaded.into() }
    }
}

/// One wrong value: the same sentence stands in the summary and beside the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldError {
    /// The name of the field, as in the request.
    pub name: String,
    /// How to mend it.
    pub message: Text,
}

impl FieldError {
    /// A field and how to mend it.
    pub fn new(name: &str, message: impl Into<Text>) -> Self {
        Self { name: name.to_owned(), message: message.into() }
    }
}

/// The envelope on the wire: `{"error": {...}}`, so that a failure is never mistaken for a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErrorEnvelope {
    /// Why.
    pub error: ApiError,
}
