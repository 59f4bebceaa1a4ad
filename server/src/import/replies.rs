//! The rules of the number assistant: the file replaces what was there.

use super::Changes;
use super::documents::{json, take_part};
use crate::assistant::Rule;
use crate::department_folder::Replies;
use crate::published::{GREETING, Published};
use crate::store::{StoreError, Transaction, Value};

pub(super) async fn take(
    transaction: &mut Transaction,
    before: &Published,
    now: Replies,
) -> Result<Changes, StoreError> {
    let Replies { greeting, rules } = now;
    let were: Vec<Rule> = before.assistant.rules().cloned().collect();
    let changes = Changes::between(&were, &rules, |rule| rule.id.clone());
    // What stands first answers first: another order is a change, too.
    let moved = changes.is_none() && were != rules;
    let greeting = take_part(transaction, GREETING, &greeting).await?;
    transaction.execute("DELETE FROM replies", &[]).await?;
    for (position, rule) in (0_i64..).zip(&rules) {
        let values = [Value::Int(position), json(rule)?.into()];
        transaction.execute("INSERT INTO replies (position, body) VALUES ($1, $2)", &values).await?;
    }
    Ok(Changes {
        entries: changes.entries + greeting.entries,
        added: changes.added + greeting.added,
        changed: changes.changed + greeting.changed + u64::from(moved),
        removed: changes.removed,
    })
}
