//! `exam.toml` and control lines.

use zhangban_server::department_folder::Content;

use crate::{EXAM, Folder, place};

#[test]
fn an_exam_is_read_with_its_steps_in_the_order_of_time() {
    let Content::Exam(exam) = Folder::with_exam().only() else { panic!("not an exam") };
    assert_eq!(exam.released_at.to_string(), "2025-06-25 00:00");
    assert_eq!((exam.subjects.len(), exam.tracks.len(), exam.released), (5, 2, false));
    assert!(exam.subject("chemistry").unwrap().scaled);
    assert_eq!(exam.next_steps[0].what.zh, "申请复核");
}

#[test]
fn what_contradicts_itself_is_refused() {
    for (right, wrong, found) in [
        ("id = \"gaokao-2025\"", "id = \"gaokao-2024\"", "gaokao-2024"),
        ("year = 2025", "year = 25", "25"),
        ("2025-06-25T00:00:00+08:00", "\"25 June\"", "25 June"),
        ("full_marks = 750", "full_marks = 900", "900"),
        ("full_marks = 750", "full_marks = 0", "0"),
        ("\"physics\"] }", "\"phisics\"] }", "phisics"),
        ("{ id = \"maths\"", "{ id = \"chinese\"", "chinese"),
        ("id = \"history\", name = { zh = \"历史类\" }", "id = \"physics\", name = { zh = \"历史类\" }", "physics"),
        ("year = 2025", "year = 2025\ncolour = 1", "colour"),
        ("full_marks = 100", "full_marks = -1", "-1"),
    ] {
        let text = EXAM.replacen(right, wrong, 1);
        assert_ne!(text, EXAM, "{right}");
        let faults = Folder::new().file("exams/gaokao-2025/exam.toml", text).faults();
        assert!(faults.iter().any(|fault| fault.found == found && fault.row.is_some()), "{faults:?}");
    }
}

#[test]
fn lines_belong_to_an_exam_and_a_track() {
    let folder = Folder::with_exam().file(
        "x.csv",
        "exam,track,name,name_en,score,sample,source\ngaokao-2025,物理,本科批,Undergraduate,430,是,样例\n",
    );
    let Content::Lines(lines) = folder.only() else { panic!("not lines") };
    assert_eq!((lines[0].exam.as_str(), lines[0].line.track.as_str()), ("gaokao-2025", "physics"));
    assert_eq!((lines[0].line.score, lines[0].line.sample, lines[0].source.as_str()), (430, true, "样例"));
}

#[test]
fn a_line_of_nothing_known_is_refused() {
    let folder = Folder::with_exam().file(
        "x.csv",
        "考试,科类,名称,分数\ngaokao-2024,物理,a,1\ngaokao-2025,文科,a,1\ngaokao-2025,历史,a,751\n\
         gaokao-2025,历史,b,4.5\ngaokao-2025,物理,c,1\ngaokao-2025,physics,c,2\n",
    );
    let faults = folder.faults();
    let places: Vec<_> = faults.iter().map(place).collect();
    assert_eq!(
        places,
        [
            (Some(2), Some("考试"), "gaokao-2024"),
            (Some(3), Some("科类"), "文科"),
            (Some(4), Some("分数"), "751"),
            (Some(5), Some("分数"), "4.5"),
            (Some(7), Some("名称"), "c"),
        ]
    );
    assert!(faults[1].expected.zh.contains("物理类"), "the tracks there are are listed");
}
