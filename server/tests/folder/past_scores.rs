//! Scores of previous years, and the tracks that correspond to each other.

use zhangban_server::department_folder::{Content, Faults};

use crate::{EXAM, Folder, place};

const COLLEGES: &str = "名称,代码,省份,层次\n郑州大学,10459,河南,本科\n山东大学（威海）,10422,山东,本科\n";

/// A row as it was read: college, year, track, and the figures.
type Read = (String, u16, String, [Option<String>; 4]);

/// Reads a table beside a register and an exam.
fn read(csv: &str) -> Result<Vec<Read>, Faults> {
    let folder = Folder::with_exam().file("colleges.csv", COLLEGES).file("scores.csv", csv);
    let content = folder.read().map_err(|mut faults| faults.remove(0))?.pop().unwrap();
    let Content::PastScores(sheet) = content else { panic!("not scores") };
    let mut rows = Vec::new();
    sheet.read(|row| {
        let text = |number: Option<u32>| number.map(|number| number.to_string());
        let figures = [
            text(row.lowest.map(u32::from)),
            row.average.map(|average| average.to_string()),
            text(row.rank),
            text(row.admitted),
        ];
        rows.push((row.college.name.clone(), row.year, row.track.id.clone(), figures));
    })?;
    Ok(rows)
}

/// Where its faults are, and what was found there.
fn faults(csv: &str) -> Vec<(Option<usize>, Option<String>, String)> {
    let faults = read(csv).unwrap_err();
    let place = |fault| {
        let (row, column, found) = place(fault);
        (row, column.map(str::to_owned), found.to_owned())
    };
    faults.first().iter().map(place).collect()
}

#[test]
fn a_row_is_read_with_what_it_says_and_without_what_it_does_not() {
    let rows = read(
        "录取人数,最低位次,平均分,最低分,科类,年份,院校\n40,1380,613.25,611,物理,2025,郑州大学\n,,,６０１,物理类,2019 年,山东大学(威海)\n",
    );
    let said = |text: &str| Some(text.to_owned());
    assert_eq!(
        rows.unwrap(),
        [
            ("郑州大学".into(), 2025, "physics".into(), [said("611"), said("613.25"), said("1380"), said("40")]),
            ("山东大学（威海）".into(), 2019, "physics".into(), [said("601"), None, None, None]),
        ]
    );
}

#[test]
fn every_wrong_cell_is_named_with_its_row() {
    let csv = "college,code,year,track,lowest,average,lowest_rank,admitted,sample\n\
               月球大学,,25,理科,六百,x,0,-1,maybe\n\
               郑州大学,6000,2025,物理类,605,,,,\n\
               郑州大学,,2025,物理类,751,,,,\n\
               郑州大学,,2025,物理类,0,,,,\n\
               郑州大学,,2025,物理类,605,600,,,\n\
               郑州大学,,2025,历史类,,,,,\n";
    let told = |row, column: &str, found: &str| (Some(row), Some(column.to_owned()), found.to_owned());
    assert_eq!(
        faults(csv),
        [
            told(2, "college", "月球大学"),
            told(2, "year", "25"),
            told(2, "track", "理科"),
            told(2, "lowest", "六百"),
            told(2, "lowest_rank", "0"),
            told(2, "admitted", "-1"),
            told(2, "average", "x"),
            told(2, "sample", "maybe"),
            told(3, "code", "6000"),
            told(4, "lowest", "751"),
            told(5, "lowest", "0"),
            told(6, "average", "600"),
            told(7, "lowest", ""),
        ]
    );
}

#[test]
fn the_same_row_twice_is_refused() {
    let head = "院校,年份,科类,批次,专业,最低分\n";
    let sound =
        "郑州大学,2025,物理类,本科批,,605\n郑州大学,2025,物理类,本科批,法学,611\n郑州大学,2025,物理类,提前批,,600\n";
    assert_eq!(read(&format!("{head}{sound}")).unwrap().len(), 3);
    let told = faults(&format!("{head}{sound}郑州大学,2025,物理,本科批,法学,612\n"));
    assert_eq!(told, [(Some(5), Some("院校".to_owned()), "郑州大学".to_owned())]);
}

#[test]
fn without_a_register_no_scores_are_taken() {
    let folder = Folder::with_exam().file("scores.csv", "院校,年份,科类,最低分\n郑州大学,2025,物理类,605\n");
    assert!(folder.fault().expected.zh.contains("还没有院校名录"));
}

#[test]
fn a_track_says_which_of_other_years_it_corresponds_to() {
    let with = |physics: &str, history: &str| {
        let exam = EXAM
            .replace(
                r#"{ id = "physics", name = { zh = "物理类" },"#,
                &format!(r#"{{ id = "physics", name = {{ zh = "物理类" }}, {physics}"#),
            )
            .replace(
                r#"{ id = "history", name = { zh = "历史类" },"#,
                &format!(r#"{{ id = "history", name = {{ zh = "历史类" }}, {history}"#),
            );
        Folder::new().file("exams/gaokao-2025/exam.toml", exam)
    };
    let Content::Exam(exam) = with(r#"family = "science","#, "").only() else { panic!("not an exam") };
    let families: Vec<&str> = exam.tracks.iter().map(zhangban_api::exams::Track::family).collect();
    assert_eq!(families, ["science", "history"]);
    assert_eq!(exam.track_of("science").unwrap().id, "physics");
    for (physics, history, found) in [
        (r#"family = "science","#, r#"family = "science","#, "science"),
        (r#"family = "history","#, "", "history"),
        (r#"family = "理科","#, "", "理科"),
        (r#"family = "","#, "", ""),
    ] {
        let fault = with(physics, history).fault();
        assert_eq!(fault.found, found, "{fault}");
    }
}

#[test]
fn a_rank_table_says_that_it_is_a_sample() {
    let table = |sample: &str| {
        let csv = format!(
            "考试,科类,分数,人数,累计人数,样例\ngaokao-2025,物理类,700,1,1,{sample}\ngaokao-2025,物理类,699,1,2,\n"
        );
        let folder = Folder::with_exam().file("ranks.csv", csv);
        let Content::Ranks(tables) = folder.read().unwrap().pop().unwrap() else { panic!("not ranks") };
        tables[0].sample
    };
    assert_eq!([table("是"), table(""), table("否")], [true, false, false]);
}
