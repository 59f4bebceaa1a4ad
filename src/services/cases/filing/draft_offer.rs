//! The draft of this phone: go on with it, or forget it.

use leptos::prelude::*;
use zhangban_api::cases::category::Categories;

use super::draft::Writing;
use super::text;
use crate::language::say;
use crate::location::use_navigate;
#[cfg(target_arch = "wasm32")]
use crate::mode::{Mode, use_mode};
use crate::parts::button::{Button, ButtonKind};
use crate::parts::live::live;
use crate::parts::notice::Notice;

/// Offers the draft. Only a browser has one.
#[component]
pub(super) fn DraftOffer(writing: Writing, categories: StoredValue<Categories>) -> impl IntoView {
    let is_over = RwSignal::new(false);
    // What the phone did not keep.
    let is_incomplete = RwSignal::new(false);
    let navigate = use_navigate();
    let go_on = move |()| {
        is_over.set(true);
        #[cfg(target_arch = "wasm32")]
        in_browser::go_on(writing, categories, is_incomplete, navigate);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = (writing, categories, is_incomplete, navigate);
    };
    let forget = move |()| {
        is_over.set(true);
        #[cfg(target_arch = "wasm32")]
        leptos::task::spawn_local(super::outbox::forget_draft());
    };
    let lost = live(move || is_incomplete.get().then(|| view! { <Notice>{say(text::SOMETHING_LOST)}</Notice> }));
    let offer = live(move || {
        (!is_over.get()).then(|| {
            view! {
                <Notice>
                    <p>{say(text::DRAFT)}</p>
                    <div class="actions">
                        <Button kind=ButtonKind::Secondary label=text::GO_ON on_press=go_on/>
                        <Button kind=ButtonKind::Quiet label=text::FORGET_DRAFT on_press=forget/>
                    </div>
                </Notice>
            }
        })
    });
    view! { {offer}{lost} }
}

/// Whether there is a draft on this phone; never on a kiosk. Known once the page is taken over.
pub(super) fn is_draft_there() -> RwSignal<bool> {
    let is_there = RwSignal::new(false);
    #[cfg(target_arch = "wasm32")]
    {
        let mode = use_mode();
        crate::effect::once_taken_over(move || {
            is_there.set(mode.get_untracked() != Mode::Kiosk && super::outbox::is_a_draft_kept());
        });
    }
    is_there
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use zhangban_api::cases::category::Categories;

    use super::super::draft::{Step, Writing, reachable};
    use super::super::outbox::kept_draft;
    use crate::location::NavigateOptions;
    use crate::page::file_case_at;

    /// Puts the draft into the form, and shows the first question that is open.
    pub(super) fn go_on(
        writing: Writing,
        categories: StoredValue<Categories>,
        is_incomplete: RwSignal<bool>,
        navigate: impl Fn(&str, NavigateOptions) + 'static,
    ) {
        spawn_local(async move {
            let Some((kept, photos)) = kept_draft().await else { return };
            let form = kept.form();
            let step = categories.with_value(|categories| match reachable(&form, categories, Step::Contact) {
                // The words are what she was writing.
                step if step <= Step::Details => Step::Words,
                step => step,
            });
            let address = file_case_at(&form.category, step.word());
            writing.form.set_value(form);
            for photo in photos {
                // What no longer fits together was chosen since.
                let _ = writing.attached.add("photo.jpg", photo);
            }
            is_incomplete.set(kept.had_contact || kept.lost_files);
            writing.filled.update(|filled| *filled += 1);
            navigate(&address, NavigateOptions::default());
        });
    }
}
