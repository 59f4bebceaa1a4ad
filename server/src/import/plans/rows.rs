//! Plans and corrections as rows of the store.

use serde::Serialize;
use serde::de::DeserializeOwned;
use zhangban_api::plans::{Code, College, Correction, Length, PlanGroup, PlanMajor, ReSelected, SubjectRequirement};

use super::correcting::{Of, Requirement};
use crate::department_folder::{Corrected, FiledCorrection, FiledGroup};
use crate::pinyin;
use crate::plan_words;
use crate::store::{Row, Store, StoreError, Transaction, Value};

/// What is gathered of majors before it is taken over: two tables in one.
pub(super) const MAJORS: &str = "plan_majors JOIN plan_words USING (group_id, position)";
pub(super) const MAJOR_COLUMNS: [&str; 11] = [
    "group_id",
    "position",
    "code",
    "name",
    "remarks",
    "quota",
    "tuition",
    "length",
    "corrections",
    "published",
    "words",
];

pub(super) const TAKE_MAJORS: &str = "INSERT INTO plan_majors (group_id, position, code, name, remarks, quota, tuition, \
    length, corrections, published) SELECT group_id, position, code, name, remarks, quota, tuition, length, corrections, \
    published FROM staged WHERE true ORDER BY group_id, position";
pub(super) const TAKE_WORDS: &str = "INSERT INTO plan_words (group_id, position, words) SELECT group_id, position, words \
    FROM staged WHERE true ORDER BY group_id, position";

/// Where a major stands: the number of its group, and its place there.
pub(super) type Place = (i64, i64);

/// A major as it was published and as it is shown.
pub(super) struct Stored {
    pub(super) published: PlanMajor,
    pub(super) now: PlanMajor,
}

impl Stored {
    /// A major nothing of which was corrected.
    pub(super) fn of(published: PlanMajor) -> Self {
        Self { now: published.clone(), published }
    }

    /// The major as it is shown from now on.
    pub(super) fn correct(&mut self, now: PlanMajor) {
        self.now = now;
    }

    /// What the columns `corrections` and `published` hold: nothing where nothing was corrected.
    fn history(&self) -> Result<(String, String), StoreError> {
        if self.now.corrections.is_empty() {
            return Ok((String::new(), String::new()));
        }
        Ok((json(&self.now.corrections)?, json(&self.published)?))
    }
}

pub(super) fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Unreadable(error.to_string()))
}

fn of_json<T: DeserializeOwned + Default>(row: &Row, column: usize) -> Result<T, StoreError> {
    if row.text(column)?.is_empty() { Ok(T::default()) } else { row.json(column) }
}

pub(super) fn major_values(group: i64, position: i64, major: &Stored) -> Result<[Value<'_>; 11], StoreError> {
    let (corrections, published) = major.history()?;
    let PlanMajor { code, name, remarks, quota, tuition, length, .. } = &major.now;
    Ok([
        Value::Int(group),
        Value::Int(position),
        code.as_str().into(),
        name.as_str().into(),
        remarks.as_str().into(),
        (*quota).into(),
        Value::Int(plan_words::tuition(*tuition)),
        u16::from(length.years()).into(),
        corrections.into(),
        published.into(),
        plan_words::of_major(&major.now).into(),
    ])
}

pub(super) async fn write_group(
    transaction: &mut Transaction,
    id: i64,
    file: i64,
    filed: &FiledGroup,
    requirement: &Requirement,
    majors: &[Stored],
) -> Result<(), StoreError> {
    let FiledGroup { exam, group, source } = filed;
    let PlanGroup { year, track, batch, college, code, kind, sample, .. } = group;
    let [asked, admits, corrections, published] = requirement_values(group.requirement, requirement)?;
    let quota = majors.iter().map(|major| i64::from(major.now.quota)).sum();
    let tuition = majors.iter().map(|major| plan_words::tuition(major.now.tuition)).min().unwrap_or_default();
    let values = [
        Value::Int(id),
        Value::Int(file),
        exam.as_str().into(),
        (*year).into(),
        track.as_str().into(),
        batch.as_str().into(),
        college.code.as_str().into(),
        college.name.as_str().into(),
        college.province.as_str().into(),
        college.city.as_str().into(),
        code.as_ref().map(Code::as_str).unwrap_or_default().into(),
        kind.as_str().into(),
        asked,
        admits,
        Value::Int(quota),
        group.size.into(),
        Value::Int(tuition),
        (*sample).into(),
        source.as_str().into(),
        pinyin::reading(&college.name).into(),
        plan_words::of_college(college).into(),
        corrections,
        published,
    ];
    let sql = "INSERT INTO plan_groups (id, file, exam, year, track, batch, college_code, college, province, city, code, \
               kind, requirement, admits, quota, size, tuition, sample, source, reading, words, corrections, \
               published_requirement) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
               $18, $19, $20, $21, $22, $23)";
    transaction.execute(sql, &values).await.map(|_| ())
}

/// What the columns `requirement`, `admits`, `corrections` and `published_requirement` hold: nothing in the last two where
/// nothing was corrected.
fn requirement_values(published: SubjectRequirement, shown: &Requirement) -> Result<[Value<'static>; 4], StoreError> {
    let admits = ReSelected::all().filter(|pair| shown.now.admits(*pair)).map(ReSelected::bit).sum();
    let (corrections, published) = if shown.corrections.is_empty() {
        (String::new(), String::new())
    } else {
        (json(&shown.corrections)?, json(&published)?)
    };
    Ok([json(&shown.now)?.into(), Value::Int(admits), corrections.into(), published.into()])
}

/// What a group asked for when it was published, of the columns `requirement` and `published_requirement`.
fn published_requirement(row: &Row, from: usize) -> Result<SubjectRequirement, StoreError> {
    row.json(if row.text(from + 1)?.is_empty() { from } else { from + 1 })
}

/// Writes what a group asks for now.
pub(super) async fn update_requirement(
    transaction: &mut Transaction,
    id: i64,
    published: SubjectRequirement,
    shown: &Requirement,
) -> Result<(), StoreError> {
    let [asked, admits, corrections, published] = requirement_values(published, shown)?;
    let sql = "UPDATE plan_groups SET requirement = $1, admits = $2, corrections = $3, published_requirement = $4 \
               WHERE id = $5";
    transaction.execute(sql, &[asked, admits, corrections, published, Value::Int(id)]).await.map(|_| ())
}

/// Groups whose requirement was corrected, with what it was when they were published.
pub(super) async fn corrected_groups(
    transaction: &mut Transaction,
) -> Result<Vec<(i64, Of, SubjectRequirement)>, StoreError> {
    let sql = "SELECT id, exam, track, batch, college_code, code, requirement, published_requirement FROM plan_groups \
               WHERE published_requirement <> '' ORDER BY id";
    let read = |row: &Row| Ok((row.int(0)?, of_group(row, 1)?, published_requirement(row, 6)?));
    transaction.rows(sql, &[]).await?.iter().map(read).collect()
}

/// The groups a correction may be of, with what they asked for when they were published.
pub(super) async fn groups_of(
    transaction: &mut Transaction,
    correction: &FiledCorrection,
) -> Result<Vec<(i64, SubjectRequirement)>, StoreError> {
    let of = Of::correction(correction);
    let sql = "SELECT id, requirement, published_requirement FROM plan_groups WHERE exam = $1 AND college_code = $2 \
               AND track = $3 AND batch = $4 AND code = $5 ORDER BY id";
    let values = [of.exam, of.college, of.track, of.batch, of.group].map(Value::from);
    let read = |row: &Row| Ok((row.int(0)?, published_requirement(row, 1)?));
    transaction.rows(sql, &values).await?.iter().map(read).collect()
}

/// What names a group, of the columns `exam`, `track`, `batch`, `college_code` and `code`.
fn of_group(row: &Row, from: usize) -> Result<Of, StoreError> {
    let text = |at| row.text(from + at).map(str::to_owned);
    let (exam, track, batch, college, group) = (text(0)?, text(1)?, text(2)?, text(3)?, text(4)?);
    Ok(Of { exam, track, batch, college, group, major: String::new() })
}

/// Groups with their majors as they were published, each with its number.
pub(super) async fn groups(
    transaction: &mut Transaction,
    which: &str,
    values: &[Value<'_>],
) -> Result<Vec<(i64, FiledGroup)>, StoreError> {
    let sql = format!(
        "SELECT id, exam, year, track, batch, college_code, college, province, city, code, kind, requirement, \
         published_requirement, sample, source FROM plan_groups WHERE {which} ORDER BY id"
    );
    let mut groups: Vec<(i64, FiledGroup)> = Vec::new();
    for row in transaction.rows(&sql, values).await? {
        let group = PlanGroup {
            year: row.number(2)?,
            track: row.text(3)?.to_owned(),
            batch: row.text(4)?.to_owned(),
            college: College {
                code: row.parsed(5, |text| Code::parse(text).ok())?,
                name: row.text(6)?.to_owned(),
                province: row.text(7)?.to_owned(),
                city: row.text(8)?.to_owned(),
            },
            code: row.parsed(9, |text| if text.is_empty() { Some(None) } else { Code::parse(text).ok().map(Some) })?,
            kind: row.text(10)?.to_owned(),
            requirement: published_requirement(&row, 11)?,
            corrections: Vec::new(),
            quota: 0,
            size: 0,
            majors: Vec::new(),
            sample: row.flag(13)?,
        };
        let filed = FiledGroup { exam: row.text(1)?.to_owned(), group, source: row.text(14)?.to_owned() };
        groups.push((row.int(0)?, filed));
    }
    let sql = format!(
        "SELECT group_id, position, code, name, remarks, quota, tuition, length, corrections, published FROM plan_majors \
         WHERE group_id IN (SELECT id FROM plan_groups WHERE {which}) ORDER BY group_id, position"
    );
    for row in transaction.rows(&sql, values).await? {
        let at = groups.partition_point(|(id, _)| row.int(0).is_ok_and(|wanted| *id < wanted));
        if let Some((_, filed)) = groups.get_mut(at) {
            filed.group.majors.push(published(&row, 2)?);
        }
    }
    for (_, filed) in &mut groups {
        filed.group.size = u32::try_from(filed.group.majors.len()).unwrap_or(u32::MAX);
        filed.group.quota = filed.group.majors.iter().map(|major| major.quota).sum();
    }
    Ok(groups)
}

/// A major as it was published, of eight columns from `code` on.
fn published(row: &Row, from: usize) -> Result<PlanMajor, StoreError> {
    if !row.text(from + 7)?.is_empty() {
        return row.json(from + 7);
    }
    Ok(PlanMajor {
        code: row.parsed(from, |text| Code::parse(text).ok())?,
        name: row.text(from + 1)?.to_owned(),
        remarks: row.text(from + 2)?.to_owned(),
        quota: row.number(from + 3)?,
        tuition: plan_words::tuition_of(row.int(from + 4)?)
            .ok_or_else(|| StoreError::Unreadable("a tuition".into()))?,
        length: Length::parse(&row.int(from + 5)?.to_string())
            .map_err(|_| StoreError::Unreadable("a length of study".into()))?,
        corrections: of_json::<Vec<Correction>>(row, from + 6)?,
    })
}

/// Majors that were corrected, as they were published.
pub(super) async fn corrected_majors(transaction: &mut Transaction) -> Result<Vec<(Place, Of, PlanMajor)>, StoreError> {
    let sql = "SELECT m.group_id, m.position, m.code, m.name, m.remarks, m.quota, m.tuition, m.length, m.corrections, \
               m.published, g.exam, g.track, g.batch, g.college_code, g.code FROM plan_majors m \
               JOIN plan_groups g ON g.id = m.group_id WHERE m.published <> '' ORDER BY m.group_id, m.position";
    let read = |row: &Row| {
        let of = Of { major: row.text(2)?.to_owned(), ..of_group(row, 10)? };
        Ok(((row.int(0)?, row.int(1)?), of, published(row, 2)?))
    };
    transaction.rows(sql, &[]).await?.iter().map(read).collect()
}

/// The majors a correction may be of, as they were published.
pub(super) async fn majors_of(
    transaction: &mut Transaction,
    correction: &FiledCorrection,
) -> Result<Vec<(Place, PlanMajor)>, StoreError> {
    let of = Of::correction(correction);
    let sql = "SELECT m.group_id, m.position, m.code, m.name, m.remarks, m.quota, m.tuition, m.length, m.corrections, \
               m.published FROM plan_groups g JOIN plan_majors m ON m.group_id = g.id WHERE g.exam = $1 \
               AND g.college_code = $2 AND g.track = $3 AND g.batch = $4 AND g.code = $5 AND m.code = $6 \
               ORDER BY m.group_id, m.position";
    let values = [of.exam, of.college, of.track, of.batch, of.group, of.major].map(Value::from);
    let read = |row: &Row| Ok(((row.int(0)?, row.int(1)?), published(row, 2)?));
    transaction.rows(sql, &values).await?.iter().map(read).collect()
}

/// Writes a major as it is shown now, and what follows from it for its group.
pub(super) async fn update_major(
    transaction: &mut Transaction,
    (group, position): Place,
    major: &Stored,
) -> Result<(), StoreError> {
    let [_, _, _, name, remarks, quota, tuition, length, corrections, published, words] =
        major_values(group, position, major)?;
    let (group, position) = (Value::Int(group), Value::Int(position));
    let sql = "UPDATE plan_majors SET name = $1, remarks = $2, quota = $3, tuition = $4, length = $5, corrections = $6, \
               published = $7 WHERE group_id = $8 AND position = $9";
    let values = [name, remarks, quota, tuition, length, corrections, published, group.clone(), position.clone()];
    transaction.execute(sql, &values).await?;
    let sql = "UPDATE plan_words SET words = $1 WHERE group_id = $2 AND position = $3";
    transaction.execute(sql, &[words, group.clone(), position]).await?;
    let sql = "UPDATE plan_groups SET \
               quota = (SELECT CAST(sum(quota) AS BIGINT) FROM plan_majors WHERE group_id = plan_groups.id), \
               tuition = (SELECT min(tuition) FROM plan_majors WHERE group_id = plan_groups.id) WHERE id = $1";
    transaction.execute(sql, &[group]).await.map(|_| ())
}

const CORRECTIONS: &str =
    "SELECT exam, track, batch, college_code, group_code, major_code, major, correction FROM plan_corrections";

fn correction(row: &Row) -> Result<FiledCorrection, StoreError> {
    let code_if_any =
        |column| row.parsed(column, |text| if text.is_empty() { Some(None) } else { Code::parse(text).ok().map(Some) });
    let what = match code_if_any(5)? {
        Some(code) => Corrected::Major { code, name: row.text(6)?.to_owned(), correction: row.json(7)? },
        None => Corrected::Requirement(row.json(7)?),
    };
    Ok(FiledCorrection::stored(
        [row.text(0)?, row.text(1)?, row.text(2)?].map(str::to_owned),
        row.parsed(3, |text| Code::parse(text).ok())?,
        code_if_any(4)?,
        what,
    ))
}

/// All corrections, oldest first.
pub(super) async fn corrections(store: &Store) -> Result<Vec<FiledCorrection>, StoreError> {
    let sql = format!("{CORRECTIONS} ORDER BY date, file, position");
    store.rows(&sql, &[]).await?.iter().map(correction).collect()
}

/// The corrections of a file, in its order.
pub(super) async fn corrections_of(
    transaction: &mut Transaction,
    file: i64,
) -> Result<Vec<FiledCorrection>, StoreError> {
    let sql = format!("{CORRECTIONS} WHERE file = $1 ORDER BY position");
    transaction.rows(&sql, &[Value::Int(file)]).await?.iter().map(correction).collect()
}

/// The corrections of all other files, oldest first.
pub(super) async fn corrections_but_of(
    transaction: &mut Transaction,
    file: i64,
) -> Result<Vec<FiledCorrection>, StoreError> {
    let sql = format!("{CORRECTIONS} WHERE file <> $1 ORDER BY date, file, position");
    transaction.rows(&sql, &[Value::Int(file)]).await?.iter().map(correction).collect()
}

/// What a correction says, all of it: two that say the same are the same.
pub(super) fn correction_key(filed: &FiledCorrection) -> Result<String, StoreError> {
    let of = Of::correction(filed);
    let (name, says) = said(filed)?;
    json(&([of.exam, of.track, of.batch, of.college, of.group, of.major], name, says))
}

/// The name of the major it is of, and what it says, as JSON.
fn said(filed: &FiledCorrection) -> Result<(&str, String), StoreError> {
    match &filed.what {
        Corrected::Major { name, correction, .. } => Ok((name, json(correction)?)),
        Corrected::Requirement(correction) => Ok(("", json(correction)?)),
    }
}

/// Writes the corrections of a file in the place of those it had.
pub(super) async fn write_corrections(
    transaction: &mut Transaction,
    file: i64,
    corrections: &[FiledCorrection],
) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM plan_corrections WHERE file = $1", &[Value::Int(file)]).await?;
    for (position, filed) in (0_i64..).zip(corrections) {
        let Of { exam, track, batch, college, group, major } = Of::correction(filed);
        let (name, says) = said(filed)?;
        let values = [
            Value::Int(file),
            Value::Int(position),
            exam.into(),
            track.into(),
            batch.into(),
            college.into(),
            group.into(),
            major.into(),
            name.into(),
            filed.date().to_string().into(),
            says.into(),
        ];
        let sql = "INSERT INTO plan_corrections (file, position, exam, track, batch, college_code, group_code, major_code, \
                   major, date, correction) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        transaction.execute(sql, &values).await?;
    }
    Ok(())
}
