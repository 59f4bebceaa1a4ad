//! Whether the form is shown or its answer.

use leptos::prelude::*;
use zhangban_api::endpoint::Reply;

#[cfg(target_arch = "wasm32")]
use crate::location::use_location;
use crate::remote::Remote;
use crate::submission::Submission;

/// Behind the address while an answer is shown, so that "back" leads to the form. It names nobody.
pub(super) const RESULT: &str = "#result";

/// The answer that is shown: the one that came with the page, or the one that was asked for and not gone back from.
pub fn shown_result<R: Reply>(query: Submission<R>) -> Memo<Option<R>> {
    // An address behind `#` stays in the browser: the server cannot be asked for it.
    #[cfg(target_arch = "wasm32")]
    let hash = use_location().hash;
    #[cfg(not(target_arch = "wasm32"))]
    let hash = Memo::new(|_| String::new());
    let arrived = query.answer.with_untracked(|answer| answer.ready().is_some());
    Memo::new(move |before: Option<&Option<R>>| {
        let at_result = hash.get() == RESULT;
        let just_arrived = arrived && before.is_none_or(Option::is_some) && query.answer.with(|a| a.ready().is_some());
        query.answer.with(|answer| match answer {
            Remote::Ready(report) if at_result || just_arrived => Some(report.clone()),
            _ => None,
        })
    })
}
