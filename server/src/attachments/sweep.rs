//! Taking away what nobody wants: uploads that no case has named in time, and files whose upload was cut off before its
//! row was written.

use std::time::Duration;

use zhangban_api::attachments::CLAIM_WITHIN_S;

use crate::context::Context;
use crate::refusal::Refusal;
use crate::store::Value;

/// How often it is looked.
const EVERY: Duration = Duration::from_mins(1);

/// How many times it is looked before files without a row are looked for: once an hour.
const LOOKS_BETWEEN: u32 = 60;

const DAY_S: i64 = 24 * 3_600;

/// Files without a row are looked for among those that came on these days before today. Whatever came two days ago came
/// more than 24 hours ago; a server that stood still for a fortnight still finds what it left.
const DAYS: std::ops::RangeInclusive<i64> = 2..=15;

/// Sweeps for as long as the server runs. What was marked and not yet removed is found again after a restart.
pub async fn keep_swept(context: &Context) {
    for look in 0_u32.. {
        tokio::time::sleep(EVERY).await;
        let mut swept = sweep(context).await;
        if look % LOOKS_BETWEEN == 0 && swept.is_ok() {
            swept = sweep_lost(context).await;
        }
        if let Err(error) = swept {
            tracing::error!(%error, "uploads that nobody wants could not be removed");
        }
    }
}

/// Removes the uploads that no case has named in time.
///
/// Rule: first the row is marked, so that no case can have it any more; then the file goes, then the row. A claim and
/// the mark exclude each other in the store, so nothing that belongs to a case is ever removed.
pub async fn sweep(context: &Context) -> Result<(), Refusal> {
    let before = Value::Int(context.now().unix() - CLAIM_WITHIN_S);
    let old = "SELECT id FROM attachments WHERE owner = 0 AND uploaded_at < $1 AND removing = 0 LIMIT 1";
    // Almost always there is nothing, and then nobody who writes has to wait.
    if context.store().row(old, std::slice::from_ref(&before)).await?.is_some() {
        let mut transaction = context.store().begin().await?;
        let mark = "UPDATE attachments SET removing = 1 WHERE owner = 0 AND uploaded_at < $1";
        transaction.execute(mark, &[before]).await?;
        transaction.commit().await?;
    }
    let marked = "SELECT id, object FROM attachments WHERE owner = 0 AND removing = 1";
    for row in context.store().rows(marked, &[]).await? {
        context.files().remove(row.text(1)?).await?;
        let mut transaction = context.store().begin().await?;
        transaction.execute("DELETE FROM attachments WHERE id = $1 AND removing = 1", &[row.text(0)?.into()]).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Removes files that have no row.
pub async fn sweep_lost(context: &Context) -> Result<(), Refusal> {
    for ago in DAYS {
        let day = context.now().plus_seconds(-ago * DAY_S).date();
        for object in context.files().of_day(day).await? {
            let named = "SELECT id FROM attachments WHERE object = $1";
            if context.store().row(named, &[object.as_str().into()]).await?.is_none() {
                context.files().remove(&object).await?;
            }
        }
    }
    Ok(())
}
