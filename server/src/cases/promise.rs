//! The log from which everybody can work out how fast cases are answered: read from the store, and as a file.

mod taken;

use std::io::Read;

use zhangban_api::Moment;
use zhangban_api::cases::CaseState;
use zhangban_api::cases::category::Categories;
use zhangban_api::cases::promise::{LogRow, Promise, PromiseRow};

pub use self::taken::{Keeper, Taken, taken};
use super::record::office_name;
use crate::context::Context;
use crate::csv_cells;
use crate::store::{Row, StoreError};

/// What the keyed hash of a number is made for: the same number is another elsewhere.
const PURPOSE: &str = "the log of the promise clock";

/// The columns of the file, in their order.
const COLUMNS: [&str; 9] =
    ["case", "category", "office", "filed_at", "due_at", "first_answered_at", "reopened", "rating", "as_of"];

/// The log as of now, from the oldest case on.
///
/// Rules: while a clock is paused its end moves on with the time. What the citizen withdrew or what went on as another
/// case in time was never answered and never late, so it is not in the log; after it was due, it is in it as late.
async fn log(context: &Context, now: Moment) -> Result<Vec<LogRow>, StoreError> {
    let sql = "SELECT number, category, office, filed_at, due_at, paused_at, first_answered_at, first_due_at, reopened, \
               rating FROM cases WHERE first_answered_at > 0 OR open = 1 \
               OR (state IN ($1, $2) AND stopped_at > due_at) ORDER BY filed_at, number";
    let ended = [CaseState::Withdrawn.word().into(), CaseState::Merged.word().into()];
    let rows = context.store().rows(sql, &ended).await?;
    rows.iter().map(|row| line(context, row, now)).collect()
}

fn line(context: &Context, row: &Row, now: Moment) -> Result<LogRow, StoreError> {
    let moment = |column| row.int(column).map(Moment::from_unix);
    let (due_at, paused_at) = (moment(4)?, row.int(5)?);
    let first_answered_at = Some(moment(6)?).filter(|at| at.unix() > 0);
    let paused_for = if paused_at > 0 { (now.unix() - paused_at).max(0) } else { 0 };
    let due_at = if first_answered_at.is_some() { moment(7)? } else { due_at.plus_seconds(paused_for) };
    let hash = context.key().keyed(PURPOSE, &row.int(0)?.to_be_bytes());
    Ok(LogRow {
        case: hex::encode(&hash[..12]),
        category: row.text(1)?.to_owned(),
        office: row.text(2)?.to_owned(),
        filed_at: moment(3)?,
        due_at,
        first_answered_at,
        reopened: row.number(8)?,
        rating: Some(row.number(9)?).filter(|rating| *rating > 0),
    })
}

fn name(categories: &Categories, office: &str) -> zhangban_api::Text {
    if office.is_empty() { zhangban_api::Text::default() } else { office_name(categories, office) }
}

/// The log as CSV. Each line says when the log was taken: what is late depends on it.
pub fn write(log: &[LogRow], as_of: Moment) -> String {
    let mut csv = csv_cells::line(&COLUMNS.map(str::to_owned));
    for row in log {
        csv.push_str(&csv_cells::line(&[
            row.case.clone(),
            row.category.clone(),
            row.office.clone(),
            row.filed_at.rfc3339(),
            row.due_at.rfc3339(),
            row.first_answered_at.map(Moment::rfc3339).unwrap_or_default(),
            row.reopened.to_string(),
            row.rating.map(|rating| rating.to_string()).unwrap_or_default(),
            as_of.rfc3339(),
        ]));
    }
    csv
}

/// Why a file is not such a log.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// It cannot be opened.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// It cannot be read as CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// It has other columns.
    #[error("this is not a log of the promise clock: its first line must be {}", COLUMNS.join(","))]
    Columns,
    /// A line has something else in a column.
    #[error("line {line}: {column} cannot be read")]
    Cell {
        /// Which line, from 1.
        line: u64,
        /// Which column.
        column: &'static str,
    },
}

/// Reads what [`write()`] wrote: the log, and when it was taken; a log without a case was taken at no time.
pub fn read(file: impl Read) -> Result<(Vec<LogRow>, Option<Moment>), LogError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    if !reader.headers()?.iter().eq(COLUMNS) {
        return Err(LogError::Columns);
    }
    let (mut log, mut as_of) = (Vec::new(), None);
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |at: usize| record.get(at).ok_or(LogError::Cell { line, column: COLUMNS[at] });
        let fault = |at: usize| LogError::Cell { line, column: COLUMNS[at] };
        let moment = |at: usize| Moment::parse(cell(at)?).ok_or_else(|| fault(at));
        let text = |at: usize| Ok::<_, LogError>(csv_cells::plain(cell(at)?).to_owned());
        let first_answered_at = if cell(5)?.is_empty() { None } else { Some(moment(5)?) };
        let rating = match cell(7)? {
            "" => None,
            rating => Some(rating.parse().ok().filter(|rating| (1..=5).contains(rating)).ok_or_else(|| fault(7))?),
        };
        log.push(LogRow {
            case: text(0)?,
            category: text(1)?,
            office: text(2)?,
            filed_at: moment(3)?,
            due_at: moment(4)?,
            first_answered_at,
            reopened: cell(6)?.parse().map_err(|_| fault(6))?,
            rating,
        });
        let taken = moment(8)?;
        // All of it was taken at once.
        if as_of.is_some_and(|as_of| as_of != taken) {
            return Err(fault(8));
        }
        as_of = Some(taken);
    }
    Ok((log, as_of))
}

/// The figures as CSV for a spreadsheet, with a byte order mark so that Excel reads the Chinese headings.
pub fn sheet(promise: &Promise) -> String {
    let heads = [
        "月份",
        "办理单位",
        "受理件数",
        "已答复件数",
        "首次答复用时中位数（小时）",
        "首次答复用时九成以内（小时）",
        "已到期或已答复件数",
        "按期答复件数",
        "按期答复率（%）",
        "重新办理件数",
        "评价数",
        "平均评价（1 到 5）",
        "统计时间",
    ];
    let mut csv = format!("\u{feff}{}", csv_cells::line(&heads.map(str::to_owned)));
    let hours = |seconds: Option<i64>| seconds.map(|s| decimal(s.max(0).unsigned_abs() / 36, 100)).unwrap_or_default();
    for PromiseRow { name, figures } in &promise.rows {
        csv.push_str(&csv_cells::line(&[
            figures.month.clone(),
            if figures.office.is_empty() { "全部".to_owned() } else { name.zh.clone() },
            figures.filed.to_string(),
            figures.answered.to_string(),
            hours(figures.median),
            hours(figures.ninetieth),
            figures.decided.to_string(),
            figures.within.to_string(),
            figures.share().map(|share| decimal(share.into(), 10)).unwrap_or_default(),
            figures.reopened.to_string(),
            figures.ratings.to_string(),
            figures.mean_rating().map(|mean| decimal(mean.into(), 100)).unwrap_or_default(),
            promise.as_of.to_string(),
        ]));
    }
    csv
}

/// A number of so many parts of a whole, as a decimal.
fn decimal(parts: u64, of: u64) -> String {
    let digits = if of == 100 { 2 } else { 1 };
    format!("{}.{:0digits$}", parts / of, parts % of)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moment(seconds: i64) -> Moment {
        Moment::from_unix(1_750_000_000 + seconds)
    }

    proptest! {
        #[test]
        fn the_log_is_read_as_it_was_written(
            category in "[-=+@a-z\",\r\n]{1,8}",
            answered in prop::option::of(0..1_000_000_i64),
            rating in prop::option::of(1..=5_u8),
        ) {
            let row = LogRow {
                case: "00ff".into(),
                office: "@office".into(),
                category,
                filed_at: moment(0),
                due_at: moment(86_400),
                first_answered_at: answered.map(moment),
                reopened: 2,
                rating,
            };
            let written = write(std::slice::from_ref(&row), moment(5));
            prop_assert!(written.contains(",'@office,"), "{}", written);
            prop_assert_eq!(read(written.as_bytes()).unwrap(), (vec![row], Some(moment(5))));
        }
    }

    #[test]
    fn what_is_no_log_is_refused_with_its_place() {
        assert!(read("a,b\n".as_bytes()).unwrap_err().to_string().contains("case,category"));
        let heads = COLUMNS.join(",");
        let line = "x,c,o,2026-06-01T00:00:00+08:00,2026-06-02T00:00:00+08:00,,0,6,2026-06-03T00:00:00+08:00";
        let error = read(format!("{heads}\n{line}\n").as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "line 2: rating cannot be read");
    }
}
