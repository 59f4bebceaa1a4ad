//! From a form to what can be written, by the rules of the import.

use zhangban_api::content::{ContentKind, field};
use zhangban_api::{FieldError, Message, Moment};

use super::{ArticlePage, Fields, Hotline, Rule, Stand, articles, get, hotlines, replies};
use crate::assistant::Assistant;
use crate::department_folder::{Content, Replies};
use crate::import;
use crate::published::{self, Published};
use crate::refusal::Refusal;
use crate::store::{Store, Transaction};

const AT: Message = Message::new("请填写时间，例如 2026-06-25 18:00", "Enter a time such as 2026-06-25 18:00");
const OVER_BEFORE_IT_BEGINS: Message = Message::new("到期时间应在发布时间之后", "It must end after it begins");

/// What a form says, whole and sound.
pub(crate) enum Piece {
    /// A number.
    Hotline(Box<Hotline>),
    /// A rule.
    Reply(Box<Rule>),
    /// An article with its files.
    Article(Box<ArticlePage>),
}

/// When it is to be taken over, and when a hotline goes by itself, as they were typed.
pub(super) struct Times {
    pub(super) publish_at: Option<Moment>,
    pub(super) expire_at: Option<Moment>,
}

impl Times {
    /// Reads them. Only a hotline has no field of its own in which its end stands.
    pub(super) fn of(kind: ContentKind, fields: &Fields, now: Moment) -> Result<Self, Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut at = |name: &str| {
            let typed = get(fields, name);
            let moment = Moment::parse(typed);
            if moment.is_none() && !typed.is_empty() {
                faults.push(FieldError::new(name, AT));
            }
            moment
        };
        let publish_at = at(field::PUBLISH_AT);
        let expire_at = if kind == ContentKind::Hotlines { at(field::EXPIRE_AT) } else { None };
        if expire_at.is_some_and(|ends| ends <= publish_at.unwrap_or(now).max(now)) {
            faults.push(FieldError::new(field::EXPIRE_AT, OVER_BEFORE_IT_BEGINS));
        }
        if faults.is_empty() { Ok(Self { publish_at, expire_at }) } else { Err(faults) }
    }
}

/// What a form says, or all that is wrong with it. Others than the one that stands under `item` are not in its way; an
/// article that is new is published at `from`.
pub(crate) async fn check(
    store: &Store,
    kind: ContentKind,
    item: &str,
    fields: &Fields,
    from: Moment,
) -> Result<Result<Piece, Vec<FieldError>>, Refusal> {
    Ok(match kind {
        ContentKind::Hotlines => {
            let mut others = published::hotlines(store).await?;
            others.retain(|one| hotlines::key(one) != item);
            hotlines::check(&others, fields).map(Box::new).map(Piece::Hotline)
        }
        ContentKind::Replies => {
            let assistant = published::assistant(store).await?;
            let others: Vec<_> = assistant.rules().filter(|rule| rule.id != item).cloned().collect();
            replies::check(&others, fields).map(Box::new).map(Piece::Reply)
        }
        ContentKind::Articles => articles::check(store, item, fields, from).await?.map(Box::new).map(Piece::Article),
    })
}

impl Piece {
    /// The name of ours under which it will stand.
    pub(super) fn item(&self) -> String {
        match self {
            Self::Hotline(hotline) => hotlines::key(hotline),
            Self::Reply(rule) => rule.id.clone(),
            Self::Article(page) => page.article.id.clone(),
        }
    }

    /// Its form, once it stands.
    pub(super) fn fields(&self) -> Fields {
        match self {
            Self::Hotline(hotline) => hotlines::fields(hotline),
            Self::Reply(rule) => replies::fields(rule),
            Self::Article(page) => articles::fields(page).map(|stand: Stand| stand.fields).unwrap_or_default(),
        }
    }
}

/// Writes a piece in the place of the one that stands under `item`, or takes that one away, as an import would.
pub(super) async fn write(
    store: &Store,
    transaction: &mut Transaction,
    kind: ContentKind,
    item: &str,
    piece: Option<Piece>,
) -> Result<(), Refusal> {
    match (kind, piece) {
        (ContentKind::Articles, Some(Piece::Article(page))) => {
            import::articles::write(transaction, &page).await?;
        }
        (ContentKind::Hotlines, piece) => {
            let one = if let Some(Piece::Hotline(hotline)) = piece { Some(*hotline) } else { None };
            let before = Published::of_the_desk(published::hotlines(store).await?, Assistant::default());
            let all = hotlines::with(before.hotlines.clone(), item, one);
            import::documents::take(transaction, &before, Content::Hotlines(all)).await?;
        }
        (ContentKind::Replies, piece) => {
            let one = if let Some(Piece::Reply(rule)) = piece { Some(*rule) } else { None };
            let assistant: Assistant = published::assistant(store).await?;
            let rules = replies::with(assistant.rules().cloned().collect(), item, one);
            let all = Replies { greeting: assistant.greeting.clone(), rules };
            let before = Published::of_the_desk(Vec::new(), assistant);
            import::documents::take(transaction, &before, Content::Replies(all)).await?;
        }
        (ContentKind::Articles, _) => {}
    }
    Ok(())
}
