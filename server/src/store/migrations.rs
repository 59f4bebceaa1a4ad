//! The schema, step by step. A step that has landed is never edited; a new one is added.

use super::{Engine, Store, StoreError, Value};

/// Every step, in order; the first is version 1.
const STEPS: &[&str] = &[
    include_str!("../../migrations/0001_ground.sql"),
    include_str!("../../migrations/0002_admissions.sql"),
    include_str!("../../migrations/0003_articles.sql"),
    include_str!("../../migrations/0004_colleges_and_past_scores.sql"),
    include_str!("../../migrations/0005_plans.sql"),
    include_str!("../../migrations/0006_accounts.sql"),
    include_str!("../../migrations/0007_replies.sql"),
    include_str!("../../migrations/0008_cases.sql"),
    include_str!("../../migrations/0009_staff.sql"),
    include_str!("../../migrations/0010_attachments.sql"),
    include_str!("../../migrations/0011_public_cases.sql"),
    include_str!("../../migrations/0012_content.sql"),
    include_str!("../../migrations/0013_public_after_reopening.sql"),
    include_str!("../../migrations/0014_hotline_categories_in_english.sql"),
    include_str!("../../migrations/0015_corrected_requirements.sql"),
];

/// Held in PostgreSQL while the schema changes; any number will do that nobody else takes.
const ALONE: &str = "SELECT pg_advisory_xact_lock(4107001)";

/// Brings the schema to the newest version. Of servers that start together, one does it and the others wait: SQLite has
/// one writer anyway, PostgreSQL is asked for a lock.
pub(super) async fn run(store: &Store) -> Result<(), StoreError> {
    let mut transaction = store.begin().await?;
    if matches!(store.engine, Engine::Postgres(_)) {
        transaction.script(ALONE).await?;
    }
    transaction.script("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY)").await?;
    let done = transaction.rows("SELECT version FROM schema_version", &[]).await?.len();
    for (version, step) in (1_i64..).zip(STEPS.iter().copied()).skip(done) {
        transaction.script(step).await?;
        transaction.execute("INSERT INTO schema_version (version) VALUES ($1)", &[Value::Int(version)]).await?;
    }
    transaction.commit().await
}
