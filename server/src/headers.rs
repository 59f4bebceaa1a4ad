//! Headers that stand on every answer: what a browser may do with it.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Set on every answer, pages and files and errors alike. `'wasm-unsafe-eval'` is what compiling WebAssembly needs.
const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), \
             geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
        ),
    ),
];

/// The headers of one server.
pub struct Headers(HeaderMap);

impl Headers {
    /// With the origins that may show the app in a frame.
    pub fn new(frame_ancestors: &[String]) -> Self {
        let mut headers = HeaderMap::from_iter(ALWAYS);
        let frames = if frame_ancestors.is_empty() { "'none'".to_owned() } else { frame_ancestors.join(" ") };
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; \
             font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
             frame-ancestors {frames}; base-uri 'none'; object-src 'none'"
        );
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        Self(headers)
    }

    /// Puts them on. A page may say itself who is told where its forms come from; nobody else is told more than that. An
    /// answer that brings a policy of its own, such as a citizen's file, keeps it.
    pub fn put_on(&self, on: &mut HeaderMap) {
        on.reserve(self.0.len());
        for (name, value) in &self.0 {
            if matches!(*name, header::REFERRER_POLICY | header::CONTENT_SECURITY_POLICY) && on.contains_key(name) {
                continue;
            }
            on.insert(name.clone(), value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_keeps_a_policy_of_its_own() {
        let policy = HeaderValue::from_static("sandbox");
        let mut own = HeaderMap::from_iter([(header::CONTENT_SECURITY_POLICY, policy.clone())]);
        let mut ours = HeaderMap::new();
        Headers::new(&[]).put_on(&mut own);
        Headers::new(&[]).put_on(&mut ours);
        assert_eq!(own.get_all(header::CONTENT_SECURITY_POLICY).iter().collect::<Vec<_>>(), [&policy]);
        assert!(ours[header::CONTENT_SECURITY_POLICY].to_str().unwrap().starts_with("default-src 'none'"));
        assert_eq!(own[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    }
}
