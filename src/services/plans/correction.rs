//! What was corrected: since when, what stood there, what stands there now.

use leptos::prelude::*;
use zhangban_api::plans::{Correction, PlanField, RequirementCorrection, Tuition};
use zhangban_api::{Date, Message, Text};

use super::text;
use crate::language::{say, say_text};
use crate::parts::tag::{Tag, TagKind};

/// A correction of a major.
pub(super) fn of_major(correction: Correction) -> AnyView {
    let Correction { field, old, new, date, note } = correction;
    line(text::field(field), [value(field, &old), value(field, &new)], date, note)
}

/// A correction of what a group asks for.
pub(super) fn of_group(correction: RequirementCorrection) -> AnyView {
    let RequirementCorrection { old, new, date, note } = correction;
    line(text::REQUIREMENT, [old.text(), new.text()], date, note)
}

/// The old value is struck through for the eye and named for the ear.
fn line(field: Message, [old, new]: [Text; 2], date: Date, note: String) -> AnyView {
    let note = (!note.is_empty()).then(|| view! { <span class="plan__note">{note}</span> }.into_any());
    view! {
        <span class="plan__correction">
            <Tag kind=TagKind::Waiting label=text::CORRECTED/>
            " "
            <span class="nowrap">{date.to_string()}</span>
            " "
            {say(field)}
            " "
            <span class="visually-hidden">{say(text::WAS)}" "</span>
            <del>{say_text(old)}</del>
            " "
            <span class="visually-hidden">{say(text::IS)}" "</span>
            <ins>{say_text(new)}</ins>
            " "
            {note}
        </span>
    }
    .into_any()
}

/// A value as the page says it.
fn value(field: PlanField, value: &str) -> Text {
    match field {
        PlanField::Quota => text::quota(value.parse().unwrap_or_default()),
        PlanField::Tuition => text::tuition(Tuition::parse(value).unwrap_or(Tuition::TO_BE_ANNOUNCED)),
        PlanField::Length => text::length(value.parse().unwrap_or_default()),
        PlanField::Remarks | PlanField::Major if value.is_empty() => text::NOTHING.into(),
        PlanField::Remarks | PlanField::Major => Text::new(value, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_said_as_it_stands_in_its_column() {
        for (field, written, said) in [
            (PlanField::Quota, "1200", "1,200 人"),
            (PlanField::Tuition, "", "待公布"),
            (PlanField::Tuition, "6300", "6,300 元/年"),
            (PlanField::Length, "5", "5 年"),
            (PlanField::Remarks, "", "（空）"),
            (PlanField::Major, "临床医学", "临床医学"),
        ] {
            assert_eq!(value(field, written).zh, said);
        }
    }
}
