//! An article in a list.

use leptos::prelude::*;
use zhangban_api::Message;
use zhangban_api::articles::{ArticleEntry, Channel, Level, Piece, Validity};

use super::text;
use crate::language::{say, say_text};
use crate::page;
use crate::parts::tag::{Tag, TagKind};

/// An article in a list: its title leads to it.
pub(super) fn entry_view(entry: ArticleEntry) -> AnyView {
    let ArticleEntry { id, channel, level, title, office, published_at, validity, sample, summary, snippet } = entry;
    let gist = if snippet.is_empty() {
        say_text(summary).into_any()
    } else {
        snippet.into_iter().map(piece_view).collect_view().into_any()
    };
    view! {
        <li class="article-entry">
            <h2 class="article-entry__title"><a href=page::article(&id)>{say_text(title)}</a></h2>
            <p>{gist}</p>
            <p class="article-entry__facts">
                {tags(channel, level, validity, sample)}
                <span class="nowrap">{published_at.date().to_string()}</span>
                <span>{say_text(office)}</span>
            </p>
        </li>
    }
    .into_any()
}

/// What was looked for stands out.
fn piece_view(Piece { text, hit }: Piece) -> AnyView {
    if hit { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
}

/// What an article is, in a few labels.
pub(super) fn tags(channel: Channel, level: Level, validity: Validity, sample: bool) -> AnyView {
    let tag = |kind, label: Message| view! { <Tag kind label/> }.into_any();
    let level = match level {
        Level::Emergency => tag(TagKind::Error, level.name()),
        Level::Convenience => tag(TagKind::Info, level.name()),
        Level::News => tag(TagKind::Plain, channel.name()),
    };
    let validity = validity.name().map(|name| tag(TagKind::Waiting, name));
    let sample = sample.then(|| tag(TagKind::Plain, text::SAMPLE));
    [Some(level), validity, sample].into_iter().flatten().collect_view().into_any()
}

/// What stands over an article that does not hold any more.
pub(super) fn warning(validity: Validity) -> Option<Message> {
    match validity {
        Validity::Valid => None,
        Validity::Expired => Some(text::EXPIRED),
        Validity::Updated => Some(text::UPDATED),
        Validity::Cancelled => Some(text::CANCELLED),
    }
}

/// The name of a channel, or of all of them.
pub(super) fn name_of(channel: Option<Channel>) -> Message {
    channel.map_or(page::Page::Articles.title(), Channel::name)
}

/// A label that says one thing only, for a line of figures.
pub(super) fn said(message: Message) -> AnyView {
    view! { <span>{say(message)}</span> }.into_any()
}
