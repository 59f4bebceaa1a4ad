//! Everything that matches as a spreadsheet.

use zhangban::services::plans::DOWNLOAD_MOST;
use zhangban_api::plans::{PlanFilters, PlanQuery, PlanYear, SubjectRequirement};

use super::finding::{Conditions, major};
use crate::context::Context;
use crate::refusal::Refusal;
use crate::spreadsheet::harmless;
use crate::store::Row;

const HEADINGS: [&str; 17] = [
    "年份",
    "科类",
    "批次",
    "院校代码",
    "院校名称",
    "省份",
    "城市",
    "院校专业组",
    "招生类型",
    "选科要求",
    "专业代码",
    "专业名称",
    "备注",
    "计划数",
    "学费",
    "学制",
    "样例",
];

/// The columns of a row: of the group first, then the seven of the major.
const ROW: &str = "g.track, g.batch, g.college_code, g.college, g.province, g.city, g.code, g.kind, g.requirement, \
    g.sample, m.code, m.name, m.remarks, m.quota, m.tuition, m.length, m.corrections";

/// The majors that match, whatever page is looked at, in the form in which plans are imported; `None` if they are too many.
pub(super) async fn csv(context: &Context, query: &PlanQuery) -> Result<Option<Vec<u8>>, Refusal> {
    let published = context.published();
    let filters: &PlanFilters = &published.plan_filters;
    let mut csv =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    let broken = |error: csv::Error| Refusal::Broken(error.to_string());
    csv.write_record(HEADINGS).map_err(broken)?;
    if let Some(year) = query.year.or(filters.year(None).map(|newest| newest.year)) {
        let of_year = filters.year(Some(year)).cloned().unwrap_or_default();
        let mut conditions = Conditions::of(query, year);
        let which = conditions.majors(query.sort);
        let limit = conditions.place(i64::from(DOWNLOAD_MOST) + 1);
        let sql = format!(
            "SELECT {ROW} FROM plan_groups g JOIN plan_majors m ON m.group_id = g.id \
             JOIN plan_words w ON w.group_id = m.group_id AND w.position = m.position {which} LIMIT ${limit}"
        );
        let rows = context.store().rows(&sql, &conditions.values).await?;
        if rows.len() > DOWNLOAD_MOST as usize {
            return Ok(None);
        }
        for row in &rows {
            csv.write_record(record(row, year, &of_year)?.iter().map(|cell| harmless(cell))).map_err(broken)?;
        }
    }
    csv.into_inner().map(Some).map_err(|error| Refusal::Broken(error.to_string()))
}

fn record(row: &Row, year: u16, of_year: &PlanYear) -> Result<[String; HEADINGS.len()], Refusal> {
    let major = major(row, 10)?;
    let requirement: SubjectRequirement = row.json(8)?;
    let (track, batch) = (row.text(0)?, row.text(1)?);
    let track = of_year.tracks.iter().find(|known| known.id == track).map_or(track, |known| &known.name.zh);
    let batch = of_year.batches.iter().find(|known| known.id == batch).map_or(batch, |known| &known.name.zh);
    Ok([
        year.to_string(),
        track.to_owned(),
        batch.to_owned(),
        row.text(2)?.to_owned(),
        row.text(3)?.to_owned(),
        row.text(4)?.to_owned(),
        row.text(5)?.to_owned(),
        row.text(6)?.to_owned(),
        row.text(7)?.to_owned(),
        requirement.text().zh,
        major.code.as_str().to_owned(),
        major.name,
        major.remarks,
        major.quota.to_string(),
        major.tuition.yuan().map_or_else(|| "待定".to_owned(), |yuan| yuan.to_string()),
        major.length.years().to_string(),
        if row.flag(9)? { "是".to_owned() } else { String::new() },
    ])
}
