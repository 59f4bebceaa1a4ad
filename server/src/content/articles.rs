//! Articles: a form is their file with what stands before its text.

use std::collections::HashSet;

use zhangban_api::articles::Channel;
use zhangban_api::content::field;
use zhangban_api::{FieldError, Message, Moment};

use super::{ArticlePage, Fields, Stand, get};
use crate::department_folder::{ArticleSource, KeptFile, TypedArticle, fields_of, lay, read_article};
use crate::refusal::Refusal;
use crate::store::{Store, StoreError};

const CHOOSE_CHANNEL: Message = Message::new("请选择栏目", "Choose a channel");
const TAKEN: Message = Message::new("已有这个编号的文章，请换一个", "There is an article of this id. Choose another");

/// What an article is made from.
async fn source(store: &Store, id: &str) -> Result<Option<ArticleSource>, StoreError> {
    let sql = "SELECT zh, en, files FROM article_sources WHERE id = $1";
    let row = store.row(sql, &[id.into()]).await?;
    let read = |row: crate::store::Row| {
        Ok(ArticleSource { zh: row.text(0)?.to_owned(), en: row.text(1)?.to_owned(), files: row.json(2)? })
    };
    row.map(read).transpose()
}

/// An article that stands, as a form; nothing where an older program has taken it over and kept no source of it.
pub(super) async fn stand(store: &Store, id: &str) -> Result<Option<Stand>, StoreError> {
    let row = store.row("SELECT channel FROM articles WHERE id = $1", &[id.into()]).await?;
    let channel = row.map(|row| row.parsed(0, Channel::parse)).transpose()?;
    let source = source(store, id).await?;
    Ok(channel.zip(source).and_then(|(channel, source)| form(id, channel, source)))
}

/// The form of an article that was read.
pub(super) fn fields(page: &ArticlePage) -> Option<Stand> {
    form(&page.article.id, page.article.channel, page.source.clone())
}

fn form(id: &str, channel: Channel, source: ArticleSource) -> Option<Stand> {
    let (fields, published_at) = fields_of(id, channel, &source)?;
    Some(Stand { fields, files: source.files, published_at })
}

/// The files of an article by the names under which its text uses them.
async fn files(store: &Store, stand: &Stand) -> Result<Vec<KeptFile>, StoreError> {
    let mut files = Vec::new();
    for used in &stand.files {
        let sql = "SELECT bytes FROM article_parts WHERE hash = $1 ORDER BY part";
        let mut bytes = Vec::new();
        for row in store.rows(sql, &[used.hash.as_str().into()]).await? {
            bytes.extend_from_slice(row.bytes(0)?);
        }
        files.push(KeptFile { name: used.name.clone(), bytes, transcript: used.transcript.clone() });
    }
    Ok(files)
}

/// Reads a form as the file of an article. One that stands keeps its date; a new one is published at `from`.
pub(super) async fn check(
    store: &Store,
    item: &str,
    typed: &Fields,
    from: Moment,
) -> Result<Result<ArticlePage, Vec<FieldError>>, Refusal> {
    let before = if item.is_empty() { None } else { stand(store, item).await? };
    let mut others = HashSet::new();
    for row in store.rows("SELECT id FROM articles", &[]).await? {
        others.insert(row.text(0)?.to_owned());
    }
    let id = if item.is_empty() { get(typed, "id") } else { item };
    let mut faults = Vec::new();
    if item.is_empty() && others.contains(id) {
        faults.push(FieldError::new("id", TAKEN));
    }
    let channel = Channel::parse(get(typed, "channel"));
    if channel.is_none() {
        faults.push(FieldError::new("channel", CHOOSE_CHANNEL));
    }
    let published_at = before.as_ref().map_or_else(|| from.rfc3339(), |stand| stand.published_at.clone());
    let laid = lay(typed, &published_at);
    let files = match &before {
        Some(stand) => files(store, stand).await?,
        None => Vec::new(),
    };
    let read = read_article(TypedArticle {
        id: id.to_owned(),
        channel: channel.unwrap_or(Channel::News),
        zh: laid.zh.clone(),
        en: laid.en.clone(),
        files,
        others,
    });
    Ok(match read {
        Ok(page) if faults.is_empty() => Ok(page),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more.first().iter().map(|fault| laid.in_form(fault)));
            // Something that is not yet known when it is published says so at the time, not at a date.
            for fault in &mut faults {
                if fault.name == field::PUBLISH_AT && before.is_some() {
                    field::EXPIRE_AT.clone_into(&mut fault.name);
                }
            }
            Err(faults)
        }
    })
}
