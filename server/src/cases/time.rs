//! What time does to cases: warnings before a promise breaks, and the close when nobody reopens.
//!
//! Everything is worked out from what stands in the store, so that a restart, a second server or a clock that jumped
//! changes nothing but when it is seen: a warning is written once, because it only ever grows until the case is reopened.

use zhangban_api::cases::deadline::REOPEN_WITHIN;
use zhangban_api::cases::{Actor, CaseState, Warning};

use super::moves::{self, Act};
use super::record::CaseRecord;
use crate::context::Context;
use crate::refusal::Refusal;
use crate::store::Value;

/// As many cases are looked at in one go.
const AT_ONCE: i64 = 200;

/// Warns of what is running out, and closes what nobody reopened; says how many cases were changed.
pub async fn pass(context: &Context) -> Result<usize, Refusal> {
    let now = context.now();
    let mut changed = 0;
    // Half of the shortest deadline is the first time at which anything can be due: later ones come with later looks.
    let running = "WHERE open = 1 AND paused_at = 0 AND warned < $1 AND due_at - (due_at - clock_since) / 2 <= $2 \
                   ORDER BY due_at LIMIT $3";
    let values = [Value::Int(Warning::Overdue.level()), Value::Int(now.unix()), Value::Int(AT_ONCE)];
    for case in CaseRecord::all(context.store(), running, &values).await? {
        let warning = case.clock.warning(now);
        if warning > case.warned {
            changed += usize::from(by_the_clock(context, &case, Act::Escalate(warning)).await?);
        }
    }
    let states = [CaseState::Answered.word().into(), CaseState::NotOurs.word().into()];
    let [answered, not_ours] = states;
    let before = Value::Int(now.plus_seconds(-REOPEN_WITHIN).unix());
    let values = [answered, not_ours, before, Value::Int(AT_ONCE)];
    let over = "WHERE state IN ($1, $2) AND answered_at < $3 ORDER BY answered_at LIMIT $4";
    for case in CaseRecord::all(context.store(), over, &values).await? {
        changed += usize::from(by_the_clock(context, &case, Act::Close).await?);
    }
    Ok(changed)
}

/// Does it in a transaction of its own, unless somebody else was faster.
async fn by_the_clock(context: &Context, seen: &CaseRecord, act: Act) -> Result<bool, Refusal> {
    let mut transaction = context.store().begin().await?;
    let Some(mut case) = CaseRecord::hold(&mut transaction, seen.number).await? else { return Ok(false) };
    if case.version != seen.version {
        return Ok(false);
    }
    match moves::make(&mut case, act, Actor::Clock, "", context.now()) {
        Ok(entry) => case.update(&mut transaction, &entry).await?,
        Err(_) => return Ok(false),
    }
    transaction.commit().await?;
    context.cases_changed(case.number);
    Ok(true)
}
