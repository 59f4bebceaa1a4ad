//! Which major or group a correction is of, and whether it fits.

use std::collections::HashMap;

use zhangban_api::plans::{Code, Correction, PlanField, PlanMajor, RequirementCorrection, SubjectRequirement};

use crate::department_folder::{Corrected, FiledCorrection, FiledGroup, Misfit};

/// What a correction names: those that have all of this in common are told apart by their names and values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Of {
    pub(super) exam: String,
    pub(super) track: String,
    pub(super) batch: String,
    pub(super) college: String,
    pub(super) group: String,
    /// Empty for the group itself.
    pub(super) major: String,
}

impl Of {
    /// A group.
    pub(super) fn group(filed: &FiledGroup) -> Self {
        let group = &filed.group;
        Self {
            exam: filed.exam.clone(),
            track: group.track.clone(),
            batch: group.batch.clone(),
            college: group.college.code.as_str().to_owned(),
            group: group.code.as_ref().map(Code::as_str).unwrap_or_default().to_owned(),
            major: String::new(),
        }
    }

    /// A major of the group.
    pub(super) fn major(self, code: &Code) -> Self {
        Self { major: code.as_str().to_owned(), ..self }
    }

    /// The major or the group a correction names.
    pub(super) fn correction(correction: &FiledCorrection) -> Self {
        let FiledCorrection { exam, track, batch, college, group, what, .. } = correction;
        let major = match what {
            Corrected::Major { code, .. } => code.as_str(),
            Corrected::Requirement(_) => "",
        };
        Self {
            exam: exam.clone(),
            track: track.clone(),
            batch: batch.clone(),
            college: college.as_str().to_owned(),
            group: group.as_ref().map(Code::as_str).unwrap_or_default().to_owned(),
            major: major.to_owned(),
        }
    }

    /// The college in its batch and track.
    pub(super) fn place(&self) -> (String, String, String, String) {
        (self.exam.clone(), self.college.clone(), self.track.clone(), self.batch.clone())
    }
}

/// What a group asks for.
#[derive(Clone)]
pub(super) struct Requirement {
    pub(super) now: SubjectRequirement,
    pub(super) corrections: Vec<RequirementCorrection>,
}

impl Requirement {
    /// As it was published.
    pub(super) const fn published(now: SubjectRequirement) -> Self {
        Self { now, corrections: Vec::new() }
    }
}

/// Something that can be corrected.
pub(super) trait Correctable: Clone {
    type Correction: Clone;

    /// What it says of what a correction is about.
    fn says(&self, correction: &Self::Correction) -> Says;

    /// Takes a correction over whose old or new value it says.
    fn take(&mut self, correction: Self::Correction);
}

/// What stands where something is to be corrected.
#[derive(PartialEq)]
pub(super) enum Says {
    Old,
    New,
    Other(String),
}

impl Says {
    fn of<T: PartialEq>(value: &T, [old, new]: [&T; 2], other: impl FnOnce() -> String) -> Self {
        match value {
            value if value == old => Self::Old,
            value if value == new => Self::New,
            _ => Self::Other(other()),
        }
    }
}

impl Correctable for PlanMajor {
    type Correction = Correction;

    fn says(&self, correction: &Correction) -> Says {
        let value = self.value(correction.field);
        Says::of(&value, [&correction.old, &correction.new], || match correction.field {
            PlanField::Tuition if value.is_empty() => "待定".to_owned(),
            _ => value.clone(),
        })
    }

    fn take(&mut self, correction: Correction) {
        // It says the old value or the new one, so it can be corrected.
        let _ = self.correct(correction);
    }
}

impl Correctable for Requirement {
    type Correction = RequirementCorrection;

    fn says(&self, correction: &RequirementCorrection) -> Says {
        Says::of(&self.now, [&correction.old, &correction.new], || self.now.text().zh)
    }

    fn take(&mut self, correction: RequirementCorrection) {
        self.now = correction.new;
        self.corrections.push(correction);
    }
}

/// Those that can be corrected, as they were published and as they are now.
pub(super) struct Pairs<T> {
    pairs: Vec<(T, T)>,
    by_name: HashMap<Of, Vec<usize>>,
}

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self { pairs: Vec::new(), by_name: HashMap::new() }
    }
}

impl<T: Correctable> Pairs<T> {
    /// Adds one as it was published.
    pub(super) fn add(&mut self, of: Of, published: T) {
        self.by_name.entry(of).or_default().push(self.pairs.len());
        self.pairs.push((published.clone(), published));
    }

    fn correct(&mut self, of: &Of, named: impl Fn(&(T, T)) -> bool, correction: &T::Correction) -> Result<(), Misfit> {
        let candidates = self.by_name.get(of).map(Vec::as_slice).unwrap_or_default();
        let candidates = candidates.iter().copied().filter(|&at| named(&self.pairs[at]));
        let all: Vec<_> = candidates.map(|at| (at, self.pairs[at].1.says(correction))).collect();
        // Of several, the one that says the old value; the new one only where the plan was published again with it.
        let saying = |said: &Says| all.iter().filter(|(_, says)| says == said).map(|(at, _)| *at).collect::<Vec<_>>();
        let mut fitting = saying(&Says::Old);
        if fitting.is_empty() {
            fitting = saying(&Says::New);
        }
        match (&fitting[..], all.first()) {
            (&[at], _) => {
                self.pairs[at].1.take(correction.clone());
                Ok(())
            }
            ([], Some((_, Says::Other(value)))) => Err(Misfit::OtherValue(value.clone())),
            ([], _) => Err(Misfit::Unknown),
            (several, _) => Err(Misfit::Several(several.len())),
        }
    }

    /// Each as it was published and as it is now, in the order in which they were added.
    pub(super) fn into_pairs(self) -> impl Iterator<Item = (T, T)> {
        self.pairs.into_iter()
    }

    /// Each as it is now, in the order in which they were added.
    pub(super) fn into_now(self) -> impl Iterator<Item = T> {
        self.pairs.into_iter().map(|(_, now)| now)
    }
}

/// The majors and groups of plans.
#[derive(Default)]
pub(super) struct Plans {
    pub(super) majors: Pairs<PlanMajor>,
    pub(super) requirements: Pairs<Requirement>,
}

impl Plans {
    /// Lays corrections over them, in their order; answers which of them do not fit, and why.
    pub(super) fn correct<'c>(
        &mut self,
        corrections: impl IntoIterator<Item = &'c FiledCorrection>,
    ) -> Vec<(usize, Misfit)> {
        let corrections = corrections.into_iter().enumerate();
        corrections.filter_map(|(at, correction)| Some((at, self.correct_one(correction).err()?))).collect()
    }

    fn correct_one(&mut self, filed: &FiledCorrection) -> Result<(), Misfit> {
        let of = Of::correction(filed);
        match &filed.what {
            Corrected::Major { name, correction, .. } => {
                let named = |(published, now): &(PlanMajor, PlanMajor)| {
                    name.is_empty() || published.name == *name || now.name == *name
                };
                self.majors.correct(&of, named, correction)
            }
            Corrected::Requirement(correction) => self.requirements.correct(&of, |_| true, correction),
        }
    }
}
