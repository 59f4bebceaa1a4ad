//! The people who work at the desk: their accounts, how they sign in, and what a handler asks before it answers one.
//!
//! A handler of the desk begins with [`signed_in`], and one that changes something goes on with [`SignedIn::may_write`].
//! Two independent things must hold for a change: the request comes from a page of this site ([`same_origin`]), and it
//! carries the token of the session, which only a page of hers can know.

mod accounts;
mod door;
pub mod password;
mod session;
pub mod totp;

use axum::http::{HeaderMap, HeaderName, header};
use zhangban_api::staff::{Me, Role, TOKEN_HEADER};
use zhangban_api::{ApiError, ErrorCode, Message};

use crate::context::Context;
use crate::refusal::Refusal;

pub use accounts::{Account, NewStaff, StaffError, add, disable, factors_opened_by, is_there, list, reset, shown_name};
pub use door::Door;
pub(crate) use door::{change_password, sign_in};
pub use session::COOKIE;
pub(crate) use session::{Token, forget, sign_out};

/// What is done here, in the words of the audit log.
pub(crate) mod action {
    /// Somebody got an account.
    pub const ADD: &str = "staff.add";
    /// An account was closed.
    pub const DISABLE: &str = "staff.disable";
    /// An account got a new password and a new second factor.
    pub const RESET: &str = "staff.reset";
    /// Somebody changed her own password.
    pub const PASSWORD: &str = "staff.password";
    /// Somebody signed in.
    pub const SIGN_IN: &str = "staff.sign_in";
    /// Somebody signed out.
    pub const SIGN_OUT: &str = "staff.sign_out";
}

/// A change that did not come from a page of hers. It is no lack of rights, so it says what to do.
const NOT_FROM_HERE: Message = Message::new(
    "这次提交不是从本系统的页面发出的，没有执行。请刷新页面后重新操作。",
    "This did not come from a page of ours and was not done. Reload the page and do it again.",
);

/// Somebody who is signed in.
#[derive(Clone)]
pub struct SignedIn {
    /// The number of her account.
    pub id: i64,
    /// What she signs in with: the actor of the audit log.
    pub name: String,
    /// What the desk calls her.
    pub shown_name: String,
    /// What she may do.
    pub role: Role,
    /// The department whose cases she sees; none if she sees all.
    pub department: Option<String>,
    form_token: String,
}

impl SignedIn {
    /// What every form of hers carries in the field [`zhangban_api::staff::field::TOKEN`].
    pub fn form_token(&self) -> &str {
        &self.form_token
    }

    /// As it travels.
    pub fn me(&self) -> Me {
        Me {
            name: self.name.clone(),
            shown_name: self.shown_name.clone(),
            role: self.role,
            department: self.department.clone(),
            form_token: self.form_token.clone(),
        }
    }

    /// Rule: a change comes from a page of this site and carries the token of the session, in the field of a form or in
    /// the header [`TOKEN_HEADER`] (see [`token_of`]).
    pub fn may_write(&self, headers: &HeaderMap, token: &str) -> Result<(), Refusal> {
        same_origin(headers)?;
        // The token is a keyed hash of a secret: how long a comparison takes tells nothing that helps to make one.
        if token == self.form_token { Ok(()) } else { Err(not_from_here()) }
    }
}

/// Who sent these headers, if she is signed in and has one of these roles; any role will do if none is named.
pub async fn signed_in(context: &Context, headers: &HeaderMap, at_least: &[Role]) -> Result<SignedIn, Refusal> {
    let token = Token::of(headers).ok_or(ErrorCode::NotSignedIn)?;
    let who = session::find(context, &token).await?.ok_or(ErrorCode::NotSignedIn)?;
    if at_least.is_empty() || at_least.contains(&who.role) { Ok(who) } else { Err(ErrorCode::NotAllowed.into()) }
}

/// The form token of a request of the app.
pub fn token_of(headers: &HeaderMap) -> &str {
    headers.get(TOKEN_HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Rule: what changes something comes from a page of this site. The browser says so in `Sec-Fetch-Site`, which no page can
/// write; browsers that are older say it in `Origin`. Who says neither is no browser with a page of ours.
pub fn same_origin(headers: &HeaderMap) -> Result<(), Refusal> {
    let said = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let from_here = if let Some(site) = said(&HeaderName::from_static("sec-fetch-site")) {
        // `none`: she herself sent it again, from the history or by reloading.
        matches!(site, "same-origin" | "none")
    } else {
        let host = said(&header::HOST).unwrap_or_default();
        // A gateway ends TLS, so only the host can be compared.
        let origin = said(&header::ORIGIN).and_then(|origin| origin.split_once("://"));
        origin.is_some_and(|(_, from)| !host.is_empty() && from.eq_ignore_ascii_case(host))
    };
    if from_here { Ok(()) } else { Err(not_from_here()) }
}

fn not_from_here() -> Refusal {
    ApiError { message: NOT_FROM_HERE.into(), ..ErrorCode::NotAllowed.into() }.into()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(said: &[(&'static str, &'static str)]) -> HeaderMap {
        said.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_a_page_of_this_site_is_from_here() {
        let host = ("host", "zb.example.gov.cn");
        for said in [
            &[host, ("sec-fetch-site", "same-origin"), ("origin", "null")][..],
            &[host, ("sec-fetch-site", "none")],
            &[host, ("origin", "https://zb.example.gov.cn")],
            &[host, ("origin", "https://ZB.example.gov.cn")],
            &[("host", "127.0.0.1:8080"), ("origin", "http://127.0.0.1:8080")],
        ] {
            assert!(same_origin(&headers(said)).is_ok(), "{said:?}");
        }
        for said in [
            &[host][..],
            &[host, ("origin", "null")],
            &[host, ("origin", "https://evil.example")],
            &[host, ("origin", "https://zb.example.gov.cn.evil.example")],
            &[host, ("origin", "https://zb.example.gov.cn:8443")],
            &[host, ("sec-fetch-site", "same-site"), ("origin", "https://zb.example.gov.cn")],
            &[host, ("sec-fetch-site", "cross-site"), ("origin", "https://zb.example.gov.cn")],
            &[("origin", "https://")],
            &[],
        ] {
            assert!(same_origin(&headers(said)).is_err(), "{said:?}");
        }
    }
}
