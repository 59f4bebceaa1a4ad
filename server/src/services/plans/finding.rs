//! From what is looked for to a window of groups, by queries that both engines read.

use std::fmt::Write as _;

use serde::de::DeserializeOwned;
use zhangban_api::plans::{
    Code, College, Length, PlanGroup, PlanMajor, PlanQuery, PlanSort, Plans, ReSelected, WINDOW,
};

use crate::context::Context;
use crate::plan_words;
use crate::refusal::Refusal;
use crate::store::{Row, StoreError, Value};

/// What must hold of a group (`g`) and of what its majors are found by (`w`).
pub(super) struct Conditions {
    of_groups: String,
    of_majors: String,
    pub(super) values: Vec<Value<'static>>,
}

impl Conditions {
    /// What a query asks of the plans of a year.
    pub(super) fn of(query: &PlanQuery, year: u16) -> Self {
        let mut all = Self { of_groups: "g.year = $1".into(), of_majors: String::new(), values: vec![year.into()] };
        for (column, wanted) in
            [("track", &query.track), ("batch", &query.batch), ("province", &query.province), ("kind", &query.kind)]
        {
            if !wanted.is_empty() {
                let place = all.place(wanted.clone());
                all.group(&format!("g.{column} = ${place}"));
            }
        }
        if let Some(bit) = query.subjects.map(ReSelected::bit) {
            let place = all.place(bit);
            all.group(&format!("(g.admits & ${place}) <> 0"));
        }
        for pattern in plan_words::patterns(&query.college) {
            let place = all.place(pattern);
            all.group(&format!("g.words LIKE ${place} ESCAPE '\\'"));
        }
        for pattern in plan_words::patterns(&query.major) {
            let place = all.place(pattern);
            // Writing into a string does not fail.
            let _ = write!(all.of_majors, " AND w.words LIKE ${place} ESCAPE '\\'");
        }
        all
    }

    /// Keeps a value; answers the number of its parameter.
    pub(super) fn place(&mut self, value: impl Into<Value<'static>>) -> usize {
        self.values.push(value.into());
        self.values.len()
    }

    fn group(&mut self, condition: &str) {
        let _ = write!(self.of_groups, " AND {condition}");
    }

    /// How many groups and majors there are, and how many candidates these take.
    fn totals(&self) -> String {
        let Self { of_groups, of_majors, .. } = self;
        if of_majors.is_empty() {
            return format!(
                "SELECT count(*), coalesce(CAST(sum(g.size) AS BIGINT), 0), coalesce(CAST(sum(g.quota) AS BIGINT), 0) \
                 FROM plan_groups g WHERE {of_groups}"
            );
        }
        format!(
            "SELECT count(DISTINCT g.id), count(*), coalesce(CAST(sum(m.quota) AS BIGINT), 0) FROM plan_words w \
             JOIN plan_groups g ON g.id = w.group_id \
             JOIN plan_majors m ON m.group_id = w.group_id AND m.position = w.position WHERE {of_groups}{of_majors}"
        )
    }

    /// The end of a query for groups: which, and in which order.
    pub(super) fn groups(&self, sort: PlanSort) -> String {
        let Self { of_groups, of_majors, .. } = self;
        let majors = if of_majors.is_empty() {
            String::new()
        } else {
            format!(" AND EXISTS (SELECT 1 FROM plan_words w WHERE w.group_id = g.id{of_majors})")
        };
        format!("WHERE {of_groups}{majors} ORDER BY {}", order(sort))
    }

    /// The end of a query for majors (`m`) of groups, with what they are found by.
    pub(super) fn majors(&self, sort: PlanSort) -> String {
        let Self { of_groups, of_majors, .. } = self;
        format!("WHERE {of_groups}{of_majors} ORDER BY {}, m.position", order(sort))
    }
}

const fn order(sort: PlanSort) -> &'static str {
    match sort {
        PlanSort::Published => "g.id",
        PlanSort::College => "g.reading, g.id",
        PlanSort::Quota => "g.quota DESC, g.id",
        PlanSort::Tuition => "g.tuition, g.id",
    }
}

/// The columns of a group, in the order in which [`group`] reads them.
pub(super) const GROUP: &str = "g.id, g.year, g.track, g.batch, g.college_code, g.college, g.province, g.city, g.code, \
    g.kind, g.requirement, g.quota, g.size, g.sample, g.corrections";

/// A group without its majors.
fn group(row: &Row) -> Result<PlanGroup, StoreError> {
    Ok(PlanGroup {
        year: row.number(1)?,
        track: row.text(2)?.to_owned(),
        batch: row.text(3)?.to_owned(),
        college: College {
            code: row.parsed(4, |text| Code::parse(text).ok())?,
            name: row.text(5)?.to_owned(),
            province: row.text(6)?.to_owned(),
            city: row.text(7)?.to_owned(),
        },
        code: row.parsed(8, |text| if text.is_empty() { Some(None) } else { Code::parse(text).ok().map(Some) })?,
        kind: row.text(9)?.to_owned(),
        requirement: row.json(10)?,
        quota: row.number(11)?,
        size: row.number(12)?,
        majors: Vec::new(),
        sample: row.flag(13)?,
        corrections: corrections(row, 14)?,
    })
}

/// A window of what is looked for.
pub(super) async fn find(context: &Context, query: &PlanQuery) -> Result<Plans, Refusal> {
    let newest = context.published().plan_filters.year(None).map(|newest| newest.year);
    let nothing = Plans {
        query: query.clone(),
        year: query.year.or(newest),
        groups: Vec::new(),
        total_groups: 0,
        total_majors: 0,
        total_quota: 0,
    };
    let Some(year) = nothing.year else { return Ok(nothing) };
    let mut conditions = Conditions::of(query, year);
    let store = context.store();
    let totals = store.row(&conditions.totals(), &conditions.values).await?;
    let Some(totals) = totals.filter(|totals| totals.int(0).is_ok_and(|groups| groups > 0)) else { return Ok(nothing) };
    let which = conditions.groups(query.sort);
    let limit = conditions.place(i64::try_from(WINDOW).unwrap_or_default());
    let offset = conditions.place(i64::try_from(query.skipped()).unwrap_or_default());
    let sql = format!("SELECT {GROUP} FROM plan_groups g {which} LIMIT ${limit} OFFSET ${offset}");
    let rows = store.rows(&sql, &conditions.values).await?;
    let mut groups = Vec::new();
    for row in &rows {
        groups.push((row.int(0)?, group(row)?));
    }
    with_majors(context, query, &mut groups).await?;
    Ok(Plans {
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        total_groups: totals.number(0)?,
        total_majors: totals.number(1)?,
        total_quota: totals.number(2)?,
        ..nothing
    })
}

/// Gives groups those of their majors that match.
async fn with_majors(context: &Context, query: &PlanQuery, groups: &mut [(i64, PlanGroup)]) -> Result<(), StoreError> {
    // One statement for any number of groups: a place that is not needed names a group that cannot be.
    let places = (1..=WINDOW).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
    let ids = groups.iter().map(|(id, _)| *id).chain(std::iter::repeat(-1)).take(WINDOW);
    let mut values: Vec<Value<'static>> = ids.map(Value::Int).collect();
    let mut sql = format!("SELECT {MAJOR} FROM plan_majors m WHERE m.group_id IN ({places})");
    let patterns = plan_words::patterns(&query.major);
    if !patterns.is_empty() {
        let mut words = String::new();
        for pattern in patterns {
            values.push(pattern.into());
            let _ = write!(words, " AND w.words LIKE ${} ESCAPE '\\'", values.len());
        }
        let _ = write!(
            sql,
            " AND EXISTS (SELECT 1 FROM plan_words w WHERE w.group_id = m.group_id AND w.position = m.position{words})"
        );
    }
    sql.push_str(" ORDER BY m.group_id, m.position");
    for row in context.store().rows(&sql, &values).await? {
        let id = row.int(0)?;
        if let Some((_, group)) = groups.iter_mut().find(|(other, _)| *other == id) {
            group.majors.push(major(&row, 1)?);
        }
    }
    Ok(())
}

/// The columns of a major, in the order in which [`major`] reads them from the second on.
pub(super) const MAJOR: &str = "m.group_id, m.code, m.name, m.remarks, m.quota, m.tuition, m.length, m.corrections";

/// A major, of seven columns.
pub(super) fn major(row: &Row, from: usize) -> Result<PlanMajor, StoreError> {
    let unreadable = |what: &str| StoreError::Unreadable(what.to_owned());
    Ok(PlanMajor {
        code: row.parsed(from, |text| Code::parse(text).ok())?,
        name: row.text(from + 1)?.to_owned(),
        remarks: row.text(from + 2)?.to_owned(),
        quota: row.number(from + 3)?,
        tuition: plan_words::tuition_of(row.int(from + 4)?).ok_or_else(|| unreadable("a tuition"))?,
        length: Length::parse(&row.int(from + 5)?.to_string()).map_err(|_| unreadable("a length of study"))?,
        corrections: corrections(row, from + 6)?,
    })
}

/// What was corrected; nothing stands there where nothing was.
fn corrections<T: DeserializeOwned>(row: &Row, column: usize) -> Result<Vec<T>, StoreError> {
    if row.text(column)?.is_empty() { Ok(Vec::new()) } else { row.json(column) }
}
