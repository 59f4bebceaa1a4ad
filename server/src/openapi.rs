//! The OpenAPI 3.1 document, made from the endpoint types.

use axum::response::{IntoResponse, Response};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};
use zhangban_api::Method;
use zhangban_api::error::ErrorEnvelope;
use zhangban_api::idempotency::IdempotencyKey;

use crate::routes::schemars_bounds::Described;

/// Where it is.
pub const PATH: &str = "/api/openapi.json";

/// The document as it is gathered.
pub struct Document {
    generator: SchemaGenerator,
    paths: Map<String, Value>,
}

impl Default for Document {
    fn default() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
        });
        Self { generator: settings.into_generator(), paths: Map::new() }
    }
}

impl Document {
    /// Adds an endpoint.
    pub fn add<E: Described>(&mut self) {
        let body =
            (E::METHOD == Method::Post).then(|| json!({"application/json": {"schema": self.schema::<E::Request>()}}));
        self.add_with::<E>(body);
    }

    /// Adds an endpoint whose request is a file.
    pub fn add_upload<E: Described>(&mut self) {
        // As OpenAPI 3.1 describes bytes: a media type without a schema.
        self.add_with::<E>(Some(json!({"application/octet-stream": {}})));
    }

    fn add_with<E: Described>(&mut self, body: Option<Value>) {
        let errors = json!({
            "description": "Why it was not answered, in the one shape of errors",
            "content": {"application/json": {"schema": self.schema::<ErrorEnvelope>()}},
        });
        let mut operation = json!({
            "summary": E::SUMMARY,
            "responses": {
                "default": errors,
            },
        });
        let status = if E::CREATES { "201" } else { "200" };
        operation["responses"][status] = json!({"description": "The answer", "content": {"application/json": {"schema": self.schema::<E::Reply>()}}});
        let mut parameters = Vec::new();
        if E::IDEMPOTENT_BY_KEY {
            parameters.push(json!({
                "name": IdempotencyKey::HEADER, "in": "header", "required": true,
                "schema": {"type": "string", "pattern": "^[A-Za-z0-9-]{16,64}$"},
            }));
        }
        match body {
            None => parameters.extend(self.query_parameters::<E>()),
            Some(content) => operation["requestBody"] = json!({"required": true, "content": content}),
        }
        if !parameters.is_empty() {
            operation["parameters"] = parameters.into();
        }
        let method = match E::METHOD {
            Method::Get => "get",
            Method::Post => "post",
        };
        self.paths.insert(E::PATH.to_owned(), json!({ method: operation }));
    }

    fn schema<T: JsonSchema>(&mut self) -> Value {
        self.generator.subschema_for::<T>().to_value()
    }

    /// A flat request, field by field.
    fn query_parameters<E: Described>(&mut self) -> Vec<Value> {
        let schema = self.generator.root_schema_for::<E::Request>().to_value();
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let fields = schema["properties"].as_object().cloned().unwrap_or_default();
        fields
            .into_iter()
            .map(|(name, schema)| {
                json!({"in": "query", "required": required.contains(&json!(name)), "name": name, "schema": schema})
            })
            .collect()
    }

    /// The finished document.
    pub fn finish(mut self) -> String {
        let schemas = self.generator.take_definitions(true);
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Zhangban 掌办", "version": env!("CARGO_PKG_VERSION")},
            "paths": self.paths,
            "components": {"schemas": schemas},
        })
        .to_string()
    }
}

/// Answers the document.
pub fn answer(document: &str) -> Response {
    ([("content-type", "application/json"), ("cache-control", "no-cache")], document.to_owned()).into_response()
}
