//! What the page says when it has no plan to show, and the ways out.

use leptos::prelude::*;
use zhangban_api::plans::{PlanFilters, PlanQuery, Plans};

use super::lookup::address;
use super::text;
use crate::page::Page;
use crate::parts::button::LinkButton;
use crate::parts::state::{State, StateView};

/// Why nothing is shown of what was found, and where it leads on; `None` where something is shown.
fn why_nothing(found: &Plans, filters: &PlanFilters) -> Option<(State, Option<(String, zhangban_api::Message)>)> {
    if !found.groups.is_empty() {
        return None;
    }
    let everything = Some((Page::Plans.path().to_owned(), text::SHOW_ALL));
    let first = PlanQuery { page: 1, ..found.query.clone() };
    Some(match found.query.year {
        _ if filters.years.is_empty() => (State::Empty(text::NOTHING_YET.into()), None),
        Some(year) if filters.year(Some(year)).is_none() => (State::Gone(text::no_such_year(year)), everything),
        _ if found.total_groups > 0 => (State::Gone(text::BEYOND.into()), Some((address(&first), text::FIRST_PAGE))),
        _ => (State::Empty(text::NO_MATCH.into()), everything),
    })
}

/// Says why nothing is shown, and what else can be done.
pub(super) fn nothing(found: &Plans, filters: &PlanFilters) -> Option<AnyView> {
    let (state, way) = why_nothing(found, filters)?;
    let way = way.map(|(href, label)| view! { <LinkButton href label/> }.into_any());
    let view = view! {
        <StateView state/>
        <div class="actions">{way}</div>
    };
    Some(view.into_any())
}

#[cfg(test)]
mod tests {
    use zhangban_api::plans::PlanYear;

    use super::*;

    #[test]
    fn nothing_is_always_explained_and_leads_on() {
        let state = |query: PlanQuery, total_groups, years: &[u16]| {
            let years = years.iter().map(|&year| PlanYear { year, ..PlanYear::default() }).collect();
            let found =
                Plans { year: query.year, query, groups: Vec::new(), total_groups, total_majors: 0, total_quota: 0 };
            let (state, way) = why_nothing(&found, &PlanFilters { years }).unwrap();
            (state, way.map(|(href, _)| href))
        };
        let everything = PlanQuery::default();
        assert_eq!(state(everything.clone(), 0, &[]), (State::Empty(text::NOTHING_YET.into()), None));
        let gone = PlanQuery { year: Some(1977), ..everything.clone() };
        assert_eq!(state(gone, 0, &[2025]), (State::Gone(text::no_such_year(1977)), Some("/plans".into())));
        let beyond = PlanQuery { page: 9, college: "zz".into(), ..everything.clone() };
        assert_eq!(state(beyond, 3, &[2025]), (State::Gone(text::BEYOND.into()), Some("/plans?college=zz".into())));
        let no_match = PlanQuery { college: "x".into(), ..everything };
        assert_eq!(state(no_match, 0, &[2025]), (State::Empty(text::NO_MATCH.into()), Some("/plans".into())));
    }
}
