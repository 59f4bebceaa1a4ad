//! A form as a browser without scripting sends it: names and values, perhaps with files. A field that is missing was left
//! empty.

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header;
use multer::{Constraints, Multipart, SizeLimit};
use zhangban_api::{ErrorCode, attachments};

use crate::limits;
use crate::routes::body;

/// Names and values of a posted form, and its files.
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<Bytes>,
}

impl Form {
    /// Reads the body. What is no form is an empty one: its fields are then missed one by one.
    pub async fn read(request: Request) -> Result<Self, ErrorCode> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if let Ok(boundary) = multer::parse_boundary(kind) {
            return Self::read_parts(request, boundary).await;
        }
        let body = body(request).await?;
        Ok(Self { fields: serde_urlencoded::from_bytes(&body).unwrap_or_default(), files: Vec::new() })
    }

    async fn read_parts(request: Request, boundary: String) -> Result<Self, ErrorCode> {
        let limit = SizeLimit::new().whole_stream(limits::UPLOAD as u64).per_field(limits::UPLOAD as u64);
        let constraints = Constraints::new().size_limit(limit);
        let mut parts = Multipart::with_constraints(request.into_body().into_data_stream(), boundary, constraints);
        let mut form = Self { fields: Vec::new(), files: Vec::new() };
        while let Some(part) = parts.next_field().await.map_err(|error| fault(&error))? {
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = name == attachments::FIELD && part.file_name().is_some();
            let bytes = part.bytes().await.map_err(|error| fault(&error))?;
            if !is_file {
                form.fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            } else if !bytes.is_empty() {
                // A chooser in which nothing was chosen sends an empty file.
                form.files.push(bytes);
            }
        }
        Ok(form)
    }

    /// The first value of this name.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value.as_str())
    }

    /// Whether something stands in the field, or its button was pressed.
    pub fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// The files that came with it.
    pub fn files(&self) -> &[Bytes] {
        &self.files
    }
}

fn fault(error: &multer::Error) -> ErrorCode {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => ErrorCode::TooLarge,
        _ => ErrorCode::Malformed,
    }
}
