//! Lists of links, each with what else is to be known of where it leads.

use leptos::prelude::*;
use zhangban_api::{Message, PhoneNumber, Text};

use super::icon::{Icon, IconKind};
use super::phone::Phone;
use super::tag::Tag;
use crate::language::say_text;

const SAMPLE: Message = Message::new("样例", "Sample");

/// A link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LinkRow {
    /// Where it leads.
    pub href: String,
    /// What is there.
    pub title: Text,
    /// What else is to be known; may be empty.
    pub note: Text,
    /// A number to call at once.
    pub phone: Option<PhoneNumber>,
    /// Whether it is made up for a demonstration.
    pub sample: bool,
}

/// Links one below the other, each as large as its line.
#[component]
pub fn LinkList(
    /// The links.
    rows: Vec<LinkRow>,
) -> impl IntoView {
    view! { <ul class="links">{rows.into_iter().map(row).collect_view()}</ul> }
}

fn row(LinkRow { href, title, note, phone, sample }: LinkRow) -> AnyView {
    let note = (!note.is_empty()).then(|| view! { <span class="links__note">{say_text(note)}</span> }.into_any());
    let phone = phone.map(|number| view! { <Phone number/> }.into_any());
    view! {
        <li class="links__row">
            <a class="links__link" href=href>
                <span class="links__title">
                    {say_text(title)}
                    {sample.then(|| view! { " " <Tag label=SAMPLE/> }.into_any())}
                </span>
                {note}
                <Icon kind=IconKind::ChevronRight/>
            </a>
            {phone}
        </li>
    }
    .into_any()
}
