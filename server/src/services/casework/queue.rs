//! The queue: which cases, in which order.

use zhangban_api::cases::desk::{PAGE, Queue, QueueRow, QueueSearch, Show};
use zhangban_api::cases::{CaseNumber, CaseState, Warning};
use zhangban_api::finding::as_long_as_a_query;

use crate::cases::like::like;
use crate::cases::record::{self, CaseRecord};
use crate::context::Context;
use crate::refusal::Refusal;
use crate::staff::SignedIn;
use crate::store::Value;

/// So many characters of the words are shown.
const BEGINNING: usize = 60;

/// Conditions and what stands for their parameters, in the order in which they first appear.
#[derive(Default)]
struct Conditions {
    all: Vec<String>,
    values: Vec<Value<'static>>,
}

impl Conditions {
    fn add(&mut self, condition: &str) {
        self.all.push(condition.to_owned());
    }

    /// A condition on one value, which is written `?`.
    fn with(&mut self, condition: &str, value: Value<'static>) {
        self.values.push(value);
        self.all.push(condition.replace('?', &format!("${}", self.values.len())));
    }

    fn sql(&self) -> String {
        if self.all.is_empty() { String::new() } else { format!("WHERE {}", self.all.join(" AND ")) }
    }
}

/// A page of the queue.
pub(super) async fn page_of(context: &Context, who: &SignedIn, search: &QueueSearch) -> Result<Queue, Refusal> {
    let mut conditions = conditions(who, search);
    let count = format!("SELECT count(*) FROM cases {}", conditions.sql());
    let count = context.store().row(&count, &conditions.values).await?;
    let count = count.map_or(Ok(0), |row| row.number(0))?;
    let order = match search.show {
        // What is paused waits for somebody else, and so behind what waits for us.
        Show::Due | Show::Mine | Show::Unassigned => "CASE WHEN paused_at = 0 THEN 0 ELSE 1 END, due_at, number",
        Show::Answered | Show::Proposed => "answered_at DESC, number",
        Show::All => "filed_at DESC, number",
    };
    let rest = conditions.sql();
    let page = i64::from(search.page.max(1)) - 1;
    let size = i64::try_from(PAGE).unwrap_or_default();
    conditions.values.extend([Value::Int(size), Value::Int(page.saturating_mul(size))]);
    let (limit, offset) = (conditions.values.len() - 1, conditions.values.len());
    let rest = format!("{rest} ORDER BY {order} LIMIT ${limit} OFFSET ${offset}");
    let cases = CaseRecord::all(context.store(), &rest, &conditions.values).await?;
    let (published, now) = (context.published(), context.now());
    let row = |case: CaseRecord| QueueRow {
        number: case.number,
        category: record::category_name(&published.cases, &case.category),
        office: record::office_name(&published.cases, &case.office),
        state: case.state,
        warning: if case.state.is_open() { case.clock.warning(now) } else { Warning::None },
        clock: case.clock,
        beginning: case.text.chars().take(BEGINNING).collect(),
        assignee: case.assignee,
    };
    Ok(Queue { rows: cases.into_iter().map(row).collect(), count, now })
}

fn conditions(who: &SignedIn, search: &QueueSearch) -> Conditions {
    let mut conditions = Conditions::default();
    if let Some(office) = &who.department {
        conditions.with("office = ?", office.clone().into());
    }
    match search.show {
        Show::Due => conditions.add("open = 1"),
        Show::Mine => {
            conditions.add("open = 1");
            conditions.with("assignee = ?", who.name.clone().into());
        }
        Show::Unassigned => conditions.add("open = 1 AND assignee = ''"),
        Show::Answered => {
            let states = [CaseState::Answered, CaseState::NotOurs, CaseState::Closed];
            let states = states.map(|state| format!("'{}'", state.word())).join(", ");
            conditions.add(&format!("state IN ({states})"));
        }
        Show::Proposed => {
            conditions.add("published = 0 AND number IN (SELECT number FROM public_cases WHERE published_at = 0)");
        }
        Show::All => {}
    }
    let typed = as_long_as_a_query(search.q.trim());
    if typed.is_empty() {
        return conditions;
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    match CaseNumber::parse(typed) {
        Some(number) => conditions.with("number = ?", Value::Int(number.stored())),
        None if digits.len() == 6 && typed.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ')) => {
            conditions.with("number % 1000000 = ?", Value::Int(digits.parse().unwrap_or_default()));
        }
        None => conditions.with("lower(text) LIKE ? ESCAPE '!'", like(typed).into()),
    }
    conditions
}
