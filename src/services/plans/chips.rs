//! The filters in use: each is a link that takes it away.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::plans::{PlanFilters, PlanQuery, ReSelected};

use super::lookup::{address, field, pairs, set};
use super::text;
use crate::language::{say, say_text};
use crate::parts::icon::{Icon, IconKind};

/// A chip for each filter in use; nothing where there is none.
pub(super) fn chips(asked: &PlanQuery, filters: &PlanFilters) -> Option<impl IntoView + use<>> {
    let chips: Vec<AnyView> = in_use(asked, filters)
        .into_iter()
        .map(|(name, label)| {
            let mut without = PlanQuery { page: 1, ..asked.clone() };
            set(&mut without, name, "");
            view! {
                <a class="chip plan-chip" href=address(&without) data-noscroll="">
                    <span class="visually-hidden">{say(text::TAKE_AWAY)}</span>
                    <span>{say_text(label)}</span>
                    <Icon kind=IconKind::X/>
                </a>
            }
            .into_any()
        })
        .collect();
    (!chips.is_empty()).then(|| view! { <nav class="chips" aria-label=say(text::CHIPS)>{chips}</nav> })
}

/// What narrows the list, in the words of the fields. What is not known is shown as it stands in the address, so that
/// it can be seen and taken away.
fn in_use(asked: &PlanQuery, filters: &PlanFilters) -> Vec<(&'static str, Text)> {
    let of_year = filters.year(asked.year).or(filters.year(None));
    let label = |name: &str, value: &str| match name {
        field::TRACK => of_year
            .and_then(|known| known.tracks.iter().find(|track| track.id == value))
            .map(|track| track.name.clone()),
        field::BATCH => of_year
            .and_then(|known| known.batches.iter().find(|batch| batch.id == value))
            .map(|batch| batch.name.clone()),
        field::SUBJECTS => asked.subjects.map(ReSelected::text),
        field::YEAR => Some(Text::new(format!("{value} 年"), value)),
        field::COLLEGE => Some(Text::new(format!("院校：{value}"), format!("College: {value}"))),
        field::MAJOR => Some(Text::new(format!("专业：{value}"), format!("Major: {value}"))),
        _ => None,
    };
    pairs(asked)
        .into_iter()
        .filter(|(name, value)| !value.is_empty() && ![field::SORT, field::PAGE].contains(name))
        .map(|(name, value)| (name, label(name, &value).unwrap_or_else(|| Text::new(value, ""))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::plans::lookup::of_query;

    #[test]
    fn every_filter_is_named_and_order_and_page_are_none() {
        let asked = of_query("track=arts&college=zz&subjects=chemistry-biology&sort=quota&page=3&province=河南");
        let names: Vec<_> = in_use(&asked, &PlanFilters::default()).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["track", "college", "subjects", "province"]);
        let labels: Vec<_> = in_use(&asked, &PlanFilters::default()).into_iter().map(|(_, label)| label.zh).collect();
        assert_eq!(labels, ["arts", "院校：zz", "化学、生物", "河南"]);
    }
}
