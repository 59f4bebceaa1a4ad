//! Which major a correction is of, and whether it fits.

use std::collections::HashMap;

use zhangban_api::plans::{Code, PlanField, PlanMajor};

use crate::department_folder::{FiledCorrection, FiledGroup, Misfit};

/// What a correction names: majors that have all of this in common are told apart by their names and values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Of {
    pub(super) exam: String,
    pub(super) track: String,
    pub(super) batch: String,
    pub(super) college: String,
    pub(super) group: String,
    pub(super) major: String,
}

impl Of {
    /// A major of a group.
    pub(super) fn group(filed: &FiledGroup, major: &Code) -> Self {
        let group = &filed.group;
        Self {
            exam: filed.exam.clone(),
            track: group.track.clone(),
            batch: group.batch.clone(),
            college: group.college.code.as_str().to_owned(),
            group: group.code.as_ref().map(Code::as_str).unwrap_or_default().to_owned(),
            major: major.as_str().to_owned(),
        }
    }

    /// The major a correction names.
    pub(super) fn correction(correction: &FiledCorrection) -> Self {
        let FiledCorrection { exam, track, batch, college, group, major_code, .. } = correction;
        Self {
            exam: exam.clone(),
            track: track.clone(),
            batch: batch.clone(),
            college: college.as_str().to_owned(),
            group: group.as_ref().map(Code::as_str).unwrap_or_default().to_owned(),
            major: major_code.as_str().to_owned(),
        }
    }

    /// The college in its batch and track.
    pub(super) fn place(&self) -> (String, String, String, String) {
        (self.exam.clone(), self.college.clone(), self.track.clone(), self.batch.clone())
    }
}

/// Majors that can be corrected, as they were published and as they are now.
#[derive(Default)]
pub(super) struct Majors {
    majors: Vec<(PlanMajor, PlanMajor)>,
    by_name: HashMap<Of, Vec<usize>>,
}

impl Majors {
    /// Adds a major as it was published.
    pub(super) fn add(&mut self, of: Of, published: PlanMajor) {
        self.by_name.entry(of).or_default().push(self.majors.len());
        self.majors.push((published.clone(), published));
    }

    /// Lays corrections over the majors, in their order; answers which of them do not fit, and why.
    pub(super) fn correct<'c>(
        &mut self,
        corrections: impl IntoIterator<Item = &'c FiledCorrection>,
    ) -> Vec<(usize, Misfit)> {
        let corrections = corrections.into_iter().enumerate();
        corrections.filter_map(|(at, correction)| Some((at, self.correct_one(correction).err()?))).collect()
    }

    fn correct_one(&mut self, filed: &FiledCorrection) -> Result<(), Misfit> {
        let named = |(published, now): &(PlanMajor, PlanMajor)| {
            filed.major.is_empty() || published.name == filed.major || now.name == filed.major
        };
        let candidates = self.by_name.get(&Of::correction(filed)).map(Vec::as_slice).unwrap_or_default();
        let candidates: Vec<usize> = candidates.iter().copied().filter(|&at| named(&self.majors[at])).collect();
        let field = filed.correction.field;
        let value = |at: usize| self.majors[at].1.value(field);
        // Of several, the one that says the old value; the new one only where the plan was published again with it.
        let saying = |said: &str| candidates.iter().copied().filter(|&at| value(at) == said).collect::<Vec<_>>();
        let mut fitting = saying(&filed.correction.old);
        if fitting.is_empty() {
            fitting = saying(&filed.correction.new);
        }
        match (&fitting[..], candidates.first()) {
            (_, None) => Err(Misfit::NoSuchMajor),
            (&[at], _) => {
                // It says the old value or the new one, so it can be corrected.
                let _ = self.majors[at].1.correct(filed.correction.clone());
                Ok(())
            }
            ([], Some(&at)) => Err(Misfit::OtherValue(match (field, value(at)) {
                (PlanField::Tuition, empty) if empty.is_empty() => "待定".to_owned(),
                (_, value) => value,
            })),
            (several, _) => Err(Misfit::Several(several.len())),
        }
    }

    /// Each major as it was published and as it is now, in the order in which they were added.
    pub(super) fn into_pairs(self) -> impl Iterator<Item = (PlanMajor, PlanMajor)> {
        self.majors.into_iter()
    }

    /// Each major as it is now, in the order in which they were added.
    pub(super) fn into_now(self) -> impl Iterator<Item = PlanMajor> {
        self.majors.into_iter().map(|(_, now)| now)
    }
}
