//! Reading a department folder: from the files an official keeps to typed, checked records.
//!
//! [`Plan::of`] walks the given paths and tells by its headers what each file is. A [`Reader`] then reads one file after
//! the other, in the plan's order, into [`Content`]: small files whole, sheets of people row by row, so that a million rows
//! pass in bounded memory. Whatever is wrong in a file comes back as [`Faults`], all of them at once; a file with a fault
//! yields nothing that may be kept.
//!
//! Nothing here knows a database. The format is described for officials in `docs/department-folder.md`.

mod accounts;
mod admissions;
mod articles;
mod book;
mod cases;
mod cells;
mod colleges;
mod columns;
mod csv_rows;
mod encoding;
mod exam;
mod fault;
mod holidays;
mod hotlines;
mod identity;
mod known;
mod lines;
mod past_scores;
mod people;
mod plan;
mod plans;
mod ranks;
mod reader;
mod replies;
mod rows;
mod scores;
mod synonyms;
mod tables;
mod toml_file;
mod typed;
mod wechat_menu;

pub use admissions::{AdmissionRow, AdmissionSheet, Admissions};
pub use articles::form::{Laid, fields_of, lay};
pub use articles::{ArticleFile, ArticlePage, ArticleSource, KeptFile, TypedArticle, UsedFile};
pub use fault::{Fault, Faults};
pub use lines::ExamLine;
pub use past_scores::{PastScoreRow, PastScoreSheet};
pub use people::{People, PeopleSheet, Person};
pub use plan::{File, Kind, Plan};
pub use plans::{Corrected, FiledCorrection, FiledGroup, Misfit};
pub use reader::{Content, Reader};
pub use replies::{NO_CONTENT, Replies};
pub use scores::{ScoreRow, ScoreSheet, Scores, SheetMarks};
pub use synonyms::Synonyms;
pub use toml_file::quoted;
pub use typed::{read_article, read_hotlines, read_replies};
pub use wechat_menu::{WechatJson, WechatMenu};

use std::path::Path;

/// The menu at the foot of the WeChat account, from a department folder or its `menu.toml`.
pub fn wechat_menu(path: &Path) -> Result<WechatMenu, Faults> {
    let path = if path.is_dir() { path.join("menu.toml") } else { path.to_owned() };
    let mut report = fault::Report::new(&path.display().to_string());
    let menu = identity::read_wechat_menu(&path, &mut report);
    report.finish(menu.unwrap_or_default())
}
