//! What stands around every page: the bar on top, the foot, and what follows a change of page, language or mode.

mod banner;
mod foot;
mod preferences;
mod read_aloud;
mod top;

use leptos::prelude::*;
use zhangban_api::department::{Department, GetDepartment};
use zhangban_api::endpoint::Nothing;

use self::banner::Banner;
use crate::remote::{Ask, ask};

pub use preferences::{LanguageSwitch, ModeSwitch};
pub use read_aloud::ReadAloud;
pub use top::{Heading, TopBar};

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
    in_browser::follow(Heading::provide());
    view! {
        <Banner/>
        {children()}
        <foot::Foot/>
    }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::prelude::*;

    use super::{Heading, use_department};
    use crate::browser;
    use crate::effect::effect;
    use crate::language::use_language;
    use crate::mode::use_mode;

    /// Keeps the document in step with the app: title, language, mode.
    pub(super) fn follow(heading: Heading) {
        let (language, mode, department) = (use_language(), use_mode(), use_department());
        effect(move |_| {
            let language = language.get();
            let name = department.with(|d| d.as_ref().map(|d| language.of_text(&d.name))).unwrap_or_default();
            let title = match heading.get() {
                None => name,
                Some(heading) => format!("{} - {name}", language.of_text(&heading)),
            };
            browser::document().set_title(&title);
        });
        effect(move |_| {
            if let Some(root) = browser::document().document_element() {
                let _ = root.set_attribute("lang", language.get().tag());
                let _ = root.set_attribute("data-mode", mode.get().word());
            }
        });
    }
}
