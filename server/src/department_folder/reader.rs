//! Reads the files of a plan one after the other; what one says, the next may refer to.

use std::collections::HashMap;
use std::sync::Arc;

use zhangban_api::Message;
use zhangban_api::accounts::{Account, Domain};
use zhangban_api::calendar::Calendar;
use zhangban_api::cases::Categories;
use zhangban_api::colleges::{College, Directory};
use zhangban_api::department::{Department, MenuGroup};
use zhangban_api::exams::Exam;
use zhangban_api::hotlines::Hotline;
use zhangban_api::ranks::RankTable;

use super::admissions::AdmissionSheet;
use super::articles::ArticlePage;
use super::fault::{Faults, Report, with};
use super::lines::{self, ExamLine};
use super::past_scores::PastScoreSheet;
use super::plan::{File, Kind};
use super::plans::{self, FiledCorrection, FiledGroup};
use super::replies::Replies;
use super::scores::ScoreSheet;
use super::synonyms::Synonyms;
use super::{accounts, articles, cases, colleges, exam, holidays, hotlines, identity, ranks, replies, synonyms};

const ANOTHER_FILE: Message =
    Message::new("“{}”已有同样的内容，请只保留一个文件。", "{} says the same thing. Keep only one of the two files.");

/// What a file says.
pub enum Content {
    /// Who the department is; its menu is empty, since it stands in a file of its own.
    Department(Box<Department>),
    /// The menu.
    Menu(Vec<MenuGroup>),
    /// Days off and make-up workdays; the years that have any are announced.
    Holidays(Calendar),
    /// An exam without its lines; `released` is false.
    Exam(Box<Exam>),
    /// Control lines, in their order; of one exam or several.
    Lines(Vec<ExamLine>),
    /// Rank tables: one of a CSV file, one of each sheet of a workbook.
    Ranks(Vec<RankTable>),
    /// A score sheet, opened: its rows are read one by one.
    Scores(Box<ScoreSheet>),
    /// An admission sheet, opened: its rows are read one by one.
    Admissions(Box<AdmissionSheet>),
    /// The hotline directory, in its order.
    Hotlines(Vec<Hotline>),
    /// What the number assistant answers.
    Replies(Replies),
    /// What cases can be about, and who answers them.
    Cases(Categories),
    /// Other words of services.
    Synonyms(Synonyms),
    /// An enrolment plan, group by group, in its order.
    Plans(Vec<FiledGroup>),
    /// Corrections of enrolment plans, in their order. Whether each fits its plan only the store knows.
    PlanCorrections(Vec<FiledCorrection>),
    /// An article with its files.
    Article(Box<ArticlePage>),
    /// The register of colleges, in its order.
    Colleges(Vec<College>),
    /// Scores of previous years, opened: its rows are read one by one.
    PastScores(Box<PastScoreSheet>),
    /// Official accounts, in their order.
    Accounts(Vec<Account>),
    /// Official domains, in their order.
    Domains(Vec<Domain>),
}

/// Reads files and remembers what later ones refer to.
pub struct Reader {
    exams: Vec<Exam>,
    colleges: Arc<Directory>,
    /// What only one file may say, and which one did.
    said: HashMap<String, String>,
}

impl Reader {
    /// A reader that knows the exams and the colleges of the store; those of the files it reads come on top.
    pub fn new(exams: Vec<Exam>, colleges: Arc<Directory>) -> Self {
        Self { exams, colleges, said: HashMap::new() }
    }

    /// Reads one file. Long sheets are only opened: their faults come from
    /// [`PeopleSheet::finish`](super::PeopleSheet::finish) and [`PastScoreSheet::read`].
    pub fn read(&mut self, file: &File) -> Result<Content, Faults> {
        let mut report = Report::new(&file.path.display().to_string());
        let (path, report_mut) = (file.path.as_path(), &mut report);
        let content = match file.kind {
            Kind::Department => identity::read_department(path, report_mut).map(Box::new).map(Content::Department),
            Kind::Menu => identity::read_menu(path, report_mut).map(Content::Menu),
            Kind::Holidays => Some(Content::Holidays(holidays::read(path, report_mut))),
            Kind::Exam => exam::read(path, report_mut).map(Box::new).map(Content::Exam),
            Kind::Lines => Some(Content::Lines(lines::read(path, &self.exams, report_mut))),
            Kind::Ranks => Some(Content::Ranks(ranks::read(path, &self.exams, report_mut))),
            Kind::Accounts => Some(Content::Accounts(accounts::read_accounts(path, report_mut))),
            Kind::Domains => Some(Content::Domains(accounts::read_domains(path, report_mut))),
            Kind::Hotlines => Some(Content::Hotlines(hotlines::read(path, report_mut))),
            Kind::Replies => replies::read(path, report_mut).map(Content::Replies),
            Kind::Cases => cases::read(path, report_mut).map(Content::Cases),
            Kind::Synonyms => synonyms::read(path, report_mut).map(Content::Synonyms),
            Kind::Colleges => Some(Content::Colleges(colleges::read(path, report_mut))),
            Kind::PastScores => {
                let sheet = PastScoreSheet::open(file, &self.exams, self.colleges.clone());
                return sheet.map(Box::new).map(Content::PastScores);
            }
            Kind::Plans => Some(Content::Plans(plans::read(path, &self.exams, report_mut))),
            Kind::PlanCorrections => {
                Some(Content::PlanCorrections(plans::read_corrections(path, &self.exams, report_mut)))
            }
            Kind::Article => articles::read(path, report_mut).map(Box::new).map(Content::Article),
            Kind::Scores => {
                let exams = Arc::from(self.exams.as_slice());
                return ScoreSheet::open(file, exams).map(Box::new).map(Content::Scores);
            }
            Kind::Admissions => {
                let exams = Arc::from(self.exams.as_slice());
                return AdmissionSheet::open(file, exams).map(Box::new).map(Content::Admissions);
            }
        };
        if report.is_clean()
            && let Some(content) = &content
        {
            self.remember(file, content, &mut report);
        }
        report.finish(content)?.ok_or_else(Faults::default)
    }

    /// Keeps what later files refer to; what another file has said already is a fault.
    fn remember(&mut self, file: &File, content: &Content, report: &mut Report) {
        for subject in subjects(content) {
            let before = self.said.entry(subject).or_insert_with(|| file.name.clone());
            if *before != file.name {
                return report.file(with(ANOTHER_FILE, before));
            }
        }
        if let Content::Exam(exam) = content {
            self.exams.retain(|known| known.id != exam.id);
            self.exams.push(Exam::clone(exam));
        }
        if let Content::Colleges(colleges) = content {
            self.colleges = Arc::new(Directory::new(colleges.clone()));
        }
    }
}

/// What only one file may speak about.
fn subjects(content: &Content) -> Vec<String> {
    match content {
        Content::Department(_) => vec!["department".to_owned()],
        Content::Menu(_) => vec!["menu".to_owned()],
        Content::Hotlines(_) => vec!["hotlines".to_owned()],
        Content::Replies(_) => vec!["replies".to_owned()],
        Content::Cases(_) => vec!["cases".to_owned()],
        Content::Synonyms(_) => vec!["synonyms".to_owned()],
        Content::Colleges(_) => vec!["colleges".to_owned()],
        Content::Accounts(_) => vec!["accounts".to_owned()],
        Content::Domains(_) => vec!["domains".to_owned()],
        Content::Holidays(calendar) => calendar.announced.iter().map(|year| format!("holidays {year}")).collect(),
        Content::Exam(exam) => vec![format!("exam {}", exam.id)],
        Content::Lines(lines) => lines.iter().map(|line| format!("lines {}", line.exam)).collect(),
        Content::Ranks(tables) => tables.iter().map(|table| format!("ranks {} {}", table.exam, table.track)).collect(),
        Content::Plans(groups) => groups.iter().map(FiledGroup::scope).collect(),
        Content::Article(page) => vec![format!("article {}", page.article.id)],
        Content::Scores(_) | Content::Admissions(_) | Content::PlanCorrections(_) | Content::PastScores(_) => {
            Vec::new()
        }
    }
}
