//! What comes with cases: kept before there is a case, claimed by it in its transaction, given to whoever may read it.

mod answer;
mod keeping;
mod kind;
mod photo;
mod sweep;

use std::collections::HashSet;

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;
use zhangban_api::attachments::{
    AttachmentFault, AttachmentId, AttachmentKind, BYTES, UploadAttachment, Uploaded, fit_together,
};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, FieldError, Moment};

pub use self::answer::response;
pub use self::keeping::{Files, FilesError, Place};
use self::kind::Format;
pub use self::photo::Darkroom;
pub use self::sweep::{keep_swept, sweep, sweep_lost};
use crate::context::Context;
use crate::idempotency::Doing;
use crate::random::random;
use crate::refusal::Refusal;
use crate::store::{Row, Store, StoreError, Transaction, Value};

/// What every photo is kept as.
const JPEG: &str = "image/jpeg";

/// An attachment as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, and what there is to say of it.
    pub uploaded: Uploaded,
    /// What its bytes are.
    pub media_type: String,
    /// When it came.
    pub uploaded_at: Moment,
    /// The case it came with; 0 as long as none has claimed it.
    pub case: i64,
    object: String,
    digest: Vec<u8>,
}

/// The columns of an [`Attachment`], in the order in which it is read.
const COLUMNS: &str = "id, kind, bytes, width, height, media_type, uploaded_at, owner, object, digest";

impl Attachment {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            uploaded: Uploaded {
                id: row.parsed(0, AttachmentId::parse)?,
                kind: row.parsed(1, AttachmentKind::parse)?,
                bytes: row.number(2)?,
                width: row.number(3)?,
                height: row.number(4)?,
            },
            media_type: row.text(5)?.to_owned(),
            uploaded_at: Moment::from_unix(row.int(6)?),
            case: row.int(7)?,
            object: row.text(8)?.to_owned(),
            digest: row.bytes(9)?.to_owned(),
        })
    }

    async fn write(&self, transaction: &mut Transaction) -> Result<(), StoreError> {
        let Uploaded { id, kind, bytes, width, height } = &self.uploaded;
        let sql = "INSERT INTO attachments (id, kind, bytes, width, height, media_type, uploaded_at, owner, object, digest, \
                   position, claimed_at, removing) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0)";
        let values = [
            id.to_string().into(),
            kind.word().into(),
            Value::from(*bytes),
            Value::from(*width),
            Value::from(*height),
            self.media_type.as_str().into(),
            Value::Int(self.uploaded_at.unix()),
            Value::Int(self.case),
            self.object.as_str().into(),
            self.digest.as_slice().into(),
        ];
        transaction.execute(sql, &values).await.map(drop)
    }
}

/// Keeps what a form without scripting brought. The case that it comes with is done once by its own key.
pub async fn keep(context: &Context, bytes: Bytes) -> Result<Uploaded, Refusal> {
    let attachment = put(context, bytes).await?;
    let mut transaction = context.store().begin().await?;
    attachment.write(&mut transaction).await?;
    transaction.commit().await?;
    Ok(attachment.uploaded)
}

/// Keeps an upload; the same key with the same bytes is kept once and answered the same.
///
/// Rule: the file is on the disk before its row is, so a name that was answered always leads to a file. Nothing of the
/// store is held while a photo is worked on.
pub async fn keep_once(context: &Context, key: &IdempotencyKey, bytes: Bytes) -> Result<Uploaded, Refusal> {
    let words = digest(bytes.clone()).await?;
    let doing = Doing::begin::<UploadAttachment>(context, key, &words)?;
    if let Some(before) = doing.answered_before(context).await? {
        return Ok(before);
    }
    let attachment = put(context, bytes).await?;
    let uploaded = doing
        .write::<Uploaded>(context, async |transaction: &mut Transaction| {
            attachment.write(transaction).await?;
            Ok(attachment.uploaded.clone())
        })
        .await;
    // Another server was quicker with the same key, or it has other words there.
    if !uploaded.as_ref().is_ok_and(|uploaded| *uploaded == attachment.uploaded)
        && matches!(uploaded, Ok(_) | Err(Refusal::Asked(_)))
    {
        // The answer stands all the same; what could not be removed is swept.
        if let Err(error) = context.files().remove(&attachment.object).await {
            tracing::warn!(%error, "a file that was kept twice is still there");
        }
    }
    uploaded
}

/// Looks at a file, makes of it what is kept, and keeps that; the row is still to be written.
async fn put(context: &Context, bytes: Bytes) -> Result<Attachment, Refusal> {
    let refused = |fault: AttachmentFault| Refusal::Asked(fault.into());
    if bytes.is_empty() {
        return Err(refused(AttachmentFault::Empty));
    }
    if bytes.len() > BYTES {
        return Err(refused(AttachmentFault::TooLarge));
    }
    let (kind, media_type, bytes, width, height) = match Format::of(&bytes) {
        None => return Err(refused(AttachmentFault::OtherKind)),
        Some(Format::Kept(kept)) => (kept.kind, kept.media_type, bytes, 0, 0),
        Some(Format::Photo(format)) => {
            let photo = context.darkroom().develop(bytes, format).await?;
            (AttachmentKind::Photo, JPEG, photo.jpeg, photo.width, photo.height)
        }
    };
    let id = AttachmentId::from_random(random()?);
    let length = u32::try_from(bytes.len()).map_err(|error| Refusal::Broken(error.to_string()))?;
    let digest = digest(bytes.clone()).await?.to_vec();
    let uploaded_at = context.now();
    let object = context.files().put(uploaded_at.date(), bytes).await?;
    let uploaded = Uploaded { id, kind, bytes: length, width, height };
    Ok(Attachment { uploaded, media_type: media_type.to_owned(), uploaded_at, case: 0, object, digest })
}

/// The hash of a file, made off the threads that answer.
async fn digest(bytes: Bytes) -> Result<[u8; 32], Refusal> {
    let hashed = spawn_blocking(move || Sha256::digest(&bytes).into());
    hashed.await.map_err(|error| Refusal::Broken(error.to_string()))
}

/// Gives uploads to a case, in the order of their names, and answers them. Claimed by the same case before, an upload
/// stays where it is; named twice, it comes once.
///
/// Rules: an upload belongs to one case for ever; that one is not there (any more) and that another case has it are told
/// alike; photos, or one recording, or one document come together. After a refusal the transaction must not be
/// committed.
pub async fn claim(
    transaction: &mut Transaction,
    ids: &[AttachmentId],
    case: i64,
    now: Moment,
) -> Result<Vec<Attachment>, Refusal> {
    if case == 0 {
        return Err(Refusal::Broken("0 is no case: it stands for none".into()));
    }
    let mut seen = HashSet::new();
    let mut claimed = Vec::new();
    let update = "UPDATE attachments SET owner = $1, position = $2, claimed_at = $3 \
                  WHERE id = $4 AND owner = 0 AND removing = 0";
    let select = format!("SELECT {COLUMNS} FROM attachments WHERE id = $1 AND owner = $2");
    for (position, id) in (1_i64..).zip(ids.iter().filter(|id| seen.insert(**id))) {
        let name = id.to_string();
        let values = [case.into(), position.into(), Value::Int(now.unix()), name.as_str().into()];
        transaction.execute(update, &values).await?;
        let rows = transaction.rows(&select, &[name.as_str().into(), case.into()]).await?;
        let row = rows.first().ok_or(refused_in_form(AttachmentFault::Unknown))?;
        claimed.push(Attachment::read(row)?);
        // A list without end is refused before it is worked through.
        fit_together(claimed.iter().map(|attachment| attachment.uploaded.kind)).map_err(refused_in_form)?;
    }
    Ok(claimed)
}

/// A fault of a case's own field: the case can be mended and sent again.
fn refused_in_form(fault: AttachmentFault) -> Refusal {
    Refusal::Asked(ApiError::invalid(vec![FieldError::new(zhangban_api::attachments::FIELD, fault.message())]))
}

/// What came with a case, in the order in which it was named.
pub async fn of_case(store: &Store, case: i64) -> Result<Vec<Attachment>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM attachments WHERE owner = $1 ORDER BY claimed_at, position");
    // 0 is the case of those that have none.
    let rows = if case == 0 { Vec::new() } else { store.rows(&sql, &[case.into()]).await? };
    rows.iter().map(Attachment::read).collect()
}

/// An attachment with its bytes; none if there is none of that name. Who may have it, the caller knows.
pub async fn read(context: &Context, id: &AttachmentId) -> Result<Option<(Attachment, Bytes)>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM attachments WHERE id = $1 AND removing = 0");
    let Some(row) = context.store().row(&sql, &[id.to_string().into()]).await? else { return Ok(None) };
    let attachment = Attachment::read(&row)?;
    let bytes = context.files().get(&attachment.object).await?;
    // A file that a disk or a hand has changed is not what the citizen sent.
    if digest(bytes.clone()).await?[..] != attachment.digest {
        return Err(Refusal::Broken(format!("the file {} is not what was kept", attachment.object)));
    }
    Ok(Some((attachment, bytes)))
}
