//! One of them as a form, posted by the browser itself with and without scripting.

use leptos::prelude::*;
use zhangban_api::content::{ContentForm, ContentNamed, ContentSearch, Does, EditState, GetContent, field};
use zhangban_api::endpoint::Nothing;
use zhangban_api::staff::{self, WhoAmI};
use zhangban_api::{FieldError, Text};

use super::fields::{Writing, fields_of, read_only};
use super::lookup::named_by_query;
use super::preview::EditedContent;
#[cfg(not(target_arch = "wasm32"))]
use super::preview::preview_view;
use super::text;
use crate::address;
use crate::first_paint::{posted, typed};
use crate::language::{say, say_text};
use crate::page::{Page, content_at, edit_at};
use crate::parts::error_summary::ErrorSummary;
use crate::parts::live::live;
use crate::parts::notice::{Notice, NoticeKind, refused_because};
use crate::remote::{ask, shown};
use crate::shell::TopBar;

/// A hotline, a reply or an article as a form.
#[component]
pub fn EditPage() -> impl IntoView {
    let asked = address::asked(Page::DeskEdit, named_by_query);
    let who = ask::<WhoAmI>(|| Some(Nothing {}));
    let form = ask::<GetContent>(move || Some(asked.get()));
    let token = Memo::new(move |_| who.answer.with(|who| who.ready().map(|me| me.form_token.clone())));
    let back = move || {
        let kind = asked.get().kind;
        view! {
            <p><a href=content_at(&ContentSearch { kind, ..ContentSearch::default() })>{say(text::back(kind))}</a></p>
        }
    };
    view! {
        <TopBar title=Page::DeskEdit.title()/>
        <main class="page">
            {live(move || Some(back()))}
            {shown(form, move |form: ContentForm| {
                live(move || token.get().map(|token| edited(asked.get_untracked(), form.clone(), &token)))
            })}
        </main>
    }
}

fn edited(named: ContentNamed, form: ContentForm, token: &str) -> AnyView {
    let answer = posted::<EditedContent>();
    let came_back = answer.is_some();
    let (preview, refused) = match answer {
        #[cfg(not(target_arch = "wasm32"))]
        Some(Ok(preview)) => (Some(preview_view(preview)), None),
        #[cfg(target_arch = "wasm32")]
        Some(Ok(_)) => (None::<AnyView>, None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    let why = refused_because(refused.as_ref());
    let faults = refused.map(|error| error.fields).unwrap_or_default();
    let state = form.edit.as_ref().map(|edit| {
        let kind = if edit.state == EditState::Failed { NoticeKind::Warning } else { NoticeKind::Info };
        let (_, label) = text::state(edit.state);
        let words = text::told(edit);
        let words = Text::new(format!("{}：{}", label.zh, words.zh), format!("{}: {}", label.en, words.en));
        view! { <Notice kind>{say_text(words)}</Notice> }.into_any()
    });
    if !form.may_write {
        return view! { {state} {read_only(named.kind, &form)} }.into_any();
    }
    view! {
        {state}
        {why}
        {preview}
        {written(&named, &form, token, came_back, faults)}
    }
    .into_any()
}

fn written(named: &ContentNamed, form: &ContentForm, token: &str, came_back: bool, faults: Vec<FieldError>) -> AnyView {
    let errors = Signal::stored(faults);
    let writing = Writing { kind: named.kind, form, came_back, errors };
    let hidden = |name: &'static str, value: String| {
        view! { <input type="hidden" name=name value=value autocomplete="off"/> }.into_any()
    };
    let does = |does: Does, label, weight: &'static str| {
        view! { <button class="button" name=field::DOES value=does.word() data-kind=weight>{say(label)}</button> }
            .into_any()
    };
    let waits = form.edit.as_ref().is_some_and(|edit| edit.state.is_open());
    let withdraw = form.stands.then(|| does(Does::Withdraw, text::WITHDRAW, "secondary"));
    let discard = waits.then(|| does(Does::Discard, text::DISCARD, "quiet"));
    let (general, english, times) = fields_of(&writing);
    let in_english = (!english.is_empty()).then(|| {
        let wrong = errors.with_untracked(|errors| errors.iter().any(|error| error.name.ends_with("_en")));
        view! {
            <details class="act" open=wrong>
                <summary class="act__title">{say(text::IN_ENGLISH)}</summary>
                <div class="form">{english}</div>
            </details>
        }
        .into_any()
    });
    view! {
        <ErrorSummary errors/>
        // The answer to it is taken over at the address that names the item.
        <form class="form" method="post" action=edit_at(named) novalidate="">
            {hidden(staff::field::TOKEN, token.to_owned())}
            {hidden(field::KIND, named.kind.word().to_owned())}
            {hidden(field::ITEM, named.item.clone())}
            {hidden(field::EDIT, named.edit.to_string())}
            {hidden(field::SEEN, form.seen.clone())}
            {general}
            {in_english}
            {times}
            <div class="contents__buttons">
                {does(Does::Preview, text::PREVIEW, "secondary")}
                {does(Does::Publish, text::PUBLISH, "primary")}
                {does(Does::Keep, text::KEEP, "secondary")}
                {withdraw}
                {discard}
            </div>
        </form>
    }
    .into_any()
}

/// What stands in a field: what was typed before the form came back, else what is kept.
pub(super) fn value(form: &ContentForm, name: &str, came_back: bool) -> String {
    if came_back { typed(name) } else { form.fields.get(name).cloned().unwrap_or_default() }
}
