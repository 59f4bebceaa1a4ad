//! A case as this phone keeps it: a draft, or one that was filed and is not known to have arrived.

use serde::{Deserialize, Serialize};
use zhangban_api::cases::CaseForm;

/// For how many seconds it is kept.
const KEPT_FOR: i64 = 7 * 24 * 3_600;

/// A case on this phone. Photos stand beside it; recordings and documents are not kept, and nor is a contact.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptCase {
    /// Without contact and attachments.
    form: CaseForm,
    /// When it was kept, in seconds since 1970.
    saved_at: i64,
    /// Whether there was a contact: it is asked for once more before the case goes.
    pub(super) had_contact: bool,
    /// Whether something was attached that is not kept.
    pub(super) lost_files: bool,
}

impl KeptCase {
    /// What is kept of a form.
    pub(super) fn of(form: &CaseForm, lost_files: bool, now: i64) -> Self {
        let had_contact = !form.contact.trim().is_empty();
        let form = CaseForm { contact: String::new(), attachments: Vec::new(), ..form.clone() };
        Self { form, saved_at: now, had_contact, lost_files }
    }

    /// The form again, without contact and attachments.
    pub(super) fn form(&self) -> CaseForm {
        self.form.clone()
    }

    /// Whether it is to be forgotten.
    pub(super) fn is_too_old(&self, now: i64) -> bool {
        now > self.saved_at + KEPT_FOR
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn nothing_that_says_who_she_is_stays_on_the_phone() {
        let form = CaseForm {
            text: "校门口有人打架".into(),
            contact: "13800000000".into(),
            attachments: vec!["0123".into()],
            ..CaseForm::default()
        };
        let kept = json::write(&KeptCase::of(&form, false, 1_000)).unwrap();
        assert!(!kept.contains("13800000000") && kept.contains("校门口"), "{kept}");
        let read: KeptCase = json::read(&kept).unwrap();
        assert!(read.had_contact && read.form().attachments.is_empty());
        assert!(!read.is_too_old(1_000 + KEPT_FOR) && read.is_too_old(1_001 + KEPT_FOR));
    }
}
