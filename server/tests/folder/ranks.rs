//! Rank tables.

use zhangban_server::department_folder::Content;

use crate::{EXAM, Folder, place};

fn folder(name: &str, table: &str) -> Folder {
    Folder::with_exam().file(name, table)
}

#[test]
fn a_rank_table_is_read_by_year_or_exam_in_chinese_or_english() {
    for (name, table) in [
        (
            "ranks-physics.csv",
            "exam,track,score,count,cumulative,source\ngaokao-2025,physics,700,3,3,x\ngaokao-2025,physics,699,0,3,x\n",
        ),
        ("2025一分一段表-物理类.csv", "累计人数,人数,分数,科类,年份\n3,3,700,物理类,2025\n3,0,699,物理,2025年\n"),
    ] {
        let Content::Ranks(tables) = folder(name, table).only() else { panic!("not ranks") };
        assert_eq!((tables[0].exam.as_str(), tables[0].track.as_str()), ("gaokao-2025", "physics"));
        assert_eq!(tables[0].standing(699).to, 3);
    }
}

#[test]
fn wrong_sums_gaps_and_rising_scores_are_each_named_with_their_row() {
    let table = "年份,科类,分数,人数,累计人数\n2025,物理类,700,1,1\n2025,物理类,700,1,2\n2025,物理类,697,1,3\n\n2025,物理类,696,1,9\n";
    let faults = folder("ranks.csv", table).faults();
    let places: Vec<_> = faults.iter().map(place).collect();
    assert_eq!(
        places,
        [(Some(3), Some("分数"), "700"), (Some(4), Some("分数"), "697"), (Some(6), Some("累计人数"), "9")]
    );
    assert!(faults[1].expected.zh.contains("699") && faults[2].expected.zh.contains('4'));
}

#[test]
fn a_track_that_contradicts_the_name_of_the_file_is_refused() {
    let table = "exam,track,score,count,cumulative\ngaokao-2025,history,700,1,1\n";
    for name in ["ranks-physics.csv", "2025一分一段表-物理类.csv", "物理.csv"] {
        let fault = folder(name, table).fault();
        assert_eq!(place(&fault), (Some(2), Some("track"), "history"), "{name}");
        assert!(fault.expected.zh.contains("物理类"));
    }
    assert!(folder("ranks-history.csv", table).read().is_ok());
    assert!(folder("ranks.csv", table).read().is_ok());
}

#[test]
fn a_table_is_of_one_exam_and_one_track() {
    let table = "exam,track,score,count,cumulative\ngaokao-2025,history,700,1,1\ngaokao-2025,physics,699,1,2\ngaokao-2024,history,698,1,3\n";
    let faults = folder("ranks.csv", table).faults();
    let places: Vec<_> = faults.iter().map(place).collect();
    assert_eq!(places, [(Some(3), Some("track"), "physics"), (Some(4), Some("exam"), "gaokao-2024")]);
}

#[test]
fn a_year_of_two_exams_must_say_which() {
    let folder = Folder::with_exam()
        .file("exams/spring-2025/exam.toml", EXAM.replace("gaokao-2025", "spring-2025"))
        .file("ranks.csv", "year,track,score,count,cumulative\n2025,history,700,1,1\n");
    let fault = folder.fault();
    assert_eq!(place(&fault), (Some(2), Some("year"), "2025"));
    assert!(fault.expected.en.contains("spring-2025"));
}

#[test]
fn numbers_that_are_none_are_named_and_not_blamed_on_their_neighbours() {
    let table = "exam,track,score,count,cumulative\ngaokao-2025,history,700,一,1\ngaokao-2025,history,699,1,2\ngaokao-2025,history,751,1,\n";
    let faults = folder("ranks.csv", table).faults();
    let places: Vec<_> = faults.iter().map(place).collect();
    assert_eq!(places, [(Some(2), Some("count"), "一"), (Some(4), Some("cumulative"), "")]);
}

#[test]
fn two_files_cannot_say_the_same_table() {
    let table = "exam,track,score,count,cumulative\ngaokao-2025,history,700,1,1\n";
    let fault = folder("a.csv", table).file("b.csv", table).fault();
    assert!(fault.file.ends_with("b.csv") && fault.expected.zh.contains("a.csv"), "{fault}");
}
