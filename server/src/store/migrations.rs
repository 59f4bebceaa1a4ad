//! The schema, step by step. A step that has landed is never edited; a new one is added.

use super::{Store, StoreError, Value};

/// Every step, in order; the first is version 1.
const STEPS: [&str; 1] = [include_str!("../../migrations/0001_ground.sql")];

/// Brings the schema to the newest version, one step a transaction.
pub(super) async fn run(store: &Store) -> Result<(), StoreError> {
    let mut transaction = store.begin().await?;
    transaction.script("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY)").await?;
    transaction.commit().await?;
    for (version, step) in (1_i64..).zip(STEPS) {
        let mut transaction = store.begin().await?;
        // Written first: of two servers that start together, one waits here for the other and then finds it done.
        let mine = transaction
            .execute(
                "INSERT INTO schema_version (version) VALUES ($1) ON CONFLICT (version) DO NOTHING",
                &[Value::Int(version)],
            )
            .await?;
        if mine == 1 {
            transaction.script(step).await?;
            transaction.commit().await?;
        }
    }
    Ok(())
}
