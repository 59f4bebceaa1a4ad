//! What everybody may read of cases, and what the desk has put forward for it.
//!
//! Rule: consent of the citizen, and two people of the department: whoever put a text forward does not let it out. When a
//! case is reopened, what was shown of it is taken away, and comes back only when it is put forward and let out anew.

use std::fmt::Write as _;

use zhangban_api::cases::category::{CaseKind, Categories};
use zhangban_api::cases::public::{self, AnsweredCases, AnsweredSearch, CategoryName, Proposal, PublicCase};
use zhangban_api::cases::{CaseNumber, CaseState, Event};
use zhangban_api::{ApiError, Moment};

use super::like::like;
use super::record::{CaseRecord, category_name};
use crate::context::Context;
use crate::random::random;
use crate::refusal::Refusal;
use crate::store::{Row, Store, StoreError, Transaction, Value};

/// What everybody can read now; conditions follow.
const SHOWN: &str = "FROM public_cases p JOIN cases c ON c.number = p.number \
                     WHERE p.published_at > 0 AND c.published = 1 AND c.state IN ('answered', 'closed')";

/// What is put forward, or shown, of a case.
pub async fn proposal(transaction: &mut Transaction, number: CaseNumber) -> Result<Option<Proposal>, StoreError> {
    let sql = "SELECT question, answer, proposed_by FROM public_cases WHERE number = $1";
    let rows = transaction.rows(sql, &[Value::Int(number.stored())]).await?;
    rows.first().map(read_proposal).transpose()
}

fn read_proposal(row: &Row) -> Result<Proposal, StoreError> {
    let text = |column| row.text(column).map(str::to_owned);
    Ok(Proposal { question: text(0)?, answer: text(1)?, proposed_by: text(2)? })
}

/// What the desk begins with: what was put forward, else the words and the newest answer without what tells on somebody.
pub async fn draft(store: &Store, case: &CaseRecord) -> Result<Option<Proposal>, StoreError> {
    if !case.publish || !matches!(case.state, CaseState::Answered | CaseState::Closed) {
        return Ok(None);
    }
    let sql = "SELECT question, answer, proposed_by FROM public_cases WHERE number = $1";
    let number = [Value::Int(case.number.stored())];
    if let Some(row) = store.row(sql, &number).await? {
        return read_proposal(&row).map(Some);
    }
    let sql = "SELECT words FROM case_events WHERE number = $1 AND event = $2 ORDER BY seq DESC LIMIT 1";
    let answered =
        serde_json::to_string(&Event::Answered).map_err(|error| StoreError::Unreadable(error.to_string()))?;
    let [number] = number;
    let answer = store.row(sql, &[number, answered.into()]).await?;
    // Without an answer of ours (another body has it) there is nothing to show.
    let Some(answer) = answer else { return Ok(None) };
    let told = |text: &str| {
        let text = public::without(&public::without(text, &case.contact), &case.place);
        public::redacted(&text)
    };
    Ok(Some(Proposal { question: told(&case.text), answer: told(answer.text(0)?), proposed_by: String::new() }))
}

/// Keeps what somebody puts forward, in place of what was put forward before.
pub async fn propose(transaction: &mut Transaction, case: &CaseRecord, proposal: &Proposal) -> Result<(), Refusal> {
    withdraw(transaction, case.number).await?;
    let sql = "INSERT INTO public_cases (id, number, category, kind, question, answer, filed_at, first_answered_at, \
               published_at, proposed_by, approved_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, '')";
    let values = [
        hex::encode(random::<12>()?).into(),
        Value::Int(case.number.stored()),
        case.category.as_str().into(),
        case.kind.word().into(),
        proposal.question.as_str().into(),
        proposal.answer.as_str().into(),
        Value::Int(case.filed_at.unix()),
        Value::Int(case.first_answered_at.map_or(0, Moment::unix)),
        proposal.proposed_by.as_str().into(),
    ];
    transaction.execute(sql, &values).await?;
    Ok(())
}

/// Lets out what was put forward.
pub async fn approve(transaction: &mut Transaction, number: CaseNumber, who: &str, now: Moment) -> Result<(), Refusal> {
    let sql = "UPDATE public_cases SET published_at = $1, approved_by = $2 WHERE number = $3";
    transaction.execute(sql, &[Value::Int(now.unix()), who.into(), Value::Int(number.stored())]).await?;
    Ok(())
}

/// Takes everything of it away; what was shown stays in the history of the case, for the desk alone.
pub async fn withdraw(transaction: &mut Transaction, number: CaseNumber) -> Result<(), Refusal> {
    let sql = "DELETE FROM public_cases WHERE number = $1";
    transaction.execute(sql, &[Value::Int(number.stored())]).await?;
    Ok(())
}

/// A page of what everybody can read.
pub async fn page_of(context: &Context, search: &AnsweredSearch) -> Result<AnsweredCases, Refusal> {
    let words = search.words().map_err(|fault| ApiError::invalid(vec![fault]))?;
    let page = i64::from(search.page.max(1)) - 1;
    let size = i64::try_from(public::PAGE).unwrap_or_default();
    let published = context.published();
    let (rows, count) =
        found(context.store(), &published.cases, (&search.category, words), (size, page.saturating_mul(size))).await?;
    let sql = format!("SELECT DISTINCT p.category {SHOWN} ORDER BY p.category");
    let ids = context.store().rows(&sql, &[]).await?;
    let ids: Vec<&str> = ids.iter().map(|row| row.text(0)).collect::<Result<_, _>>()?;
    let named = |id: &&str| CategoryName { id: (*id).to_owned(), name: category_name(&published.cases, id) };
    Ok(AnsweredCases { rows, count, categories: ids.iter().map(named).collect() })
}

/// What everybody can read of a category (empty: of all) with these words in it, the newest first; and how many there are.
pub async fn found(
    store: &Store,
    categories: &Categories,
    (category, words): (&str, &str),
    (limit, offset): (i64, i64),
) -> Result<(Vec<PublicCase>, u32), StoreError> {
    let mut conditions = String::new();
    let mut values: Vec<Value<'static>> = Vec::new();
    if !category.is_empty() {
        values.push(category.replace('\0', "").into());
        conditions.push_str(" AND p.category = $1");
    }
    if !words.is_empty() {
        values.push(like(words).into());
        let at = values.len();
        let one = |column| format!("lower(p.{column}) LIKE ${at} ESCAPE '!'");
        // Writing to a string cannot fail.
        let _ = write!(conditions, " AND ({} OR {})", one("question"), one("answer"));
    }
    let count = store.row(&format!("SELECT count(*) {SHOWN}{conditions}"), &values).await?;
    let count = count.map_or(Ok(0), |row| row.number(0))?;
    let (at_most, from) = (values.len() + 1, values.len() + 2);
    values.extend([Value::Int(limit), Value::Int(offset)]);
    let sql = format!(
        "SELECT p.id, p.category, p.kind, p.question, p.answer, p.filed_at, p.first_answered_at, p.published_at \
         {SHOWN}{conditions} ORDER BY p.published_at DESC, p.id LIMIT ${at_most} OFFSET ${from}"
    );
    let rows = store.rows(&sql, &values).await?;
    Ok((rows.iter().map(|row| read(row, categories)).collect::<Result<_, _>>()?, count))
}

fn read(row: &Row, categories: &Categories) -> Result<PublicCase, StoreError> {
    let moment = |column| row.int(column).map(Moment::from_unix);
    Ok(PublicCase {
        id: row.text(0)?.to_owned(),
        category: category_name(categories, row.text(1)?),
        kind: row.parsed(2, CaseKind::parse)?,
        question: row.text(3)?.to_owned(),
        answer: row.text(4)?.to_owned(),
        filed_at: moment(5)?,
        first_answered_at: moment(6)?,
        published_at: moment(7)?,
    })
}
