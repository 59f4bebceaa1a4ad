//! What time does to edits, and what an import does to them.

use serde::Serialize;
use zhangban_api::content::{ContentKind, Does, EditState};
use zhangban_api::{Message, Moment};

use super::record::{self, Record};
use super::work::{piece, subject, take_over};
use super::{check, digest, stand};
use crate::audit;
use crate::context::Context;
use crate::import;
use crate::refusal::Refusal;
use crate::store::{Store, StoreError};

/// Who did it, in the words of the audit log.
const CLOCK: &str = "clock";

const DOES_NOT_FIT: Message = Message::new(
    "到时未能生效：与当时的内容有冲突，请打开后修改再发布",
    "Its time came, and it did not fit what stood there. Open it, mend it and publish it again",
);

/// What the audit log keeps of an edit whose time is over.
#[derive(Serialize)]
struct Gone<'a> {
    edit: u32,
    before: &'a str,
    after: &'a str,
}

/// Takes over what waits for its time, and takes away what is over; says how many edits were done. Each is done in a
/// transaction of its own, in which its state is looked at again: of several servers one does it.
pub async fn pass(context: &Context) -> Result<usize, Refusal> {
    let due = record::due(context.store(), context.now()).await?;
    let mut done = 0;
    for id in &due {
        done += usize::from(in_time(context, *id).await?);
    }
    if done > 0 {
        context.refresh().await?;
    }
    Ok(done)
}

async fn in_time(context: &Context, id: u32) -> Result<bool, Refusal> {
    let (store, now) = (context.store(), context.now());
    let mut transaction = import::begin(store).await?;
    let Some(mut edit) = record::find(store, id).await? else { return Ok(false) };
    let stands = stand(store, edit.kind, &edit.item).await?;
    let before = stands.as_ref().map(|stand| &stand.fields);
    match edit.state {
        EditState::Scheduled if edit.publish_at.is_some_and(|at| at <= now) => {
            // An article bears the time for which it was meant, however late the server woke up.
            let from = edit.publish_at.unwrap_or(now);
            match piece(context, &edit, Does::Publish, from).await {
                Ok(piece) => take_over(context, &mut transaction, &mut edit, before, piece, CLOCK).await?,
                Err(Refusal::Asked(error)) => {
                    let first = error.fields.into_iter().next().map(|fault| fault.message).unwrap_or_default();
                    edit.why = DOES_NOT_FIT.into();
                    edit.why.zh = format!("{}（{}）", edit.why.zh, first.zh);
                    edit.why.en = format!("{} ({})", edit.why.en, first.en);
                    edit.state = EditState::Failed;
                    edit.keep(&mut transaction).await?;
                    let was = digest(before);
                    let gone = Gone { edit: edit.id, before: &was, after: &was };
                    audit::record(&mut transaction, now, CLOCK, "content.fail", &subject(&edit), &gone).await?;
                }
                Err(refusal) => return Err(refusal),
            }
        }
        EditState::Published if edit.expire_at.is_some_and(|at| at <= now) => {
            check::write(store, &mut transaction, edit.kind, &edit.item, None).await?;
            import::has_changed(&mut transaction, now).await?;
            edit.state = EditState::Expired;
            edit.keep(&mut transaction).await?;
            let gone = Gone { edit: edit.id, before: &digest(before), after: "-" };
            audit::record(&mut transaction, now, CLOCK, "content.expire", &subject(&edit), &gone).await?;
        }
        _ => return Ok(false),
    }
    transaction.commit().await?;
    Ok(true)
}

/// Marks the edits whose words a file has replaced that was just imported; answers them.
///
/// A file of an article speaks of that one alone.
///
/// Rule: the file wins, as everywhere. What waits for its time is newer than the file and goes on waiting.
pub(crate) async fn after_import(
    store: &Store,
    now: Moment,
    kind: ContentKind,
    article: Option<&str>,
) -> Result<Vec<Record>, StoreError> {
    let mut replaced = Vec::new();
    let spoken_of = |edit: &Record| article.is_none_or(|id| edit.item == id);
    for edit in record::published(store, kind).await?.into_iter().filter(spoken_of) {
        let after = digest(stand(store, kind, &edit.item).await?.as_ref().map(|stand| &stand.fields));
        if after != edit.digest {
            replaced.push((edit, after));
        }
    }
    if replaced.is_empty() {
        return Ok(Vec::new());
    }
    let mut transaction = import::begin(store).await?;
    for (edit, after) in &mut replaced {
        edit.state = EditState::Replaced;
        edit.keep(&mut transaction).await?;
        let gone = Gone { edit: edit.id, before: &edit.digest, after };
        let subject = subject(edit);
        audit::record(&mut transaction, now, audit::COMMAND_LINE, "content.replaced", &subject, &gone).await?;
    }
    transaction.commit().await?;
    Ok(replaced.into_iter().map(|(edit, _)| edit).collect())
}
