//! What is the same for everybody, held in memory: the department, its exams, tables and numbers.
//!
//! It is read whole when the store says that its data have a new version, and then replaced at once.

mod articles;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;
use zhangban_api::accounts::{Account, Domain, Register};
use zhangban_api::calendar::{Calendar, SpecialDay};
use zhangban_api::cases::Categories;
use zhangban_api::colleges::{College, Directory};
use zhangban_api::department::Department;
use zhangban_api::exams::{ControlLine, Exam, Exams};
use zhangban_api::hotlines::{Hotline, Hours};
use zhangban_api::plans::{Named, PlanFilters, PlanYear};
use zhangban_api::ranks::{RankRow, RankTable};
use zhangban_api::{Date, Moment, PhoneNumber, Text};

pub use self::articles::Board;
use crate::assistant::{Assistant, Rule};
use crate::department_folder::Synonyms;
use crate::pinyin;
use crate::search_index::Index;
use crate::store::{Row, Store, StoreError};

/// The part of the department that is the greeting of the number assistant.
pub const GREETING: &str = "greeting";

/// The part of the department that says what cases can be about.
pub const CASES: &str = "cases";

/// The department's data at one version.
#[derive(Debug, Default)]
pub struct Published {
    /// Counts every change; 0 before the first import.
    pub version: i64,
    /// When the data last changed.
    pub changed_at: Option<Moment>,
    /// Identity and menu.
    pub department: Department,
    /// Official days off.
    pub calendar: Calendar,
    /// The numbers, in the department's order.
    pub hotlines: Vec<Hotline>,
    /// What the number assistant answers.
    pub assistant: Assistant,
    /// Other words by which services are looked for.
    pub synonyms: Synonyms,
    /// What cases can be about, and who answers them.
    pub cases: Categories,
    /// What enrolment plans can be filtered by; the plans themselves stay in the store.
    pub plan_filters: PlanFilters,
    /// What of the articles stands on every page.
    pub articles: Board,
    /// The register of colleges, ready to be searched.
    pub colleges: Arc<Directory>,
    /// Official accounts and domains, in the department's order.
    pub register: Register,
    /// Newest first, with their lines; only [`Published::exams`] knows what may be shown.
    exams: Vec<Exam>,
    /// By exam and track; only [`Published::rank_table`] knows what may be shown.
    rank_tables: HashMap<(String, String), Arc<RankTable>>,
    /// What can be found in all this; made when somebody first searches.
    pub index: OnceLock<Index>,
}

impl Published {
    /// Reads everything.
    pub async fn load(store: &Store) -> Result<Self, StoreError> {
        // The version first: if something changes meanwhile, the next look finds a newer one and reads again.
        let (version, changed_at) = version(store).await?;
        let exams = exams(store).await?;
        Ok(Self {
            version,
            changed_at: Some(changed_at).filter(|_| version > 0),
            department: department(store).await?,
            assistant: assistant(store).await?,
            synonyms: part(store, "synonyms").await?,
            cases: part(store, CASES).await?,
            calendar: calendar(store).await?,
            hotlines: hotlines(store).await?,
            colleges: Arc::new(Directory::new(colleges(store).await?)),
            plan_filters: plan_filters(store, &exams).await?,
            articles: Board::load(store).await?,
            exams,
            register: Register { accounts: accounts(store).await?, domains: domains(store).await? },
            rank_tables: rank_tables(store).await?,
            index: OnceLock::new(),
        })
    }

    /// What stands of hotlines and replies alone, for whoever changes them.
    pub(crate) fn of_the_desk(hotlines: Vec<Hotline>, assistant: Assistant) -> Self {
        Self { hotlines, assistant, ..Self::default() }
    }

    /// The exams as they may be shown at that moment: nothing of the results of one that is not released.
    pub fn exams(&self, now: Moment) -> Exams {
        let shown = |exam: &Exam| {
            let mut exam = exam.clone();
            exam.released = exam.released_at <= now;
            if !exam.released {
                exam.lines.clear();
            }
            for batch in &mut exam.batches {
                batch.released = batch.released_at <= now;
                // What to do next depends on what became of the candidate: it travels with that.
                batch.next_steps.clear();
            }
            exam.carriers.clear();
            exam
        };
        Exams { exams: self.exams.iter().map(shown).collect() }
    }

    /// An exam with everything the program knows of it, for the program's own use.
    pub fn exam(&self, id: &str) -> Option<&Exam> {
        self.exams.iter().find(|exam| exam.id == id)
    }

    /// All exams with everything the program knows of them, for the program's own use.
    pub fn all_exams(&self) -> &[Exam] {
        &self.exams
    }

    /// A rank table, whether released or not.
    pub fn rank_table(&self, exam: &str, track: &str) -> Option<&Arc<RankTable>> {
        self.rank_tables.get(&(exam.to_owned(), track.to_owned()))
    }

    /// How many exams and batches are released at that moment: what is shown to everybody changes when this does.
    pub fn released(&self, now: Moment) -> usize {
        let times = |exam: &Exam| {
            let batches = exam.batches.iter().map(|batch| batch.released_at);
            batches.chain([exam.released_at]).filter(|released_at| *released_at <= now).count()
        };
        self.exams.iter().map(times).sum()
    }
}

/// The version of the data and when it came about.
pub async fn version(store: &Store) -> Result<(i64, Moment), StoreError> {
    let row = store
        .row("SELECT v.value, c.value FROM facts v JOIN facts c ON c.name = 'changed_at' WHERE v.name = 'version'", &[])
        .await?;
    let row = row.ok_or_else(|| StoreError::Unreadable("the table of facts is empty".into()))?;
    Ok((row.int(0)?, Moment::from_unix(row.int(1)?)))
}

async fn department(store: &Store) -> Result<Department, StoreError> {
    let mut department = Department::default();
    for row in store.rows("SELECT part, body FROM department WHERE part IN ('identity', 'menu')", &[]).await? {
        match row.text(0)? {
            "identity" => department = Department { menu: std::mem::take(&mut department.menu), ..row.json(1)? },
            "menu" => department.menu = row.json(1)?,
            other => return Err(StoreError::Unreadable(format!("the department has no part {other:?}"))),
        }
    }
    Ok(department)
}

/// A part of the department that may not have been imported yet.
async fn part<T: Default + DeserializeOwned>(store: &Store, part: &str) -> Result<T, StoreError> {
    let row = store.row("SELECT body FROM department WHERE part = $1", &[part.into()]).await?;
    row.map_or_else(|| Ok(T::default()), |row| row.json(0))
}

/// The number assistant as it stands in the store.
pub(crate) async fn assistant(store: &Store) -> Result<Assistant, StoreError> {
    let rows = store.rows("SELECT body FROM replies ORDER BY position", &[]).await?;
    let rules = rows.iter().map(|row| row.json(0)).collect::<Result<Vec<Rule>, _>>()?;
    Assistant::new(part(store, GREETING).await?, rules).map_err(|fault| StoreError::Unreadable(fault.to_string()))
}

async fn calendar(store: &Store) -> Result<Calendar, StoreError> {
    let mut calendar = Calendar::default();
    for row in store.rows("SELECT date, name, off FROM calendar_days ORDER BY date", &[]).await? {
        let day = SpecialDay { date: row.parsed(0, Date::parse)?, name: row.text(1)?.to_owned(), off: row.flag(2)? };
        if !calendar.is_announced(day.date.year()) {
            calendar.announced.push(day.date.year());
        }
        calendar.days.push(day);
    }
    Ok(calendar)
}

/// The hotlines as they stand in the store.
pub(crate) async fn hotlines(store: &Store) -> Result<Vec<Hotline>, StoreError> {
    let sql = "SELECT name_zh, name_en, phone, category, note_zh, note_en, hours, verified_on, sample, category_en \
               FROM hotlines ORDER BY position";
    let read = |row: &crate::store::Row| {
        Ok(Hotline {
            pinyin: pinyin::reading(row.text(0)?),
            name: Text::new(row.text(0)?, row.text(1)?),
            phone: row.parsed(2, |text| PhoneNumber::parse(text).ok())?,
            category: Text::new(row.text(3)?, row.text(9)?),
            note: Text::new(row.text(4)?, row.text(5)?),
            hours: row
                .parsed(6, |text| if text.is_empty() { Some(None) } else { Hours::parse(text).ok().map(Some) })?,
            verified_on: row
                .parsed(7, |text| if text.is_empty() { Some(None) } else { Date::parse(text).map(Some) })?,
            sample: row.flag(8)?,
        })
    };
    store.rows(sql, &[]).await?.iter().map(read).collect()
}

async fn colleges(store: &Store) -> Result<Vec<College>, StoreError> {
    let sql = "SELECT name, code, province, city, level, nature, kind, tags, sample FROM colleges ORDER BY position";
    let read = |row: &crate::store::Row| {
        let text = |column| row.text(column).map(str::to_owned);
        Ok(College {
            name: text(0)?,
            code: text(1)?,
            province: text(2)?,
            city: text(3)?,
            level: text(4)?,
            nature: text(5)?,
            kind: text(6)?,
            tags: text(7)?,
            pinyin: pinyin::reading(row.text(0)?),
            sample: row.flag(8)?,
        })
    };
    store.rows(sql, &[]).await?.iter().map(read).collect()
}

async fn accounts(store: &Store) -> Result<Vec<Account>, StoreError> {
    let sql = "SELECT platform_zh, platform_en, name_zh, name_en, handle, operator_zh, operator_en, since, verified_on, link, \
               sample FROM accounts ORDER BY position";
    let read = |row: &Row| {
        Ok(Account {
            platform: Text::new(row.text(0)?, row.text(1)?),
            name: Text::new(row.text(2)?, row.text(3)?),
            handle: row.text(4)?.to_owned(),
            operator: Text::new(row.text(5)?, row.text(6)?),
            since: date_if_any(row, 7)?,
            verified_on: date_if_any(row, 8)?,
            link: row.text(9)?.to_owned(),
            sample: row.flag(10)?,
        })
    };
    store.rows(sql, &[]).await?.iter().map(read).collect()
}

async fn domains(store: &Store) -> Result<Vec<Domain>, StoreError> {
    let sql = "SELECT domain, subdomains, what_zh, what_en, operator_zh, operator_en, since, sample FROM domains \
               ORDER BY position";
    let read = |row: &Row| {
        Ok(Domain {
            domain: row.text(0)?.to_owned(),
            subdomains: row.flag(1)?,
            what: Text::new(row.text(2)?, row.text(3)?),
            operator: Text::new(row.text(4)?, row.text(5)?),
            since: date_if_any(row, 6)?,
            sample: row.flag(7)?,
        })
    };
    store.rows(sql, &[]).await?.iter().map(read).collect()
}

/// A day; empty where nobody has said.
fn date_if_any(row: &Row, column: usize) -> Result<Option<Date>, StoreError> {
    row.parsed(column, |text| if text.is_empty() { Some(None) } else { Date::parse(text).map(Some) })
}

async fn exams(store: &Store) -> Result<Vec<Exam>, StoreError> {
    let rows = store.rows("SELECT body FROM exams", &[]).await?;
    let mut exams = rows.iter().map(|row| row.json(0)).collect::<Result<Vec<Exam>, _>>()?;
    exams.sort_by(|a, b| b.released_at.cmp(&a.released_at).then_with(|| a.id.cmp(&b.id)));
    let sql = "SELECT exam, track, name_zh, name_en, score, sample FROM control_lines ORDER BY exam, track, position";
    for row in store.rows(sql, &[]).await? {
        if let Some(exam) = exams.iter_mut().find(|exam| row.text(0).is_ok_and(|id| id == exam.id)) {
            exam.lines.push(ControlLine {
                track: row.text(1)?.to_owned(),
                name: Text::new(row.text(2)?, row.text(3)?),
                score: row.number(4)?,
                sample: row.flag(5)?,
            });
        }
    }
    Ok(exams)
}

async fn rank_tables(store: &Store) -> Result<HashMap<(String, String), Arc<RankTable>>, StoreError> {
    let mut tables = HashMap::new();
    for row in store.rows("SELECT exam, track, source, sample FROM rank_tables", &[]).await? {
        let (exam, track, source) = (row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.text(2)?.to_owned());
        let sql = "SELECT score, count, cumulative FROM rank_rows WHERE exam = $1 AND track = $2 ORDER BY score DESC";
        let rows = store
            .rows(sql, &[exam.as_str().into(), track.as_str().into()])
            .await?
            .iter()
            .map(|row| Ok(RankRow { score: row.number(0)?, count: row.number(1)?, cumulative: row.number(2)? }))
            .collect::<Result<_, StoreError>>()?;
        let table = RankTable::new(exam.clone(), track.clone(), source, rows)
            .map_err(|_| StoreError::Unreadable(format!("the rank table of {exam} {track} breaks a rule")))?;
        let table = RankTable { sample: row.flag(3)?, ..table };
        tables.insert((exam, track), Arc::new(table));
    }
    Ok(tables)
}

/// Years newest first; tracks and batches as their exams order them, the rest as it was published.
async fn plan_filters(store: &Store, exams: &[Exam]) -> Result<PlanFilters, StoreError> {
    let sql = "SELECT exam, year, track, batch, province, kind, sample, source FROM plan_groups \
               GROUP BY exam, year, track, batch, province, kind, sample, source ORDER BY min(id)";
    let rows = store.rows(sql, &[]).await?;
    let mut filters = PlanFilters::default();
    for row in &rows {
        let year = row.number(1)?;
        let known = filters.years.iter().position(|known| known.year == year);
        let at = known.unwrap_or_else(|| {
            filters.years.push(PlanYear { year, ..PlanYear::default() });
            filters.years.len() - 1
        });
        let known = &mut filters.years[at];
        for (list, column) in [(&mut known.provinces, 4), (&mut known.kinds, 5), (&mut known.sources, 7)] {
            let said = row.text(column)?;
            if !said.is_empty() && !list.iter().any(|known| known == said) {
                list.push(said.to_owned());
            }
        }
        known.sample |= row.flag(6)?;
    }
    for of_year in &mut filters.years {
        let has = |column: usize, id: &str| {
            rows.iter().any(|row| {
                row.number::<u16>(1).is_ok_and(|year| year == of_year.year)
                    && row.text(column).is_ok_and(|known| known == id)
            })
        };
        for exam in exams.iter().filter(|exam| exam.year == of_year.year) {
            let tracks = exam.tracks.iter().map(|track| (&track.id, &track.name));
            add_new(&mut of_year.tracks, tracks.filter(|(id, _)| has(2, id)));
            let batches = exam.batches.iter().map(|batch| (&batch.id, &batch.name));
            add_new(&mut of_year.batches, batches.filter(|(id, _)| has(3, id)));
        }
    }
    filters.years.sort_by_key(|of_year| std::cmp::Reverse(of_year.year));
    Ok(filters)
}

/// Adds what is not there yet.
fn add_new<'a>(known: &mut Vec<Named>, named: impl Iterator<Item = (&'a String, &'a Text)>) {
    for (id, name) in named {
        if known.iter().all(|known| known.id != *id) {
            known.push(Named { id: id.clone(), name: name.clone() });
        }
    }
}
