//! A case as a row, and its timeline.

use zhangban_api::attachments::Uploaded;
pub use zhangban_api::cases::Source;
use zhangban_api::cases::category::{CaseKind, Categories};
use zhangban_api::cases::deadline::REOPEN_WITHIN;
use zhangban_api::cases::filing::NewCase;
use zhangban_api::cases::{CaseNumber, CaseState, CaseView, Clock, Deadline, Entry, Event, Warning};
use zhangban_api::{Moment, Text};

use super::public;
use crate::refusal::Refusal;
use crate::store::{Row, Store, StoreError, Transaction, Value};

/// A case as the store has it, without its timeline.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseRecord {
    /// Its number.
    pub number: CaseNumber,
    /// The hash of its query code.
    pub code: String,
    /// The short name of its category.
    pub category: String,
    /// What kind of case it is.
    pub kind: CaseKind,
    /// The short name of the office that has it.
    pub office: String,
    /// Where it stands.
    pub state: CaseState,
    /// The words.
    pub text: String,
    /// The questions as they were asked, and the answers.
    pub answers: Vec<(Text, String)>,
    /// Which school or place.
    pub place: String,
    /// Where to answer besides; empty if nowhere.
    pub contact: String,
    /// Whether the contact stays with the people who answer.
    pub anonymous: bool,
    /// Whether it may be shown to everybody.
    pub publish: bool,
    /// How it came.
    pub source: Source,
    /// When.
    pub filed_at: Moment,
    /// How long the department has.
    pub deadline: Deadline,
    /// Its clock.
    pub clock: Clock,
    /// How far it has been warned of.
    pub warned: Warning,
    /// When it was first answered.
    pub first_answered_at: Option<Moment>,
    /// When that answer was due, if there was one.
    pub first_due_at: Option<Moment>,
    /// When it was last answered.
    pub answered_at: Option<Moment>,
    /// How often it was reopened.
    pub reopened: u32,
    /// Who has taken it; empty if nobody.
    pub assignee: String,
    /// From 1 to 5, if it was rated.
    pub rating: Option<u8>,
    /// Whether it is shown to everybody.
    pub published: bool,
    /// How often it was changed: the number of its newest event.
    pub version: u32,
}

/// The columns in the order in which a record is read and written.
const COLUMNS: &str = "number, code, category, kind, office, state, text, answers, place, contact, anonymous, publish, \
                       source, filed_at, hours, clock_since, due_at, paused_at, stopped_at, warned, first_answered_at, \
                       answered_at, reopened, assignee, rating, published, version, \
                       first_due_at";

impl CaseRecord {
    /// A case that is being filed.
    pub fn filed(number: CaseNumber, code: String, case: NewCase<'_>, source: Source, now: Moment) -> Self {
        let category = case.category;
        let label = |id: &str| category.questions.iter().find(|question| question.id == id).map(|q| q.label.clone());
        let answers = case.answers.into_iter().filter_map(|(id, answer)| Some((label(&id)?, answer))).collect();
        Self {
            number,
            code,
            category: category.id.clone(),
            kind: category.kind,
            office: category.office.clone(),
            state: CaseState::Received,
            text: case.text,
            answers,
            place: case.place,
            contact: case.contact.map(|contact| contact.reveal().to_owned()).unwrap_or_default(),
            anonymous: case.anonymous,
            publish: case.publish,
            source,
            filed_at: now,
            deadline: category.deadline,
            clock: Clock::starting(now, category.deadline),
            warned: Warning::None,
            first_answered_at: None,
            first_due_at: None,
            answered_at: None,
            reopened: 0,
            assignee: String::new(),
            rating: None,
            published: false,
            version: 1,
        }
    }

    /// Reads a case.
    pub async fn find(store: &Store, number: CaseNumber) -> Result<Option<Self>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM cases WHERE number = $1");
        store.row(&sql, &[Value::Int(number.stored())]).await?.as_ref().map(Self::read).transpose()
    }

    /// Reads cases by what stands behind `FROM cases`.
    pub async fn all(store: &Store, rest: &str, values: &[Value<'_>]) -> Result<Vec<Self>, StoreError> {
        let rows = store.rows(&format!("SELECT {COLUMNS} FROM cases {rest}"), values).await?;
        rows.iter().map(Self::read).collect()
    }

    /// Reads a case to change it: until the transaction ends, nobody else can.
    pub async fn hold(transaction: &mut Transaction, number: CaseNumber) -> Result<Option<Self>, StoreError> {
        let number = [Value::Int(number.stored())];
        // Changes nothing, and takes the row on either engine.
        if transaction.execute("UPDATE cases SET version = version WHERE number = $1", &number).await? == 0 {
            return Ok(None);
        }
        let rows = transaction.rows(&format!("SELECT {COLUMNS} FROM cases WHERE number = $1"), &number).await?;
        rows.first().map(Self::read).transpose()
    }

    fn read(row: &Row) -> Result<Self, StoreError> {
        let moment = |column: usize| row.int(column).map(Moment::from_unix);
        let perhaps = |column: usize| row.int(column).map(|at| (at != 0).then(|| Moment::from_unix(at)));
        let text = |column: usize| row.text(column).map(str::to_owned);
        let unreadable = |what: &str| StoreError::Unreadable(format!("a case: {what}"));
        Ok(Self {
            number: CaseNumber::from_stored(row.int(0)?).ok_or_else(|| unreadable("its number"))?,
            code: text(1)?,
            category: text(2)?,
            kind: row.parsed(3, CaseKind::parse)?,
            office: text(4)?,
            state: row.parsed(5, CaseState::parse)?,
            text: text(6)?,
            answers: row.json(7)?,
            place: text(8)?,
            contact: text(9)?,
            anonymous: row.flag(10)?,
            publish: row.flag(11)?,
            source: row.parsed(12, Source::parse)?,
            filed_at: moment(13)?,
            deadline: Deadline::of_hours(row.int(14)?).ok_or_else(|| unreadable("its deadline"))?,
            clock: Clock { since: moment(15)?, due_at: moment(16)?, paused_at: perhaps(17)?, stopped_at: perhaps(18)? },
            warned: Warning::of_level(row.int(19)?).ok_or_else(|| unreadable("its warning"))?,
            first_answered_at: perhaps(20)?,
            answered_at: perhaps(21)?,
            reopened: row.number(22)?,
            assignee: text(23)?,
            rating: Some(row.number(24)?).filter(|rating| *rating > 0),
            published: row.flag(25)?,
            version: row.number(26)?,
            first_due_at: perhaps(27)?,
        })
    }

    /// Writes a new case; `false` where its number is taken.
    pub async fn insert(&self, transaction: &mut Transaction) -> Result<bool, Refusal> {
        let sql = format!(
            "INSERT INTO cases ({COLUMNS}, open) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
             $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29) ON CONFLICT (number) DO NOTHING"
        );
        Ok(transaction.execute(&sql, &self.values()?).await? == 1)
    }

    /// Writes what a move has changed, and what happened.
    ///
    /// Rule: what was put forward for everybody, or shown, goes when the case is reopened.
    pub async fn update(&self, transaction: &mut Transaction, entry: &Entry) -> Result<(), Refusal> {
        // Parameters are numbered in the order in which they first appear.
        let sql = "UPDATE cases SET number = $1, code = $2, category = $3, kind = $4, office = $5, state = $6, text = $7, answers = $8, \
                   place = $9, contact = $10, anonymous = $11, publish = $12, source = $13, filed_at = $14, hours = $15, \
                   clock_since = $16, due_at = $17, paused_at = $18, stopped_at = $19, warned = $20, \
                   first_answered_at = $21, answered_at = $22, reopened = $23, assignee = $24, rating = $25, \
                   published = $26, version = $27, first_due_at = $28, open = $29 \
                   WHERE number = $1";
        transaction.execute(sql, &self.values()?).await?;
        if entry.event == Event::Reopened {
            public::withdraw(transaction, self.number).await?;
        }
        self.note(transaction, entry).await
    }

    /// Writes what happened as the newest event.
    pub async fn note(&self, transaction: &mut Transaction, entry: &Entry) -> Result<(), Refusal> {
        let event = serde_json::to_string(&entry.event).map_err(|error| Refusal::Broken(error.to_string()))?;
        let values = [
            Value::Int(self.number.stored()),
            self.version.into(),
            Value::Int(entry.at.unix()),
            event.into(),
            entry.words.as_str().into(),
            entry.who.as_str().into(),
            matches!(entry.event, Event::Note | Event::Proposed).into(),
        ];
        let sql =
            "INSERT INTO case_events (number, seq, at, event, words, who, inside) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        transaction.execute(sql, &values).await?;
        Ok(())
    }

    fn values(&self) -> Result<Vec<Value<'_>>, Refusal> {
        let moment = |moment: Option<Moment>| Value::Int(moment.map_or(0, Moment::unix));
        let answers = serde_json::to_string(&self.answers).map_err(|error| Refusal::Broken(error.to_string()))?;
        Ok(vec![
            Value::Int(self.number.stored()),
            self.code.as_str().into(),
            self.category.as_str().into(),
            self.kind.word().into(),
            self.office.as_str().into(),
            self.state.word().into(),
            self.text.as_str().into(),
            answers.into(),
            self.place.as_str().into(),
            self.contact.as_str().into(),
            self.anonymous.into(),
            self.publish.into(),
            self.source.word().into(),
            Value::Int(self.filed_at.unix()),
            Value::Int(self.deadline.hours().into()),
            Value::Int(self.clock.since.unix()),
            Value::Int(self.clock.due_at.unix()),
            moment(self.clock.paused_at),
            moment(self.clock.stopped_at),
            Value::Int(self.warned.level()),
            moment(self.first_answered_at),
            moment(self.answered_at),
            self.reopened.into(),
            self.assignee.as_str().into(),
            Value::Int(self.rating.unwrap_or_default().into()),
            self.published.into(),
            self.version.into(),
            moment(self.first_due_at),
            self.state.is_open().into(),
        ])
    }

    /// Until when it can be reopened, if it can.
    pub fn reopen_until(&self) -> Option<Moment> {
        let answered = matches!(self.state, CaseState::Answered | CaseState::NotOurs);
        self.answered_at.filter(|_| answered).map(|at| at.plus_seconds(REOPEN_WITHIN))
    }

    /// The case as its citizen sees it, with a timeline that was read before.
    pub fn view(
        self,
        categories: &Categories,
        timeline: Vec<Entry>,
        attachments: Vec<Uploaded>,
        now: Moment,
    ) -> CaseView {
        let reopen_until = self.reopen_until();
        CaseView {
            number: self.number,
            category: category_name(categories, &self.category),
            kind: self.kind,
            state: self.state,
            office: office_name(categories, &self.office),
            filed_at: self.filed_at,
            now,
            clock: self.clock,
            text: self.text,
            place: self.place,
            answers: self.answers,
            attachments,
            timeline,
            rating: self.rating,
            reopen_until,
            published: self.published,
            version: self.version,
            events: String::new(),
        }
    }
}

/// The name of a category; one that is no longer in the department's folder goes by its short name.
pub fn category_name(categories: &Categories, id: &str) -> Text {
    categories.category(id).map_or_else(|| Text::new(id, ""), |category| category.name.clone())
}

/// The name of an office; one that is no longer in the department's folder goes by its short name.
pub fn office_name(categories: &Categories, id: &str) -> Text {
    categories.office(id).map_or_else(|| Text::new(id, ""), |office| office.name.clone())
}

/// What happened to a case, from the first; `inside` also what only the desk sees.
pub async fn timeline(store: &Store, number: CaseNumber, inside: bool) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT at, event, words, who FROM case_events WHERE number = $1 AND inside <= $2 ORDER BY seq";
    let rows = store.rows(sql, &[Value::Int(number.stored()), inside.into()]).await?;
    let mut entries = rows.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    if !inside {
        // Who wrote it is the desk's affair.
        for entry in &mut entries {
            entry.who.clear();
        }
    }
    Ok(entries)
}

/// The newest thing that happened to a case, with what this transaction has changed.
pub async fn newest(transaction: &mut Transaction, number: CaseNumber) -> Result<Option<Entry>, StoreError> {
    let sql = "SELECT at, event, words, who FROM case_events WHERE number = $1 ORDER BY seq DESC LIMIT 1";
    let rows = transaction.rows(sql, &[Value::Int(number.stored())]).await?;
    rows.first().map(entry).transpose()
}

fn entry(row: &Row) -> Result<Entry, StoreError> {
    let (words, who) = (row.text(2)?.to_owned(), row.text(3)?.to_owned());
    Ok(Entry { at: Moment::from_unix(row.int(0)?), event: row.json(1)?, words, who })
}
