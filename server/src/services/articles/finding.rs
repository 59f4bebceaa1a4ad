//! Finding articles: by channel, by words, page by page; and where in them the words stand.

use std::fmt::Write as _;

use zhangban_api::Moment;
use zhangban_api::articles::{ArticleEntry, ArticleSearch, Articles, Channel, PAGE, Piece, Query, Validity, folded};

use crate::context::Context;
use crate::refusal::Refusal;
use crate::store::{Row, StoreError, Value};
use crate::terms;

/// The articles of a channel or of all that say all of the words, those with the words in the title first, then the newest.
/// Nothing typed finds the newest.
pub async fn find(
    context: &Context,
    query: &str,
    channel: Option<Channel>,
    limit: usize,
) -> Result<Vec<ArticleEntry>, StoreError> {
    Wanted { query: Query::new(query), channel, now: context.now() }.window(context, 0, limit).await
}

/// The page of a search.
pub async fn page_of(context: &Context, search: &ArticleSearch) -> Result<Articles, Refusal> {
    let wanted = Wanted { query: Query::new(&search.q), channel: search.channel, now: context.now() };
    if wanted.query.is_empty() && !search.q.trim().is_empty() {
        // Signs alone stand in every text and are looked for by nobody.
        return Ok(Articles { search: search.clone(), entries: Vec::new(), total: 0 });
    }
    let total = wanted.count(context).await?;
    let entries = wanted.window(context, search.skipped(), PAGE).await?;
    Ok(Articles { search: search.clone(), entries, total })
}

/// What is looked for at a moment.
struct Wanted {
    query: Query,
    channel: Option<Channel>,
    now: Moment,
}

/// A query in the making: its parameters are numbered as they come.
#[derive(Default)]
struct Sql {
    text: String,
    values: Vec<Value<'static>>,
}

impl Sql {
    fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn value(&mut self, value: impl Into<Value<'static>>) {
        self.values.push(value.into());
        // Writing into a string does not fail.
        let _ = write!(self.text, "${}", self.values.len());
    }
}

impl Wanted {
    async fn count(&self, context: &Context) -> Result<usize, StoreError> {
        let mut sql = Sql::default();
        sql.say("SELECT count(*)");
        self.conditions(&mut sql);
        let row = context.store().row(&sql.text, &sql.values).await?;
        row.map_or(Ok(0), |row| row.number(0))
    }

    async fn window(&self, context: &Context, skipped: usize, limit: usize) -> Result<Vec<ArticleEntry>, StoreError> {
        let mut sql = Sql::default();
        // The text is read only where something is marked in it.
        let text = if self.query.is_empty() { "''" } else { "a.plain" };
        let _ = write!(sql.text, "SELECT a.entry, a.valid_until, {text}");
        for cancels in [0, 1] {
            let _ = write!(
                sql.text,
                ", (SELECT count(*) FROM articles f WHERE f.follows = a.id AND f.withdrawn = '' \
                 AND f.cancels = {cancels} AND f.published_at <= "
            );
            sql.value(self.now.unix());
            sql.say(")");
        }
        self.conditions(&mut sql);
        sql.say(" ORDER BY ");
        if !self.query.is_empty() {
            sql.say("CASE WHEN ");
            self.all_runs(&mut sql, "a.heading");
            sql.say(" THEN 0 ELSE 1 END, ");
        }
        sql.say("a.published_at DESC, a.number DESC LIMIT ");
        sql.value(i64::try_from(limit).unwrap_or(i64::MAX));
        sql.say(" OFFSET ");
        sql.value(i64::try_from(skipped).unwrap_or(i64::MAX));
        let rows = context.store().rows(&sql.text, &sql.values).await?;
        rows.iter().map(|row| self.entry(row)).collect()
    }

    /// Rule: what is not published yet or was taken down is found by nobody.
    fn conditions(&self, sql: &mut Sql) {
        sql.say(" FROM articles a WHERE a.withdrawn = '' AND a.published_at <= ");
        sql.value(self.now.unix());
        if let Some(channel) = self.channel {
            sql.say(" AND a.channel = ");
            sql.value(channel.word());
        }
        let terms = terms::of_query(&self.query);
        if terms.is_empty() {
            return;
        }
        let wanted = terms.len();
        sql.say(" AND a.number IN (SELECT article FROM article_terms WHERE term IN (");
        for (at, term) in terms.into_iter().enumerate() {
            sql.say(if at > 0 { ", " } else { "" });
            sql.value(term);
        }
        let _ = write!(sql.text, ") GROUP BY article HAVING count(*) = {wanted})");
        for run in terms::to_verify(&self.query) {
            sql.say(" AND a.words LIKE ");
            sql.value(format!("%{run}%"));
        }
    }

    /// Runs are Han characters, letters and digits: none of them means anything to LIKE.
    fn all_runs(&self, sql: &mut Sql, column: &str) {
        for (at, run) in self.query.runs.iter().enumerate() {
            sql.say(if at > 0 { " AND " } else { "" });
            let _ = write!(sql.text, "{column} LIKE ");
            sql.value(format!("%{run}%"));
        }
    }

    fn entry(&self, row: &Row) -> Result<ArticleEntry, StoreError> {
        let mut entry: ArticleEntry = row.json(0)?;
        let (updates, cancellations) = (row.int(3)?, row.int(4)?);
        entry.validity = if cancellations > 0 {
            Validity::Cancelled
        } else if updates > 0 {
            Validity::Updated
        } else if row.int(1)? <= self.now.unix() {
            Validity::Expired
        } else {
            Validity::Valid
        };
        if !self.query.is_empty() {
            entry.snippet = snippet(row.text(2)?, &self.query);
        }
        Ok(entry)
    }
}

/// Characters of a snippet before the first place and in all: three lines of a phone.
const BEFORE: usize = 16;
const LENGTH: usize = 72;

/// The text around the first place where something that was looked for stands, with all such places in it marked. Empty
/// where the words stand in the title only.
fn snippet(text: &str, query: &Query) -> Vec<Piece> {
    let characters: Vec<char> = text.chars().collect();
    // As many characters as the text has, so that places are the same.
    let plain: Vec<char> = folded(text).chars().collect();
    let runs: Vec<Vec<char>> = query.runs.iter().map(|run| run.chars().collect()).collect();
    let run_at = |at: usize| runs.iter().filter(|run| plain[at..].starts_with(run)).map(Vec::len).max();
    let Some(first) = (0..plain.len()).find(|at| run_at(*at).is_some()) else { return Vec::new() };
    let begin = first.saturating_sub(BEFORE);
    let end = (begin + LENGTH).min(characters.len());
    let mut pieces = vec![Piece { text: if begin > 0 { "…".to_owned() } else { String::new() }, hit: false }];
    let mut at = begin;
    while at < end {
        let hit = run_at(at);
        let next = (at + hit.unwrap_or(1)).min(characters.len());
        let text = characters[at..next].iter().map(|c| if c.is_control() { ' ' } else { *c });
        match pieces.last_mut() {
            Some(last) if hit.is_none() && !last.hit => last.text.extend(text),
            _ => pieces.push(Piece { text: text.collect(), hit: hit.is_some() }),
        }
        at = next;
    }
    if at < characters.len() {
        match pieces.last_mut() {
            Some(last) if !last.hit => last.text.push('…'),
            _ => pieces.push(Piece { text: "…".to_owned(), hit: false }),
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, typed: &str) -> String {
        let show = |Piece { text, hit }| if hit { format!("[{text}]") } else { text };
        snippet(text, &Query::new(typed)).into_iter().map(show).collect()
    }

    #[test]
    fn what_was_found_is_shown_in_its_place() {
        assert_eq!(marked("国庆节放假七天", "放假"), "国庆节[放假]七天");
        assert_eq!(marked("请下载ＸＬＳＸ表格。\n下载后填写", "xlsx 下载"), "请[下载][ＸＬＳＸ]表格。 [下载]后填写");
        assert_eq!(marked("只在标题里", "放假"), "");
        let long = marked(&format!("{}放假{}", "前".repeat(50), "后".repeat(100)), "放假");
        assert!(long.starts_with("…前") && long.contains("[放假]") && long.ends_with("后…"), "{long}");
        assert!(long.chars().count() < LENGTH + 8, "{long}");
    }
}
