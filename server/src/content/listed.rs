//! What there is of a kind, for the desk.

use zhangban_api::Text;
use zhangban_api::articles::{ArticleEntry, Level};
use zhangban_api::content::{ContentKind, ContentList, ContentRow, ContentSearch, PAGE};
use zhangban_api::finding::{Finder, Query, as_long_as_a_query};

use super::record::{self, Record};
use super::{get, hotlines};
use crate::cases::like::like;
use crate::context::Context;
use crate::pinyin;
use crate::refusal::Refusal;
use crate::store::Value;

/// A page of them: what is new and waits stands before the first.
pub(crate) async fn list(context: &Context, search: &ContentSearch, may_write: bool) -> Result<ContentList, Refusal> {
    let (new, mut by_item) = record::shown(context.store(), search.kind).await?;
    let typed = as_long_as_a_query(search.q.trim());
    let page = usize::try_from(search.page.max(1) - 1).unwrap_or(usize::MAX);
    let (stands, count) = if search.kind == ContentKind::Articles {
        articles(context, typed, page).await?
    } else {
        let query = Query::new(typed);
        let found: Vec<_> =
            all(context, search.kind).into_iter().filter(|(_, finder)| finder.matches(&query)).collect();
        let count = found.len();
        let shown = found.into_iter().skip(page.saturating_mul(PAGE)).take(PAGE).map(|(row, _)| row);
        (shown.collect::<Vec<_>>(), count)
    };
    let stands = stands.into_iter().map(|row| ContentRow { edit: by_item.remove(&row.item).map(|e| e.told()), ..row });
    let waiting = if page == 0 && typed.is_empty() { new } else { Vec::new() };
    let rows: Vec<_> = waiting.iter().rev().map(waits).chain(stands).collect();
    Ok(ContentList { rows, count: u32::try_from(count).unwrap_or(u32::MAX), may_write })
}

/// One that does not stand yet.
fn waits(record: &Record) -> ContentRow {
    let named = |name: &str, name_en: &str| Text::new(get(&record.fields, name), get(&record.fields, name_en));
    let title = match record.kind {
        ContentKind::Hotlines => named("name", "name_en"),
        ContentKind::Replies | ContentKind::Articles => named("title", "title_en"),
    };
    let note = match record.kind {
        ContentKind::Hotlines => "phone",
        ContentKind::Replies | ContentKind::Articles => "id",
    };
    ContentRow { item: String::new(), title, note: Text::new(get(&record.fields, note), ""), edit: Some(record.told()) }
}

/// All that stand, in their order, ready to be looked through.
fn all(context: &Context, kind: ContentKind) -> Vec<(ContentRow, Finder)> {
    let published = context.published();
    if kind == ContentKind::Hotlines {
        let row = |hotline: &zhangban_api::hotlines::Hotline| {
            let words =
                [&hotline.name.zh, &hotline.name.en, &hotline.category.zh, &hotline.note.zh].map(String::as_str);
            let finder = Finder::new(&words.join(" "), hotline.phone.digits(), &hotline.pinyin);
            let Text { zh, en } = &hotline.category;
            let in_english = if en.is_empty() { String::new() } else { format!("{} · {en}", hotline.phone) };
            let note = Text::new(format!("{}　{zh}", hotline.phone), in_english);
            (ContentRow { item: hotlines::key(hotline), title: hotline.name.clone(), note, edit: None }, finder)
        };
        return published.hotlines.iter().map(row).collect();
    }
    let row = |rule: &crate::assistant::Rule| {
        let number = rule.when.number.map(|number| number.to_string());
        let heard =
            number.into_iter().chain([&rule.when.exact, &rule.when.all, &rule.when.any].into_iter().flatten().cloned());
        let heard = heard.chain(rule.when.pattern.clone()).collect::<Vec<_>>().join("、");
        let words = [rule.title.zh.as_str(), &rule.title.en, &rule.id, &heard, &rule.says.text.zh].join(" ");
        let finder = Finder::new(&words, "", &pinyin::reading(&rule.title.zh));
        (
            ContentRow { item: rule.id.clone(), title: rule.title.clone(), note: Text::new(heard, ""), edit: None },
            finder,
        )
    };
    published.assistant.rules().map(row).collect()
}

/// A page of the articles, the newest first, whether they are out yet, hold, or were taken down.
async fn articles(context: &Context, typed: &str, page: usize) -> Result<(Vec<ContentRow>, usize), Refusal> {
    let store = context.store();
    let pattern = || Value::from(like(typed));
    let found = "heading LIKE $1 ESCAPE '!' OR id LIKE $2 ESCAPE '!'";
    let count = store.row(&format!("SELECT count(*) FROM articles WHERE {found}"), &[pattern(), pattern()]).await?;
    let count: u32 = count.map_or(Ok(0), |row| row.number(0))?;
    let size = i64::try_from(PAGE).unwrap_or_default();
    let skipped = i64::try_from(page).unwrap_or_default().saturating_mul(size);
    let sql = format!(
        "SELECT entry, withdrawn FROM articles WHERE {found} ORDER BY published_at DESC, number DESC LIMIT $3 OFFSET $4"
    );
    let mut rows = Vec::new();
    for row in store.rows(&sql, &[pattern(), pattern(), Value::Int(size), Value::Int(skipped)]).await? {
        let entry: ArticleEntry = row.json(0)?;
        let (channel, level) = (entry.channel.name(), entry.level.name());
        let urgent = entry.level == Level::Emergency;
        let more = |words: &str, urgent_words: &str, down: &str| {
            let urgent = if urgent { format!(" · {urgent_words}") } else { String::new() };
            let down = if row.text(1).is_ok_and(str::is_empty) { String::new() } else { format!(" · {down}") };
            format!("{words} · {}{urgent}{down}", entry.published_at)
        };
        let note = Text::new(more(channel.zh, level.zh, "已撤下"), more(channel.en, level.en, "taken down"));
        rows.push(ContentRow { item: entry.id.clone(), title: entry.title.clone(), note, edit: None });
    }
    Ok((rows, count.try_into().unwrap_or(usize::MAX)))
}
