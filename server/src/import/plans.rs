//! Enrolment plans and their corrections: a plan replaces what was said of the colleges it names, corrections are laid over
//! whatever plan there is.

mod correcting;
mod rows;

use std::collections::HashSet;
use std::path::Path;

use zhangban_api::plans::{PlanGroup, PlanMajor, SubjectRequirement};

use self::correcting::{Of, Plans, Requirement};
use self::rows::{MAJOR_COLUMNS, MAJORS, Stored};
use super::{Changes, ImportError, Outcome, file_id, finish};
use crate::department_folder::{Corrected, Faults, File, FiledCorrection, FiledGroup};
use crate::store::{Store, StoreError, Transaction, Value};

/// Groups of one file have numbers of their own: the number of the file, then their place in it.
const GROUPS_OF_A_FILE: i64 = 1_000_000;

/// Takes a plan in the place of what its file, or any other, said of the colleges it names.
pub(super) async fn take(store: &Store, file: &File, groups: Vec<FiledGroup>) -> Result<Outcome, ImportError> {
    let file_id = file_id(store, &file.name).await?;
    let corrections = rows::corrections(store).await?;
    let mut corrected: Vec<Shown> = groups.iter().map(Shown::of).collect();
    correct(&mut corrected, &corrections);
    let mut stage = store.stage(MAJORS, &MAJOR_COLUMNS).await?;
    for (id, group) in (file_id * GROUPS_OF_A_FILE..).zip(&corrected) {
        for (position, major) in (0_i64..).zip(&group.majors) {
            stage.push(&rows::major_values(id, position, major)?).await?;
        }
    }
    let mut transaction = stage.begin().await?;
    let before = clear(&mut transaction, file_id, &groups).await?;
    for (id, (filed, group)) in (file_id * GROUPS_OF_A_FILE..).zip(groups.iter().zip(&corrected)) {
        rows::write_group(&mut transaction, id, file_id, filed, &group.requirement, &group.majors).await?;
    }
    transaction.execute(rows::TAKE_MAJORS, &[]).await?;
    transaction.execute(rows::TAKE_WORDS, &[]).await?;
    let changes = Changes::between(&entries(&before)?, &entries(&groups)?, |entry| entry.key.clone());
    finish(transaction, changes).await?;
    Ok(Outcome::Taken(changes))
}

/// A group with its majors as they are shown.
struct Shown<'a> {
    filed: &'a FiledGroup,
    requirement: Requirement,
    majors: Vec<Stored>,
}

impl<'a> Shown<'a> {
    fn of(filed: &'a FiledGroup) -> Self {
        let majors = filed.group.majors.iter().cloned().map(Stored::of).collect();
        Self { filed, requirement: Requirement::published(filed.group.requirement), majors }
    }
}

/// Lays what was corrected over a plan. What does not fit it is older than the plan, or wrong: then its own file is
/// refused when it comes.
fn correct(groups: &mut [Shown<'_>], corrections: &[FiledCorrection]) {
    let mut plans = Plans::default();
    for group in groups.iter() {
        add(&mut plans, group.filed);
    }
    plans.correct(corrections);
    let (mut majors, mut requirements) = (plans.majors.into_now(), plans.requirements.into_now());
    for group in groups {
        if let Some(now) = requirements.next() {
            group.requirement = now;
        }
        for (stored, now) in group.majors.iter_mut().zip(&mut majors) {
            stored.correct(now);
        }
    }
}

/// Adds a group with its majors to what can be corrected.
fn add(plans: &mut Plans, filed: &FiledGroup) {
    let of = Of::group(filed);
    for major in &filed.group.majors {
        plans.majors.add(of.clone().major(&major.code), major.clone());
    }
    plans.requirements.add(of, Requirement::published(filed.group.requirement));
}

/// Takes away what the file said, and what others said of the colleges it names; answers all of it.
async fn clear(transaction: &mut Transaction, file: i64, groups: &[FiledGroup]) -> Result<Vec<FiledGroup>, StoreError> {
    let exams: HashSet<&str> = groups.iter().map(|filed| filed.exam.as_str()).collect();
    let named: HashSet<_> = groups.iter().map(place).collect();
    let mut gone = rows::groups(transaction, "file = $1", &[Value::Int(file)]).await?;
    for exam in exams {
        let of_others = rows::groups(transaction, "exam = $1 AND file <> $2", &[exam.into(), Value::Int(file)]).await?;
        gone.extend(of_others.into_iter().filter(|(_, filed)| named.contains(&place(filed))));
    }
    for (id, _) in &gone {
        for sql in [
            "DELETE FROM plan_words WHERE group_id = $1",
            "DELETE FROM plan_majors WHERE group_id = $1",
            "DELETE FROM plan_groups WHERE id = $1",
        ] {
            transaction.execute(sql, &[Value::Int(*id)]).await?;
        }
    }
    Ok(gone.into_iter().map(|(_, filed)| filed).collect())
}

/// What a file that has this group speaks for.
fn place(filed: &FiledGroup) -> (String, String, String, String) {
    let PlanGroup { track, batch, college, .. } = &filed.group;
    (filed.exam.clone(), college.code.as_str().to_owned(), track.clone(), batch.clone())
}

/// A major as it is compared with what was there.
#[derive(PartialEq)]
struct Entry {
    key: String,
    says: String,
}

fn entries(groups: &[FiledGroup]) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::new();
    for filed in groups {
        let PlanGroup { code, kind, requirement, majors, .. } = &filed.group;
        let group = PlanGroup { majors: Vec::new(), quota: 0, size: 0, ..filed.group.clone() };
        let group = rows::json(&(&filed.exam, &group, &filed.source))?;
        for major in majors {
            let PlanMajor { code: major_code, name, remarks, .. } = major;
            let key = rows::json(&(place(filed), code, kind, requirement, major_code, name, remarks))?;
            entries.push(Entry { key, says: format!("{group}{}", rows::json(major)?) });
        }
    }
    Ok(entries)
}

/// Takes corrections in the place of those the file had, if each fits its plan.
pub(super) async fn take_corrections(
    store: &Store,
    file: &File,
    corrections: &[FiledCorrection],
) -> Result<Outcome, ImportError> {
    let file_id = file_id(store, &file.name).await?;
    let mut transaction = store.begin().await?;
    let were = rows::corrections_of(&mut transaction, file_id).await?;
    rows::write_corrections(&mut transaction, file_id, corrections).await?;
    let others = rows::corrections_but_of(&mut transaction, file_id).await?;
    // Those of this file stand where they can be told from the others, whatever their dates.
    let mut all: Vec<(&FiledCorrection, bool)> = others.iter().map(|one| (one, false)).collect();
    all.extend(corrections.iter().map(|one| (one, true)));
    all.sort_by_key(|(one, _)| one.date());
    let mut plans = Loaded::corrected(&mut transaction).await?;
    for (correction, _) in &all {
        plans.load(&mut transaction, correction).await?;
    }
    let in_order: Vec<&FiledCorrection> = all.iter().map(|(one, _)| *one).collect();
    let mut faults = Faults::default();
    for (at, misfit) in plans.plans.correct(in_order.iter().copied()) {
        if all[at].1 {
            faults.push(in_order[at].fault(&file.path, &misfit));
        }
    }
    if !faults.is_empty() {
        return Ok(Outcome::Refused(faults));
    }
    plans.write(&mut transaction).await?;
    let says = |one: &FiledCorrection| rows::correction_key(one);
    let changes = Changes::between(
        &were.iter().map(says).collect::<Result<Vec<_>, _>>()?,
        &corrections.iter().map(says).collect::<Result<Vec<_>, _>>()?,
        Clone::clone,
    );
    finish(transaction, changes).await?;
    Ok(Outcome::Taken(changes))
}

/// What of the store can be corrected, and where it stands there.
#[derive(Default)]
struct Loaded {
    plans: Plans,
    majors: Vec<rows::Place>,
    groups: Vec<i64>,
}

impl Loaded {
    /// Whatever was corrected: it may not be any more.
    async fn corrected(transaction: &mut Transaction) -> Result<Self, StoreError> {
        let mut loaded = Self::default();
        for (place, of, published) in rows::corrected_majors(transaction).await? {
            loaded.add_major(place, of, published);
        }
        for (id, of, published) in rows::corrected_groups(transaction).await? {
            loaded.add_group(id, of, published);
        }
        Ok(loaded)
    }

    /// Adds what a correction may be of.
    async fn load(&mut self, transaction: &mut Transaction, correction: &FiledCorrection) -> Result<(), StoreError> {
        match &correction.what {
            Corrected::Major { .. } => {
                for (place, published) in rows::majors_of(transaction, correction).await? {
                    self.add_major(place, Of::correction(correction), published);
                }
            }
            Corrected::Requirement(_) => {
                for (id, published) in rows::groups_of(transaction, correction).await? {
                    self.add_group(id, Of::correction(correction), published);
                }
            }
        }
        Ok(())
    }

    fn add_major(&mut self, place: rows::Place, of: Of, published: PlanMajor) {
        if !self.majors.contains(&place) {
            self.majors.push(place);
            self.plans.majors.add(of, published);
        }
    }

    fn add_group(&mut self, id: i64, of: Of, published: SubjectRequirement) {
        if !self.groups.contains(&id) {
            self.groups.push(id);
            self.plans.requirements.add(of, Requirement::published(published));
        }
    }

    /// Writes all of it as it is shown now.
    async fn write(self, transaction: &mut Transaction) -> Result<(), StoreError> {
        for (place, (published, now)) in self.majors.into_iter().zip(self.plans.majors.into_pairs()) {
            rows::update_major(transaction, place, &Stored { published, now }).await?;
        }
        for (id, (published, now)) in self.groups.into_iter().zip(self.plans.requirements.into_pairs()) {
            rows::update_requirement(transaction, id, published.now, &now).await?;
        }
        Ok(())
    }
}

/// Sees whether corrections fit the plans that were just read, or those of the store.
pub(super) async fn check_corrections(
    store: Option<&Store>,
    file: &File,
    plans: &[FiledGroup],
    corrections: &[FiledCorrection],
) -> Result<Result<(), Faults>, StoreError> {
    let mut known = Loaded::default();
    for filed in plans {
        add(&mut known.plans, filed);
    }
    if let Some(store) = store {
        let read: HashSet<_> = plans.iter().map(place).collect();
        let mut transaction = store.begin().await?;
        for correction in corrections {
            if !read.contains(&Of::correction(correction).place()) {
                known.load(&mut transaction, correction).await?;
            }
        }
    }
    Ok(told(&file.path, corrections, &mut known.plans))
}

fn told(path: &Path, corrections: &[FiledCorrection], plans: &mut Plans) -> Result<(), Faults> {
    let mut in_order: Vec<&FiledCorrection> = corrections.iter().collect();
    in_order.sort_by_key(|one| one.date());
    let mut faults = Faults::default();
    for (at, misfit) in plans.correct(in_order.iter().copied()) {
        faults.push(in_order[at].fault(path, &misfit));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
