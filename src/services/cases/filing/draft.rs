//! What stands in the form while it is filled in, question by question, and which question is asked.

use std::collections::BTreeMap;

use leptos::prelude::*;
use zhangban_api::attachments;
use zhangban_api::cases::category::{Categories, Category};
use zhangban_api::cases::filing::{CaseForm, FileCase, Receipt, field};
use zhangban_api::idempotency::IdempotencyKey;
use zhangban_api::{ApiError, FieldError, Message};

use super::outbox::{ParcelState, parcels};
use super::text;
use crate::attachments::Attached;
use crate::first_paint::{posted, typed};
use crate::mode::{Mode, use_mode};

/// The field that says which question was answered.
pub const STEP: &str = "step";

/// The button that goes back to the question before.
pub const BACK: &str = "back";

/// A page of the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What it is about.
    #[default]
    Category,
    /// The words.
    Words,
    /// School or place, and what the category asks.
    Details,
    /// Where to answer, and who may see what.
    Contact,
    /// Everything once more.
    Check,
}

impl Step {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [Self::Category, Self::Words, Self::Details, Self::Contact, Self::Check];

    /// The word in forms and addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Words => "words",
            Self::Details => "details",
            Self::Contact => "contact",
            Self::Check => "check",
        }
    }

    /// Reads what [`Step::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }

    /// What is asked.
    pub const fn title(self) -> Message {
        match self {
            Self::Category => text::WHAT,
            Self::Words => text::WORDS,
            Self::Details => text::DETAILS,
            Self::Contact => text::WHO,
            Self::Check => text::CHECK,
        }
    }

    /// Its place, from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL.get(self.number()).copied().unwrap_or(Self::Check)
    }

    /// The one before it.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::ALL.get((self as usize).saturating_sub(1)).copied().unwrap_or_default()
    }

    /// Where a field is asked.
    pub fn of_field(name: &str) -> Self {
        match name {
            field::CATEGORY => Self::Category,
            field::TEXT => Self::Words,
            field::CONTACT | field::ANONYMOUS | field::PUBLISH => Self::Contact,
            _ => Self::Details,
        }
    }
}

/// A case that is being written.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    /// What stands in the form, in memory; on the phone a draft of it.
    pub(super) form: StoredValue<CaseForm>,
    /// The key it is sent with: the same until another case is begun.
    pub(super) key: RwSignal<Option<IdempotencyKey>>,
    /// What is wrong with the question that is asked.
    pub(super) faults: RwSignal<Vec<FieldError>>,
    /// Why it was not taken, when no single field is to blame.
    pub(super) refusal: RwSignal<Option<ApiError>>,
    /// What is attached to it.
    pub(super) attached: Attached,
    /// The receipt, once it has arrived.
    pub(super) receipt: RwSignal<Option<Receipt>>,
    /// The form as it was last sent.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser sends by itself"))]
    pub(super) sent: StoredValue<CaseForm>,
    /// Whether it arrived with other words than stand in the form now.
    pub(super) with_earlier_words: RwSignal<bool>,
    /// Whether something was typed or chosen that the draft does not have.
    is_unsaved: StoredValue<bool>,
    /// Whether she has begun to write: then there is nothing else to go on with.
    pub(super) is_begun: RwSignal<bool>,
    /// Counts what was put into the form from elsewhere.
    pub(super) filled: RwSignal<u32>,
    mode: RwSignal<Mode>,
}

impl Writing {
    /// What came with the page: all that was typed before, where there is no scripting.
    pub(super) fn arrived(categories: &Categories, category: &str) -> Self {
        let mut form = CaseForm {
            category: category.to_owned(),
            text: typed(field::TEXT),
            place: typed(field::PLACE),
            contact: typed(field::CONTACT),
            anonymous: !typed(field::ANONYMOUS).is_empty(),
            publish: !typed(field::PUBLISH).is_empty(),
            answers: BTreeMap::new(),
            attachments: typed(attachments::FIELD).split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        };
        for question in categories.category(category).map(|c| c.questions.as_slice()).unwrap_or_default() {
            let answer = typed(&field::answer(&question.id));
            if !answer.is_empty() {
                form.answers.insert(question.id.clone(), answer);
            }
        }
        let (receipt, refusal) = match posted::<FileCase>() {
            Some(Ok(receipt)) => (Some(receipt), None),
            Some(Err(error)) => (None, Some(error)),
            None => (None, None),
        };
        let faults = refusal.as_ref().map(|error| error.fields.clone()).unwrap_or_default();
        Self {
            form: StoredValue::new(form),
            key: RwSignal::new(IdempotencyKey::parse(&typed(IdempotencyKey::FIELD))),
            faults: RwSignal::new(faults),
            refusal: RwSignal::new(refusal.filter(|error| error.fields.is_empty())),
            attached: Attached::new(),
            receipt: RwSignal::new(receipt),
            sent: StoredValue::new(CaseForm::default()),
            with_earlier_words: RwSignal::new(false),
            is_unsaved: StoredValue::new(false),
            is_begun: RwSignal::new(false),
            filled: RwSignal::new(0),
            mode: use_mode(),
        }
    }

    /// Something was typed or chosen.
    pub(super) fn write(self, write: impl FnOnce(&mut CaseForm)) {
        self.form.update_value(write);
        if !self.is_begun.get_untracked() {
            self.is_begun.set(true);
        }
        self.keep();
    }

    /// Whether this phone is somebody's own, and may keep what she writes.
    pub(super) fn is_kept(self) -> bool {
        self.mode.get_untracked() != Mode::Kiosk
    }

    /// Keeps a draft on the phone, soon.
    pub(super) fn keep(self) {
        #[cfg(target_arch = "wasm32")]
        if self.is_kept() && !self.is_unsaved.get_value() {
            self.is_unsaved.set_value(true);
            leptos::task::spawn_local(async move {
                crate::client::breath().await;
                self.save();
            });
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = self.is_unsaved;
    }

    /// The outbox has it as it stands: no draft is kept of that.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn is_handed_over(self) {
        self.is_unsaved.set_value(false);
    }

    /// Keeps a draft on the phone now, if there is anything new.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn save(self) {
        let is_unsaved = self.is_unsaved.try_update_value(|unsaved| std::mem::replace(unsaved, false));
        let form = self.form.try_get_value().filter(|form| !form.text.trim().is_empty());
        if let Some(form) = form.filter(|_| is_unsaved == Some(true)) {
            let (photos, lost_files) = self.attached.kept();
            super::later::order(super::later::Order::SaveDraft(form, photos, lost_files));
        }
    }

    /// Looks whether the question of a step is answered; says what is wrong if not.
    pub(super) fn is_answered(self, step: Step, categories: &Categories) -> bool {
        let mut faults = faults_until(&self.form.get_value(), categories, step);
        faults.retain(|fault| Step::of_field(&fault.name) == step);
        let answered = faults.is_empty();
        self.faults.set(faults);
        answered
    }

    /// The form as it goes: with what the server has of the attachments.
    pub(super) fn whole(self) -> CaseForm {
        let mut form = self.form.get_value();
        form.attachments.extend(untrack(move || self.attached.ids()).iter().map(ToString::to_string));
        form
    }

    /// The category that was chosen.
    pub(super) fn category(self, categories: &Categories) -> Option<Category> {
        self.form.with_value(|form| categories.category(&form.category).cloned())
    }

    /// How far it is on its way, if it was sent.
    pub(super) fn state(self) -> Memo<Option<ParcelState>> {
        let parcels = parcels();
        Memo::new(move |_| {
            let key = self.key.get()?;
            parcels.with(|all| all.iter().find(|parcel| parcel.key == key).map(|parcel| parcel.state.clone()))
        })
    }
}

/// What is wrong with the questions up to a step.
pub fn faults_until(form: &CaseForm, categories: &Categories, step: Step) -> Vec<FieldError> {
    let mut faults = form.parse(categories).err().unwrap_or_default();
    faults.retain(|fault| Step::of_field(&fault.name) <= step);
    faults
}

/// The step that can be shown when this one is asked for: the first that is not answered, if one before it is not.
pub fn reachable(form: &CaseForm, categories: &Categories, wanted: Step) -> Step {
    let unanswered = faults_until(form, categories, wanted).first().map(|fault| Step::of_field(&fault.name));
    unanswered.map_or(wanted, |first| first.min(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_on_and_back() {
        assert_eq!(Step::Category.previous(), Step::Category);
        assert_eq!(Step::Check.next(), Step::Check);
        for step in Step::ALL {
            assert_eq!(Step::parse(step.word()), Some(step));
            assert!(step == Step::Check || step.next().previous() == step);
        }
    }

    #[test]
    fn nobody_gets_past_a_question_that_is_open() {
        let categories = Categories::default();
        assert_eq!(reachable(&CaseForm::default(), &categories, Step::Check), Step::Category);
    }
}
