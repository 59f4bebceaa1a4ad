//! What is kept no longer than it is needed: contacts of cases that are over and of feedback, and answers to requests that
//! nobody sends again.
//!
//! Erased means erased: SQLite overwrites what it frees (`PRAGMA secure_delete`), and its write-ahead log is brought home
//! and cut off. PostgreSQL keeps old rows until its own vacuum comes by.

use serde::Serialize;
use zhangban_api::Moment;
use zhangban_api::cases::CaseState;

use crate::audit;
use crate::context::Context;
use crate::refusal::Refusal;
use crate::store::Value;

/// For how long a request that is sent again is known.
const KEYS: i64 = 30 * DAY;

const DAY: i64 = 24 * 60 * 60;

/// States in which nobody will write to the citizen any more.
const OVER: [CaseState; 3] = [CaseState::Closed, CaseState::Withdrawn, CaseState::Merged];

/// Who did it, in the words of the audit log.
const CLOCK: &str = "clock";

/// That contacts of cases were erased.
const CONTACTS: &str = "retention.contacts";

/// That contacts of feedback were erased.
const FEEDBACK_CONTACTS: &str = "retention.feedback_contacts";

/// What was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// Contacts of cases.
    pub contacts: u64,
    /// Contacts of feedback.
    pub feedback_contacts: u64,
    /// Requests with their answers.
    pub keys: u64,
}

/// Erases what is kept no longer, as of now.
///
/// Rule: the time of a contact begins with the last thing that happened to its case, or when the feedback came. What was
/// erased is in the audit log by its number, in the same transaction.
pub async fn pass(context: &Context) -> Result<Erased, Refusal> {
    let now = context.now();
    let contacts_before = now.plus_seconds(-i64::from(context.keep_contacts_days()) * DAY);
    let feedback_before = now.plus_seconds(-i64::from(context.keep_feedback_contacts_days()) * DAY);
    let keys_before = now.plus_seconds(-KEYS);
    // Looked at first: nearly always there is nothing to do, and nobody who writes need wait for that.
    if !is_due(context, contacts_before, feedback_before, keys_before).await? {
        return Ok(Erased::default());
    }
    let mut transaction = context.store().begin().await?;
    let contacts = format!("UPDATE cases SET contact = '' WHERE {STILL_THERE}");
    let contacts = transaction.execute(&contacts, &of_cases(contacts_before)).await?;
    let feedback = format!("UPDATE feedback SET contact = '' WHERE {OLD_FEEDBACK}");
    let feedback_contacts = transaction.execute(&feedback, &[Value::Int(feedback_before.unix())]).await?;
    let keys = "DELETE FROM idempotency WHERE answered_at < $1";
    let keys = transaction.execute(keys, &[Value::Int(keys_before.unix())]).await?;
    let erased = Erased { contacts, feedback_contacts, keys };
    for (count, action, subject) in [(contacts, CONTACTS, "cases"), (feedback_contacts, FEEDBACK_CONTACTS, "feedback")]
    {
        if count > 0 {
            audit::record(&mut transaction, now, CLOCK, action, subject, &erased).await?;
        }
    }
    transaction.commit().await?;
    context.store().forget_what_was_erased().await?;
    Ok(erased)
}

async fn is_due(
    context: &Context,
    contacts_before: Moment,
    feedback_before: Moment,
    keys_before: Moment,
) -> Result<bool, Refusal> {
    let sql = format!("SELECT number FROM cases WHERE {STILL_THERE} LIMIT 1");
    if context.store().row(&sql, &of_cases(contacts_before)).await?.is_some() {
        return Ok(true);
    }
    let sql = format!("SELECT id FROM feedback WHERE {OLD_FEEDBACK} LIMIT 1");
    if context.store().row(&sql, &[Value::Int(feedback_before.unix())]).await?.is_some() {
        return Ok(true);
    }
    let sql = "SELECT answered_at FROM idempotency WHERE answered_at < $1 LIMIT 1";
    Ok(context.store().row(sql, &[Value::Int(keys_before.unix())]).await?.is_some())
}

/// Cases that are over and whose contact is still there; three states and a time stand for its parameters.
const STILL_THERE: &str = "state IN ($1, $2, $3) AND contact <> '' \
                           AND (SELECT max(at) FROM case_events WHERE case_events.number = cases.number) < $4";

/// Feedback whose contact is still there; a time stands for its parameter.
const OLD_FEEDBACK: &str = "contact <> '' AND received_at < $1";

fn of_cases(before: Moment) -> [Value<'static>; 4] {
    let [closed, withdrawn, merged] = OVER.map(|state| state.word().into());
    [closed, withdrawn, merged, Value::Int(before.unix())]
}
