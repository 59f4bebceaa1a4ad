//! The one draft of this phone: kept with every change, and offered when she comes back.

use web_sys::Blob;
use zhangban_api::cases::CaseForm;

use super::super::kept::KeptCase;
use super::DRAFT;
use crate::json;
use crate::storage::now;
use crate::storage::records::{self, Record};

/// Its key among the records: no form has one like it.
const KEY: &str = "draft";

/// Keeps what stands in the form.
pub(crate) async fn save_draft(form: &CaseForm, photos: Vec<Blob>, lost_files: bool) {
    let Ok(json) = json::write(&KeptCase::of(form, lost_files, now())) else { return };
    // A browser that keeps nothing does without.
    if records::put(&Record { key: KEY.to_owned(), json, files: photos }).await.is_ok() {
        DRAFT.keep("1");
    }
}

/// What was kept, unless it is too old by now.
pub(crate) async fn kept_draft() -> Option<(KeptCase, Vec<Blob>)> {
    let record = records::all().await.ok()?.into_iter().find(|record| record.key == KEY)?;
    let kept: KeptCase = json::read(&record.json).ok()?;
    if kept.is_too_old(now()) {
        forget_draft().await;
        return None;
    }
    Some((kept, record.files))
}

/// Forgets it: it was filed, or she wants to begin anew.
pub(crate) async fn forget_draft() {
    if DRAFT.read().is_none() {
        return;
    }
    DRAFT.forget();
    // What cannot be removed is too old in a week.
    let _ = records::remove(KEY).await;
}

/// Whether a record is the draft.
pub(super) fn is_draft(record: &Record) -> bool {
    record.key == KEY
}
