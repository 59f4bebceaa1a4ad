//! What the page says when it has no number to show.

use leptos::either::Either;
use leptos::prelude::*;
use zhangban_api::hotlines::Hotlines;
use zhangban_api::{Message, PhoneNumber};

use super::finding::Home;
use crate::language::say;
use crate::page::Page;
use crate::parts::button::LinkButton;
use crate::parts::live::live;
use crate::parts::state::{State, StateView};
use crate::searched_list::Finding;
use crate::shell::use_department;

const NOTHING_YET: Message =
    Message::new("电话目录尚未公布，请稍后再来。", "The directory is not published yet. Come again later.");
const NO_MATCH: Message = Message::new(
    "没有找到相符的电话。可以少写几个字，或者换用拼音首字母（如 zzjyj）、号码中的几位再试。",
    "Nothing matches. Try fewer words, initials such as zzjyj, or a few digits of the number.",
);
const NOBODY_NOW: Message = Message::new(
    "现在没有电话在接听。取消“正在接听”，可以看到各电话的接听时间。",
    "Nobody answers right now. Switch off “Answering now” to see when each number does.",
);
const CATEGORY_GONE: Message = Message::new(
    "这个分类已经更名或撤下，请从全部电话中查找。",
    "This category was renamed or taken down. Look through all numbers.",
);
const BEYOND: Message = Message::new(
    "这一页已经没有内容，目录可能变短了，请从头查看。",
    "There is nothing on this page any more. The directory may have become shorter; start from the beginning.",
);
const SHOW_ALL: Message = Message::new("查看全部电话", "Show all numbers");
const HELP_LINE: Message = Message::new("也可以拨打咨询电话", "Or call the help line");

/// Why nothing is shown of what was found; `None` where something is.
pub(super) fn why_nothing(found: &Hotlines) -> Option<State> {
    let Hotlines { search, entries, total, categories, .. } = found;
    if !entries.is_empty() {
        return None;
    }
    let category_gone = !search.category.is_empty() && !categories.iter().any(|known| known.zh == search.category);
    Some(match () {
        () if *total > 0 => State::Gone(BEYOND.into()),
        () if category_gone => State::Gone(CATEGORY_GONE.into()),
        () if search.is_everything() => State::Empty(NOTHING_YET.into()),
        () if search.open && search.q.is_empty() => State::Empty(NOBODY_NOW.into()),
        () => State::Empty(NO_MATCH.into()),
    })
}

/// Why nothing is shown, and what else can be done.
#[component]
pub(super) fn NothingFound(
    /// Why.
    why: State,
    /// What was looked for.
    finding: Finding<Home>,
) -> impl IntoView {
    let leads_on = why != State::Empty(NOTHING_YET.into());
    let department = use_department();
    let help_line = move || department.with(|department| department.as_ref()?.help_line.clone());
    view! {
        <StateView state=why/>
        <div class="actions">
            {leads_on.then(|| view! { <LinkButton href=Page::Hotlines.path() label=SHOW_ALL on:click=move |_| finding.start_over()/> })}
        </div>
        {live(move || help_line().map(|phone| view! { <HelpLine phone/> }))}
    }
}

#[component]
fn HelpLine(phone: PhoneNumber) -> impl IntoView {
    let number = phone.to_string();
    let number = if phone.can_be_dialled() {
        Either::Left(view! { <a class="nowrap" href=phone.tel()>{number}</a> })
    } else {
        Either::Right(view! { <span class="nowrap">{number}</span> })
    };
    view! { <p class="hotlines__help">{say(HELP_LINE)}" "{number}</p> }
}

#[cfg(test)]
mod tests {
    use zhangban_api::Moment;
    use zhangban_api::calendar::Calendar;
    use zhangban_api::hotlines::{Directory, HotlineSearch};

    use super::*;

    fn state_of(search: HotlineSearch) -> Option<State> {
        let now = Moment::from_unix(0);
        let (categories, calendar) = (vec![zhangban_api::Text::new("学籍", "")], Calendar::default());
        let everything = HotlineSearch::default();
        let hotlines = Hotlines { search: everything, entries: vec![], total: 0, categories, calendar, now };
        why_nothing(&Directory::new(hotlines).find(&search, now, 1))
    }

    #[test]
    fn nothing_is_always_explained() {
        let everything = HotlineSearch::default();
        for (search, message) in [
            (everything.clone(), NOTHING_YET),
            (HotlineSearch { q: "x".into(), ..everything.clone() }, NO_MATCH),
            (HotlineSearch { open: true, ..everything.clone() }, NOBODY_NOW),
            (HotlineSearch { open: true, category: "学籍".into(), q: "x".into(), page: 1 }, NO_MATCH),
        ] {
            assert_eq!(state_of(search), Some(State::Empty(message.into())));
        }
        let gone = HotlineSearch { category: "旧".into(), ..everything };
        assert_eq!(state_of(gone), Some(State::Gone(CATEGORY_GONE.into())));
    }
}
