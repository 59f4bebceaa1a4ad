//! A field that searches.

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::html::Input;
use leptos::prelude::*;
use zhangban_api::Message;

use super::FieldSpec;
use crate::language::{say, use_language};
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;

const SEARCH: Message = Message::new("搜索", "Search");
const CLEAR: Message = Message::new("清空", "Clear");

/// A form of one field that filters what is below it: at once while typing, and by `GET` without scripting. Its hint
/// stands in the empty field.
#[component]
pub fn SearchField(
    /// What it is; its name is the parameter in the address.
    of: FieldSpec,
    /// The address of the page without a search.
    #[prop(into)]
    action: String,
    /// What is searched for when the page arrives.
    #[prop(into)]
    value: String,
    /// Hears every change; an empty text when it was cleared.
    #[prop(into)]
    on_input: Callback<String>,
    /// Hidden fields that keep the other filters.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let language = use_language();
    let field = NodeRef::<Input>::new();
    let filled = RwSignal::new(!value.is_empty());
    let hear = move |typed: String| {
        if filled.get_untracked() == typed.is_empty() {
            filled.set(!typed.is_empty());
        }
        on_input.run(typed);
    };
    let clear = move |event: MouseEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            field.set_value("");
            let _ = field.focus();
        }
        hear(String::new());
    };
    // Everything is filtered already; the keyboard goes away and the list can be seen.
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            let _ = field.blur();
        }
    };
    let clear_link = {
        let action = action.clone();
        live(move || {
            filled.get().then(|| {
                view! {
                    <a class="search__clear" href=action.clone() on:click=clear>
                        <Icon kind=IconKind::X/>
                        <span class="visually-hidden">{say(CLEAR)}</span>
                    </a>
                }
            })
        })
    };
    view! {
        <form class="search" id=of.form() role="search" method="get" action=action on:submit=submit>
            <label class="visually-hidden" for=of.name>{say(of.label)}</label>
            <button class="search__submit">
                <Icon kind=IconKind::Search/>
                <span class="visually-hidden">{say(SEARCH)}</span>
            </button>
            <input
                class="search__input"
                type="search"
                node_ref=field
                id=of.name
                name=of.name
                value=value
                placeholder=move || of.hint.map(|hint| language.get().of(hint))
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                on:input=move |event| hear(event_target_value(&event))
            />
            {clear_link}
            {children.map(|children| children())}
        </form>
    }
}
