//! What stands around every page: the bar on top, the foot, and what follows a change of page, language or mode.

mod foot;
mod preferences;
mod read_aloud;
mod top;

use leptos::prelude::*;
#[cfg(target_arch = "wasm32")]
use leptos_router::hooks::use_location;
use zhangban_api::department::{Department, GetDepartment};
use zhangban_api::endpoint::Nothing;

use crate::remote::{Ask, ask};

pub use preferences::{LanguageSwitch, ModeSwitch};
pub use read_aloud::ReadAloud;
pub use top::TopBar;

/// Asks once who the department is; every page may use it.
pub fn provide_department() {
    provide_context(ask::<GetDepartment>(|| Some(Nothing {})));
}

/// The department, as far as it is known.
pub fn use_department() -> Memo<Option<Department>> {
    let asked = use_context::<Ask<GetDepartment>>();
    Memo::new(move |_| asked.and_then(|asked| asked.answer.with(|answer| answer.ready().cloned())))
}

/// The frame of every page.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    #[cfg(target_arch = "wasm32")]
    in_browser::follow(use_location().pathname);
    view! {
        {children()}
        <foot::Foot/>
    }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::prelude::*;

    use super::use_department;
    use crate::browser;
    use crate::language::use_language;
    use crate::mode::use_mode;
    use crate::page::{Page, title_of};

    /// Keeps the document in step with the app: title, language, mode.
    pub(super) fn follow(path: Memo<String>) {
        let (language, mode, department) = (use_language(), use_mode(), use_department());
        Effect::new(move |_| {
            let language = language.get();
            let name = department.with(|d| d.as_ref().map(|d| language.of_text(&d.name))).unwrap_or_default();
            let title = match path.get() {
                home if home == Page::Home.path() => name,
                path => format!("{} - {name}", language.of(title_of(&path))),
            };
            browser::document().set_title(&title);
        });
        Effect::new(move |_| {
            if let Some(root) = browser::document().document_element() {
                let _ = root.set_attribute("lang", language.get().tag());
                let _ = root.set_attribute("data-mode", mode.get().word());
            }
        });
    }
}
