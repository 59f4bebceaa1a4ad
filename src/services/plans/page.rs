//! The page of the enrolment plans.

use std::time::Duration;

use leptos::prelude::*;
use zhangban_api::endpoint::Nothing;
use zhangban_api::plans::{ListPlanFilters, ListPlans, PlanFilters, PlanQuery, PlanYear, Plans, WINDOW};

use super::chips::chips;
use super::form::PlanForm;
use super::group::Group;
use super::states::nothing;
use super::{DOWNLOAD_MOST, lookup, text};
use crate::language::{say, say_text, use_language, words};
use crate::location::{NavigateOptions, use_location, use_navigate};
use crate::page::Page;
use crate::parts::button::ButtonKind;
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;
use crate::parts::notice::Notice;
use crate::parts::pages::{page_after, page_before, turn};
use crate::parts::state::{State, StateView};
use crate::remote::{Ask, Remote, ask, shown, state_of};
use crate::shell::TopBar;

/// How long somebody stops typing before it is looked up. Safari allows an address to change a hundred times in half a
/// minute and then throws.
const PAUSE: Duration = Duration::from_millis(400);

/// What is looked for: the address of the page, and the ways to change it.
#[derive(Clone, Copy)]
pub(super) struct Looking {
    /// What the address asks.
    pub(super) now: Memo<PlanQuery>,
    /// What stands in the fields, which may be ahead of the address.
    typed: StoredValue<PlanQuery>,
    /// Counts what was typed: only the last is looked up.
    typings: StoredValue<u32>,
    /// Gives the page another address, beside the present one in the history or in its place.
    go: Callback<(PlanQuery, bool)>,
}

impl Looking {
    /// A list was chosen from: that is looked up at once, and "back" takes it back.
    pub(super) fn choose(self, name: &'static str, value: &str) {
        self.note(name, value);
        if self.typed.with_value(|typed| self.now.with_untracked(|now| typed != now)) {
            self.go.run((self.typed.get_value(), false));
        }
    }

    /// Something was typed: it is looked up after a pause, in place of what was typed before.
    pub(super) fn type_in(self, name: &'static str, value: &str) {
        self.note(name, value);
        let mine = self.typings.get_value();
        let look = move || {
            if self.typings.try_get_value() == Some(mine) {
                self.go.run((self.typed.get_value(), true));
            }
        };
        set_timeout(look, PAUSE);
    }

    /// The button was pressed.
    pub(super) fn look_up(self) {
        self.typings.update_value(|typings| *typings += 1);
        self.go.run((self.typed.get_value(), true));
    }

    fn note(self, name: &'static str, value: &str) {
        self.typings.update_value(|typings| *typings += 1);
        self.typed.update_value(|typed| {
            lookup::set(typed, name, value.trim());
            typed.page = 1;
        });
    }
}

/// What the address looks for.
fn looking() -> Looking {
    let (location, navigate) = (use_location(), use_navigate());
    let (pathname, search) = (location.pathname, location.search);
    let now = Memo::new(move |before: Option<&PlanQuery>| {
        // When the citizen leaves, the address is another page's before this one is gone.
        if pathname.get() == Page::Plans.path() {
            lookup::of_query(&search.get())
        } else {
            before.cloned().unwrap_or_default()
        }
    });
    let looking = Looking {
        now,
        typed: StoredValue::new(now.get_untracked()),
        typings: StoredValue::new(0),
        go: Callback::new(move |(asked, replace): (PlanQuery, bool)| {
            // The page may be gone when a pause is over.
            if pathname.get_untracked() == Page::Plans.path() && now.get_untracked() != asked {
                navigate(&lookup::address(&asked), NavigateOptions { replace, scroll: false });
            }
        }),
    };
    #[cfg(target_arch = "wasm32")]
    in_browser::follow(looking);
    looking
}

/// The page of the enrolment plans.
#[component]
pub fn PlansPage() -> impl IntoView {
    let filters = ask::<ListPlanFilters>(|| Some(Nothing {}));
    let looking = looking();
    let plans = ask::<ListPlans>(move || Some(looking.now.get()));
    view! {
        <TopBar title=Page::Plans.title()/>
        <main class="page">
            {shown(filters, move |filters: PlanFilters| view! { <Finding filters looking plans/> })}
        </main>
    }
}

/// The filters, and below them what was found.
#[component]
fn Finding(filters: PlanFilters, looking: Looking, plans: Ask<ListPlans>) -> impl IntoView {
    if filters.years.is_empty() {
        return view! { <StateView state=State::Empty(text::NOTHING_YET.into())/> }.into_any();
    }
    // While other plans are on their way, those that are there stay.
    let found = Memo::new(move |before: Option<&Option<Plans>>| {
        plans.answer.with(|answer| match answer {
            Remote::Ready(plans) => Some(plans.clone()),
            _ => before.cloned().flatten(),
        })
    });
    let trouble = live(move || {
        let state = match plans.answer.get() {
            Remote::Idle | Remote::Ready(_) => return None,
            Remote::Loading if found.with(Option::is_some) => return None,
            Remote::Loading => State::Loading,
            Remote::Slow => State::Slow,
            Remote::Failed(error) => state_of(error),
        };
        Some(view! { <StateView state on_retry=Callback::new(move |()| plans.again())/> })
    });
    let language = use_language();
    let count = words(move || {
        let count = found.with(|found| found.as_ref().map(text::count)).unwrap_or_default();
        language.get().of_text(&count)
    });
    let known = StoredValue::new(filters.clone());
    let in_use = live(move || known.with_value(|filters| looking.now.with(|asked| chips(asked, filters))));
    let sample = filters.years.iter().any(|of_year| of_year.sample);
    view! {
        {sample.then(|| view! { <Notice>{say(text::SAMPLE_NOTE)}</Notice> }.into_any())}
        <PlanForm filters looking/>
        {in_use}
        <p class="plans__count" role="status">{count}</p>
        {trouble}
        {live(move || found.get().map(|found| view! { <Found found filters=known/> }))}
    }
    .into_any()
}

/// What was found, page by page.
#[component]
fn Found(found: Plans, filters: StoredValue<PlanFilters>) -> impl IntoView {
    let empty = filters.with_value(|filters| nothing(&found, filters));
    let of_year = filters.with_value(|filters| filters.year(found.year).cloned()).unwrap_or_default();
    let ends = (found.total_majors > 0).then(|| ends(&found, &of_year));
    let asked = found.query;
    let groups = found
        .groups
        .into_iter()
        .map(|group| view! { <Group group asked=asked.clone() filters/> }.into_any())
        .collect_view();
    view! {
        <div class="plans">{groups}</div>
        {empty}
        {ends}
    }
}

/// Below the list: other pages, the file, the source.
fn ends(found: &Plans, of_year: &PlanYear) -> AnyView {
    let asked = &found.query;
    let pages = found.total_groups.div_ceil(u32::try_from(WINDOW).unwrap_or(1));
    let page = |page| lookup::address(&PlanQuery { page, ..asked.clone() });
    let back = (asked.page > 1 && u32::from(asked.page) <= pages).then(|| page_before(page(asked.page - 1)));
    let onward = (u32::from(asked.page) < pages).then(|| page_after(page(asked.page.saturating_add(1))));
    let at = view! { <p>{say_text(text::page(asked.page, pages))}</p> }.into_any();
    let turn = turn(back, Some(at), onward);
    let file = if found.total_majors <= DOWNLOAD_MOST {
        view! {
            <a class="button" data-kind=ButtonKind::Quiet.word() href=lookup::file_address(asked) rel="external" download="plans.csv">
                <Icon kind=IconKind::Download/>
                <span>{say(text::DOWNLOAD)}</span>
            </a>
        }
        .into_any()
    } else {
        view! { <p class="source">{say_text(text::too_many())}</p> }.into_any()
    };
    view! {
        {turn}
        <div class="actions">{file}</div>
        <p class="source">{say_text(text::source(&of_year.sources))}</p>
    }
    .into_any()
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{HtmlInputElement, HtmlSelectElement};
    use zhangban_api::plans::PlanQuery;

    use super::Looking;
    use crate::browser;
    use crate::effect::effect;
    use crate::services::plans::lookup::pairs;

    /// What a link or "back" puts into the address stands in the fields as well. What somebody is typing is ahead of
    /// the address and stays.
    pub(super) fn follow(looking: Looking) {
        let mut before = None::<PlanQuery>;
        effect(move |_| {
            let now = looking.now.get();
            if before.replace(now.clone()).is_some_and(|before| before != now)
                && looking.typed.with_value(|typed| *typed != now)
            {
                looking.typings.update_value(|typings| *typings += 1);
                looking.typed.set_value(now.clone());
                for (name, value) in pairs(&now) {
                    put_into_field(name, &value);
                }
            }
        });
    }

    fn put_into_field(name: &str, value: &str) {
        let Some(field) = browser::document().get_element_by_id(name) else { return };
        if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
            field.set_value(value);
        } else if let Some(field) = field.dyn_ref::<HtmlSelectElement>() {
            field.set_value(value);
        }
    }
}
