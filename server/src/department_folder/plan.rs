//! Which files there are, what each of them is, and in which order they are read.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use zhangban_api::Message;

use super::articles;
use super::columns::{recognise, shown};
use super::fault::{Faults, Report};
use super::rows::{Broken, Extent, UNREADABLE};
use super::tables::Tables;

/// Folders within folders; deeper is a link that leads in a circle.
const DEEPEST: usize = 16;

const NO_SUCH_PATH: Message = Message::new("没有这个文件或文件夹。", "There is no such file or folder.");
const NOTHING_TO_READ: Message =
    Message::new("文件夹里没有可导入的文件。", "There is nothing in this folder that can be imported.");
const UNKNOWN_EXTENSION: Message = Message::new(
    "不能导入这种文件；可导入 .toml、.csv、.xlsx、.xls，以及 articles 文件夹里的 .md。",
    "This kind of file cannot be imported; .toml, .csv, .xlsx and .xls can, and .md in the folder articles.",
);
const SAVE_AS_XLSX: Message =
    Message::new("不支持这种表格格式，请另存为 .xlsx。", "This kind of spreadsheet is not read. Save it as .xlsx.");
const UNKNOWN_TOML: Message = Message::new(
    "文件名应为 department.toml、menu.toml、exam.toml、cases.toml、replies.toml 或 synonyms.toml。",
    "The name must be department.toml, menu.toml, exam.toml, cases.toml, replies.toml or synonyms.toml.",
);
const UNKNOWN_TABLE: Message = Message::new(
    "认不出这是什么表：第一行应为列名，例如“名称，电话，类别”；各种表的列名见 docs/department-folder.md。",
    "What table this is cannot be told. Its first row must be headings such as \"name, phone, category\"; \
     docs/department-folder.md lists them.",
);
const TWO_KINDS: Message = Message::new(
    "此工作表与前面的工作表不是同一种表，请分成两个文件。",
    "This sheet is another kind of table than those before it. Put them into two files.",
);

const OF_AN_ARTICLE: Message = Message::new(
    "这个文件随文章一起导入，请导入文章本身（编号.md）。",
    "This file comes with its article. Import the article, ID.md.",
);

/// What a file is. The order is the order of reading: what others refer to comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `department.toml`: who the department is.
    Department,
    /// `menu.toml`.
    Menu,
    /// Official days off and make-up workdays.
    Holidays,
    /// `exam.toml`: an exam with its subjects and tracks.
    Exam,
    /// Control lines.
    Lines,
    /// Rank tables (一分一段).
    Ranks,
    /// A score sheet.
    Scores,
    /// An admission sheet.
    Admissions,
    /// The hotline directory.
    Hotlines,
    /// `replies.toml`: what the number assistant answers.
    Replies,
    /// `cases.toml`: what cases can be about.
    Cases,
    /// `synonyms.toml`: other words of services.
    Synonyms,
    /// An enrolment plan.
    Plans,
    /// Corrections of enrolment plans.
    PlanCorrections,
    /// An article.
    Article,
    /// The register of colleges.
    Colleges,
    /// Scores of previous years.
    PastScores,
    /// Official accounts.
    Accounts,
    /// Official domains.
    Domains,
}

/// A file that is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// Its name within the department folder, with `/`: the same whether the folder or only the file was given.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How many bytes it has.
    pub bytes: u64,
}

/// What is to be read, in order, and what cannot be.
#[derive(Debug, Default)]
pub struct Plan {
    /// The files, in the order of reading.
    pub files: Vec<File>,
    /// Files whose kind cannot be told, each with what is wrong.
    pub faults: Vec<Faults>,
}

impl Plan {
    /// Walks files and folders. Hidden files and files of no known kind (`README.md`, pictures) are passed over in
    /// folders; a file that was named is never passed over.
    pub fn of<P: AsRef<Path>>(paths: &[P]) -> Self {
        let mut plan = Self::default();
        let mut seen = HashSet::new();
        for path in paths.iter().map(AsRef::as_ref) {
            match std::fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => {
                    let mut found = Vec::new();
                    if walk(path, 0, &mut found).is_err() {
                        plan.refuse(path, Broken::file(UNREADABLE));
                    } else if found.is_empty() {
                        plan.refuse(path, Broken::file(NOTHING_TO_READ));
                    }
                    found.sort();
                    for file in &found {
                        plan.add(file, false, &mut seen);
                    }
                }
                Ok(_) => plan.add(path, true, &mut seen),
                Err(_) => plan.refuse(path, Broken::file(NO_SUCH_PATH)),
            }
        }
        plan.files.sort_by(|one, other| (one.kind, &one.name).cmp(&(other.kind, &other.name)));
        plan
    }

    /// All bytes that will be read.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    fn add(&mut self, path: &Path, named: bool, seen: &mut HashSet<PathBuf>) {
        let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if !seen.insert(canonical.clone()) {
            return;
        }
        match kind_of(path, named) {
            Ok(Some(kind)) => {
                let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
                self.files.push(File { path: path.to_owned(), name: name_within_folder(&canonical), kind, bytes });
            }
            Ok(None) => {}
            Err(faults) => self.faults.push(faults),
        }
    }

    fn refuse(&mut self, path: &Path, broken: Broken) {
        let mut report = Report::new(&path.display().to_string());
        report.file(broken.message);
        self.faults.push(report.into_faults());
    }
}

/// All files below a folder that are not hidden. `~$name.xlsx` is what Excel puts beside a file that is open.
fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        if entry.file_type()?.is_dir() {
            if depth < DEEPEST {
                walk(&entry.path(), depth + 1, found)?;
            }
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// The folder that holds `department.toml`.
fn root_of(path: &Path) -> Option<&Path> {
    path.ancestors().skip(1).take(DEEPEST).find(|folder| folder.join("department.toml").is_file())
}

/// The name from the folder that holds `department.toml`; without one, the name of the file.
fn name_within_folder(path: &Path) -> String {
    let within = root_of(path).and_then(|root| path.strip_prefix(root).ok()).map(Path::to_path_buf);
    let within = within.or_else(|| path.file_name().map(PathBuf::from)).unwrap_or_default();
    within.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// What a file is; `None` if it is not ours and nobody named it.
fn kind_of(path: &Path, named: bool) -> Result<Option<Kind>, Faults> {
    let lower = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().to_lowercase();
    let mut report = Report::new(&path.display().to_string());
    if is_within_articles(path) {
        let name = lower(path.file_name());
        if lower(path.extension()) == "md" && !name.ends_with(articles::ENGLISH) {
            return Ok(Some(Kind::Article));
        }
        if !named {
            return Ok(None);
        }
        report.file(OF_AN_ARTICLE);
        return Err(report.into_faults());
    }
    match lower(path.extension()).as_str() {
        "toml" => match lower(path.file_name()).as_str() {
            "department.toml" => return Ok(Some(Kind::Department)),
            "menu.toml" => return Ok(Some(Kind::Menu)),
            "exam.toml" => return Ok(Some(Kind::Exam)),
            "replies.toml" => return Ok(Some(Kind::Replies)),
            "cases.toml" => return Ok(Some(Kind::Cases)),
            "synonyms.toml" => return Ok(Some(Kind::Synonyms)),
            _ => report.file(UNKNOWN_TOML),
        },
        "csv" | "xlsx" | "xls" => {
            if let Some(kind) = kind_of_table(path, &mut report) {
                return Ok(Some(kind));
            }
        }
        "xlsm" | "xlsb" | "et" | "ods" | "numbers" | "tsv" => report.file(SAVE_AS_XLSX),
        _ if named => report.file(UNKNOWN_EXTENSION),
        _ => return Ok(None),
    }
    Err(report.into_faults())
}

/// Whether a file is an article or comes with one: `articles/news/2026-holidays.md` in the department folder. Its tables
/// are not ours to read.
fn is_within_articles(path: &Path) -> bool {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let is_named_so = |folder: &Path| folder.file_name().is_some_and(|name| name == articles::FOLDER);
    match root_of(&path) {
        Some(root) => path.ancestors().any(|folder| folder.parent() == Some(root) && is_named_so(folder)),
        None => path.ancestors().nth(2).is_some_and(is_named_so),
    }
}

/// What a table is by its headings; every sheet of a workbook must be the same.
fn kind_of_table(path: &Path, report: &mut Report) -> Option<Kind> {
    let mut kind = None;
    let mut tables = match Tables::open(path, Extent::Headings) {
        Ok(tables) => tables,
        Err(broken) => {
            report.add(broken.row, None, String::new(), broken.message);
            return None;
        }
    };
    loop {
        let table = match tables.next() {
            Ok(Some(table)) => table,
            Ok(None) => break,
            Err((sheet, broken)) => {
                report.sheet = sheet;
                report.add(broken.row, None, String::new(), broken.message);
                return None;
            }
        };
        report.sheet.clone_from(&table.sheet);
        match (recognise(&table.heading), kind) {
            (None, _) => report.add(Some(table.heading.number), None, shown(&table.heading), UNKNOWN_TABLE),
            (Some(this), Some(before)) if this != before => report.row(table.heading.number, TWO_KINDS),
            (this, _) => kind = this,
        }
    }
    kind.filter(|_| report.is_clean())
}
