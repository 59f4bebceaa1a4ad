//! The page of the channels: a search, the channels, the articles of one of them.

use leptos::prelude::*;
use zhangban_api::Text;
use zhangban_api::articles::{ArticleSearch, Articles, Channel, FindArticles};

use super::entry::{entry_view, name_of};
use super::{lookup, text};
use crate::language::{say, say_text, use_language, words};
use crate::location::use_location;
use crate::page::{self, ARTICLES_ATOM, ARTICLES_JSON, Page, articles_at};
use crate::parts::field::{EnterKey, FieldSpec, SearchField};
use crate::parts::live::live;
use crate::parts::pages::pages;
use crate::parts::state::{State, StateView};
use crate::remote::{Ask, Remote, ask, state_of};
use crate::shell::TopBar;

const SEARCH: FieldSpec =
    FieldSpec::new(page::articles::QUERY, text::SEARCH).hint(text::SEARCH_HINT).enter(EnterKey::Search);

/// The address of a search.
fn address(search: &ArticleSearch) -> String {
    articles_at(Page::Articles.path(), search)
}

/// The channels with their articles, and the search in them.
#[component]
pub fn ArticlesPage() -> impl IntoView {
    let asked = asked();
    let articles = ask::<FindArticles>(move || Some(asked.get()));
    // While others are on their way, those that are there stay.
    let found = Memo::new(move |before: Option<&Option<Articles>>| {
        articles.answer.with(|answer| match answer {
            Remote::Ready(found) => Some(found.clone()),
            Remote::Loading => before.cloned().flatten(),
            Remote::Idle | Remote::Slow | Remote::Failed(_) => None,
        })
    });
    let title = Memo::new(move |_| Text::from(name_of(asked.with(|asked| asked.channel))));
    view! {
        <TopBar title/>
        <main class="page">
            <Search asked/>
            <nav class="chips" aria-label=say(text::CHANNELS)>
                {[None].into_iter().chain(Channel::ALL.map(Some)).map(|channel| chip(channel, asked)).collect_view()}
            </nav>
            <Found found articles/>
            <p class="source">
                {say(text::SUBSCRIBE)}
                {feed("Atom", ARTICLES_ATOM, asked)}
                " "
                {feed("JSON Feed", ARTICLES_JSON, asked)}
            </p>
        </main>
    }
}

/// What the address looks for.
fn asked() -> Memo<ArticleSearch> {
    let location = use_location();
    Memo::new(move |before: Option<&ArticleSearch>| {
        // When the citizen leaves, the address is another page's before this one is gone.
        if location.pathname.get() == Page::Articles.path() {
            lookup::of_query(&location.search.get())
        } else {
            before.cloned().unwrap_or_default()
        }
    })
}

/// The search; it keeps the channel.
#[component]
fn Search(asked: Memo<ArticleSearch>) -> impl IntoView {
    let ArticleSearch { q, channel, .. } = asked.get_untracked();
    let without_words = address(&ArticleSearch { channel, ..ArticleSearch::default() });
    let kept = channel
        .map(|channel| view! { <input type="hidden" name=page::articles::CHANNEL value=channel.word()/> }.into_any());
    #[cfg(target_arch = "wasm32")]
    let on_input = in_browser::look_after_a_pause(asked);
    #[cfg(not(target_arch = "wasm32"))]
    let on_input = Callback::new(|_: String| {});
    view! { <SearchField of=SEARCH action=without_words value=q on_input>{kept}</SearchField> }
}

/// A channel, or all of them; what is looked for stays.
fn chip(channel: Option<Channel>, asked: Memo<ArticleSearch>) -> AnyView {
    let href = words(move || address(&ArticleSearch { channel, page: 1, q: asked.with(|asked| asked.q.clone()) }));
    let is_on = move || asked.with(|asked| asked.channel == channel).then_some("true");
    let label = channel.map_or(text::ALL, Channel::name);
    view! { <a class="chip" href=href aria-current=is_on data-noscroll="">{say(label)}</a> }.into_any()
}

fn feed(name: &'static str, path: &'static str, asked: Memo<ArticleSearch>) -> AnyView {
    let of_channel = move || ArticleSearch { channel: asked.with(|asked| asked.channel), ..ArticleSearch::default() };
    let href = words(move || articles_at(path, &of_channel()));
    view! { <a class="article-feed" href=href rel="external">{name}</a> }.into_any()
}

/// The articles, or why there are none.
#[component]
fn Found(found: Memo<Option<Articles>>, articles: Ask<FindArticles>) -> impl IntoView {
    let language = use_language();
    let count = words(move || {
        let count = found.with(|found| found.as_ref().map(text::count)).unwrap_or_default();
        language.get().of_text(&count)
    });
    let trouble = live(move || {
        let state = match articles.answer.get() {
            Remote::Idle | Remote::Ready(_) => return None,
            Remote::Loading if found.with(Option::is_some) => return None,
            Remote::Loading => State::Loading,
            Remote::Slow => State::Slow,
            Remote::Failed(error) => state_of(error),
        };
        Some(view! { <StateView state on_retry=Callback::new(move |()| articles.again())/> })
    });
    let list = live(move || {
        let found = found.get()?;
        if found.entries.is_empty() {
            let why = if found.search.q.is_empty() { text::EMPTY } else { text::NOTHING_FOUND };
            return Some(view! { <StateView state=State::Empty(why.into())/> }.into_any());
        }
        let pages = other_pages(&found);
        let entries = found.entries.into_iter().map(entry_view).collect_view();
        Some(view! { <ul class="article-list">{entries}</ul>{pages} }.into_any())
    });
    view! {
        <p class="small quiet" role="status">{count}</p>
        {trouble}
        {list}
    }
}

fn other_pages(found: &Articles) -> Option<AnyView> {
    let to = |page| address(&ArticleSearch { page, ..found.search.clone() });
    let page = found.search.page;
    pages((page > 1).then(|| to(page - 1)), (found.left() > 0 && page < u16::MAX).then(|| to(page + 1)))
}

/// What an article is called where there is no article.
pub(super) fn state_with_way_out(state: State, again: Callback<()>) -> AnyView {
    view! {
        <StateView state on_retry=again/>
        <p class="state__text">
            <a class="button" data-kind="secondary" href=Page::Articles.path()>{say_text(text::TO_ALL.into())}</a>
        </p>
    }
    .into_any()
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::time::Duration;

    use leptos::prelude::*;
    use zhangban_api::articles::ArticleSearch;

    use super::address;
    use crate::location::{NavigateOptions, use_navigate};

    /// How long somebody stops typing before it is looked for; Safari refuses an address that changes more than a
    /// hundred times in half a minute.
    const PAUSE: Duration = Duration::from_millis(400);

    /// Gives the page the address of what was typed, once nobody types any more.
    pub(super) fn look_after_a_pause(asked: Memo<ArticleSearch>) -> Callback<String> {
        let navigate = use_navigate();
        let typings = StoredValue::new(0_u32);
        Callback::new(move |q: String| {
            typings.update_value(|typings| *typings += 1);
            let (mine, navigate) = (typings.get_value(), navigate);
            set_timeout(
                move || {
                    // The page may be gone meanwhile, or somebody types on.
                    if typings.try_get_value() != Some(mine) {
                        return;
                    }
                    let before = asked.get_untracked();
                    let q = q.trim().to_owned();
                    if before.q != q {
                        let options = NavigateOptions { replace: true, scroll: false };
                        navigate(&address(&ArticleSearch { q, page: 1, ..before }), options);
                    }
                },
                PAUSE,
            );
        })
    }
}
