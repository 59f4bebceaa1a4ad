//! Enrolment plans: which college takes how many candidates, in which major, with which subjects, at what price.

mod query;
mod requirement;
mod subjects;
mod values;

pub use query::{LONGEST_QUERY, PlanQuery, PlanSort, WINDOW};
pub use requirement::{RequirementFault, SubjectRequirement};
pub use subjects::{ReSelected, Subject, Subjects};
pub use values::{Code, CodeFault, Length, LengthFault, Tuition, TuitionFault};

use serde::{Deserialize, Serialize};

use crate::endpoint::Nothing;
use crate::{Date, Endpoint, Method, Text};

/// `GET /api/plans`: ten college major groups at a time that match, each with the majors that match.
pub struct ListPlans;

impl Endpoint for ListPlans {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/plans";
    const SUMMARY: &'static str = "Ten groups of the enrolment plan at a time that match the filters, and how many do";
    type Request = PlanQuery;
    type Reply = Plans;
}

/// `GET /api/plans/filters`: what the plans can be filtered by.
pub struct ListPlanFilters;

impl Endpoint for ListPlanFilters {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/plans/filters";
    const SUMMARY: &'static str = "The years of enrolment plans with their tracks, batches, provinces and kinds";
    type Request = Nothing;
    type Reply = PlanFilters;
}

/// What the plans can be filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanFilters {
    /// Newest first.
    pub years: Vec<PlanYear>,
}

impl PlanFilters {
    /// What there is in a year; in the newest where none is named.
    pub fn year(&self, year: Option<u16>) -> Option<&PlanYear> {
        match year {
            Some(year) => self.years.iter().find(|known| known.year == year),
            None => self.years.first(),
        }
    }
}

/// What the plans of a year can be filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanYear {
    /// The year.
    pub year: u16,
    /// Tracks that have plans, in the order of their exam.
    pub tracks: Vec<Named>,
    /// Batches that have plans, in the order of their exam.
    pub batches: Vec<Named>,
    /// Where the colleges are.
    pub provinces: Vec<String>,
    /// Kinds of enrolment: `普通类`, `国家专项`.
    pub kinds: Vec<String>,
    /// Whether any of them are made up or put together for a demonstration.
    #[serde(default)]
    pub sample: bool,
    /// Where they are from; empty where the department itself is the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// Something that is chosen by its short name and read by its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Named {
    /// Its short name: `physics`.
    pub id: String,
    /// What a citizen reads: `物理类`.
    pub name: Text,
}

/// A window of the groups that match, and how many do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plans {
    /// What was looked for.
    pub query: PlanQuery,
    /// The year they are of: the one that was asked for, or the newest. None where nothing is published.
    pub year: Option<u16>,
    /// A window of the groups that match.
    pub groups: Vec<PlanGroup>,
    /// How many groups match in all.
    pub total_groups: u32,
    /// How many majors of these match in all.
    pub total_majors: u32,
    /// How many candidates these majors take.
    pub total_quota: u32,
}

/// A college major group (院校专业组): majors of a college that are chosen as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanGroup {
    /// The year.
    pub year: u16,
    /// The track, by its short name.
    pub track: String,
    /// The batch, by its short name.
    pub batch: String,
    /// The college.
    pub college: College,
    /// The code of the group; none where majors are chosen one by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// The kind of enrolment; empty where the plan does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Which subjects a candidate must have taken, as corrected.
    pub requirement: SubjectRequirement,
    /// What was corrected of that since the plan was published, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<RequirementCorrection>,
    /// How many candidates the whole group takes.
    pub quota: u32,
    /// How many majors the whole group has.
    pub size: u32,
    /// Its majors, or those that match.
    pub majors: Vec<PlanMajor>,
    /// Whether it is made up or put together for a demonstration.
    #[serde(default)]
    pub sample: bool,
}

/// A college as the plan names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct College {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// The province it is in; may be empty.
    #[serde(default)]
    pub province: String,
    /// The city it is in; may be empty.
    #[serde(default)]
    pub city: String,
}

/// A major and what it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanMajor {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// What a candidate must know before choosing it: campus, partner, limits of eyesight. May be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remarks: String,
    /// How many candidates it takes.
    pub quota: u32,
    /// What a year costs.
    pub tuition: Tuition,
    /// How long it takes.
    pub length: Length,
    /// What was corrected since the plan was published, oldest first; the values above are the corrected ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// A correction of the subjects that a published group asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequirementCorrection {
    /// What was asked for.
    pub old: SubjectRequirement,
    /// What is asked for now.
    pub new: SubjectRequirement,
    /// When it was announced.
    pub date: Date,
    /// Why; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What of a major can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanField {
    /// How many candidates it takes.
    Quota,
    /// What a year costs.
    Tuition,
    /// How long it takes.
    Length,
    /// Its remarks.
    Remarks,
    /// Its name.
    Major,
}

impl PlanField {
    /// All of them, with their words in JSON.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Quota, "quota"),
        (Self::Tuition, "tuition"),
        (Self::Length, "length"),
        (Self::Remarks, "remarks"),
        (Self::Major, "major"),
    ];
}

/// A correction of a published major.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Correction {
    /// What was corrected.
    pub field: PlanField,
    /// What stood there: a number as digits, a tuition that was to be announced as nothing.
    pub old: String,
    /// What stands there now.
    pub new: String,
    /// When it was announced.
    pub date: Date,
    /// Why; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl PlanMajor {
    /// What a field says, as a correction writes it.
    pub fn value(&self, field: PlanField) -> String {
        match field {
            PlanField::Quota => self.quota.to_string(),
            PlanField::Tuition => self.tuition.yuan().map(|yuan| yuan.to_string()).unwrap_or_default(),
            PlanField::Length => self.length.years().to_string(),
            PlanField::Remarks => self.remarks.clone(),
            PlanField::Major => self.name.clone(),
        }
    }

    /// Takes a correction over if it fits what stands here: its old value, or its new one where the plan was published
    /// again with it. `false`, and nothing is changed, where it does not.
    #[must_use]
    pub fn correct(&mut self, correction: Correction) -> bool {
        let now = self.value(correction.field);
        if now != correction.old && now != correction.new {
            return false;
        }
        let new = correction.new.as_str();
        let taken = match correction.field {
            PlanField::Quota => new.parse().map(|quota| self.quota = quota).is_ok(),
            PlanField::Tuition if new.is_empty() => {
                self.tuition = Tuition::TO_BE_ANNOUNCED;
                true
            }
            PlanField::Tuition => Tuition::parse(new).map(|tuition| self.tuition = tuition).is_ok(),
            PlanField::Length => Length::parse(new).map(|length| self.length = length).is_ok(),
            PlanField::Remarks => {
                new.clone_into(&mut self.remarks);
                true
            }
            PlanField::Major => {
                new.clone_into(&mut self.name);
                true
            }
        };
        if taken {
            self.corrections.push(correction);
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn major() -> PlanMajor {
        PlanMajor {
            code: Code::parse("01").unwrap(),
            name: "临床医学".into(),
            remarks: String::new(),
            quota: 120,
            tuition: Tuition::TO_BE_ANNOUNCED,
            length: Length::parse("五年").unwrap(),
            corrections: Vec::new(),
        }
    }

    fn correction(field: PlanField, old: &str, new: &str) -> Correction {
        let date = Date::parse("2025-06-20").unwrap();
        Correction { field, old: old.into(), new: new.into(), date, note: String::new() }
    }

    #[test]
    fn a_correction_that_fits_is_taken_and_remembered() {
        let mut major = major();
        for (field, old, new) in [
            (PlanField::Quota, "120", "100"),
            (PlanField::Quota, "100", "110"),
            (PlanField::Tuition, "", "6300"),
            (PlanField::Remarks, "", "不招色盲考生"),
        ] {
            assert!(major.correct(correction(field, old, new)), "{field:?}");
            assert_eq!(major.value(field), new);
        }
        assert_eq!(major.corrections.len(), 4);
        // Published again with the correction in it.
        assert!(major.correct(correction(PlanField::Length, "4", "5")));
    }

    #[test]
    fn a_correction_of_another_value_changes_nothing() {
        let mut major = major();
        let before = major.clone();
        assert!(!major.correct(correction(PlanField::Quota, "150", "100")));
        assert!(!major.correct(correction(PlanField::Quota, "120", "many")));
        assert_eq!(major, before);
    }
}
