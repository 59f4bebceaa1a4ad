//! axe-core: whether everybody can use a page.

use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use crate::browser::Browser;

/// What axe is asked: WCAG 2.2 up to AA, and what its authors call best practice. Nothing is left out.
const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

#[derive(Debug, Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    html: String,
    failure_summary: Option<String>,
}

/// Fails if axe finds anything on the page.
pub(crate) async fn finds_nothing(browser: &Browser, what: &str) {
    browser.run::<()>(&source()).await;
    let script = "const [rules, done] = arguments;
        axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found => done(found.violations));";
    let violations: Vec<Violation> = browser.run_later(script, vec![json!(RULES)]).await;
    let told: Vec<String> = violations
        .iter()
        .flat_map(|violation| {
            violation.nodes.iter().map(|node| {
                let summary = node.failure_summary.as_deref().unwrap_or_default();
                format!("{}: {}\n  {}\n  {summary}", violation.id, violation.help, node.html)
            })
        })
        .collect();
    assert!(told.is_empty(), "{what}: axe says\n{}", told.join("\n"));
}

fn source() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("axe-core is not installed ({error}): run `cargo xtask test`, or `npm ci` in the folder tests")
    })
}
