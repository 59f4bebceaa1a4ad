//! Articles, one in a transaction: a thousand of them take as long as a thousand times one.

use sha2::{Digest, Sha256};
use zhangban_api::articles::{ArticleEntry, folded};

use super::{Changes, ImportError, Outcome, begin, finish};
use crate::department_folder::{ArticleFile, ArticlePage, ArticleSource};
use crate::store::{Store, StoreError, Transaction, Value};
use crate::terms;

/// Bytes of a part of a file.
pub(crate) const PART: usize = 256 << 10;

/// How many terms are written by one statement; of two values each.
const AT_ONCE: usize = 100;

/// Writes an article in the place of what was there under its short name.
pub(super) async fn take(store: &Store, page: ArticlePage) -> Result<Outcome, ImportError> {
    let mut transaction = begin(store).await?;
    let changes = write(&mut transaction, &page).await?;
    finish(transaction, changes).await?;
    Ok(Outcome::Taken(changes))
}

pub(crate) async fn write(transaction: &mut Transaction, page: &ArticlePage) -> Result<Changes, StoreError> {
    let digest = digest(page)?;
    let id = page.article.id.as_str();
    let before = transaction.rows("SELECT number, digest FROM articles WHERE id = $1", &[id.into()]).await?;
    let unchanged = Changes { entries: 1, ..Changes::default() };
    write_source(transaction, page).await?;
    let (number, changes) = match before.first() {
        Some(row) if row.bytes(1)? == digest.as_slice() => return Ok(unchanged),
        Some(row) => (row.int(0)?, Changes { changed: 1, ..unchanged }),
        None => {
            let newest = transaction.rows("SELECT coalesce(max(number), 0) FROM articles", &[]).await?;
            let newest = newest.first().map_or(Ok(0), |row| row.int(0))?;
            (newest + 1, Changes { added: 1, ..unchanged })
        }
    };
    for sql in [
        "DELETE FROM articles WHERE number = $1",
        "DELETE FROM article_terms WHERE article = $1",
        "DELETE FROM article_files WHERE article = $1",
    ] {
        transaction.execute(sql, &[Value::Int(number)]).await?;
    }
    write_row(transaction, number, page, &digest).await?;
    write_terms(transaction, number, page).await?;
    for file in &page.files {
        write_file(transaction, number, file).await?;
    }
    let unused = "DELETE FROM article_parts WHERE NOT EXISTS \
                  (SELECT 1 FROM article_files WHERE article_files.hash = article_parts.hash)";
    transaction.execute(unused, &[]).await?;
    Ok(changes)
}

/// Keeps what the page is made from. Two texts can make the same page: it is written whether the page changes or not.
async fn write_source(transaction: &mut Transaction, page: &ArticlePage) -> Result<(), StoreError> {
    let ArticleSource { zh, en, files } = &page.source;
    let values = [page.article.id.as_str().into(), zh.as_str().into(), en.as_str().into(), json(files)?.into()];
    let sql = "INSERT INTO article_sources (id, zh, en, files) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (id) DO UPDATE SET zh = excluded.zh, en = excluded.en, files = excluded.files";
    transaction.execute(sql, &values).await?;
    Ok(())
}

/// Names everything that the page says.
fn digest(page: &ArticlePage) -> Result<Vec<u8>, StoreError> {
    let ArticlePage { article, summary, plain, follows, withdrawn, files, source: _ } = page;
    let files: Vec<_> = files.iter().map(|file| (&file.hash, file.ending, &file.name)).collect();
    Ok(Sha256::digest(json(&(article, summary, plain, follows, withdrawn, files))?).to_vec())
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Unreadable(error.to_string()))
}

async fn write_row(
    transaction: &mut Transaction,
    number: i64,
    page: &ArticlePage,
    digest: &[u8],
) -> Result<(), StoreError> {
    let ArticlePage { article, summary, plain, follows, withdrawn, .. } = page;
    let entry = ArticleEntry {
        id: article.id.clone(),
        channel: article.channel,
        level: article.level,
        title: article.title.clone(),
        office: article.office.clone(),
        published_at: article.published_at,
        validity: article.validity,
        sample: article.sample,
        summary: summary.clone(),
        snippet: Vec::new(),
    };
    let plain = format!("{}\n{}", plain.zh, plain.en);
    let heading = folded(&format!("{}\n{}", article.title.zh, article.title.en));
    let values = [
        Value::Int(number),
        article.id.as_str().into(),
        article.channel.word().into(),
        article.level.word().into(),
        article.published_at.unix().into(),
        article.valid_until.map_or(i64::MAX, zhangban_api::Moment::unix).into(),
        follows.as_str().into(),
        article.cancels.into(),
        withdrawn.as_str().into(),
        json(&entry)?.into(),
        json(article)?.into(),
        plain.as_str().into(),
        heading.as_str().into(),
        format!("{heading}\n{}", folded(&searched(page))).into(),
        digest.into(),
    ];
    let sql = "INSERT INTO articles (number, id, channel, level, published_at, valid_until, follows, cancels, withdrawn, \
               entry, body, plain, heading, words, digest) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    transaction.execute(sql, &values).await?;
    Ok(())
}

/// All that is searched besides the title.
fn searched(page: &ArticlePage) -> String {
    let ArticlePage { article, plain, .. } = page;
    let files = article.attachments.iter().map(|file| &file.name);
    let texts = [&article.office, &article.who, &article.what_to_do, &article.by_when, plain].into_iter().chain(files);
    let words = texts.flat_map(|text| [text.zh.as_str(), text.en.as_str()]).chain([article.number.as_str()]);
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n")
}

async fn write_terms(transaction: &mut Transaction, number: i64, page: &ArticlePage) -> Result<(), StoreError> {
    let title = &page.article.title;
    let terms: Vec<String> =
        terms::of_text(&format!("{}\n{}\n{}", title.zh, title.en, searched(page))).into_iter().collect();
    let places = (0..AT_ONCE).map(|at| format!("(${}, ${})", 2 * at + 1, 2 * at + 2)).collect::<Vec<_>>().join(", ");
    let sql = format!("INSERT INTO article_terms (term, article) VALUES {places} ON CONFLICT DO NOTHING");
    for some in terms.chunks(AT_ONCE) {
        // One statement for every length: the last term fills the places that are left.
        let padded = some.iter().chain(std::iter::repeat(&some[some.len() - 1])).take(AT_ONCE);
        let values: Vec<Value<'_>> = padded.flat_map(|term| [Value::from(term.as_str()), Value::Int(number)]).collect();
        transaction.execute(&sql, &values).await?;
    }
    Ok(())
}

async fn write_file(transaction: &mut Transaction, number: i64, file: &ArticleFile) -> Result<(), StoreError> {
    let ArticleFile { hash, ending, name, bytes } = file;
    let values = [
        Value::Int(number),
        hash.as_str().into(),
        (*ending).into(),
        name.as_str().into(),
        Value::Int(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
    ];
    let sql = "INSERT INTO article_files (article, hash, ending, name, bytes) VALUES ($1, $2, $3, $4, $5)";
    transaction.execute(sql, &values).await?;
    for (part, bytes) in (0_i64..).zip(bytes.chunks(PART)) {
        let sql = "INSERT INTO article_parts (hash, part, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        transaction.execute(sql, &[hash.as_str().into(), Value::Int(part), bytes.into()]).await?;
    }
    Ok(())
}
