//! Which subjects a candidate must have taken, as offices write it.

use serde::{Deserialize, Serialize};

use super::subjects::{ReSelected, Subject, Subjects};
use crate::text::plain_width;
use crate::{Message, Text};

/// Which subjects a candidate must have taken (选科要求).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubjectRequirement {
    /// The first choice; empty where the requirement names none, and then the track says it.
    #[serde(default, skip_serializing_if = "Subjects::is_empty")]
    pub first: Subjects,
    /// All of these.
    #[serde(default, skip_serializing_if = "Subjects::is_empty")]
    pub all: Subjects,
    /// At least one of these; nothing is asked where it is empty.
    #[serde(default, skip_serializing_if = "Subjects::is_empty")]
    pub one_of: Subjects,
}

/// Why a text is no requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequirementFault {
    /// It has words that are no subjects.
    Unreadable,
    /// Several subjects, and it does not say whether all or one of them are asked.
    Ambiguous,
}

impl RequirementFault {
    /// What should stand there.
    pub const fn message(self) -> Message {
        match self {
            Self::Unreadable => Message::new(
                "请填写选科要求，例如 不限、化学、化学和生物、化学或生物、首选物理，再选化学。",
                "Enter the required subjects in Chinese, as plans print them: any, one, or several joined by and or by or.",
            ),
            Self::Ambiguous => Message::new(
                "看不出几门科目是都要选还是选一门，请用“和”或“或”连接，例如 化学和生物、化学或生物。",
                "It does not say whether all of these or one of them is asked. Join them with the Chinese for and, or for or.",
            ),
        }
    }
}

impl SubjectRequirement {
    /// Reads what offices write: `不限`, `化学`, `化学和生物`, `化学或生物`, `化学、生物（2选1）`, `首选物理，再选化学`.
    pub fn parse(text: &str) -> Result<Self, RequirementFault> {
        let plain: String = text.chars().map(plain_width).filter(|c| !c.is_whitespace()).collect();
        let (first, rest) = match plain.split_once("再选") {
            Some((first, rest)) => (first_choice(first)?, rest),
            None if plain.starts_with("首选") => (first_choice(&plain)?, "不限"),
            None => (Subjects::default(), plain.as_str()),
        };
        let mut requirement = re_selected(rest)?;
        // "物理和化学" names the first choice without saying so.
        let named = Subjects(requirement.all.0 & Subjects::of(&[Subject::Physics, Subject::History]).0);
        if first.is_empty() && named.iter().count() == 1 {
            requirement.first = named;
            requirement.all.0 &= !named.0;
        } else {
            requirement.first = first;
        }
        Ok(requirement)
    }

    /// Whether it is open to somebody with these re-selected subjects, whose first choice fits.
    pub fn admits(&self, pair: ReSelected) -> bool {
        let taken = self.first.0 | pair.0.0;
        self.all.0 & !taken == 0 && (self.one_of.is_empty() || self.one_of.0 & taken != 0)
    }

    /// What a citizen reads: `首选物理，再选化学和生物`.
    pub fn text(&self) -> Text {
        let first = self.first.names("或", " or ");
        let (all, one_of) = (self.all.names("和", " and "), self.one_of.names("或", " or "));
        let rest = match (self.all.is_empty(), self.one_of.is_empty()) {
            (true, true) => Text::new("不限", "any"),
            (false, true) => all,
            (true, false) => one_of,
            (false, false) => {
                Text::new(format!("{}，并从{}中选一门", all.zh, one_of.zh), format!("{}, and {}", all.en, one_of.en))
            }
        };
        if self.first.is_empty() {
            Text::new(format!("再选{}", rest.zh), format!("Re-selected: {}", rest.en))
        } else {
            Text::new(
                format!("首选{}，再选{}", first.zh, rest.zh),
                format!("First choice: {}; re-selected: {}", first.en, rest.en),
            )
        }
    }
}

/// What stands before `再选`: `首选物理，`, `首选科目：物理或历史`.
fn first_choice(text: &str) -> Result<Subjects, RequirementFault> {
    let bare =
        text.trim_start_matches("首选").trim_start_matches("科目").trim_matches([':', ',', ';', '、', '。', '(']);
    if bare.is_empty() || is_any(bare) {
        return Ok(Subjects::default());
    }
    let Subjects(first) = listed(bare)?.0;
    let choices = Subjects::of(&[Subject::Physics, Subject::History]).0;
    if first & !choices == 0 { Ok(Subjects(first)) } else { Err(RequirementFault::Unreadable) }
}

/// The subjects beside the first choice, and whether all or one of them are asked.
fn re_selected(text: &str) -> Result<SubjectRequirement, RequirementFault> {
    let rest = text.trim_start_matches("科目").trim_matches([':', ',', ';', '。', ')']);
    let (list, remark) = rest.split_once('(').unwrap_or((rest, ""));
    if is_any(list) {
        return Ok(SubjectRequirement::default());
    }
    let (subjects, joined) = listed(list)?;
    let says = |words: &[&str]| words.iter().any(|word| remark.contains(word));
    let joined = if says(&["选1", "选一", "其中", "任选", "任一", "即可"]) {
        Joined::Or
    } else if says(&["必", "均", "都", "全", "同时"]) {
        Joined::And
    } else if remark.is_empty() {
        joined
    } else {
        return Err(RequirementFault::Unreadable);
    };
    let none = Subjects::default();
    match joined {
        _ if subjects.iter().count() == 1 => Ok(SubjectRequirement { first: none, all: subjects, one_of: none }),
        Joined::And => Ok(SubjectRequirement { first: none, all: subjects, one_of: none }),
        Joined::Or => Ok(SubjectRequirement { first: none, all: none, one_of: subjects }),
        Joined::Unsaid => Err(RequirementFault::Ambiguous),
    }
}

/// How several subjects are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joined {
    And,
    Or,
    Unsaid,
}

/// Subjects one after the other, and what stands between them.
fn listed(text: &str) -> Result<(Subjects, Joined), RequirementFault> {
    let (mut subjects, mut joined, mut rest) = (Subjects::default(), None, text);
    loop {
        // "物理+不限" asks nothing beside physics.
        if is_any(rest) && !subjects.is_empty() {
            return Ok((subjects, Joined::And));
        }
        let &(name, subject) =
            Subject::NAMES.iter().find(|(name, _)| rest.starts_with(name)).ok_or(RequirementFault::Unreadable)?;
        subjects.0 |= subject.bit();
        rest = &rest[name.len()..];
        let Some(sign) = rest.chars().next() else {
            return Ok((subjects, joined.unwrap_or(Joined::Unsaid)));
        };
        let here = match sign {
            '和' | '与' | '及' | '且' | '+' | '&' => Joined::And,
            '或' | '/' => Joined::Or,
            '、' | ',' | ';' => Joined::Unsaid,
            _ => return Err(RequirementFault::Unreadable),
        };
        joined = match joined {
            // "化学、生物或地理": the last sign says what the commas mean.
            None | Some(Joined::Unsaid) => Some(here),
            Some(before) if before == here => Some(here),
            Some(_) => return Err(RequirementFault::Ambiguous),
        };
        rest = &rest[sign.len_utf8()..];
    }
}

fn is_any(text: &str) -> bool {
    matches!(
        text,
        "不限"
            | "不提科目要求"
            | "不提要求"
            | "不提再选科目要求"
            | "科目不限"
            | "均可"
            | "任意"
            | "无要求"
            | "无"
            | "物理或历史均可"
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> String {
        SubjectRequirement::parse(text).map_or_else(|fault| format!("{fault:?}"), |requirement| requirement.text().zh)
    }

    #[test]
    fn what_offices_write_is_understood() {
        for (text, meaning) in [
            ("不限", "再选不限"),
            ("不提科目要求", "再选不限"),
            ("化学", "再选化学"),
            ("思想政治", "再选政治"),
            ("化学和生物", "再选化学和生物"),
            ("化学＋生物学", "再选化学和生物"),
            ("化学或生物", "再选化学或生物"),
            ("化学 / 生物 / 地理", "再选化学或生物或地理"),
            ("化学、生物或地理", "再选化学或生物或地理"),
            ("化学、生物（2选1）", "再选化学或生物"),
            ("化学、生物（2科必选）", "再选化学和生物"),
            ("化学,生物(2门科目考生均须选考方可报考)", "再选化学和生物"),
            ("化学，生物（选考其中一门即可报考）", "再选化学或生物"),
            ("化学（1门科目考生必须选考方可报考）", "再选化学"),
            ("首选物理，再选化学", "首选物理，再选化学"),
            ("首选历史，再选不限", "首选历史，再选不限"),
            ("首选科目：物理；再选科目：化学和生物", "首选物理，再选化学和生物"),
            ("首选物理", "首选物理，再选不限"),
            ("首选不限，再选化学", "再选化学"),
            ("物理+化学", "首选物理，再选化学"),
            ("物理，不限", "首选物理，再选不限"),
            ("物理和化学和生物", "首选物理，再选化学和生物"),
            ("物理或历史", "再选物理或历史"),
        ] {
            assert_eq!(read(text), meaning, "{text}");
        }
    }

    #[test]
    fn what_can_be_meant_in_two_ways_is_asked_back() {
        for text in ["化学、生物", "化学，生物", "化学和生物或地理", "化学或生物和地理"] {
            assert_eq!(read(text), "Ambiguous", "{text}");
        }
    }

    #[test]
    fn what_is_no_requirement_is_refused() {
        for text in ["", "，", "体育", "化学和", "化学生物", "首选化学，再选生物", "化学（见章程）", "见章程"]
        {
            assert_eq!(read(text), "Unreadable", "{text}");
        }
    }

    #[test]
    fn a_group_is_open_to_those_who_took_its_subjects() {
        let admits =
            |text: &str, pair: &str| SubjectRequirement::parse(text).unwrap().admits(ReSelected::parse(pair).unwrap());
        assert!(admits("首选物理，再选不限", "politics-geography"));
        assert!(admits("首选物理，再选化学", "chemistry-geography"));
        assert!(!admits("首选物理，再选化学", "biology-geography"));
        assert!(admits("化学和生物", "chemistry-biology") && !admits("化学和生物", "chemistry-politics"));
        assert!(admits("化学或生物", "biology-politics") && !admits("化学或生物", "politics-geography"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_parser(text in "\\PC{0,24}", office in "[首再选物理历史化学生思想政治地不限和或、，（）2必]{0,14}") {
            let _ = (SubjectRequirement::parse(&text), SubjectRequirement::parse(&office));
        }

        #[test]
        fn what_is_said_reads_back(first in 0usize..3, all in 0u8..16, one_of in 0u8..16) {
            let first = [Subjects::default(), Subjects::of(&[Subject::Physics]), Subjects::of(&[Subject::History])][first];
            // A list of one that is asked is the same as all of one.
            let one_of = Subjects(if all == 0 && one_of.count_ones() > 1 { one_of << 2 } else { 0 });
            let requirement = SubjectRequirement { first, all: Subjects(all << 2), one_of };
            prop_assert_eq!(SubjectRequirement::parse(&requirement.text().zh), Ok(requirement));
            let json = serde_json::to_string(&requirement).unwrap();
            prop_assert_eq!(serde_json::from_str::<SubjectRequirement>(&json).unwrap(), requirement);
        }
    }
}
