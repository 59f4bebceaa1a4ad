//! A form as a browser without scripting sends it: names and values. A field that is missing was left empty.

use axum::extract::Request;
use zhangban_api::ErrorCode;

use crate::routes::body;

/// Names and values of a posted form.
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads the body. What is no form is an empty one: its fields are then missed one by one.
    pub async fn read(request: Request) -> Result<Self, ErrorCode> {
        let body = body(request).await?;
        Ok(Self(serde_urlencoded::from_bytes(&body).unwrap_or_default()))
    }

    /// The first value of this name.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value.as_str())
    }

    /// Whether something stands in the field, or its button was pressed.
    pub fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }
}
