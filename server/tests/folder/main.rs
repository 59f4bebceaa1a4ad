//! Reading a department folder: what is read as it is meant, and what is refused with its file, row and column.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod admissions;
mod articles;
mod cases;
mod colleges;
mod demo;
mod demo_candidates;
mod encodings;
mod exams;
mod files;
mod hotlines;
mod identity;
mod past_scores;
mod plans;
mod properties;
mod ranks;
mod replies;
mod scores;
mod wechat_menu;
mod workbooks;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use zhangban_server::department_folder::{Content, Fault, Faults, Plan, Reader};

/// A folder for the time of one test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with an exam of two tracks.
    fn with_exam() -> Self {
        Self::new().file("exams/gaokao-2025/exam.toml", EXAM)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// What the folder says, or all that is wrong with it.
    fn read(&self) -> Result<Vec<Content>, Vec<Faults>> {
        read(self.0.path())
    }

    /// The only content of a folder that holds one file.
    fn only(&self) -> Content {
        let mut contents = self.read().map_err(|faults| faults[0].to_string()).unwrap();
        contents.pop().unwrap()
    }

    /// The faults of the only file that has any.
    fn faults(&self) -> Vec<Fault> {
        match self.read() {
            Ok(_) => panic!("nothing was refused"),
            Err(faults) => {
                assert_eq!(faults.len(), 1, "{faults:?}");
                faults[0].first().to_vec()
            }
        }
    }

    /// The only fault there is.
    fn fault(&self) -> Fault {
        let faults = self.faults();
        assert_eq!(faults.len(), 1, "{faults:#?}");
        faults[0].clone()
    }
}

fn read(path: &Path) -> Result<Vec<Content>, Vec<Faults>> {
    let plan = Plan::of(&[path]);
    let (mut reader, mut contents, mut faults) = (Reader::new(Vec::new(), Arc::default()), Vec::new(), plan.faults);
    for file in &plan.files {
        match reader.read(file) {
            Ok(content) => contents.push(content),
            Err(refused) => faults.push(refused),
        }
    }
    if faults.is_empty() { Ok(contents) } else { Err(faults) }
}

/// Where a fault is: row, column, what was found.
fn place(fault: &Fault) -> (Option<usize>, Option<&str>, &str) {
    (fault.row, fault.column.as_deref(), fault.found.as_str())
}

const EXAM: &str = r#"
id = "gaokao-2025"
name = { zh = "2025 年普通高考", en = "Exam" }
year = 2025
released_at = 2025-06-25T00:00:00+08:00
full_marks = 750
subjects = [
  { id = "chinese", name = { zh = "语文" }, full_marks = 150 },
  { id = "maths", name = { zh = "数学" }, full_marks = 150 },
  { id = "physics", name = { zh = "物理" }, full_marks = 200 },
  { id = "history", name = { zh = "历史" }, full_marks = 200 },
  { id = "chemistry", name = { zh = "化学" }, full_marks = 100, scaled = true },
]
tracks = [
  { id = "physics", name = { zh = "物理类" }, subjects = ["chinese", "maths", "physics"] },
  { id = "history", name = { zh = "历史类" }, subjects = ["chinese", "maths", "history"] },
]
[[next_steps]]
by = "2025-06-30 18:00"
what = { zh = "填报志愿" }
[[next_steps]]
by = "2025-06-26 18:00"
what = { zh = "申请复核" }
"#;
