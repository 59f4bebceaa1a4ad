//! A question and its answer, as everybody reads them.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::cases::deadline::span;
use zhangban_api::cases::public::PublicCase;

use super::text;
use crate::language::{say, say_text};

/// A question, its answer, and how long that took.
pub fn entry_view(case: PublicCase) -> AnyView {
    let (zh, en) = span(case.took());
    let took = Text::new(format!("{zh}后答复"), format!("Answered after {en}"));
    let PublicCase { category, kind, question, answer, filed_at, .. } = case;
    view! {
        <li class="public-case">
            <h2 class="public-case__about">
                {say_text(category)}
                <span class="tag" data-kind="info">{say(kind.name())}</span>
            </h2>
            <p class="public-case__label">{say(text::QUESTION)}</p>
            <p class="public-case__words">{question}</p>
            <p class="public-case__label">{say(text::ANSWER)}</p>
            <p class="public-case__words">{answer}</p>
            <p class="public-case__facts">
                <time datetime=filed_at.rfc3339()>{filed_at.date().to_string()}</time>
                <span>{say_text(took)}</span>
            </p>
        </li>
    }
    .into_any()
}
