//! As citizens will see it: by the very parts that show it to them.

#[cfg(not(target_arch = "wasm32"))]
use leptos::prelude::*;
#[cfg(not(target_arch = "wasm32"))]
use serde::{Deserialize, Serialize};
use zhangban_api::endpoint::Nothing;
use zhangban_api::{Endpoint, Method};
#[cfg(not(target_arch = "wasm32"))]
use zhangban_api::{Moment, articles::Article, assistant::Reply, calendar::Calendar, hotlines::Hotline};

#[cfg(not(target_arch = "wasm32"))]
use super::text;
#[cfg(not(target_arch = "wasm32"))]
use crate::language::{say, use_language};
#[cfg(not(target_arch = "wasm32"))]
use crate::services::{articles::article_view, assistant::as_answered, hotlines::entry};

/// What became of a form, as it travels with the first paint. Nobody can ask for it.
pub struct EditedContent;

impl Endpoint for EditedContent {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "edited-content";
    const SUMMARY: &'static str = "";
    type Request = Nothing;
    /// A page with a preview stays as it is served: what shows it need not travel.
    #[cfg(not(target_arch = "wasm32"))]
    type Reply = Preview;
    #[cfg(target_arch = "wasm32")]
    type Reply = Nothing;
}

/// What citizens will see; one of the three.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// What time it is for the server.
    pub now: Moment,
    /// Official days off around now.
    pub calendar: Calendar,
    /// A number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hotline: Option<Hotline>,
    /// An answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// An article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
}

/// Shows it in a frame that says what it is.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn preview_view(preview: Preview) -> AnyView {
    let Preview { now, calendar, hotline, reply, article } = preview;
    let language = use_language().get_untracked();
    let hotline = hotline.map(|hotline| {
        view! { <ul class="hotlines" inner_html=entry(&hotline, now, &calendar, language)></ul> }.into_any()
    });
    let shown = hotline.or_else(|| reply.map(as_answered)).or_else(|| article.map(article_view));
    view! {
        <section class="preview" aria-labelledby="preview">
            <h2 class="preview__title" id="preview" tabindex="-1" autofocus="">{say(text::PREVIEW_TITLE)}</h2>
            {shown.unwrap_or_else(|| say(text::SAYS_NOTHING).into_any())}
        </section>
    }
    .into_any()
}
