//! The choice of language and mode where there is no scripting.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::Deserialize;
use zhangban::language::Language;
use zhangban::mode::Mode;
use zhangban::page::{PREFERENCES, Page};

use crate::routes::{Routes, body};

/// Remembers a choice and leads back.
pub fn routes(routes: Routes) -> Routes {
    routes.route(PREFERENCES, post(remember))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Choice {
    language: String,
    mode: String,
    r#return: String,
}

async fn remember(request: Request) -> Response {
    let choice: Choice = match body(request).await {
        Ok(body) => serde_urlencoded::from_bytes(&body).unwrap_or_default(),
        Err(_) => Choice::default(),
    };
    let back = back(&choice.r#return);
    let mut response = (StatusCode::SEE_OTHER, [(header::CACHE_CONTROL, "no-store")]).into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_str(back).unwrap_or(HeaderValue::from_static("/")));
    let cookies = [
        Language::parse(&choice.language).map(|language| (Language::COOKIE, language.word())),
        Mode::parse(&choice.mode).map(|mode| (Mode::COOKIE, mode.word())),
    ];
    for (name, word) in cookies.into_iter().flatten() {
        // Words of ours: they always fit into a header. The browser reads the cookie too, so it is not `HttpOnly`.
        if let Ok(cookie) = HeaderValue::from_str(&format!("{name}={word}; Path=/; Max-Age=31536000; SameSite=Lax")) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    response
}

/// Only a page of ours is led back to: nobody is sent elsewhere from here.
fn back(address: &str) -> &str {
    let path = address.split('?').next().unwrap_or_default();
    if Page::parse(path).is_some() { address } else { Page::Home.path() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        for (asked, led) in [
            ("/ranks?score=600", "/ranks?score=600"),
            ("//evil.example", "/"),
            ("https://evil.example/scores", "/"),
            ("/unknown", "/"),
            ("", "/"),
        ] {
            assert_eq!(back(asked), led);
        }
    }
}
