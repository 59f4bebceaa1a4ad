//! What a running server makes of an import.

use std::fs;
use std::path::Path;

use zhangban::page::Page;
use zhangban_api::department::{Department, GetDepartment};
use zhangban_api::endpoint::Nothing;
use zhangban_api::scores::{QueryScore, ScoreReport};
use zhangban_server::department_folder::Plan;
use zhangban_server::import::{self, Outcome};
use zhangban_testing::sample::{self, LI_MING};
use zhangban_testing::{TestServer, on_both_engines};

/// A copy of the sample department in which an official has changed something.
fn changed(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&sample::folder(), folder.path());
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} does not say {from}");
    fs::write(path, text.replace(from, to)).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

on_both_engines!(importing_the_same_again_changes_nothing, async |server: TestServer| {
    let before = server.context().published().version;
    assert!(before > 0);
    let plan = Plan::of(&[sample::folder()]);
    for outcome in import::take(server.store(), server.context().key(), &plan, |_, _| {}).await.unwrap() {
        let Outcome::Taken(changes) = outcome else { panic!("{outcome:?}") };
        assert_eq!((changes.added, changes.changed, changes.removed), (0, 0, 0));
        assert!(changes.entries > 0);
    }
    server.context().refresh().await.unwrap();
    assert_eq!(server.context().published().version, before);
});

on_both_engines!(every_server_notices_what_another_has_imported, async |server: TestServer| {
    let other = server.another(|_| {}).await;
    assert!(other.get(Page::Home.path()).await.text().contains("豫教"));
    server.import(changed("department.toml", "豫教", "豫招").path()).await;
    other.context().refresh().await.unwrap();
    let department: Department = other.call::<GetDepartment>(&Nothing {}).await.json();
    assert_eq!(department.mark, "豫招");
    let home = other.get(Page::Home.path()).await;
    assert!(home.text().contains("豫招") && !home.text().contains("豫教"), "a page of the old data is still kept");
});

on_both_engines!(a_corrected_mark_is_the_one_that_is_shown, async |server: TestServer| {
    let corrected =
        changed("exams/gaokao-2025/scores.csv", "118,126,121,78,,84,81,,,608", "118,126,121,79,,84,81,,,609");
    server.import(corrected.path()).await;
    let report: ScoreReport = server.call::<QueryScore>(&LI_MING.query()).await.json();
    assert_eq!(report.marks.unwrap().total, 609);
});

on_both_engines!(nothing_of_a_faulty_file_is_taken, async |server: TestServer| {
    // The first row is corrected, the second is wrong: the sum of her marks is not her total.
    let faulty = changed("exams/gaokao-2025/scores.csv", ",608,", ",608,").keep();
    let path = faulty.join("exams/gaokao-2025/scores.csv");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("118,126,121,78,,84,81,,,608", "118,126,121,79,,84,81,,,609").replace(",563,", ",600,");
    fs::write(&path, text).unwrap();
    let plan = Plan::of(&[&path]);
    let outcomes = import::take(server.store(), server.context().key(), &plan, |_, _| {}).await.unwrap();
    assert!(matches!(outcomes[..], [Outcome::Refused(_)]), "{outcomes:?}");
    fs::remove_dir_all(faulty).unwrap();
    let report: ScoreReport = server.call::<QueryScore>(&LI_MING.query()).await.json();
    assert_eq!(report.marks.unwrap().total, 608);
});
