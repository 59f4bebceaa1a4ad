//! What an editor does to an edit: keep it, take it over, take away what stands, throw it away.

use serde::Serialize;
use zhangban_api::content::{ContentKind, Does, EditState};
use zhangban_api::{ApiError, ErrorCode, FieldError, Message, Moment, Text};

use super::check::{self, Piece, Times};
use super::record::{self, Record};
use super::{Fields, Stand, check as read, digest, get, seen, stand};
use crate::audit;
use crate::context::Context;
use crate::import;
use crate::refusal::Refusal;
use crate::staff::SignedIn;
use crate::store::Transaction;

const CHANGED: Message = Message::new(
    "刚才有人改过这一条，这次没有保存。您写的内容还在：请看过现在的内容后，再决定是否保存或发布。",
    "Somebody has just changed this, and yours was not kept. Your words are still here: look at what stands now, then keep \
     or publish them.",
);
const SAY_WHY: Message = Message::new(
    "请填写撤下的原因，群众打开这篇文章时会看到",
    "Say why it is taken down: whoever opens the article reads it",
);

/// A form of the desk.
pub(crate) struct Typed {
    /// Of which kind.
    pub(crate) kind: ContentKind,
    /// Which of those that stand.
    pub(crate) item: String,
    /// Which edit of one that does not stand yet.
    pub(crate) edit: u32,
    /// What stood there when the form was read.
    pub(crate) seen: String,
    /// What was typed.
    pub(crate) fields: Fields,
    /// What is to be done.
    pub(crate) does: Does,
}

/// What the audit log keeps of it: which edit, and the names of what stood before and after it.
#[derive(Serialize)]
struct Told<'a> {
    edit: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<i64>,
    before: &'a str,
    after: &'a str,
}

/// Does it; answers the edit as it is then.
///
/// Rules: what somebody else has changed since the form was read is not overwritten (409); the same form sent twice is
/// done once.
pub(crate) async fn act(context: &Context, who: &SignedIn, typed: Typed) -> Result<Record, Refusal> {
    let (store, now) = (context.store(), context.now());
    let mut transaction = import::begin(store).await?;
    let stands = stand(store, typed.kind, &typed.item).await?;
    let waits = record::waiting(store, typed.kind, &typed.item, typed.edit).await?;
    if !typed.item.is_empty() && stands.is_none() && waits.is_none() {
        return Err(ErrorCode::NotFound.into());
    }
    let before = stands.as_ref().map(|stand| &stand.fields);
    let times = Times::of(typed.kind, &typed.fields, now);
    let mut edit = Record {
        id: waits.as_ref().map_or(0, |record| record.id),
        kind: typed.kind,
        item: typed.item.clone(),
        state: EditState::Draft,
        withdraws: typed.does == Does::Withdraw && typed.kind != ContentKind::Articles,
        fields: typed.fields.clone(),
        publish_at: times.as_ref().ok().and_then(|times| times.publish_at),
        expire_at: times.as_ref().ok().and_then(|times| times.expire_at),
        version: waits.as_ref().map_or(0, |record| record.version),
        digest: String::new(),
        why: Text::default(),
        who: who.name.clone(),
        at: now,
    };
    if typed.does == Does::Discard && waits.is_none() {
        return Ok(edit);
    }
    let is_new = typed.item.is_empty() && typed.edit == 0;
    let unchanged = typed.seen == seen(before, waits.as_ref());
    if is_new || !unchanged {
        // Pressed twice, or sent again by a browser that heard no answer.
        if let Some(made) = sent_before(context, &edit).await? {
            return Ok(made);
        }
    }
    if !unchanged {
        return Err(ApiError { message: CHANGED.into(), ..ErrorCode::Changed.into() }.into());
    }
    let from = edit.publish_at.unwrap_or(now).max(now);
    match typed.does {
        // Nothing is kept of what is only looked at.
        Does::Preview => return Ok(edit),
        Does::Keep => keep(&mut transaction, &mut edit, before, "content.keep").await?,
        Does::Discard => {
            edit.state = EditState::Over;
            keep(&mut transaction, &mut edit, before, "content.discard").await?;
        }
        Does::Publish | Does::Withdraw => {
            times.map_err(ApiError::invalid)?;
            let piece = piece(context, &edit, typed.does, from).await?;
            if from > now {
                edit.state = EditState::Scheduled;
                keep(&mut transaction, &mut edit, before, "content.schedule").await?;
            } else {
                take_over(context, &mut transaction, &mut edit, before, piece, &who.name).await?;
            }
        }
    }
    transaction.commit().await?;
    context.refresh().await?;
    Ok(edit)
}

/// What is to stand; nothing where something is taken away.
pub(super) async fn piece(
    context: &Context,
    edit: &Record,
    does: Does,
    from: Moment,
) -> Result<Option<Piece>, Refusal> {
    if edit.withdraws {
        return Ok(None);
    }
    if does == Does::Withdraw && get(&edit.fields, "withdrawn").is_empty() {
        return Err(ApiError::invalid(vec![FieldError::new("withdrawn", SAY_WHY)]).into());
    }
    let piece = read(context.store(), edit.kind, &edit.item, &edit.fields, from).await?;
    Ok(Some(piece.map_err(ApiError::invalid)?))
}

async fn keep(
    transaction: &mut Transaction,
    edit: &mut Record,
    before: Option<&Fields>,
    action: &str,
) -> Result<(), Refusal> {
    edit.keep(transaction).await?;
    let (before, at) = (digest(before), edit.publish_at.map(Moment::unix));
    let told = Told { edit: edit.id, at, before: &before, after: &digest(Some(&edit.fields)) };
    audit::record(transaction, edit.at, &edit.who, action, &subject(edit), &told).await?;
    Ok(())
}

/// Which one it is, in the words of the audit log.
pub(super) fn subject(edit: &Record) -> String {
    format!("{} {}", edit.kind.word(), if edit.item.is_empty() { "new" } else { &edit.item })
}

/// Writes it as an import would: from now on it stands, or what stood is gone.
pub(super) async fn take_over(
    context: &Context,
    transaction: &mut Transaction,
    edit: &mut Record,
    before: Option<&Fields>,
    piece: Option<Piece>,
    actor: &str,
) -> Result<(), Refusal> {
    let now = context.now();
    let after = digest(piece.as_ref().map(Piece::fields).as_ref());
    let (was, action) = (edit.item.clone(), if edit.withdraws { "content.withdraw" } else { "content.publish" });
    if let Some(piece) = &piece {
        edit.item = piece.item();
    }
    check::write(context.store(), transaction, edit.kind, &was, piece).await?;
    import::has_changed(transaction, now).await?;
    (edit.state, edit.digest) = (EditState::Published, after.clone());
    edit.keep(transaction).await?;
    edit.end_others(transaction, &was).await?;
    let told = Told { edit: edit.id, at: None, before: &digest(before), after: &after };
    audit::record(transaction, now, actor, action, &subject(edit), &told).await?;
    Ok(())
}

/// The edit that the same form has made already, if it was sent before.
async fn sent_before(context: &Context, edit: &Record) -> Result<Option<Record>, Refusal> {
    let made = record::newest_of(context.store(), edit.kind, &edit.who).await?;
    Ok(made.into_iter().find(|made| made.withdraws == edit.withdraws && made.fields == edit.fields))
}

/// What stands beside an edit, and the edit, for a form.
pub(crate) async fn found(
    context: &Context,
    kind: ContentKind,
    item: &str,
    edit: u32,
) -> Result<(Option<Stand>, Option<Record>, Option<Record>), Refusal> {
    let store = context.store();
    let stands = stand(store, kind, item).await?;
    let waits = record::waiting(store, kind, item, edit).await?;
    let last = record::last(store, kind, item).await?;
    Ok((stands, waits, last))
}
