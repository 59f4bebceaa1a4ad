//! What is small and the same for everybody: identity, menu, calendar, exams, lines, rank tables, hotlines.

use serde::Serialize;
use zhangban_api::accounts::{Account, Domain};
use zhangban_api::calendar::{Calendar, SpecialDay};
use zhangban_api::colleges::College;
use zhangban_api::exams::{ControlLine, Exam};
use zhangban_api::hotlines::Hotline;
use zhangban_api::ranks::RankTable;

use super::{Changes, replies};
use crate::department_folder::{Content, ExamLine};
use crate::published::{CASES, Published};
use crate::store::{StoreError, Transaction, Value};

/// Writes what a file says in the place of what was there.
pub(crate) async fn take(
    transaction: &mut Transaction,
    before: &Published,
    content: Content,
) -> Result<Changes, StoreError> {
    match content {
        Content::Department(department) => {
            let department = zhangban_api::department::Department { menu: Vec::new(), ..*department };
            take_part(transaction, "identity", &department).await
        }
        Content::Menu(menu) => take_part(transaction, "menu", &menu).await,
        Content::Holidays(calendar) => take_calendar(transaction, before, &calendar).await,
        Content::Exam(exam) => take_exam(transaction, &exam).await,
        Content::Lines(lines) => take_lines(transaction, before, &lines).await,
        Content::Ranks(tables) => take_ranks(transaction, before, &tables).await,
        Content::Accounts(accounts) => take_accounts(transaction, before, &accounts).await,
        Content::Domains(domains) => take_domains(transaction, before, &domains).await,
        Content::Hotlines(hotlines) => take_hotlines(transaction, before, &hotlines).await,
        Content::Colleges(colleges) => take_colleges(transaction, before, &colleges).await,
        Content::Replies(now) => replies::take(transaction, before, now).await,
        Content::Cases(cases) => take_part(transaction, CASES, &cases).await,
        Content::Synonyms(synonyms) => take_part(transaction, "synonyms", &synonyms).await,
        Content::Scores(_)
        | Content::Admissions(_)
        | Content::Plans(_)
        | Content::PlanCorrections(_)
        | Content::Article(_)
        | Content::PastScores(_) => Err(StoreError::Unreadable("what is large is no document".into())),
    }
}

pub(super) fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Unreadable(error.to_string()))
}

/// One entry that is written as a whole.
fn whole(was_there: bool, written: u64) -> Changes {
    Changes {
        entries: 1,
        added: if was_there { 0 } else { written },
        changed: if was_there { written } else { 0 },
        removed: 0,
    }
}

pub(super) async fn take_part(
    transaction: &mut Transaction,
    part: &str,
    body: &impl Serialize,
) -> Result<Changes, StoreError> {
    let was_there = !transaction.rows("SELECT part FROM department WHERE part = $1", &[part.into()]).await?.is_empty();
    let sql = "INSERT INTO department (part, body) VALUES ($1, $2) \
               ON CONFLICT (part) DO UPDATE SET body = excluded.body WHERE department.body <> excluded.body";
    let written = transaction.execute(sql, &[part.into(), json(body)?.into()]).await?;
    Ok(whole(was_there, written))
}

async fn take_exam(transaction: &mut Transaction, exam: &Exam) -> Result<Changes, StoreError> {
    let id = exam.id.as_str();
    let was_there = !transaction.rows("SELECT id FROM exams WHERE id = $1", &[id.into()]).await?.is_empty();
    let sql = "INSERT INTO exams (id, body) VALUES ($1, $2) \
               ON CONFLICT (id) DO UPDATE SET body = excluded.body WHERE exams.body <> excluded.body";
    let written = transaction.execute(sql, &[id.into(), json(exam)?.into()]).await?;
    Ok(whole(was_there, written))
}

/// A file speaks for the years it names, and for no other.
async fn take_calendar(
    transaction: &mut Transaction,
    before: &Published,
    calendar: &Calendar,
) -> Result<Changes, StoreError> {
    let named = |day: &&SpecialDay| calendar.is_announced(day.date.year());
    let were: Vec<SpecialDay> = before.calendar.days.iter().filter(named).cloned().collect();
    for year in &calendar.announced {
        transaction.execute("DELETE FROM calendar_days WHERE date LIKE $1", &[format!("{year:04}-%").into()]).await?;
    }
    for day in &calendar.days {
        let values = [day.date.to_string().into(), day.name.as_str().into(), day.off.into()];
        transaction.execute("INSERT INTO calendar_days (date, name, off) VALUES ($1, $2, $3)", &values).await?;
    }
    Ok(Changes::between(&were, &calendar.days, |day| day.date))
}

/// A file speaks for the exams it names, and for no other.
async fn take_lines(
    transaction: &mut Transaction,
    before: &Published,
    lines: &[ExamLine],
) -> Result<Changes, StoreError> {
    let mut exams: Vec<&str> = lines.iter().map(|line| line.exam.as_str()).collect();
    exams.dedup();
    exams.sort_unstable();
    exams.dedup();
    let mut changes = Changes::default();
    for exam in exams {
        let now: Vec<ControlLine> =
            lines.iter().filter(|line| line.exam == exam).map(|line| line.line.clone()).collect();
        let were = before.exam(exam).map(|exam| exam.lines.as_slice()).unwrap_or_default();
        let one = Changes::between(were, &now, |line| (line.track.clone(), line.name.zh.clone()));
        changes = Changes {
            entries: changes.entries + one.entries,
            added: changes.added + one.added,
            changed: changes.changed + one.changed,
            removed: changes.removed + one.removed,
        };
        transaction.execute("DELETE FROM control_lines WHERE exam = $1", &[exam.into()]).await?;
        for (position, line) in (0_i64..).zip(&now) {
            let ControlLine { track, name, score, sample } = line;
            let values = [
                exam.into(),
                track.as_str().into(),
                Value::Int(position),
                name.zh.as_str().into(),
                name.en.as_str().into(),
                (*score).into(),
                (*sample).into(),
            ];
            let sql = "INSERT INTO control_lines (exam, track, position, name_zh, name_en, score, sample) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
            transaction.execute(sql, &values).await?;
        }
    }
    Ok(changes)
}

async fn take_ranks(
    transaction: &mut Transaction,
    before: &Published,
    tables: &[RankTable],
) -> Result<Changes, StoreError> {
    let mut changes = Changes::default();
    for table in tables {
        let (exam, track) = (table.exam.as_str(), table.track.as_str());
        let were = before.rank_table(exam, track);
        let rows_before = were.map(|table| table.rows.as_slice()).unwrap_or_default();
        let one = Changes::between(rows_before, &table.rows, |row| row.score);
        let source_changed = were.is_some_and(|were| were.source != table.source || were.sample != table.sample);
        changes = Changes {
            entries: changes.entries + one.entries,
            added: changes.added + one.added,
            changed: changes.changed + one.changed + u64::from(source_changed && one.is_none()),
            removed: changes.removed + one.removed,
        };
        for sql in [
            "DELETE FROM rank_rows WHERE exam = $1 AND track = $2",
            "DELETE FROM rank_tables WHERE exam = $1 AND track = $2",
        ] {
            transaction.execute(sql, &[exam.into(), track.into()]).await?;
        }
        let values = [exam.into(), track.into(), table.source.as_str().into(), table.sample.into()];
        let sql = "INSERT INTO rank_tables (exam, track, source, sample) VALUES ($1, $2, $3, $4)";
        transaction.execute(sql, &values).await?;
        for row in &table.rows {
            let values = [exam.into(), track.into(), row.score.into(), row.count.into(), row.cumulative.into()];
            let sql = "INSERT INTO rank_rows (exam, track, score, count, cumulative) VALUES ($1, $2, $3, $4, $5)";
            transaction.execute(sql, &values).await?;
        }
    }
    Ok(changes)
}

async fn take_hotlines(
    transaction: &mut Transaction,
    before: &Published,
    hotlines: &[Hotline],
) -> Result<Changes, StoreError> {
    // How a name is read is worked out anew each time and is no change of the file.
    let unread = |hotline: &Hotline| Hotline { pinyin: String::new(), ..hotline.clone() };
    let were: Vec<Hotline> = before.hotlines.iter().map(unread).collect();
    let now: Vec<Hotline> = hotlines.iter().map(unread).collect();
    transaction.execute("DELETE FROM hotlines", &[]).await?;
    for (position, hotline) in (0_i64..).zip(&now) {
        let Hotline { name, phone, category, note, hours, verified_on, sample, .. } = hotline;
        let values = [
            Value::Int(position),
            name.zh.as_str().into(),
            name.en.as_str().into(),
            phone.to_string().into(),
            category.zh.as_str().into(),
            category.en.as_str().into(),
            note.zh.as_str().into(),
            note.en.as_str().into(),
            hours.as_ref().map(|hours| hours.text().zh).unwrap_or_default().into(),
            verified_on.map(|date| date.to_string()).unwrap_or_default().into(),
            (*sample).into(),
        ];
        let sql = "INSERT INTO hotlines (position, name_zh, name_en, phone, category, category_en, note_zh, note_en, \
                   hours, verified_on, sample) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        transaction.execute(sql, &values).await?;
    }
    Ok(Changes::between(&were, &now, |hotline| (hotline.name.zh.clone(), hotline.phone.clone())))
}

async fn take_colleges(
    transaction: &mut Transaction,
    before: &Published,
    colleges: &[College],
) -> Result<Changes, StoreError> {
    let unread = |college: &College| College { pinyin: String::new(), ..college.clone() };
    let were: Vec<College> = before.colleges.colleges().iter().map(unread).collect();
    let now: Vec<College> = colleges.iter().map(unread).collect();
    if were != now {
        transaction.execute("DELETE FROM colleges", &[]).await?;
        for (position, college) in (0_i64..).zip(&now) {
            let College { name, code, province, city, level, nature, kind, tags, sample, .. } = college;
            let texts = [name, code, province, city, level, nature, kind, tags].map(|text| Value::from(text.as_str()));
            let values: Vec<Value<'_>> =
                std::iter::once(Value::Int(position)).chain(texts).chain([(*sample).into()]).collect();
            let sql = "INSERT INTO colleges (position, name, code, province, city, level, nature, kind, tags, sample) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
            transaction.execute(sql, &values).await?;
        }
    }
    let mut changes = Changes::between(&were, &now, |college| college.name.clone());
    // Only their order is another.
    if changes.is_none() && were != now {
        changes.changed = 1;
    }
    Ok(changes)
}

async fn take_accounts(
    transaction: &mut Transaction,
    before: &Published,
    accounts: &[Account],
) -> Result<Changes, StoreError> {
    transaction.execute("DELETE FROM accounts", &[]).await?;
    for (position, account) in (0_i64..).zip(accounts) {
        let Account { platform, name, handle, operator, since, verified_on, link, sample } = account;
        let values = [
            Value::Int(position),
            platform.zh.as_str().into(),
            platform.en.as_str().into(),
            name.zh.as_str().into(),
            name.en.as_str().into(),
            handle.as_str().into(),
            operator.zh.as_str().into(),
            operator.en.as_str().into(),
            since.map(|date| date.to_string()).unwrap_or_default().into(),
            verified_on.map(|date| date.to_string()).unwrap_or_default().into(),
            link.as_str().into(),
            (*sample).into(),
        ];
        let sql = "INSERT INTO accounts (position, platform_zh, platform_en, name_zh, name_en, handle, operator_zh, \
                   operator_en, since, verified_on, link, sample) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        transaction.execute(sql, &values).await?;
    }
    let key = |account: &Account| (account.platform.zh.clone(), account.handle.clone());
    Ok(Changes::between(&before.register.accounts, accounts, key))
}

async fn take_domains(
    transaction: &mut Transaction,
    before: &Published,
    domains: &[Domain],
) -> Result<Changes, StoreError> {
    transaction.execute("DELETE FROM domains", &[]).await?;
    for (position, entry) in (0_i64..).zip(domains) {
        let Domain { domain, subdomains, what, operator, since, sample } = entry;
        let values = [
            Value::Int(position),
            domain.as_str().into(),
            (*subdomains).into(),
            what.zh.as_str().into(),
            what.en.as_str().into(),
            operator.zh.as_str().into(),
            operator.en.as_str().into(),
            since.map(|date| date.to_string()).unwrap_or_default().into(),
            (*sample).into(),
        ];
        let sql = "INSERT INTO domains (position, domain, subdomains, what_zh, what_en, operator_zh, operator_en, since, \
                   sample) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        transaction.execute(sql, &values).await?;
    }
    Ok(Changes::between(&before.register.domains, domains, |entry| entry.domain.clone()))
}
