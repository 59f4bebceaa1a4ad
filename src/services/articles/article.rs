//! The page of an article: what it asks of whom first, then its text, then what belongs to it.

use leptos::prelude::*;
use zhangban_api::articles::{Article, ArticleId, ArticleSearch, Attachment, ChainLink, Channel, GetArticle};
use zhangban_api::{ErrorCode, Message, Text};

use super::entry::{said, tags, warning};
use super::list::state_with_way_out;
use super::{lookup, text};
use crate::language::{Language, say, say_text, use_language, words};
use crate::location::use_location;
use crate::page::{self, Page, articles_at};
use crate::parts::card::Card;
use crate::parts::icon::{Icon, IconKind};
use crate::parts::live::live;
use crate::parts::notice::{Notice, NoticeKind};
use crate::parts::state::State;
use crate::parts::summary_list::{SummaryList, SummaryRow};
use crate::remote::{Remote, ask, state_of};
use crate::shell::TopBar;

/// An article.
#[component]
pub fn ArticlePage() -> impl IntoView {
    let id = asked();
    let article = ask::<GetArticle>(move || id.get().map(|id| ArticleId { id }));
    // While another is on its way, the one that is there stays.
    let known = Memo::new(move |before: Option<&Option<Article>>| {
        article.answer.with(|answer| match answer {
            Remote::Ready(article) => Some(article.clone()),
            Remote::Loading => before.cloned().flatten(),
            Remote::Idle | Remote::Slow | Remote::Failed(_) => None,
        })
    });
    let title = Memo::new(move |_| {
        known
            .with(|known| known.as_ref().map(|article| article.title.clone()))
            .unwrap_or_else(|| Page::Article.title().into())
    });
    let channel = Memo::new(move |_| known.with(|known| known.as_ref().map(|article| article.channel)));
    #[cfg(target_arch = "wasm32")]
    in_browser::focus_the_heading_of_the_next(known);
    let missing = live(move || {
        let state = match article.answer.get() {
            Remote::Ready(_) => return None,
            Remote::Loading if known.with(Option::is_some) => return None,
            Remote::Loading => State::Loading,
            Remote::Slow => State::Slow,
            Remote::Idle => State::Empty(text::NO_ID.into()),
            Remote::Failed(error) if error.code == ErrorCode::Gone => State::Gone(error.message),
            Remote::Failed(error) => state_of(error),
        };
        Some(state_with_way_out(state, Callback::new(move |()| article.again())))
    });
    let whole = live(move || known.get().map(article_view));
    view! {
        <TopBar title back=(words(move || channel_address(channel.get())), say(text::BACK))/>
        <main class="page">
            {missing}
            {whole}
        </main>
    }
}

/// Which article the address names.
fn asked() -> Memo<Option<String>> {
    let location = use_location();
    Memo::new(move |before: Option<&Option<String>>| {
        // When the citizen leaves, the address is another page's before this one is gone.
        if location.pathname.get() == Page::Article.path() {
            lookup::id_of_query(&location.search.get())
        } else {
            before.cloned().flatten()
        }
    })
}

fn channel_address(channel: Option<Channel>) -> String {
    articles_at(Page::Articles.path(), &ArticleSearch { channel, ..ArticleSearch::default() })
}

/// An article as it is read, also by whoever looks at it before it is published.
pub(in crate::services) fn article_view(article: Article) -> AnyView {
    let about = about(&article);
    let Article { id, channel, level, validity, sample, who, what_to_do, by_when, html, attachments, chain, .. } =
        article;
    let notice = |kind, words: Message| view! { <Notice kind>{say(words)}</Notice> }.into_any();
    let in_short: Vec<SummaryRow> = [(text::WHO, who), (text::WHAT_TO_DO, what_to_do), (text::BY_WHEN, by_when)]
        .into_iter()
        .filter(|(_, words)| !words.zh.is_empty())
        .map(|(term, value)| SummaryRow::new(term, value))
        .collect();
    let in_short = (!in_short.is_empty())
        .then(|| view! { <Card title=text::IN_SHORT><SummaryList rows=in_short/></Card> }.into_any());
    let attachments = (!attachments.is_empty()).then(|| {
        let files = attachments.into_iter().map(attachment_view).collect_view();
        view! { <Card title=text::ATTACHMENTS><ul class="attachments">{files}</ul></Card> }.into_any()
    });
    let chain = (!chain.is_empty()).then(|| {
        let links = chain.into_iter().map(|link| chain_view(link, &id)).collect_view();
        view! { <Card title=text::CHAIN><ol class="chain">{links}</ol></Card> }.into_any()
    });
    view! {
        <p class="article-entry__facts">{tags(channel, level, validity, sample)}</p>
        {warning(validity).map(|words| notice(NoticeKind::Warning, words))}
        {sample.then(|| notice(NoticeKind::Info, text::SAMPLE_ARTICLE))}
        {in_short}
        {prose(html)}
        {attachments}
        {chain}
        {about}
        <div class="actions needs-scripting">
            <button class="button" type="button" data-kind="secondary" on:click=print>
                <Icon kind=IconKind::Printer/>
                {said(text::PRINT)}
            </button>
        </div>
    }
    .into_any()
}

/// The text. It is HTML that the server has made of Markdown, in which nothing can act.
fn prose(html: Text) -> AnyView {
    let language = use_language();
    let has_english = !html.en.is_empty();
    // Chinese is read aloud as Chinese, also to somebody who reads the rest in English.
    let tag = move || if has_english { language.get() } else { Language::Zh }.tag();
    view! { <div class="prose" lang=tag inner_html=move || language.get().of_text(&html)></div> }.into_any()
}

/// Who says it, when, with which number, until when, and where it is from.
fn about(article: &Article) -> AnyView {
    let same = |text: String| Text::new(text, "");
    let mut rows = vec![
        SummaryRow::new(text::OFFICE, article.office.clone()),
        SummaryRow::new(text::PUBLISHED, same(article.published_at.to_string())),
    ];
    if !article.number.is_empty() {
        rows.push(SummaryRow::new(text::NUMBER, same(article.number.clone())));
    }
    if let Some(until) = article.valid_until {
        rows.push(SummaryRow::new(text::VALID_UNTIL, same(until.to_string())));
    }
    let source = article.source.clone();
    let source = (!source.is_empty()).then(|| {
        let site = text::site(&source);
        view! {
            <p class="source">{say(text::SOURCE)}<a href=source rel="external noopener noreferrer">{site}</a></p>
        }
        .into_any()
    });
    view! { <Card title=text::ABOUT><SummaryList rows/>{source}</Card> }.into_any()
}

fn attachment_view(Attachment { name, address, kind, bytes }: Attachment) -> AnyView {
    view! {
        <li>
            <a class="attachment" href=address rel="external" download="">
                <Icon kind=IconKind::Download/>
                <span>{say_text(name)}</span>
                <span class="small quiet">{say_text(text::weight(&kind, bytes))}</span>
            </a>
        </li>
    }
    .into_any()
}

/// The present one is named and not linked.
fn chain_view(link: ChainLink, here: &str) -> AnyView {
    let ChainLink { id, title, published_at, cancels } = link;
    let is_here = id == here;
    let title = if is_here {
        view! { <strong>{say_text(title)}</strong> }.into_any()
    } else {
        view! { <a href=page::article(&id)>{say_text(title)}</a> }.into_any()
    };
    view! {
        <li>
            <span class="nowrap small quiet">{published_at.to_string()}</span>
            {title}
            {is_here.then(|| said(text::THIS_ONE))}
            {cancels.then(|| said(text::CALLS_OFF))}
        </li>
    }
    .into_any()
}

#[cfg(target_arch = "wasm32")]
fn print(_: leptos::ev::MouseEvent) {
    crate::browser::print();
}

/// A server prints nothing.
#[cfg(not(target_arch = "wasm32"))]
fn print(_: leptos::ev::MouseEvent) {}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use leptos::prelude::*;
    use zhangban_api::articles::Article;

    use crate::browser;
    use crate::effect::effect;

    /// The page stays when a link leads from one article to another: readers of the screen begin at the new heading.
    pub(super) fn focus_the_heading_of_the_next(known: Memo<Option<Article>>) {
        let mut last = None;
        effect(move |_| {
            let Some(now) = known.with(|known| known.as_ref().map(|article| article.id.clone())) else { return };
            if last.replace(now.clone()).is_some_and(|last| last != now) {
                request_animation_frame(|| browser::focus("heading"));
            }
        });
    }
}
