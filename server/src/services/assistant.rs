//! The number assistant and its page. What is sent to it is answered and forgotten: it is written down nowhere.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use zhangban::page::{self, Page};
use zhangban_api::articles::ArticleId;
use zhangban_api::assistant::{AskAssistant, Assistant, GetAssistant, Outcome, Phone, Question, Reply, field};
use zhangban_api::department::Service;
use zhangban_api::endpoint::Nothing;
use zhangban_api::search::{Hit, SearchQuery};
use zhangban_api::{Message, Text};

use super::articles::article;
use super::search;
use crate::assistant::{Content, Heard, Rule};
use crate::context::Context;
use crate::first_paint;
use crate::kept::Edition;
use crate::published::Published;
use crate::routes::{Asked, Routes, body};
use crate::search_index::opens;

/// As many hits of a kind are offered where there is no answer.
const OFFERED: usize = 3;

const UNANSWERED: Message = Message::new(
    "这个问题我暂时答不上来。您可以换个说法，或者问工作人员。",
    "I have no answer to this. Try other words, or ask a person.",
);
const GREETING: Message = Message::new("您好，请输入您想问的事。", "Hello. What would you like to know?");
const HELP_LINE: Message = Message::new("求助电话", "Help line");

/// What is offered, what is answered, and the page.
pub fn routes(routes: Routes) -> Routes {
    routes
        .kept_endpoint::<GetAssistant, _>(Edition::of_minute, |context, _| Ok(offered(context)))
        .endpoint::<AskAssistant, _, _>(|context, asked: Asked<AskAssistant>| async move {
            Ok(reply(&context, &asked.request).await)
        })
        .route(Page::Assistant.path(), get(form).post(posted))
}

fn offered(context: &Context) -> Assistant {
    let published = context.published();
    let rules = &published.assistant;
    Assistant { greeting: greeting(&published), choices: rules.choices(context.now()) }
}

fn greeting(published: &Published) -> Text {
    Some(&published.assistant.greeting).filter(|text| !text.is_empty()).cloned().unwrap_or_else(|| GREETING.into())
}

/// Rule: the department's rules answer first; where none does, what is found by searching, and people.
async fn reply(context: &Context, question: &Question) -> Reply {
    let published = context.published();
    let heard = Heard::new(&question.text);
    if heard.is_empty() {
        return Reply { text: greeting(&published), ..empty(Outcome::Greeted) };
    }
    let answer = match published.assistant.answer(&heard, context.now()) {
        Some(rule) => said(context, &published, rule).await,
        None => None,
    };
    answer.unwrap_or_else(|| unanswered(context, &published, question))
}

/// What a rule says; `None` where all of it leads to what is not there any more.
pub(super) async fn said(context: &Context, published: &Published, rule: &Rule) -> Option<Reply> {
    let Rule { title, says: Content { text, service, articles, phones }, .. } = rule;
    let mut links: Vec<Hit> = service.and_then(|service| opens(published, service)).into_iter().collect();
    for id in articles {
        // What cannot be read now is left out; the rest of the answer stands.
        links.extend(article(context, &ArticleId { id: id.clone() }).await.ok().map(|article| Hit {
            address: page::article(&article.id),
            title: article.title,
            snippet: article.office,
            phone: None,
            sample: article.sample,
        }));
    }
    let says_something = !(text.is_empty() && links.is_empty() && phones.is_empty());
    says_something.then(|| Reply {
        title: title.clone(),
        text: text.clone(),
        links,
        phones: phones.clone(),
        ..empty(Outcome::Answered)
    })
}

fn unanswered(context: &Context, published: &Published, question: &Question) -> Reply {
    let found = search::find(context, &SearchQuery { q: question.text.clone() });
    let people = [Service::Hotlines, Service::Feedback];
    let help_line = published.department.help_line.clone();
    Reply {
        text: UNANSWERED.into(),
        links: found.groups.into_iter().flat_map(|group| group.hits.into_iter().take(OFFERED)).collect(),
        phones: help_line.map(|number| Phone { name: HELP_LINE.into(), number }).into_iter().collect(),
        people: people.into_iter().filter_map(|service| opens(published, service)).collect(),
        ..empty(Outcome::Unanswered)
    }
}

fn empty(outcome: Outcome) -> Reply {
    let (title, text) = (Text::default(), Text::default());
    Reply { outcome, title, text, links: Vec::new(), phones: Vec::new(), people: Vec::new() }
}

async fn form(State(context): State<Context>, headers: HeaderMap) -> Response {
    first_paint::kept(&context, &headers, Page::Assistant, Edition::of_minute(&context), |paint| {
        paint.with::<GetAssistant>(&Nothing {}, &Ok(offered(&context)))
    })
}

/// The form as a browser without scripting sends it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    text: String,
}

/// The page with the exchange on it; it is made for one person, and stored by nobody.
async fn posted(State(context): State<Context>, headers: HeaderMap, request: Request) -> Response {
    let form = match body(request).await {
        Ok(body) => serde_urlencoded::from_bytes::<Form>(&body).unwrap_or_default(),
        Err(code) => return first_paint::refused(&context, &headers, code.into()),
    };
    let question = Question { text: form.text.trim().to_owned() };
    let mut paint =
        first_paint::begin(&context, Page::Assistant.path()).with::<GetAssistant>(&Nothing {}, &Ok(offered(&context)));
    if !question.text.is_empty() {
        paint = paint
            .with::<AskAssistant>(&question, &Ok(reply(&context, &question).await))
            .with_typed(field::TEXT, &question.text);
    }
    first_paint::personal(&context, &headers, StatusCode::OK, paint)
}
