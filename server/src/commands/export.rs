//! `zhangban export`: cases and feedback as a table for the spreadsheet of an official; hotlines, replies and articles in
//! the form of the department folder.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;
use zhangban_api::Moment;
use zhangban_api::cases::CaseNumber;
use zhangban_api::content::ContentKind;

use crate::audit;
use crate::cases::CaseRecord;
use crate::clock::Clock;
use crate::content;
use crate::settings::Settings;
use crate::spreadsheet::harmless;
use crate::store::{Store, Value};

/// As many rows are read at once.
const PAGE: i64 = 500;

/// That somebody exported something, in the words of the audit log.
const EXPORT: &str = "export";

/// Tables that are handed out.
#[derive(Subcommand)]
pub enum ExportCommand {
    /// Write all cases as CSV for Excel; query codes are never in it
    Cases(Table),
    /// Write all feedback as CSV for Excel
    Feedback(Table),
    /// Write the hotlines that stand, with what the desk has changed, as hotlines.csv of the department folder
    Hotlines(Written),
    /// Write the rules that stand, with what the desk has changed, as replies.toml of the department folder
    Replies(Written),
    /// Write the articles that stand, with what the desk has changed, as the folder articles of the department folder
    Articles(Written),
}

/// Where to.
#[derive(Args)]
pub struct Written {
    /// The file or the folder to write
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
}

/// Where to, and how much.
#[derive(Args)]
pub struct Table {
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// With contacts, except of cases whose citizens want to stay anonymous
    #[arg(long)]
    with_contacts: bool,
}

/// What the audit log keeps of it.
#[derive(Serialize)]
struct Exported {
    with_contacts: bool,
}

type Failure = Box<dyn std::error::Error>;
type Sheet = csv::Writer<BufWriter<File>>;

impl ExportCommand {
    /// Writes it down in the audit log, and then does it: no row leaves unseen.
    pub async fn run(self, settings: &Settings) -> Result<(), Failure> {
        let (what, Table { out, with_contacts }) = match self {
            Self::Cases(table) => ("cases", table),
            Self::Feedback(table) => ("feedback", table),
            Self::Hotlines(Written { out }) => return in_folder(settings, ContentKind::Hotlines, &out).await,
            Self::Replies(Written { out }) => return in_folder(settings, ContentKind::Replies, &out).await,
            Self::Articles(Written { out }) => return in_folder(settings, ContentKind::Articles, &out).await,
        };
        let store = settings.store().await?;
        let mut sheet = sheet(&out)?;
        let mut transaction = store.begin().await?;
        let detail = Exported { with_contacts };
        audit::record(&mut transaction, Clock::system().now(), audit::COMMAND_LINE, EXPORT, what, &detail).await?;
        transaction.commit().await?;
        let rows = match what {
            "cases" => cases(&store, &mut sheet, with_contacts).await?,
            _ => feedback(&store, &mut sheet, with_contacts).await?,
        };
        let file = sheet.into_inner().map_err(csv::IntoInnerError::into_error)?;
        file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        println!("{}: {rows} rows", out.display());
        Ok(())
    }
}

/// What everybody reads anyway, in the form in which it is imported.
async fn in_folder(settings: &Settings, kind: ContentKind, out: &Path) -> Result<(), Failure> {
    let count = content::export(&settings.store().await?, kind, out).await?;
    println!("{}: {count}", out.display());
    Ok(())
}

/// A new file that only its owner reads, with the mark by which Excel knows UTF-8.
fn sheet(out: &Path) -> Result<Sheet, Failure> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(out);
    let mut file = BufWriter::new(file.map_err(|error| format!("{}: {error}", out.display()))?);
    file.write_all("\u{feff}".as_bytes())?;
    Ok(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file))
}

/// Writes a row, with the contact as its last cell where it is asked for.
fn write(sheet: &mut Sheet, mut cells: Vec<String>, contact: Option<String>) -> Result<(), csv::Error> {
    cells.extend(contact);
    sheet.write_record(cells.iter().map(|cell| harmless(cell)))
}

fn owned<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

async fn cases(store: &Store, sheet: &mut Sheet, with_contacts: bool) -> Result<u64, Failure> {
    let headings = [
        "受理编号",
        "类别",
        "类型",
        "办理部门",
        "状态",
        "来源",
        "提交时间",
        "答复时限（小时）",
        "应答复时间",
        "首次答复时间",
        "最近答复时间",
        "重新办理次数",
        "经办人",
        "评价",
        "已公开",
        "同意公开",
        "匿名",
        "学校或地点",
        "内容",
        "补充问题",
    ];
    write(sheet, owned(headings), with_contacts.then(|| "联系方式".to_owned()))?;
    let (mut rows, mut after) = (0, i64::MIN);
    loop {
        let values = [Value::Int(after), Value::Int(PAGE)];
        let page = CaseRecord::all(store, "WHERE number > $1 ORDER BY number LIMIT $2", &values).await?;
        let Some(last) = page.last() else { return Ok(rows) };
        after = CaseNumber::stored(last.number);
        for case in page {
            rows += 1;
            let contact = with_contacts.then(|| if case.anonymous { String::new() } else { case.contact.clone() });
            write(sheet, row(case), contact)?;
        }
    }
}

fn row(case: CaseRecord) -> Vec<String> {
    let yes = |yes: bool| if yes { "是" } else { "否" }.to_owned();
    let perhaps = |at: Option<Moment>| at.map(|at| at.to_string()).unwrap_or_default();
    let answers: Vec<_> = case.answers.iter().map(|(question, answer)| format!("{}：{answer}", question.zh)).collect();
    vec![
        case.number.to_string(),
        case.category,
        case.kind.name().zh.to_owned(),
        case.office,
        case.state.name().zh.to_owned(),
        case.source.word().to_owned(),
        case.filed_at.to_string(),
        case.deadline.hours().to_string(),
        case.clock.due_at.to_string(),
        perhaps(case.first_answered_at),
        perhaps(case.answered_at),
        case.reopened.to_string(),
        case.assignee,
        case.rating.map(|rating| rating.to_string()).unwrap_or_default(),
        yes(case.published),
        yes(case.publish),
        yes(case.anonymous),
        case.place,
        case.text,
        answers.join("\n"),
    ]
}

async fn feedback(store: &Store, sheet: &mut Sheet, with_contacts: bool) -> Result<u64, Failure> {
    let headings = owned(["提交时间", "评分", "主题", "内容"]);
    write(sheet, headings, with_contacts.then(|| "联系方式".to_owned()))?;
    let sql =
        "SELECT id, received_at, rating, topic, message, contact FROM feedback WHERE id > $1 ORDER BY id LIMIT $2";
    let (mut rows, mut after) = (0, i64::MIN);
    loop {
        let page = store.rows(sql, &[Value::Int(after), Value::Int(PAGE)]).await?;
        let Some(last) = page.last() else { return Ok(rows) };
        after = last.int(0)?;
        for row in &page {
            rows += 1;
            let text = |column: usize| row.text(column).map(str::to_owned);
            let received_at = Moment::from_unix(row.int(1)?).to_string();
            let cells = vec![received_at, row.int(2)?.to_string(), text(3)?, text(4)?];
            let contact = if with_contacts { Some(text(5)?) } else { None };
            write(sheet, cells, contact)?;
        }
    }
}
